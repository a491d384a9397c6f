package io.ayni.core.host.ring;

import io.ayni.core.host.SequencerClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class SequencerClockTest {
    private static final long MINUTE_MS = 60_000;

    private final TestClock wall = new TestClock();
    private final List<Long> jumps = new ArrayList<>();
    private final SequencerClock clock = new SequencerClock(wall, wall, jumps::add);
    private final long startMs = wall.time();

    private long passMs(final long ms) {
        long now = 0;
        for (long i = 0; i < ms; i += 10) {
            wall.advanceMs(10);
            now = clock.advance();
        }
        return now;
    }

    @Test
    void followsTheClockOnTheWall() {
        clock.start(Long.MIN_VALUE);
        assertThat(clock.advance()).isEqualTo(startMs);
        assertThat(passMs(5_000)).isEqualTo(startMs + 5_000).isEqualTo(wall.time());
        assertThat(jumps).isEmpty();
    }

    @Test
    void startsWhereTheLogEndsWhenThatIsLater() {
        clock.start(startMs + 500);
        assertThat(clock.advance()).isEqualTo(startMs + 500);
        assertThat(passMs(1_600)).isEqualTo(startMs + 500 + 1_500);
        assertThat(passMs(16_000)).isEqualTo(wall.time());
    }

    @ParameterizedTest
    @CsvSource({"1001, 1", "-1001, 1", "1000, 0", "-1000, 0", "3600000, 1", "-3600000, 1", "20, 0"})
    void aJumpAboveOneSecondIsReported(final long jumpMs, final int reported) {
        clock.start(Long.MIN_VALUE);
        passMs(1_000);
        wall.jumpMs(jumpMs);
        passMs(1_000);
        assertThat(jumps).hasSize(reported);
        if (reported == 1) {
            assertThat(jumps).containsExactly(jumpMs);
        }
    }

    @ParameterizedTest
    @CsvSource({"5000", "-5000", "-3600000", "599000"})
    void afterAJumpTimePassesASixteenthFasterOrSlowerUntilItAgrees(final long jumpMs) {
        clock.start(Long.MIN_VALUE);
        final long before = passMs(1_000);
        wall.jumpMs(jumpMs);
        final long after = passMs(16_000);

        assertThat(after - before).isBetween(15_000L, 17_000L);
        final long stillAway = Math.abs(jumpMs) - 1_000;
        passMs(stillAway * 16 + 160);
        assertThat(clock.advance()).isEqualTo(wall.time());
    }

    @Test
    void stepsForwardWhenItIsMoreThanTenMinutesBehind() {
        clock.start(Long.MIN_VALUE);
        passMs(1_000);
        wall.jumpMs(8 * 60 * MINUTE_MS);
        passMs(10);
        assertThat(clock.advance()).isEqualTo(wall.time());
        assertThat(jumps).containsExactly(8 * 60 * MINUTE_MS);
    }

    @Test
    void neverGoesBackWhateverTheClocksDo() {
        final Random random = new Random(7);
        clock.start(Long.MIN_VALUE);
        long last = clock.advance();
        for (int i = 0; i < 100_000; i++) {
            wall.advanceMs(random.nextInt(3));
            if (random.nextInt(100) == 0) {
                wall.jumpMs(random.nextInt(2_000_000) - 1_000_000);
            }
            final long now = clock.advance();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    @Test
    void theEstimateOfOtherThreadsIsTheTimeOfTheLastBatchGoingOn() {
        clock.start(startMs + 30_000);
        clock.advance();
        assertThat(clock.estimateMs()).isEqualTo(startMs + 30_000);
        wall.advanceMs(40);
        assertThat(clock.estimateMs()).isEqualTo(startMs + 30_040);
    }
}
