package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendScheduleTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest(name = "{0}/s every {1} us: bursts of {2}, request {3} at {4} ns")
    @CsvSource({
        "      1, 100,  1,         2, 2000000000",
        "   5000, 100,  1,         3,     600000",
        "  20000, 100,  2,         1,          0",
        "  20000, 100,  2,         2,     100000",
        "  20000,   0,  1,         1,      50000",
        "      3,   0,  1,         1,  333333333",
        "      3,   0,  1,         3, 1000000000",
        " 100000, 100, 10,        25,     200000",
        " 100000, 100, 10, 360000000, 3600000000000"
    })
    void aBurstHasOneIntendedTimeAndTheRateNeverDrifts(
        final long rate, final long intervalUs, final int burst, final long index, final long offsetNs) {
        final SendSchedule schedule = new SendSchedule(rate, SECOND, TimeUnit.MICROSECONDS.toNanos(intervalUs));

        assertThat(schedule.burst()).isEqualTo(burst);
        assertThat(schedule.offsetNs(index)).isEqualTo(offsetNs);
    }

    @ParameterizedTest(name = "{0}/s for {1} ms: {2}")
    @CsvSource({"20000, 10000, 200000", "3, 999, 2", "7, 1000, 7", "1000000, 86400000, 86400000000", "5, 0, 0"})
    void asksWhatRateTimesDurationIs(final long rate, final long durationMs, final long total) {
        assertThat(new SendSchedule(rate, TimeUnit.MILLISECONDS.toNanos(durationMs), 0).total()).isEqualTo(total);
    }

    @Property(tries = 500)
    void timesNeverDecreaseAndStayWithinTheDuration(
        @ForAll @LongRange(min = 1, max = 3_000_000) final long rate,
        @ForAll @LongRange(min = 0, max = 1_000_000) final long intervalNs,
        @ForAll @LongRange(min = 0, max = 20_000_000) final long index) {
        final SendSchedule schedule = new SendSchedule(rate, 3 * SECOND, intervalNs);
        final long offsetNs = schedule.offsetNs(index);

        assertThat(schedule.offsetNs(index + 1)).isGreaterThanOrEqualTo(offsetNs);
        if (index < schedule.total()) {
            assertThat(offsetNs).isBetween(0L, 3 * SECOND - 1);
        }
    }

    @ParameterizedTest(name = "request {0} at {1} ms")
    @CsvSource({"0, 0", "50, 1000", "200, 2000", "201, 2005", "599, 3995"})
    void aWarmUpRisesToTheRateInItsFirstHalf(final long index, final long offsetMs) {
        final SendSchedule schedule = SendSchedule.rising(200, 4 * SECOND, 0);

        assertThat(schedule.total()).isEqualTo(200 + 400);
        assertThat(schedule.offsetNs(index)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(offsetMs));
    }

    @Property(tries = 500)
    void aRisingScheduleNeverDecreasesEither(
        @ForAll @LongRange(min = 1, max = 300_000) final long rate,
        @ForAll @LongRange(min = 0, max = 1_000_000) final long intervalNs,
        @ForAll @LongRange(min = 0, max = 700_000) final long index) {
        final SendSchedule schedule = SendSchedule.rising(rate, 3 * SECOND, intervalNs);

        assertThat(schedule.offsetNs(index + 1)).isGreaterThanOrEqualTo(schedule.offsetNs(index)).isNotNegative();
        if (index < schedule.total()) {
            assertThat(schedule.offsetNs(index)).isLessThan(3 * SECOND);
        }
    }

    @Test
    void refusesARateOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SendSchedule(0, SECOND, 0))
            .withMessageContaining("rate 0/s");
    }
}
