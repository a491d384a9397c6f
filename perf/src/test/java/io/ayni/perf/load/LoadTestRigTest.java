package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time is a number here and moves when the test says so. */
class LoadTestRigTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN_NS = 3 * SECOND;
    private static final int INSUFFICIENT_FUNDS = '5' << 8 | '1';

    /** Far from 0, as nanoTime is. */
    private long nowNs = -17 * SECOND;
    private final Transport transport = new Transport();

    @Test
    void sendsEachRequestWhenItIsDueAndSaysHowLongNothingIs() {
        final LoadTestRig rig = rig(100, SECOND);

        assertThat(rig.doWork()).as("the warm-up is empty").isZero();
        assertThat(rig.doWork()).as("and waits for no answer").isZero();
        assertThat(rig.doWork()).as("the first of the load is due at once, the second later").isEqualTo(10 * MS);
        assertThat(transport.sent).containsExactly(1L);

        advance(9 * MS);
        assertThat(rig.doWork()).isEqualTo(MS);
        assertThat(transport.sent).hasSize(1);

        advance(MS);
        assertThat(rig.doWork()).isEqualTo(10 * MS);
        assertThat(transport.sent).containsExactly(1L, 2L);
        assertThat(transport.flushes).as("one a batch").isEqualTo(2);
    }

    @Test
    void measuresFromTheIntendedTimeWhenTheGeneratorWokeLate() {
        final LoadTestRig rig = started(1_000, SECOND);
        answer(rig, 1);

        advance(50 * MS);
        rig.doWork();
        assertThat(transport.sent).as("all 50 that became due go in one batch").hasSize(51);
        advance(MS);
        answerAll(rig);
        runToEnd(rig);

        final LoadResult result = result(rig);
        assertThat(result.latency().getMaxValue()).as("request 2 was due at 1 ms, sent at 50, answered at 51")
            .isCloseTo(50 * MS, within(0.001));
        assertThat(result.latency().getCountAtValue(10 * MS)).as("request due at 41 ms").isEqualTo(1);
        assertThat(result.generatorLag().getMaxValue()).isCloseTo(49 * MS, within(0.001));
        assertThat(result.isGeneratorBehind()).as("49 of 1,000 left over 1 ms late").isTrue();
    }

    @Test
    void countsTheWaitForAConnectionThatTakesNothingAsLatencyButNotAgainstTheGenerator() {
        final LoadTestRig rig = started(1_000, SECOND);
        answer(rig, 1);
        transport.takes = false;
        for (int i = 0; i < 200; i++) {
            advance(MS);
            assertThat(rig.doWork()).as("tries again soon").isBetween(1L, MS);
        }
        assertThat(transport.sent).hasSize(1);

        transport.takes = true;
        rig.doWork();
        assertThat(transport.sent).hasSize(201);
        answerAll(rig);
        runToEnd(rig);

        final LoadResult result = result(rig);
        assertThat(result.refusals()).isEqualTo(200);
        assertThat(result.latency().getMaxValue()).isCloseTo(199 * MS, within(0.001));
        assertThat(result.generatorLag().getMaxValue()).isLessThanOrEqualTo(MS);
        assertThat(result.isGeneratorBehind()).isFalse();
        assertThat(result.sent()).isEqualTo(1_000);
    }

    @Test
    void sendsWhatIsLeftAfterTheEndAndCallsTheRateMissed() {
        final LoadTestRig rig = started(1_000, SECOND);
        answer(rig, 1);
        transport.takes = false;
        advance(SECOND + 500 * MS);
        rig.doWork();
        transport.takes = true;
        runToEnd(rig);

        final LoadResult result = result(rig);
        assertThat(result.sent()).isEqualTo(1_000);
        assertThat(result.answered()).isEqualTo(1_000);
        assertThat(result.errors()).isZero();
        assertThat(result.rateReached()).isEqualTo(1);
        assertThat(result.isRateReached()).isFalse();
        assertThat(result.isPassed()).isFalse();
    }

    @Test
    void givesUpSendingWhenTheConnectionsTakeNothingForTheWholeDrainTime() {
        final LoadTestRig rig = started(10, SECOND);
        answer(rig, 1);
        transport.takes = false;
        advance(SECOND + DRAIN_NS + 1);
        rig.doWork();

        assertThat(rig.doWork()).isEqualTo(LoadTestRig.ENDED);
        assertThat(result(rig).sent()).isEqualTo(1);
        assertThat(result(rig).isPassed()).isFalse();
    }

    @Test
    void anAnswerThatNeverComesIsAnErrorAndItsWaitIsInTheLatency() {
        final LoadTestRig rig = started(10, SECOND);
        transport.neverAnswered.add(4L);
        answer(rig, 1);
        runToEnd(rig);

        final LoadResult result = result(rig);
        assertThat(result.sent()).isEqualTo(10);
        assertThat(result.answered()).isEqualTo(9);
        assertThat(result.unanswered()).isEqualTo(1);
        assertThat(result.errors()).isEqualTo(1);
        assertThat(result.latency().getTotalCount()).as("nothing that was due is left out").isEqualTo(10);
        assertThat(result.latency().getMaxValue()).as("due at 300 ms; sending ended at 900").isCloseTo(
            DRAIN_NS + 600 * MS, within(0.001));
        assertThat(result.isPassed()).isFalse();
    }

    @Test
    void aSecondAnswerToOneRequestIsAnErrorAndChangesNoLatency() {
        final LoadTestRig rig = started(10, SECOND);
        answer(rig, 1);
        advance(5 * MS);
        answer(rig, 1);
        answer(rig, 999);
        runToEnd(rig);

        final LoadResult result = result(rig);
        assertThat(result.unexpected()).isEqualTo(2);
        assertThat(result.answered()).isEqualTo(10);
        assertThat(result.latency().getTotalCount()).isEqualTo(10);
        assertThat(result.isPassed()).isFalse();
    }

    @Test
    void countsAnswersByCodeAndAllButApprovedAsErrors() {
        final LoadTestRig rig = started(10, SECOND);
        answer(rig, 1, INSUFFICIENT_FUNDS);
        advance(100 * MS);
        rig.doWork();
        answer(rig, 2, AnswerCode.httpStatus(503));
        runToEnd(rig);

        final LoadResult result = result(rig);
        assertThat(result.answersByCode()).containsOnly(
            Map.entry("00", 8L), Map.entry("51", 1L), Map.entry("HTTP 503", 1L));
        assertThat(result.errors()).isEqualTo(2);
        assertThat(result.isRateReached()).isTrue();
        assertThat(result.isPassed()).isFalse();
    }

    @Test
    void theWarmUpEndsWithItsAnswersAndIsNotInTheFigures() {
        final LoadTestRig rig = rig(schedule(100, SECOND), schedule(10, SECOND));
        rig.doWork();
        for (int i = 0; i < 99; i++) {
            advance(10 * MS);
            rig.doWork();
        }
        assertThat(transport.sent).hasSize(100);
        rig.doWork();
        assertThat(rig.stage()).as("99 answers are still out").isZero();
        answer(rig, 1, INSUFFICIENT_FUNDS);
        answerAll(rig);
        runToEnd(rig);

        final LoadResult result = result(rig);
        assertThat(result.sent()).isEqualTo(10);
        assertThat(result.latency().getTotalCount()).isEqualTo(10);
        assertThat(result.answersByCode()).containsOnlyKeys("00");
        assertThat(result.warmUpErrors()).isEqualTo(1);
        assertThat(transport.sent).as("ids go on: a key of the warm-up is never used again").doesNotHaveDuplicates();
        assertThat(result.isPassed()).isTrue();
    }

    @Test
    void aLateAnswerOfTheWarmUpIsNotTakenForOneOfTheLoad() {
        final LoadTestRig rig = rig(schedule(1, SECOND), schedule(10, SECOND));
        transport.neverAnswered.add(1L);
        rig.doWork();
        rig.doWork();
        advance(DRAIN_NS);
        rig.doWork();
        assertThat(rig.stage()).isEqualTo(1);
        rig.onAnswer(1, AnswerCode.APPROVED);
        runToEnd(rig);

        assertThat(result(rig).warmUpErrors()).isEqualTo(1);
        assertThat(result(rig).answered()).isEqualTo(10);
        assertThat(result(rig).errors()).isZero();
    }

    @Test
    void endsAtOnceWhenEveryConnectionIsLost() {
        final LoadTestRig rig = started(10, SECOND);
        transport.connected = false;
        rig.onConnectionLost();
        advance(100 * MS);
        rig.doWork();

        assertThat(rig.doWork()).isEqualTo(LoadTestRig.ENDED);
        assertThat(result(rig).unanswered()).isEqualTo(1);
        assertThat(result(rig).lostConnections()).isEqualTo(1);
        assertThat(result(rig).isPassed()).isFalse();
    }

    @Test
    void looksAtAnswersBetweenTheBatchesOfALongBacklog() {
        final LoadTestRig rig = started(100_000, SECOND);
        answerAll(rig);
        advance(500 * MS);
        assertThat(rig.doWork()).as("come back at once").isZero();
        assertThat(transport.sent).hasSize(1 + LoadTestRig.MAX_BATCH);
    }

    @ParameterizedTest(name = "{0} requests a second")
    @ValueSource(longs = {1, 3, 7, 999, 20_000, 33_333})
    void sendsExactlyWhatTheRateAsksAndPassesWhenAllIsAnsweredInTime(final long rate) {
        final LoadTestRig rig = started(rate, 3 * SECOND);
        runToEnd(rig);

        final LoadResult result = result(rig);
        assertThat(result.sent()).isEqualTo(3 * rate);
        assertThat(result.answered()).isEqualTo(3 * rate);
        assertThat(result.latency().getTotalCount()).isEqualTo(3 * rate);
        assertThat(result.rateReached()).isEqualTo(rate);
        assertThat(result.latency().getMaxValue()).isZero();
        assertThat(result.isPassed()).isTrue();
    }

    @Test
    void countsEachOperationOfAMixAndExpectsTheChallengesThatAreAnswered() {
        final LoadMix mix = new LoadMix(Map.of(LoadOperation.TRANSFER_INTERNAL, 1, LoadOperation.BALANCE, 1), 100, 0,
            "", "", 0, "");
        final LoadTestRig rig = new LoadTestRig(() -> nowNs, transport, schedule(1_000, 0), schedule(1_000, SECOND),
            DRAIN_NS, mix);
        rig.doWork();
        rig.doWork();
        advance(SECOND);
        rig.doWork();
        for (long id = 1; id <= 1_000; id++) {
            answer(rig, id, mix.operationOf(id) == LoadOperation.BALANCE ? AnswerCode.APPROVED : AnswerCode.CHALLENGED);
        }
        rig.onConfirmation(7 * MS, AnswerCode.APPROVED, true);
        rig.onConfirmation(MS, INSUFFICIENT_FUNDS, false);
        runToEnd(rig);

        final List<OperationResult> operations = result(rig).operations();
        assertThat(operations).extracting(OperationResult::operation)
            .containsExactly("transfer.internal", "balance", "otp");
        final long transfers = operations.get(0).answersByCode().get("1A");
        assertThat(operations.get(1).answersByCode()).containsOnly(Map.entry("00", 1_000 - transfers));
        assertThat(operations.get(2).answersByCode()).containsOnly(Map.entry("00", 1L), Map.entry("51", 1L));
        assertThat(operations.get(2).latency().getMaxValue()).isCloseTo(7 * MS, within(0.001));
        assertThat(result(rig).errors()).as("the password that was refused").isEqualTo(1);
        assertThat(result(rig).answered()).as("passwords are no part of the schedule").isEqualTo(1_000);
    }

    @Test
    void aChallengeThatNobodyAnswersIsAnError() {
        final LoadTestRig rig = started(1_000, SECOND);
        answer(rig, 1, AnswerCode.CHALLENGED);
        assertThat(rig.stats(1).errors()).isEqualTo(1);
    }

    @Test
    void theEndWaitsForPasswordsThatAreOnTheirWay() {
        final LoadTestRig rig = started(1_000, MS);
        answerAll(rig);
        transport.pending = 1;
        advance(MS);
        rig.doWork();
        answerAll(rig);
        assertThat(rig.doWork()).as("all is answered but a password").isPositive();
        transport.pending = 0;
        assertThat(rig.doWork()).isEqualTo(LoadTestRig.ENDED);
    }

    private static Percentage within(final double share) {
        return Percentage.withPercentage(share * 100);
    }

    private static SendSchedule schedule(final long rate, final long durationNs) {
        return new SendSchedule(rate, durationNs, 0);
    }

    private LoadTestRig rig(final long rate, final long durationNs) {
        return rig(schedule(rate, 0), schedule(rate, durationNs));
    }

    private LoadTestRig rig(final SendSchedule warmUp, final SendSchedule measurement) {
        return new LoadTestRig(() -> nowNs, transport, warmUp, measurement, DRAIN_NS);
    }

    /** Past the empty warm-up: the first request of the load is sent. */
    private LoadTestRig started(final long rate, final long durationNs) {
        final LoadTestRig rig = rig(rate, durationNs);
        rig.doWork();
        rig.doWork();
        rig.doWork();
        assertThat(transport.sent).hasSize(1);
        return rig;
    }

    private void advance(final long ns) {
        nowNs += ns;
    }

    /** Answers are given in the order of sending, so that {@link #answerAll} knows where to go on. */
    private void answer(final LoadTestRig rig, final long id, final int code) {
        transport.answered = Math.max(transport.answered, transport.sent.indexOf(id) + 1);
        rig.onAnswer(id, code);
    }

    private void answer(final LoadTestRig rig, final long id) {
        answer(rig, id, AnswerCode.APPROVED);
    }

    /** Answers all that was sent and has no answer yet, but what is never answered. */
    private void answerAll(final LoadTestRig rig) {
        while (transport.answered < transport.sent.size()) {
            final long id = transport.sent.get(transport.answered++);
            if (!transport.neverAnswered.contains(id)) {
                rig.onAnswer(id, AnswerCode.APPROVED);
            }
        }
    }

    /** A switch that answers in no time, until the rig has ended. */
    private void runToEnd(final LoadTestRig rig) {
        long idleNs = 0;
        while (idleNs != LoadTestRig.ENDED) {
            advance(idleNs);
            idleNs = rig.doWork();
            answerAll(rig);
        }
    }

    private static LoadResult result(final LoadTestRig rig) {
        final Histogram latency = rig.stats(1).latency().getIntervalHistogram();
        return LoadResult.of(rig, latency);
    }

    private static final class Transport implements LoadTransport {
        private int pending;
        final List<Long> sent = new ArrayList<>();
        final List<Long> neverAnswered = new ArrayList<>();
        boolean takes = true;
        boolean connected = true;
        int flushes;
        int answered;

        @Override
        public boolean send(final long requestId) {
            if (takes && connected) {
                sent.add(requestId);
            }
            return takes && connected;
        }

        @Override
        public void flush() {
            flushes++;
        }

        @Override
        public int pending() {
            return pending;
        }

        @Override
        public boolean isConnected() {
            return connected;
        }
    }
}
