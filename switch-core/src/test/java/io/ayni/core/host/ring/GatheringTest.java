package io.ayni.core.host.ring;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GatheringTest {
    private static final int BATCHES = 200;

    /** The pause is half of what the disk takes, within a bound. */
    @ParameterizedTest
    @CsvSource({
        "1,   1,   150000, 0",
        "7,   100, 150000, 0",
        "8,   1,   150000, 75000",
        "100, 255, 150000, 75000",
        "100, 256, 150000, 0",
        "100, 1,   8000000, 250000",
        "100, 1,   10,     5"})
    void aBatchGrowsWhileSeveralCallersWaitAndTheDiskTakesLonger(
        final int before, final int ready, final long syncNs, final long pauseNs) {
        final Gathering gathering = new Gathering();
        for (int i = 0; i < BATCHES; i++) {
            gathering.onSynced(before, syncNs);
        }
        assertThat(gathering.pauseNs(ready)).isBetween(pauseNs - 10, pauseNs);
    }

    @ParameterizedTest
    @CsvSource({"1", "256"})
    void nothingIsWaitedForBeforeTheFirstBatch(final int ready) {
        assertThat(new Gathering().pauseNs(ready)).isZero();
    }
}
