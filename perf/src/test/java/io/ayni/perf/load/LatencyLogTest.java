package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {
    @Test
    void writesEachIntervalAndThePercentileCurveOfAll(@TempDir final Path folder) throws Exception {
        try (LatencyLog log = new LatencyLog(folder.resolve("new"))) {
            log.add(interval(1_000_000));
            log.add(interval(2_000_000));
            assertThat(log.total().getTotalCount()).isEqualTo(2);
        }

        final HistogramLogReader reader = new HistogramLogReader(folder.resolve("new/latency.hlog").toFile());
        assertThat(((Histogram) reader.nextIntervalHistogram()).getCountAtValue(1_000_000)).isEqualTo(1);
        assertThat(((Histogram) reader.nextIntervalHistogram()).getCountAtValue(2_000_000)).isEqualTo(1);
        assertThat(reader.nextIntervalHistogram()).isNull();
        assertThat(Files.readString(folder.resolve("new/latency.hgrm")))
            .as("microseconds").containsPattern("1000\\.\\d+ +0\\.0+").containsPattern("#\\[Max +=.*Total count +=.* 2]");
    }

    @Test
    void writesNothingWithoutAFolder() throws Exception {
        try (LatencyLog log = new LatencyLog(null)) {
            log.add(interval(5));
            assertThat(log.total().getTotalCount()).isEqualTo(1);
        }
    }

    private static Histogram interval(final long valueNs) {
        final Histogram interval = new Histogram(LoadStats.HIGHEST_LATENCY_NS, 3);
        interval.recordValue(valueNs);
        return interval;
    }
}
