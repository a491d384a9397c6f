package io.ayni.perf.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/**
 * What a run came to. Latencies in ns from the intended send time.
 *
 * @param asked           requests of the schedule
 * @param answeredInTime  answers that came before the schedule's end: what the rate reached is made of
 * @param answersByCode   codes as {@link AnswerCode#format} writes them
 * @param unanswered      sent, and no answer within the drain time; in the latency with the time waited
 * @param unexpected      answers to nothing that waited: a second answer, or a foreign one
 * @param unreadable      answers that could not be read
 * @param refusals        how often the connections took nothing more: the switch did not read fast enough
 * @param generatorLag    how late the generator sent what it could have sent
 * @param operations      one for each operation of the mix that was answered
 * @param warmUpErrors    errors of the warm-up, which count for nothing else
 */
public record LoadResult(
    SendSchedule schedule,
    long asked,
    long sent,
    long answered,
    long answeredInTime,
    Map<String, Long> answersByCode,
    long errors,
    long unanswered,
    long unexpected,
    long unreadable,
    long lostConnections,
    long refusals,
    Histogram latency,
    Histogram generatorLag,
    List<OperationResult> operations,
    long warmUpErrors) {

    /** A request that the generator sends later than this was not sent when it was meant to be. */
    static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    /** How much of the traffic may be late, or not answered at the end of the schedule, before the figures are void. */
    private static final double TOLERATED_SHARE = 0.01;
    private static final double NANOS_PER_SECOND = 1e9;

    /** @param latency all that {@link LoadStats#latency()} gave over the run */
    static LoadResult of(final LoadTestRig rig, final Histogram latency) {
        final LoadStats stats = rig.stats(1);
        return new LoadResult(
            rig.measurement(),
            rig.measurement().total(),
            stats.sent(),
            stats.answered(),
            stats.answeredInTime(),
            stats.answersByCode(),
            stats.errors(),
            stats.unanswered(),
            stats.unexpected(),
            stats.unreadable(),
            stats.lostConnections(),
            stats.refusals(),
            latency,
            stats.generatorLag().getIntervalHistogram(),
            stats.operations(),
            rig.stats(0).errors());
    }

    /** @return answers a second over the time of the schedule. */
    public double rateReached() {
        return schedule.durationNs() == 0 ? 0 : answeredInTime * NANOS_PER_SECOND / schedule.durationNs();
    }

    /** @return whether all was sent, and all but 1 % answered before the schedule's end. */
    public boolean isRateReached() {
        return asked > 0 && sent == asked && answeredInTime >= asked * (1 - TOLERATED_SHARE);
    }

    /** @return whether more than 1 % of the requests left over 1 ms late through the generator itself. */
    public boolean isGeneratorBehind() {
        return sent > 0 && lateSends() > sent * TOLERATED_SHARE;
    }

    /** @return requests that left over 1 ms late through the generator itself. */
    public long lateSends() {
        return generatorLag.getCountBetweenValues(LATE_NS, LoadStats.HIGHEST_LATENCY_NS);
    }

    /** @return whether the rate was reached and nothing went wrong. */
    public boolean isPassed() {
        return isRateReached() && errors == 0;
    }
}
