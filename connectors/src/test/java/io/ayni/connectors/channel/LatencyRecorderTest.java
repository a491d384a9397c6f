package io.ayni.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
    private final LatencyRecorder recorder = new LatencyRecorder(2);

    @Test
    void whatAllLoopsRecordedIsTakenOnce() {
        recorder.record(0, 1_000_000);
        recorder.record(1, 5_000_000);

        final Histogram first = recorder.takeInterval();
        assertThat(first.getTotalCount()).isEqualTo(2);
        assertThat(first.valuesAreEquivalent(first.getMinValue(), 1_000)).isTrue();
        assertThat(first.valuesAreEquivalent(first.getMaxValue(), 5_000)).isTrue();
        assertThat(recorder.takeInterval().getTotalCount()).isZero();

        recorder.record(1, 2_000);
        assertThat(recorder.takeInterval().getTotalCount()).isEqualTo(1);
    }

    @Test
    void whatTakesLongerThanAMinuteCountsAsAMinute() {
        recorder.record(0, Long.MAX_VALUE);

        final Histogram taken = recorder.takeInterval();
        assertThat(taken.valuesAreEquivalent(taken.getMaxValue(), 60_000_000)).isTrue();
    }
}
