package io.ayni.core.host.ring;

import io.ayni.core.host.HostListener;
import io.ayni.core.host.Ingress.Lane;
import io.ayni.core.host.Ingress.Result;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.SimulatedDisk;
import org.agrona.DirectBuffer;
import org.agrona.collections.MutableLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The same host with its threads, on real files. */
@Timeout(30)
class RingHostThreadsTest {
    private static final int PRODUCERS = 3;
    private static final int COMMANDS = 5_000;

    @TempDir
    private Path directory;
    private final List<TestMachine.Answered> answered = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> appliedBy = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<TestMachine> machine = new AtomicReference<>();

    private final OutcomeSink sink = new OutcomeSink() {
        @Override
        public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
            answered.add(TestMachine.Answered.of(buffer, offset));
        }

        @Override
        public void onBatchEnd() {
            // Nothing to flush.
        }
    };

    private RingHostContext context() {
        return new RingHostContext().journalDirectory(directory).segmentLength(JournalContext.MIN_SEGMENT_LENGTH * 4)
            .outcomeSink(sink).stateMachine(outcomes -> {
                machine.set(new TestMachine(outcomes));
                return machine.get();
            });
    }

    private static void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("time is up").isFalse();
            LockSupport.parkNanos(100_000);
        }
    }

    private static Thread producer(final RingHost host, final int number) {
        final Thread thread = new Thread(() -> {
            for (int i = 0; i < COMMANDS; i++) {
                final DirectBuffer command = TestMachine.command((long) number << 32 | i);
                while (host.offer(Lane.REQUEST, command, 0, command.capacity()) != Result.ACCEPTED) {
                    LockSupport.parkNanos(10_000);
                }
            }
        });
        thread.start();
        return thread;
    }

    @ParameterizedTest
    @CsvSource({"LATENCY, 1", "BALANCED, 1", "FRUGAL, 1", "LATENCY, 2", "BALANCED, 2", "FRUGAL, 2"})
    void everyCommandOfManyProducersIsAnsweredOnceInTheOrderOfTheLog(final WaitPreset preset, final int threads)
        throws Exception {
        final RingHost host = new RingHost(context().waitPreset(preset).threads(threads).ringSize(256)).start();
        final List<Thread> producers = new ArrayList<>();
        for (int number = 0; number < PRODUCERS; number++) {
            producers.add(producer(host, number));
        }
        for (final Thread producer : producers) {
            producer.join();
        }
        host.close();

        assertThat(host.fatal()).isNull();
        assertThat(answered).hasSize(PRODUCERS * COMMANDS);
        assertThat(answered.stream().map(TestMachine.Answered::sequence).toList()).isSorted().doesNotHaveDuplicates();
        for (int number = 0; number < PRODUCERS; number++) {
            final int mine = number;
            assertThat(answered.stream().map(TestMachine.Answered::id).filter(id -> id >> 32 == mine).toList())
                .isSorted().hasSize(COMMANDS).doesNotHaveDuplicates();
        }
        assertReplayEquals(machine.get().log);
    }

    private void assertReplayEquals(final List<TestMachine.Applied> log) {
        final RingHost again = new RingHost(context().manual());
        again.start();
        assertThat(machine.get().log).isEqualTo(log);
        again.close();
    }

    /** A command of a batch alone; the next heartbeat is an hour away. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theEndOfABatchWakesTheRing(final int threads) {
        try (RingHost host = new RingHost(context().threads(threads).heartbeatMs(3_600_000))) {
            host.start();
            await(() -> host.counters().commands() == 1);
            final DirectBuffer command = TestMachine.command(1);
            assertThat(host.offerInBatch(Lane.REQUEST, command, 0, command.capacity())).isEqualTo(Result.ACCEPTED);
            host.endBatch();
            await(() -> answered.size() == 1);
        }
    }

    @Test
    void aDeadlineIsServedWithoutAnyTraffic() {
        try (RingHost host = new RingHost(context().heartbeatMs(3_600_000))) {
            host.start();
            final MutableLong due = new MutableLong();
            offerWithDeadline(host, due, 60);
            await(() -> host.counters().ticks() >= 1);
            assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(due.get());
        }
    }

    /** The machine is the engine thread's: a deadline is there before the host starts, or comes with a command. */
    private void offerWithDeadline(final RingHost host, final MutableLong due, final long inMs) {
        due.set(System.currentTimeMillis() + inMs);
        machine.get().deadlineOnId = 4_711;
        machine.get().deadlineMs = due.get();
        final DirectBuffer command = TestMachine.command(4_711);
        assertThat(host.offer(Lane.REQUEST, command, 0, command.capacity())).isEqualTo(Result.ACCEPTED);
    }

    @Test
    void theHeartbeatBeatsWithoutAnyTraffic() {
        try (RingHost host = new RingHost(context().heartbeatMs(20))) {
            host.start();
            await(() -> host.counters().ticks() >= 5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aJournalErrorStopsAllThreadsAndTellsOnce(final int ringThreads) {
        final SimulatedDisk disk = new SimulatedDisk();
        final List<Throwable> fatal = Collections.synchronizedList(new ArrayList<>());
        final List<Thread> threads = new ArrayList<>();
        final RingHost host = new RingHost(context().threads(ringThreads).journalStorage(disk).threadFactory(task -> {
            final Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
        }).listener(new HostListener() {
            @Override
            public void onFatal(final Throwable cause) {
                fatal.add(cause);
            }
        })).start();
        disk.failSyncs();
        final DirectBuffer command = TestMachine.command(1);
        host.offer(Lane.REQUEST, command, 0, command.capacity());
        await(() -> !fatal.isEmpty());
        assertThat(host.offer(Lane.REQUEST, command, 0, command.capacity())).isEqualTo(Result.CLOSED);
        host.close();

        assertThat(answered).isEmpty();
        assertThat(fatal).hasSize(1);
        assertThat(threads).as("ring, ticker, preparer").hasSize(ringThreads + 2).noneMatch(Thread::isAlive);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatIsSyncedIsNotAnsweredBeforeTheEngineHasAppliedIt(final int threads) throws Exception {
        final SimulatedDisk disk = new SimulatedDisk();
        try (RingHost host = new RingHost(context().threads(threads).journalStorage(disk).heartbeatMs(3_600_000))) {
            host.start();
            await(() -> host.counters().commands() == 1 && host.counters().batches() == 1);
            final CountDownLatch hold = holdTheEngine();
            final int syncs = disk.syncs();
            final Thread caller = offering(host, 1);
            await(() -> disk.syncs() > syncs);
            assertThat(answered).isEmpty();

            hold.countDown();
            await(() -> answered.size() == 1);
            caller.join();
        }
    }

    private CountDownLatch holdTheEngine() {
        final CountDownLatch hold = new CountDownLatch(1);
        machine.get().beforeCommand = () -> {
            appliedBy.add(Thread.currentThread());
            await(() -> hold.getCount() == 0);
        };
        return hold;
    }

    private static Thread offering(final RingHost host, final long id) {
        final Thread caller = new Thread(() -> {
            final DirectBuffer command = TestMachine.command(id);
            assertThat(host.offer(Lane.REQUEST, command, 0, command.capacity())).isEqualTo(Result.ACCEPTED);
        });
        caller.start();
        return caller;
    }

    @Test
    void whoOffersWhileAnotherAppliesDoesNotWaitAndItsCommandIsAppliedByThatOne() throws Exception {
        try (RingHost host = new RingHost(context().threads(1).heartbeatMs(3_600_000))) {
            host.start();
            await(() -> host.counters().commands() == 1);
            final CountDownLatch hold = holdTheEngine();
            final Thread first = offering(host, 1);
            await(() -> !appliedBy.isEmpty());
            final Thread second = offering(host, 2);
            second.join();
            assertThat(answered).isEmpty();

            hold.countDown();
            await(() -> answered.size() == 2);
            first.join();
            assertThat(appliedBy).containsExactly(first, first);
        }
    }

    @Test
    void aHostIsNotClosedBeforeATurnAtTheEngineHasEnded() throws Exception {
        final RingHost host =
            new RingHost(context().threads(1).heartbeatMs(3_600_000).drainTimeoutMs(1)).start();
        await(() -> host.counters().commands() == 1);
        final CountDownLatch hold = holdTheEngine();
        final Thread caller = offering(host, 1);
        await(() -> !appliedBy.isEmpty());
        final Thread closing = Thread.ofPlatform().start(host::close);
        await(() -> host.state() == RingHost.State.CLOSED);
        assertThat(closing.isAlive()).isTrue();

        hold.countDown();
        closing.join();
        caller.join();
        assertThat(host.fatal()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aBrokenInvariantOfTheEngineStopsTheHostAndIsToldOnce(final int threads) {
        final List<Throwable> fatal = Collections.synchronizedList(new ArrayList<>());
        final RingHost host = new RingHost(context().threads(threads).listener(new HostListener() {
            @Override
            public void onFatal(final Throwable cause) {
                fatal.add(cause);
            }
        })).start();
        machine.get().poison = 13;
        for (long id = 12; id < 15; id++) {
            final DirectBuffer command = TestMachine.command(id);
            host.offer(Lane.REQUEST, command, 0, command.capacity());
        }
        await(() -> !fatal.isEmpty());
        host.close();

        assertThat(fatal).singleElement().extracting(Throwable::getMessage).isEqualTo("invariant broken as planned");
        assertThat(answered).extracting(TestMachine.Answered::id).isSubsetOf(12L);
    }

    /** A batch under way may end what looked full a moment ago; this does not pass by itself. */
    private static boolean isWaitingForASegment() {
        return Thread.getAllStackTraces().entrySet().stream()
            .filter(each -> each.getKey().getName().equals("ayni-journal"))
            .flatMap(each -> Stream.of(each.getValue()))
            .anyMatch(frame -> frame.getClassName().endsWith(".SegmentPreparer"));
    }

    @Test
    void aDiskWithoutRoomHoldsTheAnswersBackUntilThereIsRoom() {
        final SimulatedDisk disk = new SimulatedDisk();
        final RingHost host = new RingHost(context().segmentLength(JournalContext.MIN_SEGMENT_LENGTH).ringSize(32)
            .journalStorage(disk)).start();
        await(() -> disk.segments().length == 2);
        disk.usableBytes(0);
        long offered = 0;
        while (!host.isBelowReserve() || host.depth() < 32 || !isWaitingForASegment()) {
            assertThat(Thread.interrupted()).as("time is up").isFalse();
            final DirectBuffer command = TestMachine.message(12, offered, 1_000);
            if (host.offer(Lane.COMPLETION, command, 0, command.capacity()) == Result.ACCEPTED) {
                offered++;
            }
        }
        assertThat(host.offer(Lane.REQUEST, TestMachine.command(0), 0, TestMachine.LENGTH))
            .isEqualTo(Result.BACK_PRESSURED);
        final int before = answered.size();
        assertThat(before).isLessThan((int) offered);

        disk.usableBytes(Long.MAX_VALUE);
        final long all = offered;
        await(() -> answered.size() == all);
        await(() -> !host.isBelowReserve());
        host.close();
        assertThat(host.fatal()).isNull();
    }
}
