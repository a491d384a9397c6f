package io.ayni.perf.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoadReportTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private final Histogram latency = new Histogram(LoadStats.HIGHEST_LATENCY_NS, 3);
    private final Histogram lag = new Histogram(LoadStats.HIGHEST_LATENCY_NS, 3);

    @Test
    void aCleanRunIsATableAndPassed() {
        latency.recordValueWithCount(2 * MS, 99);
        latency.recordValue(7 * MS);
        lag.recordValueWithCount(0, 100);

        final String report = print(result(100, 100, 0));

        assertThat(report)
            .containsPattern("rate asked +100 /s for 1 s")
            .containsPattern("rate reached +100 /s")
            .containsPattern("errors +0\n")
            .containsPattern("us +p50 +p90 +p99 +p99.9 +p99.99 +max\nlatency +2,00\\d +2,00\\d +2,00\\d +7,0\\d\\d +7,0\\d\\d +7,0\\d\\d")
            .contains("PASSED")
            .doesNotContain("WARNING");
    }

    @Test
    void warnsThatTheGeneratorItselfFellBehind() {
        latency.recordValueWithCount(2 * MS, 100);
        lag.recordValueWithCount(0, 98);
        lag.recordValueWithCount(5 * MS, 2);

        assertThat(print(result(100, 100, 0)))
            .contains("WARNING: the generator itself fell behind: 2 requests left over 1 ms late")
            .contains("PASSED");
    }

    @Test
    void saysWhatWasMissedWhenTheSwitchDidNotKeepUp() {
        latency.recordValueWithCount(2 * MS, 100);
        lag.recordValueWithCount(0, 100);

        assertThat(print(result(98, 100, 3)))
            .contains("WARNING: the connections took nothing more 3 times")
            .contains("FAILED: 100 of 100 requests were sent, 98 answered before the end.");
    }

    private LoadResult result(final long inTime, final long sent, final long refusals) {
        final SendSchedule schedule = new SendSchedule(100, TimeUnit.SECONDS.toNanos(1), 0);
        return new LoadResult(schedule, 100, sent, sent, inTime, Map.of("00", sent), 0, 0, 0, 0, 0, refusals, latency, lag, List.of(), 0);
    }

    private static String print(final LoadResult result) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LoadReport.print(result, new PrintStream(bytes, true, UTF_8));
        return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
