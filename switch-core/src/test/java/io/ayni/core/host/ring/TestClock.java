package io.ayni.core.host.ring;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

import java.util.concurrent.TimeUnit;

/** Both clocks of a host, moved by the test. */
final class TestClock implements EpochClock, NanoClock {
    private long epochMs = 1_000_000;
    private long nanos = 77;

    @Override
    public long time() {
        return epochMs;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    /** Time passes. */
    void advanceMs(final long ms) {
        epochMs += ms;
        nanos += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    /** Somebody sets the clock on the wall. */
    void jumpMs(final long ms) {
        epochMs += ms;
    }
}
