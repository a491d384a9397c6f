package io.ayni.core.host.ring;

import io.ayni.core.host.Ingress.Lane;
import io.ayni.core.host.Ingress.Result;
import io.ayni.core.host.SequencerClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When the host lets time into the log, millisecond by millisecond. */
class TickerTest {
    private final TestHost test = new TestHost().start();

    @AfterEach
    void close() {
        test.close();
    }

    private void passMs(final int ms) {
        for (int i = 0; i < ms; i++) {
            test.clock.advanceMs(1);
            test.host.doWork();
        }
    }

    private void setDeadline(final long inMs) {
        test.machine.deadlines.add(test.clock.time() + inMs);
        test.offer(0);
        test.host.doWork();
    }

    @Test
    void withNothingDueOneTickASecond() {
        passMs(999);
        assertThat(test.machine.ticks()).isZero();
        passMs(1);
        assertThat(test.machine.ticks()).isEqualTo(1);
        passMs(10_000);
        assertThat(test.machine.ticks()).isEqualTo(11);
    }

    @Test
    void aDeadlineBringsATickWhenItIsDueAndNotBefore() {
        setDeadline(250);
        passMs(249);
        assertThat(test.machine.ticks()).isZero();
        passMs(1);
        assertThat(test.machine.ticks()).isEqualTo(1);
        assertThat(test.machine.log.getLast().timestampMs()).isEqualTo(test.clock.time());
    }

    @Test
    void theHeartbeatCountsFromTheLastTick() {
        setDeadline(600);
        passMs(1_599);
        assertThat(test.machine.ticks()).isEqualTo(1);
        passMs(1);
        assertThat(test.machine.ticks()).isEqualTo(2);
    }

    @Test
    void whileDeadlinesAreStillDueTicksFollowAtOnce() {
        for (int i = 0; i < 7; i++) {
            test.machine.deadlines.add(test.clock.time() + 10);
        }
        setDeadline(20);
        passMs(10);
        for (int round = 0; round < 4; round++) {
            test.host.doWork();
        }
        assertThat(test.machine.ticks()).isEqualTo(4);
        assertThat(test.machine.deadlines).hasSize(1);
    }

    @Test
    void aDeadlineAlreadyPassedWhenItIsSetIsServedInTheNextRound() {
        setDeadline(-5);
        test.host.doWork();
        assertThat(test.machine.ticks()).isEqualTo(1);
    }

    @Test
    void aTickThatFindsTheRingFullIsOfferedAgain() {
        setDeadline(5);
        test.clock.advanceMs(5);
        while (test.offer(Lane.COMPLETION, TestMachine.command(1)) == Result.ACCEPTED) {
            assertThat(test.host.depth()).isLessThanOrEqualTo(TestHost.RING_SIZE);
        }
        test.host.doWork();
        assertThat(test.machine.ticks()).isZero();
        test.host.doWork();
        assertThat(test.machine.ticks()).isEqualTo(1);
    }

    @Test
    void atMostOneTickIsOnItsWay() {
        final SequencerClock clock = new SequencerClock(test.clock, test.clock, jumpMs -> { });
        clock.start(Long.MIN_VALUE);
        final Ticker ticker = new Ticker(test.host, clock, test.clock, 1_000);
        ticker.start();
        ticker.onDeadline(test.clock.time() - 1);
        assertThat(ticker.doWork()).isEqualTo(1);
        assertThat(ticker.doWork()).isZero();
        test.clock.advanceMs(5_000);
        assertThat(ticker.doWork()).isZero();

        ticker.onTickApplied();
        assertThat(ticker.doWork()).isEqualTo(1);
    }

    @Test
    void aClockSetBackNeitherStopsTheTicksNorMakesDeadlinesLate() {
        setDeadline(3_000);
        test.clock.jumpMs(-3_600_000);
        passMs(3_300);
        assertThat(test.machine.deadlines).isEmpty();
        assertThat(test.machine.ticks()).isBetween(3L, 5L);
        assertThat(test.reports).contains("jump -3600000");
    }

    @Test
    void aClockSetForwardALittleMakesNoDeadlineEarly() {
        setDeadline(10_000);
        test.clock.jumpMs(9_000);
        passMs(9_000);
        assertThat(test.machine.deadlines).hasSize(1);
        passMs(1_000);
        assertThat(test.machine.deadlines).isEmpty();
    }
}
