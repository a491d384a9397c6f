package io.ayni.core.recovery;

import io.ayni.core.command.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A snapshot file. All integers little endian; every byte of the file is covered by a checksum (CRC-32C, RFC 3720 B.4).
 * <pre>
 *    0                   4                   8
 *   +---------------------------------------+
 *   |        magic "AyniSnap"               |
 *   +-------------------+-------------------+  8
 *   |  format version   |   SBE schema id   |
 *   +-------------------+-------------------+  16
 *   |SBE schema version |       zero        |
 *   +-------------------+-------------------+  24
 *   | sequence of the last command in it    |
 *   +---------------------------------------+  32
 *   | timestampMs of that command           |
 *   +---------------------------------------+  40
 *   |        zero, up to 60                 |
 *   |                   +-------------------+  60
 *   |                   | crc32c of 0 to 59 |
 *   +-------------------+-------------------+  64: first record
 *
 *   a record, at any offset
 *   +-------------------+-------------------+  + 0
 *   |      length       |      crc32c       |
 *   +-------------------+-------------------+  + 8
 *   |  SBE message (header and body), templates 100 and above, length bytes
 *   +---------------------------------------+  + 8 + length: next record, no padding
 *
 *   the end, after the last record
 *   +-------------------+-------------------+  + 0
 *   |        -1         |      crc32c       |
 *   +-------------------+-------------------+  + 8
 *   |           number of records           |
 *   +---------------------------------------+  + 16
 *   | state hash: SHA-256 of all records,   |
 *   | each with its length (StateHash)      |
 *   +---------------------------------------+  + 48: end of the file
 * </pre>
 * The checksum of a record covers its length and its message, that of the end what follows it and the -1. Order and
 * number of the records are covered by the hash. The schema version is that of the build that wrote the file.
 */
final class SnapshotLayout {
    static final long MAGIC = ByteBuffer.wrap(new byte[] {'A', 'y', 'n', 'i', 'S', 'n', 'a', 'p'})
        .order(ByteOrder.LITTLE_ENDIAN).getLong();
    static final int FORMAT_VERSION = 1;
    static final int SCHEMA_ID = MessageHeaderDecoder.SCHEMA_ID;
    static final int SCHEMA_VERSION = MessageHeaderDecoder.SCHEMA_VERSION;

    static final int HEADER_LENGTH = 64;
    static final int RECORD_HEADER_LENGTH = 8;
    static final int HASH_LENGTH = 32;
    static final int END_LENGTH = RECORD_HEADER_LENGTH + Long.BYTES + HASH_LENGTH;
    static final int END = -1;
    /** Above the longest there is, which carries a policy of up to 64 KiB. */
    static final int MAX_MESSAGE_LENGTH = 1 << 17;

    private static final int FORMAT_VERSION_OFFSET = 8;
    private static final int SCHEMA_ID_OFFSET = 12;
    private static final int SCHEMA_VERSION_OFFSET = 16;
    private static final int SEQUENCE_OFFSET = 24;
    private static final int TIMESTAMP_OFFSET = 32;
    private static final int CHECKSUM_OFFSET = 60;

    private SnapshotLayout() {
    }

    static void putHeader(final MutableDirectBuffer target, final ByteBuffer bytes, final long sequence,
        final long timestampMs) {
        target.setMemory(0, HEADER_LENGTH, (byte) 0);
        target.putLong(0, MAGIC, ByteOrder.LITTLE_ENDIAN);
        target.putInt(FORMAT_VERSION_OFFSET, FORMAT_VERSION, ByteOrder.LITTLE_ENDIAN);
        target.putInt(SCHEMA_ID_OFFSET, SCHEMA_ID, ByteOrder.LITTLE_ENDIAN);
        target.putInt(SCHEMA_VERSION_OFFSET, SCHEMA_VERSION, ByteOrder.LITTLE_ENDIAN);
        target.putLong(SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        target.putLong(TIMESTAMP_OFFSET, timestampMs, ByteOrder.LITTLE_ENDIAN);
        target.putInt(CHECKSUM_OFFSET, headerChecksum(bytes, 0), ByteOrder.LITTLE_ENDIAN);
    }

    static boolean isHeader(final DirectBuffer buffer, final ByteBuffer bytes, final int at) {
        return buffer.getLong(at, ByteOrder.LITTLE_ENDIAN) == MAGIC
            && buffer.getInt(at + CHECKSUM_OFFSET, ByteOrder.LITTLE_ENDIAN) == headerChecksum(bytes, at);
    }

    private static int headerChecksum(final ByteBuffer bytes, final int at) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.slice(at, CHECKSUM_OFFSET));
        return (int) crc.getValue();
    }

    static int formatVersion(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + FORMAT_VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int schemaId(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + SCHEMA_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int schemaVersion(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + SCHEMA_VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long sequence(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long timestampMs(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** @return the length of the record's message, or {@link #END}. */
    static int length(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
    }

    static int checksum(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    static void putFrame(final MutableDirectBuffer target, final ByteBuffer bytes, final CRC32C crc, final int at,
        final int length, final int covered) {
        target.putInt(at, length, ByteOrder.LITTLE_ENDIAN);
        target.putInt(at + Integer.BYTES, computeChecksum(bytes, crc, at, length, covered), ByteOrder.LITTLE_ENDIAN);
    }

    /** @param covered bytes behind the record's header that the checksum covers besides the length. */
    static int computeChecksum(final ByteBuffer bytes, final CRC32C crc, final int at, final int length,
        final int covered) {
        crc.reset();
        bytes.limit(at + RECORD_HEADER_LENGTH + covered).position(at + RECORD_HEADER_LENGTH);
        crc.update(bytes);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            crc.update(length >>> shift);
        }
        return (int) crc.getValue();
    }
}
