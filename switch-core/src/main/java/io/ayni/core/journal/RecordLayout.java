package io.ayni.core.journal;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * One record of a segment. All integers little endian; a record starts at a multiple of 8.
 * <pre>
 *    0                   4                   8
 *   +-------------------+-------------------+
 *   |F|    length       |      crc32c       |
 *   +-------------------+-------------------+  8
 *   |               sequence                |
 *   +---------------------------------------+  16
 *   |              timestampMs              |
 *   +---------------------------------------+  24
 *   |  SBE message (header and body),       |
 *  ...               length bytes          ...
 *   +---------------------------------------+  24 + length
 *   |  end mark: 1 to 8 bytes A5, up to a multiple of 8
 *   +---------------------------------------+
 * </pre>
 * F, the highest bit of the length word, is set on a record that was written when all before it was on stable storage:
 * the first of each group commit. What stands between such a record and the next one may have reached the disk in any
 * order, or not at all, and none of it is acknowledged before all of it is there.
 *
 * <p>The checksum covers sequence, timestamp, message and the length word. Zero as length is where the log ends. The end
 * mark is the last byte written of a record: where it stands and the checksum fails, the record was complete once and
 * was damaged later, which is another matter than a write that a crash cut short.
 */
final class RecordLayout {
    static final int LENGTH_OFFSET = 0;
    static final int CHECKSUM_OFFSET = 4;
    static final int SEQUENCE_OFFSET = 8;
    static final int TIMESTAMP_OFFSET = 16;
    static final int HEADER_LENGTH = 24;
    static final int ALIGNMENT = 8;
    static final int FIRST_OF_BATCH = 1 << 31;
    static final byte END_MARK = (byte) 0xA5;
    private static final long END_MARKS = 0xA5A5_A5A5_A5A5_A5A5L;
    /** Of one message; control-plane commands are the largest. */
    static final int MAX_MESSAGE_LENGTH = 1 << 16;
    static final int MAX_RECORD_LENGTH = recordLength(MAX_MESSAGE_LENGTH);

    private RecordLayout() {
    }

    /** @return bytes a message takes in a segment, at least one of end mark included. */
    static int recordLength(final int messageLength) {
        return HEADER_LENGTH + messageLength + ALIGNMENT & -ALIGNMENT;
    }

    static boolean isPossibleLength(final int messageLength) {
        return messageLength > 0 && messageLength <= MAX_MESSAGE_LENGTH;
    }

    /** @return length and flag as they stand. */
    static int lengthWord(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int messageLength(final int lengthWord) {
        return lengthWord & ~FIRST_OF_BATCH;
    }

    static int messageLength(final DirectBuffer buffer, final int offset) {
        return messageLength(lengthWord(buffer, offset));
    }

    static boolean isFirstOfBatch(final DirectBuffer buffer, final int offset) {
        return (lengthWord(buffer, offset) & FIRST_OF_BATCH) != 0;
    }

    static int checksum(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + CHECKSUM_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long sequence(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long timestampMs(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Writes a record, checksum and end mark included.
     *
     * @param bytes the memory behind {@code target}, its position and limit free to be moved.
     * @return bytes written.
     */
    static int put(final MutableDirectBuffer target, final ByteBuffer bytes, final CRC32C crc, final int at,
                   final long sequence, final long timestampMs,
                   final DirectBuffer message, final int offset, final int length, final boolean isFirstOfBatch) {
        final int total = recordLength(length);
        final int lengthWord = isFirstOfBatch ? length | FIRST_OF_BATCH : length;
        target.putLong(at + total - ALIGNMENT, END_MARKS);
        target.putInt(at + LENGTH_OFFSET, lengthWord, ByteOrder.LITTLE_ENDIAN);
        target.putLong(at + SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        target.putLong(at + TIMESTAMP_OFFSET, timestampMs, ByteOrder.LITTLE_ENDIAN);
        target.putBytes(at + HEADER_LENGTH, message, offset, length);
        target.putInt(at + CHECKSUM_OFFSET, computeChecksum(bytes, crc, at, lengthWord), ByteOrder.LITTLE_ENDIAN);
        return total;
    }

    /** @return CRC-32C (RFC 3720, B.4) of what stands at the offset, were this its length word. */
    static int computeChecksum(final ByteBuffer bytes, final CRC32C crc, final int at, final int lengthWord) {
        crc.reset();
        bytes.limit(at + HEADER_LENGTH + messageLength(lengthWord)).position(at + SEQUENCE_OFFSET);
        crc.update(bytes);
        crc.update(lengthWord);
        crc.update(lengthWord >>> 8);
        crc.update(lengthWord >>> 16);
        crc.update(lengthWord >>> 24);
        return (int) crc.getValue();
    }
}
