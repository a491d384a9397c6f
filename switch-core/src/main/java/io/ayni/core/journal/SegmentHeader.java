package io.ayni.core.journal;

import io.ayni.core.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What a segment starts with. All integers little endian. A segment that was prepared and not yet used is all zeros.
 * <pre>
 *    0                   4                   8
 *   +---------------------------------------+
 *   |        magic "AyniJrnl"               |
 *   +-------------------+-------------------+  8
 *   |  format version   |   SBE schema id   |
 *   +-------------------+-------------------+  16
 *   |SBE schema version |  segment length   |
 *   +-------------------+-------------------+  24
 *   |             segment index             |
 *   +---------------------------------------+  32
 *   |            first sequence             |
 *   +-------------------+-------------------+  40
 *   | crc32c of 0 to 39 |       zero        |
 *   +-------------------+-------------------+  48
 *   |                 zero                  |
 *   +---------------------------------------+  64: first record
 * </pre>
 * The schema version is that of the build which began the segment: another build begins another segment.
 */
final class SegmentHeader {
    static final int LENGTH = 64;
    static final long MAGIC = ByteBuffer.wrap(new byte[] {'A', 'y', 'n', 'i', 'J', 'r', 'n', 'l'})
        .order(ByteOrder.LITTLE_ENDIAN).getLong();
    static final int FORMAT_VERSION = 1;
    static final int SCHEMA_ID = MessageHeaderEncoder.SCHEMA_ID;
    static final int SCHEMA_VERSION = MessageHeaderEncoder.SCHEMA_VERSION;

    private static final int FORMAT_VERSION_OFFSET = 8;
    private static final int SCHEMA_ID_OFFSET = 12;
    private static final int SCHEMA_VERSION_OFFSET = 16;
    private static final int SEGMENT_LENGTH_OFFSET = 20;
    private static final int INDEX_OFFSET = 24;
    private static final int FIRST_SEQUENCE_OFFSET = 32;
    private static final int CHECKSUM_OFFSET = 40;

    private SegmentHeader() {
    }

    static void put(final MutableDirectBuffer target, final ByteBuffer bytes, final CRC32C crc, final int at,
                    final int segmentLength, final long index, final long firstSequence) {
        target.setMemory(at, LENGTH, (byte) 0);
        target.putLong(at, MAGIC, ByteOrder.LITTLE_ENDIAN);
        target.putInt(at + FORMAT_VERSION_OFFSET, FORMAT_VERSION, ByteOrder.LITTLE_ENDIAN);
        target.putInt(at + SCHEMA_ID_OFFSET, SCHEMA_ID, ByteOrder.LITTLE_ENDIAN);
        target.putInt(at + SCHEMA_VERSION_OFFSET, SCHEMA_VERSION, ByteOrder.LITTLE_ENDIAN);
        target.putInt(at + SEGMENT_LENGTH_OFFSET, segmentLength, ByteOrder.LITTLE_ENDIAN);
        target.putLong(at + INDEX_OFFSET, index, ByteOrder.LITTLE_ENDIAN);
        target.putLong(at + FIRST_SEQUENCE_OFFSET, firstSequence, ByteOrder.LITTLE_ENDIAN);
        target.putInt(at + CHECKSUM_OFFSET, computeChecksum(bytes, crc, at), ByteOrder.LITTLE_ENDIAN);
    }

    /** @return whether magic and checksum stand: what the fields say can be believed. */
    static boolean isValid(final DirectBuffer buffer, final ByteBuffer bytes, final CRC32C crc) {
        return buffer.getLong(0, ByteOrder.LITTLE_ENDIAN) == MAGIC
            && buffer.getInt(CHECKSUM_OFFSET, ByteOrder.LITTLE_ENDIAN) == computeChecksum(bytes, crc, 0);
    }

    static int formatVersion(final DirectBuffer buffer) {
        return buffer.getInt(FORMAT_VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int schemaId(final DirectBuffer buffer) {
        return buffer.getInt(SCHEMA_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int schemaVersion(final DirectBuffer buffer) {
        return buffer.getInt(SCHEMA_VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int segmentLength(final DirectBuffer buffer) {
        return buffer.getInt(SEGMENT_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long index(final DirectBuffer buffer) {
        return buffer.getLong(INDEX_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long firstSequence(final DirectBuffer buffer) {
        return buffer.getLong(FIRST_SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    private static int computeChecksum(final ByteBuffer bytes, final CRC32C crc, final int at) {
        crc.reset();
        bytes.limit(at + CHECKSUM_OFFSET).position(at);
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
