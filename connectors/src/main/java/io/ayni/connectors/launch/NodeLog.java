package io.ayni.connectors.launch;

import io.ayni.core.host.cluster.NodeListener;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node of a cluster reports, as log lines and in its status. */
final class NodeLog implements NodeListener {
    private static final Logger LOG = LoggerFactory.getLogger("Node");
    private static final long DROPPED_LOGGED_EVERY = 1_000;

    private final int member;
    private final NodeStatus status;
    private final Consumer<Throwable> onStopped;
    private long dropped;

    /** @param onStopped told with the cause, null when the cluster asked the node to end */
    NodeLog(final int member, final NodeStatus status, final Consumer<Throwable> onStopped) {
        this.member = member;
        this.status = status;
        this.onStopped = onStopped;
    }

    @Override
    public void onRoleChange(final Role role) {
        LOG.info("this node is {} now", role);
        status.put("role", role).write();
    }

    @Override
    public void onNewTerm(final long leadershipTermId, final int leaderMemberId, final long logPosition) {
        LOG.info("term {}: member {} leads, from position {} of the log", leadershipTermId, leaderMemberId,
                logPosition);
        status.put("role", leaderMemberId == member ? Role.LEADER : Role.FOLLOWER)
                .put("term", leadershipTermId).put("leader", leaderMemberId).write();
    }

    @Override
    public void onSnapshotLoaded(final long sequence, final String stateHash, final long durationMs) {
        LOG.info("state filled from the snapshot of command {} in {} ms, state hash {}", sequence, durationMs,
                stateHash);
        status.put("snapshot", sequence).put("hash", stateHash).write();
    }

    @Override
    public void onSnapshotTaken(final long sequence, final String stateHash, final long durationMs) {
        LOG.info("snapshot of command {} in {} ms, state hash {}", sequence, durationMs, stateHash);
        status.put("snapshot", sequence).put("hash", stateHash).write();
    }

    @Override
    public void onWaitingForMark() {
        LOG.info("the mark of the process before still looks alive: trying again in a second");
    }

    @Override
    public void onOutcomeDropped(final long sessionId) {
        if (dropped++ % DROPPED_LOGGED_EVERY == 0) {
            LOG.warn("gateway of session {} is too slow: {} outcomes were dropped so far", sessionId, dropped);
        }
    }

    @Override
    public void onError(final Throwable cause) {
        LOG.error("{}", cause.toString());
    }

    @Override
    public void onStopped(final Throwable cause) {
        if (cause != null) {
            LOG.error("the node stops", cause);
        }
        onStopped.accept(cause);
    }
}
