package io.ayni.perf.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.HdrHistogram.SingleWriterRecorder;
import org.agrona.collections.Long2LongCounterMap;

/**
 * What one stage of a run counts. Written by the rig's thread alone; the recorders and the three counters of the
 * progress line may be read by another thread while it runs, all else once it has ended.
 */
final class LoadStats {
    /** Longer than any drain: nothing that can happen is cut off. */
    static final long HIGHEST_LATENCY_NS = TimeUnit.HOURS.toNanos(1);
    private static final int SIGNIFICANT_DIGITS = 3;

    private final SingleWriterRecorder latency = new SingleWriterRecorder(HIGHEST_LATENCY_NS, SIGNIFICANT_DIGITS);
    private final SingleWriterRecorder generatorLag = new SingleWriterRecorder(HIGHEST_LATENCY_NS, SIGNIFICANT_DIGITS);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final Long2LongCounterMap codes = new Long2LongCounterMap(0);
    private final Map<LoadOperation, OperationStats> operations = new EnumMap<>(LoadOperation.class);
    private final LoadMix mix;
    private long answeredInTime;
    private long refusals;
    private long unanswered;
    private long unexpected;
    private long unreadable;
    private long lostConnections;

    LoadStats(final LoadMix mix) {
        this.mix = mix;
    }

    void onSent(final long lagNs) {
        generatorLag.recordValue(within(lagNs));
        sent.lazySet(sent.getPlain() + 1);
    }

    void onRefused() {
        refusals++;
    }

    void onAnswer(final long requestId, final long latencyNs, final int code, final boolean inTime) {
        final long within = within(latencyNs);
        final boolean isExpected =
            code == AnswerCode.APPROVED || code == AnswerCode.CHALLENGED && mix.expectsChallenges();
        latency.recordValue(within);
        codes.incrementAndGet(code);
        answered.lazySet(answered.getPlain() + 1);
        if (inTime) {
            answeredInTime++;
        }
        if (!isExpected) {
            onError();
        }
        operation(mix.operationOf(requestId)).onAnswer(within, code, isExpected);
    }

    /** The time waited so far counts as latency: an answer that was lost must not make the percentiles look better. */
    void onUnanswered(final long requestId, final long waitedNs) {
        latency.recordValue(within(waitedNs));
        unanswered++;
        onError();
        operation(mix.operationOf(requestId)).onUnanswered(within(waitedNs));
    }

    /** A password was answered: not part of the schedule, so in no figure but that of its operation and the errors. */
    void onConfirmation(final long latencyNs, final int code, final boolean isExpected) {
        operation(LoadOperation.OTP).onAnswer(within(latencyNs), code, isExpected);
        if (!isExpected) {
            onError();
        }
    }

    private OperationStats operation(final LoadOperation operation) {
        return operations.computeIfAbsent(operation, first -> new OperationStats());
    }

    void onUnexpected() {
        unexpected++;
        onError();
    }

    void onUnreadable() {
        unreadable++;
        onError();
    }

    void onConnectionLost() {
        lostConnections++;
        onError();
    }

    private void onError() {
        errors.lazySet(errors.getPlain() + 1);
    }

    private static long within(final long valueNs) {
        return Math.min(Math.max(0, valueNs), HIGHEST_LATENCY_NS);
    }

    SingleWriterRecorder latency() {
        return latency;
    }

    SingleWriterRecorder generatorLag() {
        return generatorLag;
    }

    long sent() {
        return sent.get();
    }

    long answered() {
        return answered.get();
    }

    long errors() {
        return errors.get();
    }

    long answeredInTime() {
        return answeredInTime;
    }

    long refusals() {
        return refusals;
    }

    long unanswered() {
        return unanswered;
    }

    long unexpected() {
        return unexpected;
    }

    long unreadable() {
        return unreadable;
    }

    long lostConnections() {
        return lostConnections;
    }

    /** @return one for each operation that was answered, in their order. */
    List<OperationResult> operations() {
        return operations.entrySet().stream().map(each -> each.getValue().result(each.getKey())).toList();
    }

    /** @return answers by code as {@link AnswerCode#format} writes it, sorted. */
    Map<String, Long> answersByCode() {
        final Map<String, Long> byCode = new TreeMap<>();
        codes.forEach((code, count) -> byCode.put(AnswerCode.format((int) code), count));
        return byCode;
    }
}
