package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateSearchTest {
    private final List<Long> tried = new ArrayList<>();

    @ParameterizedTest(name = "holds up to {0}, searched from {1} to {2}: {3} or a little less")
    @CsvSource({"70000, 1000, 1000000, 70000", "1000, 1000, 1000000, 1000", "999, 1000, 1000000, 0",
        "5000000, 1000, 300000, 300000", "3, 1, 10, 3"})
    void findsTheHighestRateThatHolds(final long limit, final long from, final long most, final long expected)
        throws Exception {
        final long found = RateSearch.highest(from, most, rate -> {
            tried.add(rate);
            return rate <= limit;
        });
        assertThat(found).isLessThanOrEqualTo(expected).isGreaterThanOrEqualTo((long) (expected / 1.06));
        assertThat(tried).as("some tries, not one for each rate").hasSizeLessThan(30);
    }

    @Test
    void oneStallOfTheMachineDoesNotEndTheSearch() throws Exception {
        final long found = RateSearch.highest(1_000, 8_000, rate -> {
            tried.add(rate);
            return tried.size() != 2; // the first try at 2,000
        });
        assertThat(found).isEqualTo(8_000);
        assertThat(tried).containsExactly(1_000L, 2_000L, 2_000L, 4_000L, 8_000L);
    }

    @Test
    void refusesARangeThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> RateSearch.highest(10, 9, rate -> true));
        assertThatIllegalArgumentException().isThrownBy(() -> RateSearch.highest(0, 9, rate -> true));
    }

    /** 90 answers in 0.1 ms, 10 in 4 ms. */
    @ParameterizedTest
    @CsvSource({"p99=5ms, true", "p99=3900us, false", "p90=1ms, true", "p99.9=3ms, false"})
    void aBoundHoldsForItsPercentile(final String bound, final boolean holds) {
        final Histogram latency = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
        latency.recordValueWithCount(TimeUnit.MICROSECONDS.toNanos(100), 90);
        latency.recordValueWithCount(TimeUnit.MILLISECONDS.toNanos(4), 10);
        assertThat(LatencyBound.parse(bound).holdsFor(latency)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"p99", "p99=", "99=5ms", "p100=5ms", "p99=5s", "p99=-5ms"})
    void saysWhatABoundLooksLike(final String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> LatencyBound.parse(text))
            .withMessageContaining("is no latency bound like p99=5ms");
    }
}
