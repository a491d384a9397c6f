package io.ayni.perf.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Adds up the intervals of a run and, when there is a folder for it, writes them: {@code latency.hlog} has one histogram
 * an interval (ns), {@code latency.hgrm} the percentile curve of all of it (µs). Keeps a line of figures for each
 * interval, for the plots. Not on the rig's thread: encoding an
 * interval takes long enough to be seen in the figures.
 */
final class LatencyLog implements AutoCloseable {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Figures of one interval.
     *
     * @param answers a second
     */
    record Second(double answers, long p50Ns, long p99Ns, long maxNs) {
    }

    private final Histogram total = new Histogram(LoadStats.HIGHEST_LATENCY_NS, 3);
    private final List<Second> seconds = new ArrayList<>();
    private final Path folder;
    private final HistogramLogWriter writer;

    /** @param folder created when it is not there; null to write nothing */
    LatencyLog(final Path folder) throws IOException {
        this.folder = folder;
        if (folder == null) {
            writer = null;
            return;
        }
        Files.createDirectories(folder);
        writer = new HistogramLogWriter(folder.resolve("latency.hlog").toFile());
        writer.outputLogFormatVersion();
        writer.outputStartTime(System.currentTimeMillis());
        writer.outputLegend();
    }

    void add(final Histogram interval) {
        total.add(interval);
        final long lengthMs = interval.getEndTimeStamp() - interval.getStartTimeStamp();
        if (interval.getTotalCount() > 0 && lengthMs > 0) {
            seconds.add(new Second(interval.getTotalCount() * NANOS_PER_SECOND / TimeUnit.MILLISECONDS.toNanos(lengthMs),
                interval.getValueAtPercentile(50), interval.getValueAtPercentile(99), interval.getMaxValue()));
        }
        if (writer != null) {
            writer.outputIntervalHistogram(interval);
        }
    }

    /** @return all intervals so far in one. */
    Histogram total() {
        return total;
    }

    /** @return figures of each interval so far. */
    List<Second> seconds() {
        return List.copyOf(seconds);
    }

    @Override
    public void close() throws IOException {
        if (writer == null) {
            return;
        }
        writer.close();
        try (PrintStream out = new PrintStream(Files.newOutputStream(folder.resolve("latency.hgrm")), false,
            StandardCharsets.UTF_8)) {
            total.outputPercentileDistribution(out, NANOS_PER_MICRO);
        }
    }
}
