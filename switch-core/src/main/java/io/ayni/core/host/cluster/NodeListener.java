package io.ayni.core.host.cluster;

/** What a node of a cluster reports. Called on its threads: must not block for long, and must not throw. */
public interface NodeListener {
    /** What a node does in its cluster. */
    enum Role {
        LEADER, FOLLOWER, CANDIDATE
    }

    /** The mark of a process that was killed still looks alive; told each second until it does not, ten at the most. */
    default void onWaitingForMark() {
    }

    default void onRoleChange(final Role role) {
    }

    /** A term began: this member leads it. */
    default void onNewTerm(final long leadershipTermId, final int leaderMemberId, final long logPosition) {
    }

    /** The state was filled from the newest snapshot; what of the log follows it is applied next. */
    default void onSnapshotLoaded(final long sequence, final String stateHash, final long durationMs) {
    }

    /** A snapshot is in the archive. All nodes take one at the same position of the log: equal states, equal hashes. */
    default void onSnapshotTaken(final long sequence, final String stateHash, final long durationMs) {
    }

    /** A gateway is too slow for what it is told, and something was not told. */
    default void onOutcomeDropped(final long sessionId) {
    }

    /** Something went wrong that the node lives on with. */
    default void onError(final Throwable cause) {
    }

    /**
     * The engine broke an invariant, the disk failed, or the cluster asked the node to end: the node takes part no more.
     * The process should end; a restart goes on from what is on disk.
     *
     * @param cause null when the node was asked to end
     */
    default void onStopped(final Throwable cause) {
    }
}
