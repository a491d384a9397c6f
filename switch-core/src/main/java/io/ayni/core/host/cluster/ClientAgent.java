package io.ayni.core.host.cluster;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.logbuffer.Header;
import io.ayni.core.host.LinkHolder;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.ControlledMessageHandler.Action;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

/**
 * The one thread of a gateway that speaks with the cluster: see {@link ClusterIngress}.
 * <pre>
 *   CONNECTING ── session opened ──▶ hello, claims ──▶ what is kept, again ──▶ the queue
 *        ▲                             ▲                                        │
 *        │                             └──────────── another leader ────────────┤
 *        └─────────────────── session ended, no leader found ───────────────────┘
 * </pre>
 */
final class ClientAgent implements Agent, EgressListener {
    static final int NO_LEADER = -1;
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long NEW_LEADER_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long SWEEP_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int QUEUE_LIMIT = 64;
    private static final int EGRESS_TERM_LENGTH = 1 << 20;

    private final ClusterIngressContext context;
    private final ClientListener listener;
    private final ManyToOneRingBuffer queue;
    private final Consumer<Throwable> onFatal;
    private final Unanswered unanswered;
    private final OutcomeMatcher matcher;
    private final HeldLinks links;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isSnapshotWanted = new AtomicBoolean();
    private final ExpandableArrayBuffer frame = new ExpandableArrayBuffer(2_048);
    private final ArrayDeque<Integer> claimsToSend = new ArrayDeque<>();
    private final long keepAliveNs;
    private final long silenceNs;

    private Aeron aeron;
    private AeronCluster.AsyncConnect connecting;
    private AeronCluster cluster;
    private boolean isHelloToSend;
    private long lastSentNs;
    private long lastHeardNs;
    private long sweptNs;
    private long nowNs;
    private volatile int leader = NO_LEADER;
    private volatile long leadershipTermId = NO_LEADER;
    private volatile int unansweredCount;
    private volatile long sentAgain;

    ClientAgent(final ClusterIngressContext context, final ManyToOneRingBuffer queue,
        final Consumer<Throwable> onFatal) {
        this.context = context;
        this.listener = context.listener();
        this.queue = queue;
        this.onFatal = onFatal;
        // Numbers go on over runs: no second holds more commands than fit between two of them.
        this.unanswered = new Unanswered(context.maxUnanswered(), System.currentTimeMillis() / 1_000 << 24);
        this.matcher = new OutcomeMatcher(unanswered, context.outcomeSink(), listener);
        this.links = new HeldLinks(listener);
        final long sessionNs = TimeUnit.MILLISECONDS.toNanos(context.timings().sessionTimeoutMs());
        this.keepAliveNs = sessionNs / 8;
        this.silenceNs = sessionNs * 2 / 3;
    }

    @Override
    public String roleName() {
        return "ayni-cluster";
    }

    @Override
    public void onStart() {
        aeron = Aeron.connect(new Aeron.Context()
            .aeronDirectoryName(context.driverDirectory().toString())
            .useConductorAgentInvoker(true)
            .errorHandler(listener::onError)
            .clientName("gateway-" + context.gatewayId()));
    }

