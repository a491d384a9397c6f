package io.ayni.perf.load;

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
    private long answeredInTime;
    private long refusals;
    private long unanswered;
    private long unexpected;
    private long unreadable;
    private long lostConnections;

    void onSent(final long lagNs) {
        generatorLag.recordValue(within(lagNs));
        sent.lazySet(sent.getPlain() + 1);
    }

    void onRefused() {
        refusals++;
    }

    void onAnswer(final long latencyNs, final int code, final boolean inTime) {
        latency.recordValue(within(latencyNs));
        codes.incrementAndGet(code);
        answered.lazySet(answered.getPlain() + 1);
        if (inTime) {
            answeredInTime++;
        }
        if (code != AnswerCode.APPROVED) {
            onError();
        }
    }

    /** The time waited so far counts as latency: an answer that was lost must not make the percentiles look better. */
    void onUnanswered(final long waitedNs) {
        latency.recordValue(within(waitedNs));
        unanswered++;
        onError();
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

    /** @return answers by code as {@link AnswerCode#format} writes it, sorted. */
    Map<String, Long> answersByCode() {
        final Map<String, Long> byCode = new TreeMap<>();
        codes.forEach((code, count) -> byCode.put(AnswerCode.format((int) code), count));
        return byCode;
    }
}
