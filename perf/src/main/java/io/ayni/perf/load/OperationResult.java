package io.ayni.perf.load;

import java.util.Map;

import org.HdrHistogram.Histogram;

/**
 * What a run came to for one of its operations.
 *
 * @param operation     by its name in the mix; {@code otp} for passwords, measured from when each was sent
 * @param latency       in ns
 * @param answersByCode codes as {@link AnswerCode#format} writes them
 * @param errors        answers that were not to be expected, and requests without one
 */
public record OperationResult(String operation, Histogram latency, Map<String, Long> answersByCode, long errors) {
}
