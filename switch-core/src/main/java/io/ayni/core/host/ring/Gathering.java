package io.ayni.core.host.ring;

/**
 * Whether to let a batch grow before it is written. Each batch costs the same whatever is in it: a write and a sync, a
 * wake-up of every event loop, a write to each connection with an answer, and the same again on the callers' side. When
 * several callers wait at once, those fixed costs are what the processor does, and a short pause, for which nobody needs
 * a core, makes them fewer. When few wait there is no pause, since it would be latency for nothing. One thread.
 */
final class Gathering {
    /** Fewer in the batch before: callers come one by one. */
    static final int FEW = 8;
    /** More are ready: the fixed costs are small for each. */
    static final int MANY = 256;
    private static final long MAX_PAUSE_NS = 250_000;
    private static final int SMOOTHING_SHIFT = 3;

    private long syncNs;
    private int lastBatch;

    /** After each batch: how many it had, and how long the disk took. */
    void onSynced(final int commands, final long tookNs) {
        lastBatch = commands;
        syncNs += tookNs - syncNs >> SMOOTHING_SHIFT;
    }

    /** @return how long to wait before the next batch, of which so many are ready. */
    long pauseNs(final int ready) {
        return lastBatch < FEW || ready >= MANY ? 0 : Math.min(syncNs / 2, MAX_PAUSE_NS);
    }
}
