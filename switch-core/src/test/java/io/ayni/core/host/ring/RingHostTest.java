package io.ayni.core.host.ring;

import io.ayni.core.command.NodeStartedDecoder;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.host.Ingress.Lane;
import io.ayni.core.host.Ingress.Result;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalCorruptException;
import io.ayni.core.journal.JournalLockedException;
import io.ayni.core.journal.SimulatedDisk;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RingHostTest {
    private static List<Long> ids(final long from, final long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void answersComeAfterTheSyncOfWhatTheyRestOn() {
        try (TestHost test = new TestHost().start()) {
            final int before = test.disk.events().size();
            test.offer(1);
            test.offer(2);
            assertThat(test.answered).isEmpty();
            test.host.doWork();
            assertThat(test.disk.events().subList(before, test.disk.events().size()))
                .containsExactly("write", "sync", "answer", "answer");
        }
    }

    @Test
    void whateverIsInTheRingIsOneGroupCommitAndOneBatchOfAnswers() {
        try (TestHost test = new TestHost().start()) {
            final int syncs = test.disk.syncs();
            final int batchEnds = test.batchEnds;
            ids(1, 50).forEach(test::offer);
            test.host.doWork();

            assertThat(test.disk.syncs() - syncs).isEqualTo(1);
            assertThat(test.batchEnds - batchEnds).isEqualTo(1);
            assertThat(test.answeredIds()).isEqualTo(ids(1, 50));
            assertThat(test.host.counters().batches()).isEqualTo(2);
        }
    }

    @Test
    void theSequenceOfTheLogHasNoGapsOverRunsAndNodeStartedBeginsEach() {
        final SimulatedDisk disk = new SimulatedDisk();
        final TestClock clock = new TestClock();
        for (int run = 0; run < 5; run++) {
            try (TestHost test = new TestHost(disk, clock).start()) {
                assertThat(test.machine.log.getLast().templateId()).isEqualTo(NodeStartedDecoder.TEMPLATE_ID);
                test.offer(100 + run);
                test.host.doWork();
                assertThat(test.answered).hasSize(1);
                assertThat(test.machine.log.stream().map(TestMachine.Applied::sequence).toList())
                    .isEqualTo(ids(1, 2L * (run + 1)));
            }
        }
    }

    @Test
    void aReplayGivesTheSameStateAndSaysNothing() {
        final SimulatedDisk disk = new SimulatedDisk();
        final TestClock clock = new TestClock();
        final List<TestMachine.Applied> before;
        try (TestHost test = new TestHost(disk, clock).start()) {
            for (int round = 0; round < 100; round++) {
                ids(round * 20L, round * 20L + 19).forEach(test::offer);
                clock.advanceMs(7);
                test.host.doWork();
            }
            before = List.copyOf(test.machine.log);
        }
        clock.advanceMs(60_000);
        try (TestHost again = new TestHost(disk, clock)) {
            again.host.start();
            assertThat(again.machine.log).isEqualTo(before);
            assertThat(again.answered).isEmpty();
            assertThat(again.reports).containsExactly("recovered " + before.size() + " up to " + before.size());
        }
    }

    @Test
    void aQueryIsAnsweredInItsTurnAndNotJournaled() {
        try (TestHost test = new TestHost().start()) {
            test.offer(1);
            test.offer(Lane.REQUEST, TestMachine.query(2));
            test.offer(3);
            test.host.doWork();
            final int events = test.disk.events().size();
            test.offer(Lane.REQUEST, TestMachine.query(4));
            test.host.doWork();

            assertThat(test.answeredIds()).isEqualTo(ids(1, 4));
            assertThat(test.answered.stream().map(TestMachine.Answered::sequence).toList())
                .containsExactly(2L, 2L, 3L, 3L);
            assertThat(test.machine.ids()).containsExactly(1L, 3L);
            assertThat(test.disk.events().subList(events, test.disk.events().size())).containsExactly("answer");
            assertThat(test.host.counters().queries()).isEqualTo(2);
        }
    }

    @Test
    void requestsAreRefusedFrom95PerCentAndCompletionsOnlyWhenFull() {
        try (TestHost test = new TestHost().start()) {
            int requests = 0;
            while (test.offer(requests) == Result.ACCEPTED) {
                requests++;
                assertThat(test.host.isPressed()).as("pressed at %d", requests).isEqualTo(requests >= 52);
            }
            assertThat(requests).isEqualTo(61);
            for (int completion = 61; completion < TestHost.RING_SIZE; completion++) {
                assertThat(test.offer(Lane.COMPLETION, TestMachine.command(completion))).isEqualTo(Result.ACCEPTED);
            }
            assertThat(test.offer(Lane.COMPLETION, TestMachine.command(99))).isEqualTo(Result.BACK_PRESSURED);
            assertThat(test.host.depth()).isEqualTo(TestHost.RING_SIZE);
            assertThat(test.host.counters().refused()).isEqualTo(2);

            test.host.doWork();
            assertThat(test.answeredIds()).isEqualTo(ids(0, 63));
            assertThat(test.host.isPressed()).isFalse();
            assertThat(test.offer(100)).isEqualTo(Result.ACCEPTED);
        }
    }

    @Test
    void belowTheReserveOfTheDiskRequestsAreRefusedAndCompletionsTaken() {
        final SimulatedDisk disk = new SimulatedDisk();
        disk.create(1, JournalContext.MIN_SEGMENT_LENGTH);
        disk.usableBytes(JournalContext.MIN_SEGMENT_LENGTH - 1);
        try (TestHost test = new TestHost(disk, new TestClock()).start()) {
            assertThat(test.host.isBelowReserve()).isTrue();
            assertThat(test.offer(1)).isEqualTo(Result.BACK_PRESSURED);
            assertThat(test.offer(Lane.COMPLETION, TestMachine.command(2))).isEqualTo(Result.ACCEPTED);
            test.host.doWork();
            assertThat(test.answeredIds()).containsExactly(2L);

            disk.usableBytes(JournalContext.MIN_SEGMENT_LENGTH);
            test.host.doWork();
            assertThat(test.offer(3)).isEqualTo(Result.ACCEPTED);
            assertThat(test.reports).containsSubsequence("below reserve true", "below reserve false");
        }
    }

    @Test
    void aFailedSyncClosesTheHostAndNothingOfTheBatchIsAnswered() {
        final TestHost test = new TestHost().start();
        test.offer(1);
        test.host.doWork();
        ids(2, 5).forEach(test::offer);
        test.disk.failSyncs();
        test.host.doWork();

        assertThat(test.answeredIds()).containsExactly(1L);
        assertThat(test.host.state()).isEqualTo(RingHost.State.CLOSED);
        assertThat(test.offer(6)).isEqualTo(Result.CLOSED);
        assertThat(test.reports).filteredOn(report -> report.startsWith("fatal")).singleElement().asString()
            .contains("fdatasync failed");
        final List<String> events = test.disk.events();
        test.host.doWork();
        test.close();
        assertThat(test.disk.events()).isEqualTo(events);
        assertThat(test.answeredIds()).containsExactly(1L);
    }

    @Test
    void anExceptionOfTheEngineClosesTheHostBeforeAnythingMoreIsAnswered() {
        try (TestHost test = new TestHost().start()) {
            test.machine.poison = 3;
            ids(1, 5).forEach(test::offer);
            test.host.doWork();

            assertThat(test.answered).isEmpty();
            assertThat(test.host.state()).isEqualTo(RingHost.State.CLOSED);
            assertThat(test.host.fatal()).hasMessage("invariant broken as planned");
            assertThat(test.reports).contains("fatal invariant broken as planned");
        }
    }

    @Test
    void asManyAndAsLongOutcomesAsTheBoundsOfTheStateMachineAllow() {
        try (TestHost test = new TestHost().start()) {
            test.machine.outcomesPerCommand = StateMachine.MAX_OUTCOMES_PER_COMMAND;
            test.machine.outcomeLength = StateMachine.MAX_OUTCOME_LENGTH;
            test.offer(1);
            test.host.doWork();
            assertThat(test.answered).hasSize(StateMachine.MAX_OUTCOMES_PER_COMMAND);
        }
    }

    @Test
    void moreOutcomesThanTheBoundIsABrokenInvariant() {
        try (TestHost test = new TestHost().start()) {
            test.machine.outcomesPerCommand = StateMachine.MAX_OUTCOMES_PER_COMMAND + 1;
            test.machine.outcomeLength = StateMachine.MAX_OUTCOME_LENGTH;
            test.offer(1);
            test.host.doWork();
            assertThat(test.answered).isEmpty();
            assertThat(test.host.fatal()).hasMessageContaining("more to one command than its bound");
        }
    }

    @Test
    void aSinkThatThrowsLosesThatOneOutcome() {
        try (TestHost test = new TestHost().start()) {
            test.sinkPoison = 2;
            ids(1, 3).forEach(test::offer);
            test.host.doWork();
            assertThat(test.answeredIds()).containsExactly(1L, 3L);
            assertThat(test.reports).contains("sink error sink fails as planned");
            assertThat(test.host.counters().sinkErrors()).isEqualTo(1);
            assertThat(test.host.state()).isEqualTo(RingHost.State.RUNNING);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CommandSlot.COMMAND_CAPACITY, CommandSlot.COMMAND_CAPACITY + 1, 40_000,
        RingHost.MAX_COMMAND_LENGTH})
    void commandsUpToTheLongestPassAndAreReplayed(final int length) {
        final SimulatedDisk disk = new SimulatedDisk();
        final TestClock clock = new TestClock();
        final List<TestMachine.Applied> before = new ArrayList<>();
        try (TestHost test = new TestHost(disk, clock).start()) {
            test.offer(Lane.COMPLETION, TestMachine.message(12, 5, length));
            test.host.doWork();
            assertThat(test.answeredIds()).containsExactly(5L);
            before.addAll(test.machine.log);
        }
        try (TestHost again = new TestHost(disk, clock)) {
            again.host.start();
            assertThat(again.machine.log).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, RingHost.MAX_COMMAND_LENGTH + 1})
    void commandsOfAnImpossibleLengthAreAnErrorOfTheCaller(final int length) {
        try (TestHost test = new TestHost().start()) {
            final UnsafeBuffer command = new UnsafeBuffer(new byte[RingHost.MAX_COMMAND_LENGTH + 1]);
            assertThatThrownBy(() -> test.host.offer(Lane.REQUEST, command, 0, length))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> test.host.offer(Lane.REQUEST, TestMachine.command(1), 8, 16))
                .isInstanceOf(IndexOutOfBoundsException.class);
            test.offer(1);
            test.host.doWork();
            assertThat(test.answeredIds()).containsExactly(1L);
        }
    }

    @Test
    void closingAnswersWhatWasTakenAndTakesNothingMore() {
        final TestHost test = new TestHost().start();
        ids(1, 10).forEach(test::offer);
        test.close();

        assertThat(test.answeredIds()).isEqualTo(ids(1, 10));
        assertThat(test.offer(11)).isEqualTo(Result.CLOSED);
        assertThat(test.host.state()).isEqualTo(RingHost.State.CLOSED);
        test.close();
    }

    @Test
    void aHostThatIsNotStartedTakesNothing() {
        final TestHost test = new TestHost();
        assertThat(test.offer(1)).isEqualTo(Result.CLOSED);
        test.close();
    }

    @Test
    void aSecondHostOnTheSameJournalIsRefusedUntilTheFirstIsClosed() {
        final SimulatedDisk disk = new SimulatedDisk();
        final TestHost first = new TestHost(disk, new TestClock()).start();
        assertThatThrownBy(() -> new TestHost(disk, new TestClock()).start())
            .isInstanceOf(JournalLockedException.class);
        first.close();
        new TestHost(disk, new TestClock()).start().close();
    }

    @Test
    void aDamagedJournalRefusesTheStartAndGivesTheLockBack() {
        final SimulatedDisk disk = new SimulatedDisk();
        try (TestHost test = new TestHost(disk, new TestClock()).start()) {
            ids(1, 10).forEach(test::offer);
            test.host.doWork();
        }
        final byte[] good = disk.bytesOf(1);
        final byte[] damaged = good.clone();
        damaged[140] ^= 1;
        disk.replace(1, damaged);
        final TestHost refused = new TestHost(disk, new TestClock());
        assertThatThrownBy(refused::start).isInstanceOf(JournalCorruptException.class);
        assertThat(refused.host.state()).isEqualTo(RingHost.State.CLOSED);

        disk.replace(1, good);
        new TestHost(disk, new TestClock()).start().close();
    }

    @Test
    void timeStampedNeverGoesBackAndRunsOnFromTheJournal() {
        final SimulatedDisk disk = new SimulatedDisk();
        final TestClock clock = new TestClock();
        final List<Long> times = new ArrayList<>();
        for (int run = 0; run < 4; run++) {
            clock.jumpMs(-5_000);
            try (TestHost test = new TestHost(disk, clock).start()) {
                for (int i = 0; i < 50; i++) {
                    clock.advanceMs(i % 3);
                    clock.jumpMs(i % 7 == 0 ? -2_500 : 0);
                    test.offer(i);
                    test.host.doWork();
                }
                times.clear();
                test.machine.log.forEach(applied -> times.add(applied.timestampMs()));
                assertThat(test.host.counters().clockJumps()).isEqualTo(8);
                assertThat(test.reports).contains("jump -2500");
            }
        }
        assertThat(times).isSorted();
    }

    @Test
    void segmentLengthAndRingSizeAreChecked() {
        assertThatThrownBy(() -> new RingHostContext().ringSize(1000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RingHostContext().segmentLength(JournalContext.MIN_SEGMENT_LENGTH - 8))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RingHost(new RingHostContext())).isInstanceOf(NullPointerException.class)
            .hasMessage("journalDirectory");
    }
}
