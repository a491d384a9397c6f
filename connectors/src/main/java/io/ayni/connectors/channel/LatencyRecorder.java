package io.ayni.connectors.channel;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Latencies of a listener's requests, from the last byte in to the first byte out. Each event loop records into its own
 * histogram without waiting; whoever reads takes what came since the last time. Above a minute counts as a minute.
 */
public final class LatencyRecorder {
    private static final long MAX_US = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 2;

    private final SingleWriterRecorder[] byLoop;
    private final Histogram[] recycled;

    public LatencyRecorder(final int loops) {
        byLoop = new SingleWriterRecorder[loops];
        recycled = new Histogram[loops];
        for (int i = 0; i < loops; i++) {
            byLoop[i] = new SingleWriterRecorder(1, MAX_US, DIGITS);
        }
    }

    /** On the loop of that index alone. */
    public void record(final int loopIndex, final long latencyNs) {
        byLoop[loopIndex].recordValue(Math.clamp(latencyNs / 1_000, 0, MAX_US));
    }

    /** Any thread. @return microseconds recorded since the last call. */
    public synchronized Histogram takeInterval() {
        final Histogram sum = new Histogram(1, MAX_US, DIGITS);
        for (int i = 0; i < byLoop.length; i++) {
            recycled[i] = byLoop[i].getIntervalHistogram(recycled[i]);
            sum.add(recycled[i]);
        }
        return sum;
    }
}
