package io.ayni.core.payment;

/**
 * How fast reversals leave over each link: an allowance that grows with the time of the log, so that a network which
 * comes back is not drowned in what waited for it. One thread.
 */
final class ReversalPace {
    /** An allowance is kept in thousandths, so that it grows by the rate a second each millisecond. */
    private static final long ONE = 1_000;
    /** What was not used of so many milliseconds may leave at once. */
    private static final long BURST_MS = 20;

    private final long[] allowance = new long[Links.MAX_LINK_ID + 1];
    private final long[] reckonedMs = new long[Links.MAX_LINK_ID + 1];

    boolean mayLeave(final int linkId, final int perSecond, final long nowMs) {
        final long most = Math.max(ONE, perSecond * BURST_MS);
        final long elapsedMs = Math.min(nowMs - reckonedMs[linkId], most);
        allowance[linkId] = Math.min(most, allowance[linkId] + elapsedMs * perSecond);
        reckonedMs[linkId] = nowMs;
        return allowance[linkId] >= ONE;
    }

    void left(final int linkId) {
        allowance[linkId] -= ONE;
    }

    /** @return when the next one may leave. */
    long nextMs(final int linkId, final int perSecond) {
        final long missing = ONE - allowance[linkId];
        return missing <= 0 ? reckonedMs[linkId] : reckonedMs[linkId] + (missing + perSecond - 1) / perSecond;
    }

    long allowance(final int linkId) {
        return allowance[linkId];
    }

    long reckonedMs(final int linkId) {
        return reckonedMs[linkId];
    }

    void restore(final int linkId, final long left, final long timeMs) {
        allowance[linkId] = left;
        reckonedMs[linkId] = timeMs;
    }
}
