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
 *   |      length       |      crc32c       |
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
 * The checksum covers sequence, timestamp, message and length. Zero as length is where the log ends. The end mark is the
 * last byte written of a record: where it stands and the checksum fails, the record was complete once and was damaged
 * later, which is another matter than a write that a crash cut short.
 */
final class RecordLayout {
    static final int LENGTH_OFFSET = 0;
    static final int CHECKSUM_OFFSET = 4;
    static final int SEQUENCE_OFFSET = 8;
    static final int TIMESTAMP_OFFSET = 16;
    static final int HEADER_LENGTH = 24;
    static final int ALIGNMENT = 8;
    static final byte END_MARK = (byte) 0xA5;
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

    static int messageLength(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
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
                   final DirectBuffer message, final int offset, final int length) {
        final int total = recordLength(length);
        target.setMemory(at + total - ALIGNMENT, ALIGNMENT, END_MARK);
        target.putInt(at + LENGTH_OFFSET, length, ByteOrder.LITTLE_ENDIAN);
        target.putLong(at + SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        target.putLong(at + TIMESTAMP_OFFSET, timestampMs, ByteOrder.LITTLE_ENDIAN);
        target.putBytes(at + HEADER_LENGTH, message, offset, length);
        target.putInt(at + CHECKSUM_OFFSET, computeChecksum(bytes, crc, at, length), ByteOrder.LITTLE_ENDIAN);
        return total;
    }

    /** @return CRC-32C (RFC 3720, B.4) of what stands at the offset, were its message this long. */
    static int computeChecksum(final ByteBuffer bytes, final CRC32C crc, final int at, final int length) {
        crc.reset();
        bytes.limit(at + HEADER_LENGTH + length).position(at + SEQUENCE_OFFSET);
        crc.update(bytes);
        crc.update(length);
        crc.update(length >>> 8);
        crc.update(length >>> 16);
        crc.update(length >>> 24);
        return (int) crc.getValue();
    }
}
