package io.ayni.perf.load;

import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;
import org.agrona.collections.Long2LongCounterMap;

/** What one stage of a run counts of one operation. The rig's thread alone, until the run has ended. */
final class OperationStats {
    private final Histogram latency = new Histogram(LoadStats.HIGHEST_LATENCY_NS, 3);
    private final Long2LongCounterMap codes = new Long2LongCounterMap(0);
    private long errors;

    void onAnswer(final long latencyNs, final int code, final boolean isExpected) {
        latency.recordValue(latencyNs);
        codes.incrementAndGet(code);
        if (!isExpected) {
            errors++;
        }
    }

    void onUnanswered(final long waitedNs) {
        latency.recordValue(waitedNs);
        errors++;
    }

    OperationResult result(final LoadOperation operation) {
        final Map<String, Long> byCode = new TreeMap<>();
        codes.forEach((code, count) -> byCode.put(AnswerCode.format((int) code), count));
        return new OperationResult(operation.word(), latency, byCode, errors);
    }
}
