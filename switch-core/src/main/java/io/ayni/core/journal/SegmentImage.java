package io.ayni.core.journal;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A segment read into memory, to be walked and searched. The memory is used again for the next one; it is freed with the
 * image, by the collector.
 */
final class SegmentImage {
    /** What storage writes whole or not at all, at the least. */
    static final int SECTOR_LENGTH = 512;

    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer buffer = new UnsafeBuffer();
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
    private String name;
    private int size;

    /** Reads the whole file, in place of what was here. */
    void load(final JournalFile file) throws IOException {
        final long length = file.size();
        if (length > Integer.MAX_VALUE - Long.BYTES) {
            throw new JournalCorruptException(file.name(), 0, "longer than any segment: " + length + " bytes");
        }
        load(file, (int) length);
    }

    /** Reads the header alone, in place of what was here. */
    void loadHeader(final JournalFile file) throws IOException {
        load(file, (int) Math.min(SegmentHeader.LENGTH, file.size()));
    }

    private void load(final JournalFile file, final int length) throws IOException {
        if (bytes.capacity() < length) {
            bytes = ByteBuffer.allocateDirect(length);
        }
        bytes.clear().limit(length);
        size = file.read(bytes, 0);
        name = file.name();
        buffer.wrap(bytes, 0, size);
        bytes.clear();
    }

    String name() {
        return name;
    }

    int size() {
        return size;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** @return whether a header stands here whose checksum agrees. */
    boolean hasHeader() {
        return size >= SegmentHeader.LENGTH && SegmentHeader.isValid(buffer, bytes, crc);
    }

    /** @return whether a whole record stands at the offset and its checksum agrees. */
    boolean isRecord(final int offset) {
        if (size - offset <= RecordLayout.HEADER_LENGTH) {
            return false;
        }
        return isRecordUnder(offset, RecordLayout.lengthWord(buffer, offset));
    }

    /** @return whether the checksum at the offset agrees with this length word, whatever stands there. */
    boolean isRecordUnder(final int offset, final int lengthWord) {
        final int messageLength = RecordLayout.messageLength(lengthWord);
        return RecordLayout.isPossibleLength(messageLength)
            && messageLength <= size - offset - RecordLayout.HEADER_LENGTH
            && RecordLayout.checksum(buffer, offset)
                == RecordLayout.computeChecksum(bytes, crc, offset, lengthWord);
    }

    /** @return the offset of the first valid record at or after the offset; -1 if there is none. */
    int findRecord(final int from) {
        for (int offset = Math.max(from, SegmentHeader.LENGTH); offset < size; offset += RecordLayout.ALIGNMENT) {
            if (isRecord(offset)) {
                return offset;
            }
        }
        return -1;
    }

    /** @return the offset of the first valid record at or after the offset that begins a batch; -1 if there is none. */
    int findFirstOfBatch(final int from) {
        int offset = findRecord(from);
        while (offset >= 0 && !RecordLayout.isFirstOfBatch(buffer, offset)) {
            offset = findRecord(offset + RecordLayout.ALIGNMENT);
        }
        return offset;
    }

    /** @return whether a sector at or after the offset, or what of it follows the offset, was never written. */
    boolean isHoleAt(final int offset) {
        return isZero(offset, Math.min(size, offset - offset % SECTOR_LENGTH + SECTOR_LENGTH));
    }

    /** @return the offset of the last byte from here on that is not zero; -1 if there is none. */
    int lastNonZero(final int from) {
        int offset = size;
        while (offset - Long.BYTES >= from && buffer.getLong(offset - Long.BYTES) == 0) {
            offset -= Long.BYTES;
        }
        while (offset > from && buffer.getByte(offset - 1) == 0) {
            offset--;
        }
        return offset > from ? offset - 1 : -1;
    }

    boolean isZero(final int from, final int to) {
        for (int offset = from; offset < to; offset++) {
            if (buffer.getByte(offset) != 0) {
                return false;
            }
        }
        return true;
    }
}
