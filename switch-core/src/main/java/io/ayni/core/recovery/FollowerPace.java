package io.ayni.core.recovery;

import java.util.concurrent.TimeUnit;

/**
 * When a second engine rests: while the node has much to do, since both share its cores, but never so long that a start
 * from its last snapshot would take more than what it may be behind. One thread.
 */
final class FollowerPace {
    private static final long NEVER = Long.MIN_VALUE;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Shorter, and one write to the disk would look like much to do, or like nothing. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long restAbovePerSecond;
    private final long maxBehind;
    private long lookedNs;
    private long seenSequence = NEVER;
    private boolean isBusy;

    /**
     * @param restAbovePerSecond commands a second that become durable
     * @param maxBehind          commands
     */
    FollowerPace(final long restAbovePerSecond, final long maxBehind) {
        this.restAbovePerSecond = restAbovePerSecond;
        this.maxBehind = maxBehind;
    }

    /**
     * To be asked before each piece of work.
     *
     * @param durable  sequence of the node
     * @param followed sequence of the second engine
     */
    boolean mayRest(final long nowNs, final long durable, final long followed) {
        final long tookNs = nowNs - lookedNs;
        if (seenSequence == NEVER || tookNs >= LOOK_NS) {
            final long came = durable - seenSequence;
            isBusy = seenSequence != NEVER && came * NANOS_PER_SECOND / tookNs > restAbovePerSecond;
            seenSequence = durable;
            lookedNs = nowNs;
        }
        return isBusy && durable - followed <= maxBehind;
    }
}
