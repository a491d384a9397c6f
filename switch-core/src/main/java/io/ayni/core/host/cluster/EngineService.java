package io.ayni.core.host.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import io.ayni.core.host.StateMachineFactory;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;

/**
 * The engine as a service of the cluster: hands what is committed to the {@link ClusterMachine}, keeps one timer of the
 * cluster set to the engine's next deadline, and takes and loads snapshots. An exception of the engine stops the node:
 * Aeron would count it and go on with the next command.
 */
final class EngineService implements ClusteredService {
    static final long TICK_TIMER = 1;
    /** Ticks at least this often, so that time goes on when nothing else comes. */
    static final long HEARTBEAT_MS = 1_000;

    private final StateMachineFactory factory;
    private final EngineSeed seed;
    private final NodeListener listener;
    private Cluster cluster;
    private GatewayEgress egress;
    private ClusterMachine machine;
    /** Time of the log at which the timer is set to fall due. */
    private long timerMs = Long.MIN_VALUE;
    private volatile long sequence;
    private volatile Throwable failure;

    /** @param seed what a cluster without any snapshot begins with */
    EngineService(final StateMachineFactory factory, final EngineSeed seed, final NodeListener listener) {
        this.factory = factory;
        this.seed = seed;
        this.listener = listener;
    }

    @Override
    public void onStart(final Cluster started, final Image snapshotImage) {
        cluster = started;
        egress = new GatewayEgress(cluster, listener);
        machine = new ClusterMachine(factory, egress);
        guard(() -> {
            if (snapshotImage != null) {
                final long startNs = System.nanoTime();
                final ClusterSnapshot.Info loaded =
                    ClusterSnapshot.read(snapshotImage, machine, cluster.idleStrategy());
                listener.onSnapshotLoaded(loaded.sequence(), loaded.stateHash(), msSince(startNs));
            } else {
                machine.load(seed);
            }
        });
        sequence = machine.sequence();
    }

    @Override
    public void onSessionOpen(final ClientSession session, final long timestampMs) {
        // a gateway says which it is in its first message
    }

    @Override
    public void onSessionClose(final ClientSession session, final long timestampMs, final CloseReason closeReason) {
        guard(() -> machine.onSessionClosed(session.id(), timestampMs));
        egress.forget(session.id());
        afterEvent();
    }

    @Override
    public void onSessionMessage(final ClientSession session, final long timestampMs, final DirectBuffer buffer,
        final int offset, final int length, final Header header) {
        try {
            machine.onMessage(session.id(), timestampMs, buffer, offset, length);
        } catch (final RuntimeException | Error e) {
            throw stop(e);
        }
        afterEvent();
    }

    @Override
    public void onTimerEvent(final long correlationId, final long timestampMs) {
        timerMs = Long.MIN_VALUE;
        guard(() -> machine.onTimer(timestampMs));
        afterEvent();
    }

    @Override
    public void onNewLeadershipTermEvent(final long leadershipTermId, final long logPosition, final long timestampMs,
        final long termBaseLogPosition, final int leaderMemberId, final int logSessionId, final TimeUnit timeUnit,
        final int appVersion) {
        guard(() -> machine.onNewTerm(leadershipTermId, timestampMs));
        timerMs = Long.MIN_VALUE;
        afterEvent();
        listener.onNewTerm(leadershipTermId, leaderMemberId, logPosition);
    }

    /**
     * The timer is set anew when an earlier deadline came up, and, should one ever have been lost, by the first event a
     * heartbeat after it was due.
     */
    private void afterEvent() {
        egress.flush();
        sequence = machine.sequence();
        final long nowMs = machine.timestampMs();
        final long dueMs = Math.min(Math.max(machine.nextDeadlineMs(), nowMs), nowMs + HEARTBEAT_MS);
        if (dueMs < timerMs || nowMs > timerMs + HEARTBEAT_MS) {
            while (!cluster.scheduleTimer(TICK_TIMER, dueMs)) {
                cluster.idleStrategy().idle();
            }
            timerMs = dueMs;
        }
    }

    @Override
    public void onTakeSnapshot(final ExclusivePublication publication) {
        final long startNs = System.nanoTime();
        guard(() -> {
            final ClusterSnapshot.Info written = ClusterSnapshot.write(publication, machine, cluster.idleStrategy());
            listener.onSnapshotTaken(written.sequence(), written.stateHash(), msSince(startNs));
        });
    }

    private static long msSince(final long startNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    }

    @Override
    public void onRoleChange(final Cluster.Role role) {
        egress.isLeader(role == Cluster.Role.LEADER);
        listener.onRoleChange(NodeListener.Role.valueOf(role.name()));
    }

    @Override
    public void onTerminate(final Cluster ending) {
        // the node's termination hook tells it
    }

    private void guard(final Runnable step) {
        try {
            step.run();
        } catch (final RuntimeException | Error e) {
            throw stop(e);
        }
    }

    private AgentTerminationException stop(final Throwable cause) {
        failure = cause;
        return new AgentTerminationException(cause);
    }

    /** Any thread. @return what broke an invariant; null when nothing did. */
    Throwable failure() {
        return failure;
    }

    /** Any thread. @return of the last command applied. */
    long sequence() {
        return sequence;
    }

    /** Any thread. @return outcomes that found no room on their way to a gateway. */
    long dropped() {
        return egress == null ? 0 : egress.dropped();
    }
}
