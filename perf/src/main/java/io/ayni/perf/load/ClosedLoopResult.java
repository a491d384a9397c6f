package io.ayni.perf.load;

import java.util.Map;
import java.util.Set;

import org.HdrHistogram.Histogram;

/**
 * What a closed loop measured.
 *
 * @param answers       within the time measured
 * @param durationNs    that time
 * @param latency       of each, from the sending, in ns
 * @param answersByCode codes as {@link AnswerCode#format} writes them
 * @param allAnswers    those of warm-up and end as well: what the server's counters are to be divided by
 * @param failures      connections lost, answers that could not be read, requests without an answer at the end
 */
public record ClosedLoopResult(
    long answers, long durationNs, Histogram latency, Map<String, Long> answersByCode, long allAnswers,
    long failures) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** @return answers a second. */
    public double rate() {
        return durationNs == 0 ? 0 : answers * NANOS_PER_SECOND / durationNs;
    }

    /** @return whether every answer had this code and nothing went wrong. */
    public boolean isOnly(final String code) {
        return failures == 0 && answers > 0 && answersByCode.keySet().equals(Set.of(code));
    }
}
