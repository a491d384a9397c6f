package io.ayni.core.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import static io.ayni.core.journal.JournalFixture.NO_LISTENER;
import static io.ayni.core.journal.JournalFixture.append;
import static io.ayni.core.journal.JournalFixture.context;
import static io.ayni.core.journal.JournalFixture.entries;
import static io.ayni.core.journal.JournalFixture.recover;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(20)
class SegmentPreparerTest {
    private final SimulatedDisk disk = new SimulatedDisk();

    private Journal open() {
        final Journal journal = Journal.open(context(disk).threadFactory(Thread::new));
        journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
        return journal;
    }

    private static void await(final java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("time is up").isFalse();
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void theNextSegmentIsThereBeforeItIsNeeded() {
        try (Journal journal = open()) {
            await(() -> disk.segments().length == 2);
            assertThat(journal.isBelowReserve()).isFalse();
            assertThat(disk.bytesOf(2)).containsOnly(0).hasSize(JournalFixture.SEGMENT_LENGTH);
        }
    }

    @Test
    void noMoreThanOneSegmentIsPreparedAhead() {
        try (Journal journal = open()) {
            append(journal.writer(), 1, 3_000);
            journal.writer().sync();
            final int used = disk.segments().length;
            append(journal.writer(), 3_001, 3_001);
            journal.writer().sync();
            await(() -> disk.segments().length >= used);
            assertThat(disk.segments().length).isLessThanOrEqualTo(used + 1);
        }
        assertThat(recover(disk)).isEqualTo(entries(1, 3_001));
    }

    @Test
    void aFullDiskIsSeenAtOnceAndTheRestOfTheSegmentStillTakesRecords() {
        final SimulatedDisk full = JournalFixture.diskWith(0);
        full.delete(2);
        full.usableBytes(0);
        try (Journal journal = Journal.open(context(full).threadFactory(Thread::new))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            await(journal::isBelowReserve);
            append(journal.writer(), 1, 100);
            journal.writer().sync();
        }
        assertThat(recover(full)).isEqualTo(entries(1, 100));
    }

    @Test
    void resumesByItselfWhenTheDiskHasRoomAgain() {
        disk.create(1, JournalFixture.SEGMENT_LENGTH);
        disk.usableBytes(0);
        try (Journal journal = open()) {
            await(journal::isBelowReserve);
            final CountDownLatch done = new CountDownLatch(1);
            final Thread writer = new Thread(() -> {
                append(journal.writer(), 1, 1_000);
                journal.writer().sync();
                done.countDown();
            });
            writer.start();
            await(() -> writer.getState() == Thread.State.TIMED_WAITING);
            assertThat(done.getCount()).isOne();

            disk.usableBytes(Long.MAX_VALUE);
            await(() -> done.getCount() == 0);
            await(() -> !journal.isBelowReserve());
        }
        assertThat(recover(disk)).isEqualTo(entries(1, 1_000));
    }

    @Test
    void aWriterThatWaitsForRoomIsLetGoByClosing() throws InterruptedException {
        disk.create(1, JournalFixture.SEGMENT_LENGTH);
        disk.usableBytes(0);
        final Journal journal = open();
        final Throwable[] thrown = new Throwable[1];
        final Thread writer = new Thread(() -> append(journal.writer(), 1, 1_000));
        writer.setUncaughtExceptionHandler((thread, e) -> thrown[0] = e);
        writer.start();
        await(() -> writer.getState() == Thread.State.TIMED_WAITING);
        journal.stopWaiting();
        writer.join();
        journal.close();
        assertThat(thrown[0]).isInstanceOf(JournalException.class).hasMessageContaining("segment-2");
    }

    @Test
    void aFirstSegmentThatCannotBeMadeIsAnErrorAtOnce() {
        disk.usableBytes(0);
        assertThatThrownBy(this::open)
            .isInstanceOf(JournalException.class).hasMessageContaining("segment-1").hasMessageContaining("no room");
    }
}
