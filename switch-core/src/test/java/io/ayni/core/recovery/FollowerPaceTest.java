package io.ayni.core.recovery;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class FollowerPaceTest {
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BUSY_PER_TICK = 1_001;
    private static final long MAX_BEHIND = 50_000;

    private final FollowerPace pace = new FollowerPace(10_000, MAX_BEHIND);

    @Test
    void worksWhileTheNodeHasLittleToDo() {
        for (int tick = 0; tick < 100; tick++) {
            assertThat(pace.mayRest(tick * TICK_NS, tick * 1_000L, 0)).isFalse();
        }
    }

    @Test
    void restsWhileTheNodeHasMuchToDoUntilItIsTooFarBehind() {
        assertThat(pace.mayRest(0, 0, 0)).as("of the first look").isFalse();
        for (int tick = 1; tick <= MAX_BEHIND / BUSY_PER_TICK; tick++) {
            assertThat(pace.mayRest(tick * TICK_NS, tick * BUSY_PER_TICK, 0)).isTrue();
        }
        final int late = (int) (MAX_BEHIND / BUSY_PER_TICK) + 1;
        assertThat(pace.mayRest(late * TICK_NS, late * BUSY_PER_TICK, 0)).isFalse();
        assertThat(pace.mayRest(late * TICK_NS, late * BUSY_PER_TICK, late * BUSY_PER_TICK - MAX_BEHIND)).isTrue();
    }

    @Test
    void whatOneWriteToTheDiskBringsIsNotTakenForMuchToDo() {
        pace.mayRest(0, 0, 0);
        assertThat(pace.mayRest(1_000_000, 500, 0)).isFalse();
        assertThat(pace.mayRest(TICK_NS, 500, 0)).isFalse();
    }

    @Test
    void worksAgainOnceThereIsLittleToDo() {
        pace.mayRest(0, 0, 0);
        assertThat(pace.mayRest(TICK_NS, 5_000, 0)).isTrue();
        assertThat(pace.mayRest(2 * TICK_NS, 5_100, 0)).isFalse();
    }
}
