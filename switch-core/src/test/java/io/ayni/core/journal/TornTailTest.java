package io.ayni.core.journal;

import io.ayni.core.journal.JournalFixture.Entry;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static io.ayni.core.journal.JournalFixture.NO_LISTENER;
import static io.ayni.core.journal.JournalFixture.append;
import static io.ayni.core.journal.JournalFixture.context;
import static io.ayni.core.journal.JournalFixture.diskWith;
import static io.ayni.core.journal.JournalFixture.entries;
import static io.ayni.core.journal.JournalFixture.into;
import static io.ayni.core.journal.JournalFixture.message;
import static io.ayni.core.journal.JournalFixture.recover;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Power that goes in the middle of a write, and disks that do not give back what they were given. */
class TornTailTest {
    private static final int RECORDS = 14;

    /** @return where the record of a sequence ends in the first segment. */
    private static int endOf(final long sequence) {
        int end = SegmentHeader.LENGTH;
        for (long s = 1; s <= sequence; s++) {
            end += RecordLayout.recordLength(message(s).length);
        }
        return end;
    }

    /** @return sequences whose records end, end mark apart, at or before the offset. */
    private static long completeBefore(final int offset) {
        long sequence = 0;
        while (sequence < RECORDS
            && endOf(sequence) + RecordLayout.HEADER_LENGTH + message(sequence + 1).length <= offset) {
            sequence++;
        }
        return sequence;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cutAtEveryByteItComesBackWithTheRecordsBeforeTheCut(final boolean isFileShortened) {
        final byte[] whole = diskWith(RECORDS).bytesOf(1);
        for (int cut = SegmentHeader.LENGTH; cut <= endOf(RECORDS); cut++) {
            final SimulatedDisk disk = new SimulatedDisk();
            final byte[] start = Arrays.copyOf(whole, cut);
            disk.replace(1, isFileShortened ? start : Arrays.copyOf(start, whole.length));

            final long expected = completeBefore(isFileShortened ? cut : skipZeros(whole, cut));
            assertThat(recover(disk)).as("cut at %d", cut).isEqualTo(entries(1, expected));
            assertThat(disk.bytesOf(1)).as("length after cut at %d", cut).hasSize(whole.length);
            assertGoesOn(disk, expected);
        }
    }

    /** Zeros that were not written are as good as zeros that were. */
    private static int skipZeros(final byte[] whole, final int cut) {
        int end = cut;
        while (end < whole.length && whole[end] == 0) {
            end++;
        }
        return end;
    }

    private static void assertGoesOn(final SimulatedDisk disk, final long last) {
        try (Journal journal = Journal.open(context(disk))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            append(journal.writer(), last + 1, last + 3);
            journal.writer().sync();
        }
        disk.crashLosingAll();
        assertThat(recover(disk)).isEqualTo(entries(1, last + 3));
    }

    @Test
    void aCutInsideTheHeaderOfAnUnusedSegmentLosesNothing() {
        final byte[] whole = diskWith(0).bytesOf(1);
        for (int cut = 0; cut < SegmentHeader.LENGTH; cut++) {
            final SimulatedDisk disk = new SimulatedDisk();
            disk.replace(1, Arrays.copyOf(whole, cut));
            assertThat(recover(disk)).as("cut at %d", cut).isEmpty();
            assertGoesOn(disk, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80, 0xFF, 0x55})
    void everyByteFlippedItComesBackWholeOrRefusesAndNamesTheFile(final int flip) {
        final byte[] whole = diskWith(RECORDS).bytesOf(1);
        for (int at = 0; at < endOf(RECORDS) + 100; at++) {
            final byte[] damaged = whole.clone();
            damaged[at] ^= (byte) flip;
            final SimulatedDisk disk = new SimulatedDisk();
            disk.replace(1, damaged);
            try {
                assertThat(recover(disk)).as("flip at %d", at).isEqualTo(entries(1, RECORDS));
            } catch (final JournalCorruptException e) {
                assertThat(e.file()).isEqualTo("segment-1");
                assertThat(e.offset()).as("flip at %d", at).isLessThanOrEqualTo(at);
                assertThat(disk.bytesOf(1)).as("changed in spite of the refusal").isEqualTo(damaged);
            }
        }
    }

    @Test
    void aFlippedByteInAnyRecordIsRefusedTheLastOneIncluded() {
        final byte[] whole = diskWith(RECORDS).bytesOf(1);
        for (long sequence = 1; sequence <= RECORDS; sequence++) {
            final int message = endOf(sequence - 1) + RecordLayout.HEADER_LENGTH;
            final byte[] damaged = whole.clone();
            damaged[message + 2] ^= 1;
            final SimulatedDisk disk = new SimulatedDisk();
            disk.replace(1, damaged);
            assertThatThrownBy(() -> recover(disk))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("segment-1 at offset " + endOf(sequence - 1))
                .hasMessageContaining("sequence " + sequence);
        }
    }

    @ParameterizedTest(name = "written in blocks of {0}")
    @ValueSource(ints = {1, 4_096})
    void whateverSectorsOfAnUnsyncedBatchAreLostItComesBackWithWhatWasSynced(final int blockLength) {
        for (int seed = 0; seed < 400; seed++) {
            final Random random = new Random(seed);
            final SimulatedDisk disk = new SimulatedDisk(blockLength);
            final Journal journal = Journal.open(context(disk).batchCapacity(1 << 17));
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            final long synced = 1 + random.nextInt(1_500);
            append(journal.writer(), 1, synced);
            journal.writer().sync();
            final long unsynced = random.nextInt(1_000);
            append(journal.writer(), synced + 1, synced + unsynced);
            disk.crash(random);

            final List<Entry> read = new ArrayList<>();
            try (Journal again = Journal.open(context(disk))) {
                again.recover(0, into(read), NO_LISTENER);
            }
            assertThat(read).as("seed %d", seed).isEqualTo(entries(1, read.size()));
            assertThat(read.size()).as("seed %d", seed).isGreaterThanOrEqualTo((int) synced);
        }
    }

    @Test
    void aLongRecordOfWhichAnySectorNeverReachedTheDiskIsCut() {
        final SimulatedDisk disk = diskWith(RECORDS);
        final byte[] message = new byte[3_000];
        Arrays.fill(message, (byte) 7);
        try (Journal journal = Journal.open(context(disk))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            journal.writer().append(RECORDS + 1, 9_000, new UnsafeBuffer(message), 0, message.length);
            journal.writer().sync();
        }
        final byte[] whole = disk.bytesOf(1);
        final int start = endOf(RECORDS);
        final int end = start + RecordLayout.recordLength(message.length);
        for (int sector = start / 512 * 512; sector < end; sector += 512) {
            final byte[] damaged = whole.clone();
            Arrays.fill(damaged, Math.max(start, sector), sector + 512, (byte) 0);
            disk.replace(1, damaged);
            assertThat(recover(disk)).as("sector at %d lost", sector).isEqualTo(entries(1, RECORDS));
        }
    }

    @Test
    void aRecordErasedInsideASectorThatWasWrittenIsRefused() {
        final SimulatedDisk disk = diskWith(RECORDS);
        final byte[] bytes = disk.bytesOf(1);
        Arrays.fill(bytes, endOf(2), endOf(3), (byte) 0);
        disk.replace(1, bytes);

        assertThatThrownBy(() -> recover(disk))
            .isInstanceOf(JournalCorruptException.class)
            .hasMessage("segment-1 at offset " + endOf(2) + ": expected the record of sequence 3, found damage; "
                + "a valid record follows at offset " + endOf(3));
    }

    @Test
    void aSectorLostOfABatchIsRefusedOnceALaterBatchWasWritten() {
        final SimulatedDisk disk = diskWith(RECORDS);
        try (Journal journal = Journal.open(context(disk))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            append(journal.writer(), RECORDS + 1, RECORDS + 2);
            journal.writer().sync();
        }
        final byte[] whole = disk.bytesOf(1);
        for (int sector = 512; sector + 512 < endOf(RECORDS); sector += 512) {
            final byte[] damaged = whole.clone();
            Arrays.fill(damaged, sector, sector + 512, (byte) 0);
            disk.replace(1, damaged);
            assertThatThrownBy(() -> recover(disk)).as("sector at %d lost", sector)
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("a valid record of a later batch follows at offset " + endOf(RECORDS));
        }
    }

    @Test
    void aTornRecordIsRefusedWhenTheLogGoesOnInTheNextSegment() {
        final SimulatedDisk disk = diskWith(1_500);
        final byte[] bytes = disk.bytesOf(1);
        int last = bytes.length - 1;
        while (bytes[last] == 0) {
            last--;
        }
        Arrays.fill(bytes, last - 20, last + 1, (byte) 0);
        disk.replace(1, bytes);

        assertThatThrownBy(() -> recover(disk))
            .isInstanceOf(JournalCorruptException.class)
            .hasMessageContaining("segment-1 at offset ")
            .hasMessageContaining("the log goes on in segment-2");
    }

    @Test
    void whatWasCutDoesNotComeBackLater() {
        final SimulatedDisk disk = diskWith(RECORDS);
        final byte[] bytes = disk.bytesOf(1);
        Arrays.fill(bytes, endOf(RECORDS) - 20, endOf(RECORDS), (byte) 0);
        disk.replace(1, bytes);
        recover(disk);

        final byte[] after = disk.bytesOf(1);
        for (int at = endOf(RECORDS - 1); at < after.length; at++) {
            assertThat(after[at]).as("byte %d", at).isZero();
        }
    }
}
