package io.ayni.core.journal;

import io.ayni.core.journal.JournalFixture.Entry;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static io.ayni.core.journal.JournalFixture.NO_LISTENER;
import static io.ayni.core.journal.JournalFixture.SEGMENT_LENGTH;
import static io.ayni.core.journal.JournalFixture.append;
import static io.ayni.core.journal.JournalFixture.context;
import static io.ayni.core.journal.JournalFixture.diskWith;
import static io.ayni.core.journal.JournalFixture.entries;
import static io.ayni.core.journal.JournalFixture.into;
import static io.ayni.core.journal.JournalFixture.recover;
import static org.assertj.core.api.Assertions.assertThat;

class JournalRecoveryTest {
    private static final long SEVERAL_SEGMENTS = 3_000;

    @Test
    void anEmptyJournalHasNoRecordsAndCanBeOpenedAgain() {
        final SimulatedDisk disk = diskWith(0);

        assertThat(recover(disk)).isEmpty();
        assertThat(recover(disk)).isEmpty();
    }

    @Test
    void givesBackEveryRecordAcrossSegments() {
        final SimulatedDisk disk = diskWith(SEVERAL_SEGMENTS);

        assertThat(disk.segments().length).isGreaterThan(3);
        assertThat(recover(disk)).isEqualTo(entries(1, SEVERAL_SEGMENTS));
    }

    @Test
    void goesOnWhereItEndedOverManyRuns() {
        final SimulatedDisk disk = new SimulatedDisk();
        for (int run = 0; run < 20; run++) {
            final long from = run * 150L;
            final List<Entry> read = new ArrayList<>();
            try (Journal journal = Journal.open(context(disk))) {
                final Recovery recovery = journal.recover(0, into(read), NO_LISTENER);
                assertThat(recovery.lastSequence()).isEqualTo(from);
                append(journal.writer(), from + 1, from + 150);
                journal.writer().sync();
            }
            assertThat(read).isEqualTo(entries(1, from));
        }
        assertThat(recover(disk)).isEqualTo(entries(1, SEVERAL_SEGMENTS));
    }

    @Test
    void showsOnlyWhatFollowsTheSequenceOfASnapshot() {
        final SimulatedDisk disk = diskWith(100);
        final List<Entry> read = new ArrayList<>();
        try (Journal journal = Journal.open(context(disk))) {
            final Recovery recovery = journal.recover(60, into(read), NO_LISTENER);
            assertThat(recovery.lastSequence()).isEqualTo(100);
        }
        assertThat(read).isEqualTo(entries(61, 100));
    }

    @Test
    void goesOnFromASnapshotWhoseEarlierSegmentsWereRemoved() {
        final SimulatedDisk disk = diskWith(SEVERAL_SEGMENTS);
        disk.delete(1);
        final List<Entry> read = new ArrayList<>();
        try (Journal journal = Journal.open(context(disk))) {
            journal.recover(2_900, into(read), NO_LISTENER);
            append(journal.writer(), SEVERAL_SEGMENTS + 1, SEVERAL_SEGMENTS + 5);
            journal.writer().sync();
        }
        assertThat(read).isEqualTo(entries(2_901, SEVERAL_SEGMENTS));
    }

    @Test
    void carriesTheLongestMessage() {
        final SimulatedDisk disk = diskWith(3);
        final byte[] longest = new byte[RecordLayout.MAX_MESSAGE_LENGTH];
        new Random(1).nextBytes(longest);
        try (Journal journal = Journal.open(context(disk))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            for (long sequence = 4; sequence <= 9; sequence++) {
                journal.writer().append(sequence, 2_000, new UnsafeBuffer(longest), 0, longest.length);
            }
            journal.writer().sync();
        }
        final List<Entry> read = recover(disk);

        assertThat(read).hasSize(9);
        assertThat(read.getLast().message()).isEqualTo(java.util.Arrays.toString(longest));
    }

    @Test
    void aBatchLongerThanItsBufferIsOneBatchStill() {
        final SimulatedDisk disk = new SimulatedDisk();
        try (Journal journal = Journal.open(context(disk).segmentLength(8 << 20).batchCapacity(1 << 17))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            final int before = disk.syncs();
            append(journal.writer(), 1, SEVERAL_SEGMENTS);
            journal.writer().sync();
            assertThat(disk.syncs() - before).isEqualTo(1);
        }
        assertThat(recover(disk)).isEqualTo(entries(1, SEVERAL_SEGMENTS));
    }

    @Test
    void whatAKilledProcessLeftInTheCacheIsOnDiskBeforeItIsReliedUpon() {
        final SimulatedDisk disk = new SimulatedDisk();
        final Journal killed = Journal.open(context(disk).segmentLength(1 << 20).batchCapacity(1 << 17));
        killed.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
        append(killed.writer(), 1, 1_500);
        disk.kill();

        final List<Entry> relied = recover(disk);
        disk.crashLosingAll();

        assertThat(relied).isNotEmpty();
        assertThat(recover(disk)).isEqualTo(relied);
    }

    @Test
    void segmentsOnRealFilesAreAllocatedAndZeroBeforeTheyAreUsed(@TempDir final Path directory) throws IOException {
        try (Journal journal = Journal.open(new JournalContext().directory(directory).segmentLength(SEGMENT_LENGTH))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            append(journal.writer(), 1, SEVERAL_SEGMENTS);
            journal.writer().sync();
        }
        try (var files = Files.newDirectoryStream(directory, "*.segment")) {
            for (final Path file : files) {
                assertThat(Files.size(file)).as(file.toString()).isEqualTo(SEGMENT_LENGTH);
            }
        }
        assertThat(recover(new DirectoryStorage(directory))).isEqualTo(entries(1, SEVERAL_SEGMENTS));
    }

    @Test
    void aSegmentPreparedByAnEarlierRunIsUsed() {
        final SimulatedDisk disk = diskWith(10);
        final Journal first = Journal.open(context(disk));
        first.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
        first.close();
        disk.create(2, SEGMENT_LENGTH);
        disk.usableBytes(0);

        try (Journal journal = Journal.open(context(disk))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            append(journal.writer(), 11, 1_000);
            journal.writer().sync();
        }
        assertThat(recover(disk)).isEqualTo(entries(1, 1_000));
    }
}
