package io.ayni.connectors.channel;

/**
 * A caller's connection as the log knows it, so that the outcome thread finds the event loop without a shared map.
 * <pre>
 *  63 | 62 … 48     | 47 … 0
 *  0  | loop index  | number on that loop, never 0, never used again
 * </pre>
 * Numbers start at the second of the epoch in which the node started, times 65,536: an answer that the engine still
 * owes to a connection of an earlier run finds nobody instead of somebody else.
 */
public final class ConnectionId {
    /** No connection: nobody waits for the answer. */
    public static final long NOBODY = 0;
    static final int MAX_LOOPS = 1 << 10;
    private static final int NUMBER_BITS = 48;
    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;
    private static final int CONNECTIONS_PER_SECOND_BITS = 16;

    private ConnectionId() {
    }

    public static long of(final int loopIndex, final long number) {
        return (long) loopIndex << NUMBER_BITS | number & NUMBER_MASK;
    }

    public static int loopIndex(final long connectionId) {
        return (int) (connectionId >>> NUMBER_BITS);
    }

    /** @return the number before the first one of a run that starts at this time. */
    static long firstNumber(final long nodeStartMs) {
        return nodeStartMs / 1_000 << CONNECTIONS_PER_SECOND_BITS & NUMBER_MASK;
    }
}
