package io.ayni.core.journal;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import static io.ayni.core.journal.JournalFixture.SEGMENT_LENGTH;
import static io.ayni.core.journal.JournalFixture.diskWith;
import static io.ayni.core.journal.JournalFixture.recover;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is valid in itself and is not what was written: no start, and the message says where and what was expected. */
class JournalRefusalTest {
    private static final int SEVERAL_SEGMENTS = 3_000;

    /** Writes segments by hand, records out of order included. */
    private static final class Forge {
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(SEGMENT_LENGTH);
        private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        private final CRC32C crc = new CRC32C();
        private int position = SegmentHeader.LENGTH;

        Forge header(final long index, final long firstSequence) {
            SegmentHeader.put(buffer, bytes.duplicate(), crc, 0, SEGMENT_LENGTH, index, firstSequence);
            return this;
        }

        Forge headerField(final int offset, final int value) {
            buffer.putInt(offset, value);
            final ByteBuffer view = bytes.duplicate();
            view.position(0).limit(40);
            crc.reset();
            crc.update(view);
            buffer.putInt(40, (int) crc.getValue());
            return this;
        }

        Forge record(final long sequence, final long timestampMs) {
            position += RecordLayout.put(buffer, bytes.duplicate(), crc, position, sequence, timestampMs,
                new UnsafeBuffer(new byte[] {1, 2, 3}), 0, 3, sequence == 1);
            return this;
        }

        byte[] bytes() {
            final byte[] copy = new byte[SEGMENT_LENGTH];
            buffer.getBytes(0, copy);
            return copy;
        }

        SimulatedDisk disk() {
            final SimulatedDisk disk = new SimulatedDisk();
            disk.replace(1, bytes());
            return disk;
        }
    }

    private static Forge good() {
        return new Forge().header(1, 1).record(1, 500).record(2, 500);
    }

    private static void assertRefused(final SimulatedDisk disk, final String message) {
        assertThatThrownBy(() -> recover(disk)).isInstanceOf(JournalCorruptException.class).hasMessage(message);
        assertThat(JournalVerifier.verify(disk, (sequence, timestampMs, buffer, offset, length) -> { }).problems())
            .singleElement().hasToString(message);
    }

    @Test
    void whatTheForgeMakesIsGoodWhenInOrder() {
        assertThat(recover(good().record(3, 501).disk())).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"4", "2", "1", "-3"})
    void aGapOrARepeatInTheSequence(final long sequence) {
        assertRefused(good().record(sequence, 501).disk(),
            "segment-1 at offset 128: expected sequence 3, found " + sequence);
    }

    @Test
    void timeGoingBack() {
        assertRefused(good().record(3, 499).disk(),
            "segment-1 at offset 128: expected a time not before 500 ms, found 499");
    }

    @ParameterizedTest
    @CsvSource({
        "8, 2, 'expected format version 1, found 2'",
        "12, 77, 'expected schema id 8583, found 77'",
        "24, 5, 'expected segment index 1, found 5'",
        "32, 9, 'expected a segment that begins at or before sequence 1, found one that begins at 9: earlier segments "
            + "are missing, or a good snapshot of sequence 8 or later'"})
    void aHeaderThatIsNotOurs(final int offset, final int value, final String what) {
        assertRefused(good().headerField(offset, value).disk(), "segment-1 at offset 0: " + what);
    }

    @Test
    void aSchemaVersionOfALaterBuild() {
        final int later = SegmentHeader.SCHEMA_VERSION + 1;
        assertRefused(good().headerField(16, later).disk(), "segment-1 at offset 0: schema version " + later
            + ", this build reads up to " + SegmentHeader.SCHEMA_VERSION);
    }

    private static void assertRefusedAfter(final Consumer<SimulatedDisk> damage, final String... parts) {
        final SimulatedDisk disk = diskWith(SEVERAL_SEGMENTS);
        damage.accept(disk);
        assertThatThrownBy(() -> recover(disk))
            .isInstanceOf(JournalCorruptException.class).hasMessageContainingAll(parts);
    }

    @Test
    void aMissingSegmentInTheMiddle() {
        assertRefusedAfter(disk -> disk.delete(2),
            "segment-2 at offset 0: expected a segment, found none; the next there is segment-3");
    }

    @Test
    void aMissingFirstSegment() {
        assertRefusedAfter(disk -> disk.delete(1), "segment-2 at offset 0: ",
            "earlier segments are missing, segment-1, or a good snapshot of sequence ");
    }

    @Test
    void anEmptyFileInTheMiddle() {
        assertRefusedAfter(disk -> disk.replace(2, new byte[0]),
            "segment-2 at offset 0: expected a segment header, found none", "only the last segment may be without");
    }

    @Test
    void aHeaderDamagedWithRecordsAfterIt() {
        assertRefusedAfter(disk -> {
            final byte[] bytes = disk.bytesOf(2);
            bytes[33] ^= 4;
            disk.replace(2, bytes);
        }, "segment-2 at offset 0: expected a segment header", "a valid record follows at offset 64");
    }

    @Test
    void twoSegmentsExchanged() {
        assertRefusedAfter(disk -> {
            final byte[] second = disk.bytesOf(2);
            disk.replace(2, disk.bytesOf(3));
            disk.replace(3, second);
        }, "segment-2 at offset 0: expected segment index 2, found 3");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'segment-3 at offset 0: expected first sequence 1057, found 1408'",
        "28, 'segment-2 at offset 65544: expected the record of sequence 1057, found damage; the log goes on in segment-3'"})
    void recordsLostAtTheEndOfASegmentInTheMiddle(final int bytesLeftOfTheNextRecord, final String message) {
        assertRefusedAfter(disk -> {
            final byte[] bytes = disk.bytesOf(2);
            Arrays.fill(bytes, SEGMENT_LENGTH / 2 + bytesLeftOfTheNextRecord, SEGMENT_LENGTH, (byte) 0);
            disk.replace(2, bytes);
        }, message);
    }

    @Test
    void aTornRecordBeforeASegmentThatWasBegunAndHasNoRecordsYet() {
        final byte[] torn = good().bytes();
        Arrays.fill(torn, 110, 128, (byte) 0);
        final SimulatedDisk disk = new SimulatedDisk();
        disk.replace(1, torn);
        disk.replace(2, new Forge().header(2, 3).bytes());
        assertRefused(disk, "segment-1 at offset 96: expected the record of sequence 2, found damage; "
            + "the log goes on in segment-2");
    }

    @Test
    void aJournalThatEndsBeforeTheSnapshotItShouldGoOnFrom() {
        final SimulatedDisk disk = diskWith(10);
        try (Journal journal = Journal.open(JournalFixture.context(disk))) {
            assertThatThrownBy(() -> journal.recover(
                11, (sequence, timestampMs, buffer, offset, length) -> { }, JournalFixture.NO_LISTENER))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("expected the log to reach the snapshot of sequence 11, it ends at 10");
        }
    }

    @Test
    void aSnapshotWithoutAnySegment() {
        try (Journal journal = Journal.open(JournalFixture.context(new SimulatedDisk()))) {
            assertThatThrownBy(() -> journal.recover(
                11, (sequence, timestampMs, buffer, offset, length) -> { }, JournalFixture.NO_LISTENER))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessage("segment-1 at offset 0: expected the log to reach the snapshot of sequence 11, "
                    + "found no segment that was begun");
        }
    }
}
