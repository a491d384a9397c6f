package io.ayni.core.host;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Journaled time: never goes back, and passes as the monotonic clock measures, so that a step of the clock on the wall
 * makes no timeout early or late. While it differs from the clock on the wall it runs a sixteenth faster or slower until
 * they agree. When it is more than ten minutes behind (the machine was suspended, or an operator set the clock) it steps
 * forward: wrong days and close windows for hours would be worse than timeouts, which end in reversals.
 *
 * <p>For the one thread that stamps; {@link #estimateMs()} for any.
 */
public final class SequencerClock {
    static final long JUMP_MS = 1_000;
    static final long SLEW_DIVISOR = 16;
    static final long MAX_SLEW_NS = TimeUnit.MINUTES.toNanos(10);

    private final EpochClock epochClock;
    private final NanoClock nanoClock;
    private final LongConsumer onJump;
    private long timeNs;
    private long lastNano;
    private long lastEpochMs;
    private volatile long aheadMs;

    /** @param onJump is told by how many ms the clock on the wall went away from the monotonic clock at once. */
    public SequencerClock(final EpochClock epochClock, final NanoClock nanoClock, final LongConsumer onJump) {
        this.epochClock = epochClock;
        this.nanoClock = nanoClock;
        this.onJump = onJump;
    }

    /** @param lastTimestampMs of the log; time goes on from there when the clock on the wall is behind it. */
    public void start(final long lastTimestampMs) {
        lastEpochMs = epochClock.time();
        lastNano = nanoClock.nanoTime();
        timeNs = TimeUnit.MILLISECONDS.toNanos(Math.max(lastEpochMs, lastTimestampMs));
        aheadMs = nowMs() - lastEpochMs;
    }

    /** @return the time of the batch about to be stamped. */
    public long advance() {
        final long epochMs = epochClock.time();
        final long nano = nanoClock.nanoTime();
        final long elapsedNs = Math.max(0, nano - lastNano);
        final long jumpMs = epochMs - lastEpochMs - TimeUnit.NANOSECONDS.toMillis(elapsedNs);
        if (jumpMs > JUMP_MS || jumpMs < -JUMP_MS) {
            onJump.accept(jumpMs);
        }
        final long targetNs = TimeUnit.MILLISECONDS.toNanos(epochMs);
        final long slewNs = elapsedNs / SLEW_DIVISOR;
        if (targetNs - timeNs - elapsedNs > MAX_SLEW_NS) {
            timeNs = targetNs;
        } else {
            timeNs = Math.clamp(targetNs, timeNs + elapsedNs - slewNs, timeNs + elapsedNs + slewNs);
        }
        lastEpochMs = epochMs;
        lastNano = nano;
        aheadMs = nowMs() - epochMs;
        return nowMs();
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(timeNs);
    }

    /** @return what the next batch would be stamped with, nearly; any thread. */
    public long estimateMs() {
        return epochClock.time() + aheadMs;
    }
}