    @Override
    public int doWork() {
        try {
            nowNs = System.nanoTime();
            int work = aeron.conductorAgentInvoker().invoke();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
                work++;
            }
            work += cluster == null ? connect() : serve();
            if (nowNs - sweptNs > SWEEP_NS) {
                sweep();
            }
            unansweredCount = unanswered.size();
            return work;
        } catch (final AgentTerminationException e) {
            throw e;
        } catch (final RuntimeException | Error e) {
            onFatal.accept(e);
            throw new AgentTerminationException(e);
        }
    }

    // ------------------------------------------------------------------------------------------------- session

    private int connect() {
        try {
            if (connecting == null) {
                connecting = AeronCluster.asyncConnect(new AeronCluster.Context()
                    .aeron(aeron)
                    .ownsAeronClient(false)
                    .clientName("gateway-" + context.gatewayId())
                    .ingressChannel("aeron:udp?term-length=" + EGRESS_TERM_LENGTH)
                    .ingressEndpoints(ClusterMember.ingressEndpoints(context.members()))
                    .egressChannel("aeron:udp?term-length=" + EGRESS_TERM_LENGTH
                        + "|endpoint=" + context.egressEndpoint())
                    .egressListener(this)
                    .messageTimeoutNs(CONNECT_TIMEOUT_NS)
                    .newLeaderTimeoutNs(NEW_LEADER_TIMEOUT_NS)
                    .errorHandler(listener::onError));
            }
            cluster = connecting.poll();
        } catch (final RuntimeException notThereYet) {
            CloseHelper.quietClose(connecting);
            connecting = null;
            return 0;
        }
        if (cluster == null) {
            return 0;
        }
        connecting = null;
        lastHeardNs = nowNs;
        begin(cluster.leaderMemberId(), cluster.leadershipTermId());
        listener.onConnected(cluster.leaderMemberId());
        return 1;
    }

    /** Says who we are and what we want, then all that is kept again. */
    private void begin(final int leaderMemberId, final long termId) {
        leader = leaderMemberId;
        leadershipTermId = termId;
        isHelloToSend = true;
        claimsToSend.clear();
        claimsToSend.addAll(links.all());
        unanswered.sendAllAgain();
    }

    private int serve() {
        int work = cluster.pollEgress();
        matcher.endBatch();
        if (cluster.isClosed()) {
            onEnd();
            return 1;
        }
        if (nowNs - lastHeardNs > silenceNs && links.takeAll()) {
            isHelloToSend = true; // answered, it gives them back
            claimsToSend.addAll(links.all());
        }
        work += sendWaiting();
        if (nowNs - lastSentNs > keepAliveNs) {
            lastSentNs = nowNs;
            cluster.sendKeepAlive();
        }
        return work;
    }

    private void onEnd() {
        CloseHelper.quietClose(cluster);
        cluster = null;
        leader = NO_LEADER;
        leadershipTermId = NO_LEADER;
        links.takeAll();
        listener.onDisconnected();
    }

    // ------------------------------------------------------------------------------------------------- sending

    private int sendWaiting() {
        int work = 0;
        if (isHelloToSend) {
            if (!send(GatewayFrame.HELLO, context.gatewayId())) {
                return 0;
            }
            isHelloToSend = false;
            work++;
        }
        while (!claimsToSend.isEmpty()) {
            if (!send(GatewayFrame.CLAIM, claimsToSend.peek())) {
                return work;
            }
            claimsToSend.poll();
            work++;
        }
        for (Unanswered.Entry entry = unanswered.nextToSend(); entry != null; entry = unanswered.nextToSend()) {
            if (matcher.isHalfAnswered(entry)) {
                unanswered.done(entry);
            } else if (!send(entry)) {
                return work;
            }
            work++;
        }
        if (isSnapshotWanted.get() && cluster.sendAdminRequestToTakeASnapshot(nowNs)) {
            isSnapshotWanted.set(false);
        }
        return work + queue.controlledRead(this::onQueued, QUEUE_LIMIT);
    }

    private Action onQueued(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        if (unanswered.isFull()) {
            return Action.ABORT;
        }
        final Unanswered.Entry entry = unanswered.add(buffer, index, length, context.gatewayId(), nowNs);
        if (!send(entry)) {
            unanswered.unsent(entry);
            return Action.BREAK;
        }
        return Action.CONTINUE;
    }

    private boolean send(final int kind, final int value) {
        GatewayFrame.put(frame, 0, kind, value, 0);
        return offer(GatewayFrame.HEADER_LENGTH);
    }

    private boolean send(final Unanswered.Entry entry) {
        GatewayFrame.put(frame, 0, GatewayFrame.COMMAND, 0, entry.number);
        frame.putBytes(GatewayFrame.HEADER_LENGTH, entry.command, 0, entry.length);
        if (!offer(GatewayFrame.HEADER_LENGTH + entry.length)) {
            return false;
        }
        sentAgain += entry.isSent ? 1 : 0; // one writer
        unanswered.sent(entry);
        return true;
    }

    private boolean offer(final int length) {
        final long result = cluster.offer(frame, 0, length);
        if (result == Publication.MAX_POSITION_EXCEEDED) {
            throw new IllegalStateException("the session has sent all it can");
        }
        if (result > 0) {
            lastSentNs = nowNs;
        }
        return result > 0;
    }

    private void sweep() {
        sweptNs = nowNs;
        final int forgotten =
            unanswered.forget(nowNs - TimeUnit.MILLISECONDS.toNanos(context.forgetAfterMs()));
        if (forgotten > 0) {
            listener.onForgotten(forgotten);
        }
    }

    // ------------------------------------------------------------------------------------------------- receiving

    @Override
    public void onMessage(final long clusterSessionId, final long timestamp, final DirectBuffer buffer,
        final int offset, final int length, final Header header) {
        lastHeardNs = nowNs;
        switch (GatewayFrame.kind(buffer, offset)) {
            case GatewayFrame.OUTCOME -> matcher.onOutcome(
                buffer, offset + GatewayFrame.HEADER_LENGTH, length - GatewayFrame.HEADER_LENGTH);
            case GatewayFrame.GRANTED -> links.granted(GatewayFrame.value(buffer, offset));
            default -> {
                // WELCOME and RECEIVED say no more than the number
            }
        }
        unanswered.received(GatewayFrame.number(buffer, offset));
    }

    @Override
    public void onNewLeader(final long clusterSessionId, final long termId, final int leaderMemberId,
        final String ingressEndpoints) {
        lastHeardNs = nowNs;
        begin(leaderMemberId, termId);
        listener.onNewLeader(leaderMemberId, unanswered.size());
    }

    // ------------------------------------------------------------------------------------------------- any thread

    void claim(final int linkId, final LinkHolder holder) {
        tasks.add(() -> {
            links.add(linkId, holder);
            claimsToSend.add(linkId);
        });
    }

    boolean requestSnapshot() {
        if (leader == NO_LEADER) {
            return false;
        }
        isSnapshotWanted.set(true);
        return true;
    }

    int leader() {
        return leader;
    }

    long leadershipTermId() {
        return leadershipTermId;
    }

    int unanswered() {
        return unansweredCount;
    }

    long sentAgain() {
        return sentAgain;
    }

    @Override
    public void onClose() {
        links.takeAll();
        CloseHelper.quietCloseAll(cluster, connecting, aeron);
    }
}
