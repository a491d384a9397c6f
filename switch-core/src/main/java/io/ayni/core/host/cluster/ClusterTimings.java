package io.ayni.core.host.cluster;

/**
 * How soon a silent leader is replaced. Shorter times shorten the pause after a leader has died, and elect without need
 * when a leader only paused: the longest pause of a process or of its disk must stay below the heartbeat timeout.
 *
 * @param heartbeatIntervalMs how often a leader that has nothing to say says so
 * @param heartbeatTimeoutMs  so long a silence of the leader is its end
 * @param electionTimeoutMs   how long a candidate waits for votes
 * @param sessionTimeoutMs    so long a silence of a gateway is its end: its links go to another one
 */
public record ClusterTimings(long heartbeatIntervalMs, long heartbeatTimeoutMs, long electionTimeoutMs,
                             long sessionTimeoutMs) {
    /** For machines of their own: a pause of the JVM or the disk of a third of a second is lived through. */
    public static final ClusterTimings DEFAULT = new ClusterTimings(50, 400, 100, 3_000);
}
