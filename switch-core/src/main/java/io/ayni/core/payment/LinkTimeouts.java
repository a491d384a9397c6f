package io.ayni.core.payment;

/** When requests over each link last went without an answer; as many as its rule counts. One thread. */
final class LinkTimeouts {
    /** A rule counts no more than these. */
    static final int MOST = 64;

    private final long[][] times = new long[Links.MAX_LINK_ID + 1][];
    private final int[] counts = new int[Links.MAX_LINK_ID + 1];

    /** @return whether it is the one that makes {@code most} within the time; then all are forgotten. */
    boolean add(final int linkId, final long nowMs, final int most, final long withinMs) {
        if (times[linkId] == null) {
            times[linkId] = new long[MOST];
        }
        final long[] kept = times[linkId];
        if (counts[linkId] >= most) {
            final int dropped = counts[linkId] - most + 1;
            System.arraycopy(kept, dropped, kept, 0, counts[linkId] - dropped);
            counts[linkId] -= dropped;
        }
        kept[counts[linkId]++] = nowMs;
        if (counts[linkId] < most || nowMs - kept[0] > withinMs) {
            return false;
        }
        counts[linkId] = 0;
        return true;
    }

    void forget(final int linkId) {
        counts[linkId] = 0;
    }

    int count(final int linkId) {
        return counts[linkId];
    }

    long timeMs(final int linkId, final int index) {
        return times[linkId][index];
    }

    void restore(final int linkId, final long timeMs) {
        if (times[linkId] == null) {
            times[linkId] = new long[MOST];
        }
        times[linkId][counts[linkId]++] = timeMs;
    }
}
