package io.ayni.core.journal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static io.ayni.core.journal.JournalFixture.NO_LISTENER;
import static io.ayni.core.journal.JournalFixture.append;
import static io.ayni.core.journal.JournalFixture.context;
import static io.ayni.core.journal.JournalFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every byte of a tail of 64 KiB cut, and every byte flipped: what is read is what was written, up to some point, or
 * it is refused. Never anything else.
 */
class PowerLossTest {
    private static final int TAIL = 64 << 10;
    private static final long RECORDS = 400;
    private static final int REFUSED = -1;

    private final SegmentImage image = new SegmentImage();
    private byte[] whole;
    private ByteBuffer original;
    /** Where each record ends, the end of the header first. */
    private final List<Integer> ends = new ArrayList<>();
    private byte[] disk;

    /** A disk with one segment, read only: its bytes are those of the test. */
    private final JournalStorage storage = new JournalStorage() {
        @Override
        public Lock lock() {
            return () -> { };
        }

        @Override
        public long[] segments() {
            return new long[] {1};
        }

        @Override
        public String nameOf(final long index) {
            return "segment-" + index;
        }

        @Override
        public JournalFile open(final long index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JournalFile openReadOnly(final long index) {
            return new MemoryFile(nameOf(index), disk);
        }

        @Override
        public JournalFile create(final long index, final long length, final FillPace pace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(final long index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long usableBytes() {
            return 0;
        }
    };

    @BeforeEach
    void writeInBatches() {
        final SimulatedDisk simulated = new SimulatedDisk();
        final Random random = new Random(6);
        ends.add(SegmentHeader.LENGTH);
        try (Journal journal = Journal.open(context(simulated))) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            for (long next = 1; next <= RECORDS; ) {
                final long last = Math.min(RECORDS, next + random.nextInt(20));
                append(journal.writer(), next, last);
                journal.writer().sync();
                next = last + 1;
            }
        }
        for (long sequence = 1; sequence <= RECORDS; sequence++) {
            ends.add(ends.getLast() + RecordLayout.recordLength(message(sequence).length));
        }
        whole = simulated.bytesOf(1);
        original = ByteBuffer.wrap(whole);
        disk = whole.clone();
        assertThat(ends.getLast()).isBetween(TAIL + SegmentHeader.LENGTH, whole.length);
    }

    /** @return records read, each of them as it was written; {@link #REFUSED} for a refusal. */
    private int read() throws IOException {
        final int[] records = {0};
        final SegmentWalk walk = new SegmentWalk(storage::nameOf, 0, (sequence, timestampMs, buffer, offset, length) -> {
            final int at = ends.get(records[0]++) + RecordLayout.HEADER_LENGTH;
            final boolean isSame = sequence == records[0] && timestampMs == 1_000 + sequence && at == offset
                && length == message(sequence).length
                && buffer.byteBuffer().slice(offset, length).mismatch(original.slice(offset, length)) < 0;
            if (!isSame) {
                throw new AssertionError("wrong record " + sequence + " at " + offset);
            }
        });
        try {
            new JournalScan(storage, walk, NO_LISTENER, image).run();
            return records[0];
        } catch (final JournalCorruptException refused) {
            return REFUSED;
        }
    }

    @Test
    void everyByteOfTheTailCut() throws IOException {
        final int end = ends.getLast();
        int expected = (int) RECORDS;
        for (int cut = end; cut >= end - TAIL; cut--) {
            disk[cut] = 0;
            // A record is whole as soon as its message is; what is left of its end mark does not matter.
            while (expected > 0 && lastByteOfMessage(expected) >= cut) {
                expected--;
            }
            final int records = read();
            if (records != expected && !(records == expected + 1 && isZeroFrom(expected + 1, cut))) {
                throw new AssertionError("cut at " + cut + ": " + records + " records, expected " + expected);
            }
        }
    }

    private int lastByteOfMessage(final int record) {
        return ends.get(record - 1) + RecordLayout.HEADER_LENGTH + message(record).length - 1;
    }

    /** @return whether what was cut of the record were zeros before. */
    private boolean isZeroFrom(final int record, final int cut) {
        for (int at = cut; at <= lastByteOfMessage(record); at++) {
            if (whole[at] != 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void everyByteOfTheTailFlipped() throws IOException {
        final int end = ends.getLast();
        int refused = 0;
        for (int at = end - TAIL; at < end; at++) {
            disk[at] ^= (byte) (1 << at % Byte.SIZE);
            final int records = read();
            if (records == REFUSED) {
                refused++;
            } else if (records != RECORDS) {
                throw new AssertionError("flip at " + at + ": " + records + " records of " + RECORDS);
            }
            disk[at] = whole[at];
        }
        // End marks alone are in no checksum.
        assertThat(refused).isGreaterThan(TAIL * 9 / 10);
    }
}
