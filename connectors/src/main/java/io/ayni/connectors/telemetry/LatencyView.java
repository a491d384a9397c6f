package io.ayni.connectors.telemetry;

import io.ayni.connectors.channel.LatencyRecorder;
import org.HdrHistogram.Histogram;

/** The latencies since the scrape before: taken once a scrape, so that all its quantiles are of the same requests. */
final class LatencyView {
    private static final double US_PER_SECOND = 1e6;
    private static final double MAX = 100;

    private final LatencyRecorder recorder;
    private volatile Histogram interval;

    LatencyView(final LatencyRecorder recorder) {
        this.recorder = recorder;
        refresh();
    }

    void refresh() {
        interval = recorder.takeInterval();
    }

    /** @return seconds; 0 when nothing was recorded */
    double seconds(final double percentile) {
        final Histogram seen = interval;
        return (percentile >= MAX ? seen.getMaxValue() : seen.getValueAtPercentile(percentile)) / US_PER_SECOND;
    }
}
