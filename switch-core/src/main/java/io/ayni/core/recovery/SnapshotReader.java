package io.ayni.core.recovery;

import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.JournalFile;
import io.ayni.core.snapshot.SnapshotRecords;
import io.ayni.core.snapshot.StateHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a file of the {@link SnapshotLayout} from its first byte to its last and believes none of it unchecked. */
public final class SnapshotReader {
    private static final int WINDOW = 1 << 20;
    private static final SnapshotRecords NOBODY = (buffer, offset, length) -> { };

    private final JournalFile file;
    private final long size;
    private final ByteBuffer bytes;
    private final ByteBuffer checksumView;
    private final UnsafeBuffer buffer;
    private final CRC32C crc = new CRC32C();
    private final StateHash hash = new StateHash();
    /** Where in the file the window begins, how much of it is filled, and what of that was read. */
    private long windowStart;
    private int filled;
    private int at;

    private SnapshotReader(final JournalFile file) throws IOException {
        this.file = file;
        this.size = file.size();
        bytes = ByteBuffer.allocateDirect((int) Math.min(WINDOW, size));
        checksumView = bytes.duplicate();
        buffer = new UnsafeBuffer(bytes);
    }

    /** As {@link #read}, for nobody. */
    public static SnapshotInfo verify(final JournalFile file) throws IOException {
        return read(file, NOBODY);
    }

    /**
     * Shows each record. What was shown is to be believed only when this returns: order and number of the records are
     * known to be right at the end.
     *
     * @throws SnapshotDamagedException when the file is not what was written
     * @throws JournalException         when a later build wrote it
     */
    public static SnapshotInfo read(final JournalFile file, final SnapshotRecords visitor) throws IOException {
        return new SnapshotReader(file).read(visitor);
    }

    private SnapshotInfo read(final SnapshotRecords visitor) throws IOException {
        require(SnapshotLayout.HEADER_LENGTH, "a header");
        checkHeader();
        final int schemaVersion = SnapshotLayout.schemaVersion(buffer, at);
        final long sequence = SnapshotLayout.sequence(buffer, at);
        final long timestampMs = SnapshotLayout.timestampMs(buffer, at);
        at += SnapshotLayout.HEADER_LENGTH;
        long records = 0;
        require(SnapshotLayout.RECORD_HEADER_LENGTH, "a record or the end");
        while (SnapshotLayout.length(buffer, at) != SnapshotLayout.END) {
            final int length = SnapshotLayout.length(buffer, at);
            if (length <= 0 || length > SnapshotLayout.MAX_MESSAGE_LENGTH) {
                throw damaged("expected the length of a record, found " + length);
            }
            require(SnapshotLayout.RECORD_HEADER_LENGTH + length, "a record of " + length + " bytes");
            checkRecord(length, length);
            final int message = at + SnapshotLayout.RECORD_HEADER_LENGTH;
            hash.onRecord(buffer, message, length);
            visitor.onRecord(buffer, message, length);
            at = message + length;
            records++;
            require(SnapshotLayout.RECORD_HEADER_LENGTH, "a record or the end");
        }
        return new SnapshotInfo(file.name(), sequence, timestampMs, schemaVersion, records, size, end(records));
    }

    private void checkHeader() {
        if (!SnapshotLayout.isHeader(buffer, bytes, at)) {
            throw damaged("expected the header of a snapshot, found none that is valid");
        }
        final int formatVersion = SnapshotLayout.formatVersion(buffer, at);
        final int schemaVersion = SnapshotLayout.schemaVersion(buffer, at);
        if (SnapshotLayout.schemaId(buffer, at) != SnapshotLayout.SCHEMA_ID || schemaVersion < 1) {
            throw damaged("expected a snapshot of schema " + SnapshotLayout.SCHEMA_ID + ", found schema "
                + SnapshotLayout.schemaId(buffer, at) + " version " + schemaVersion);
        }
        if (formatVersion > SnapshotLayout.FORMAT_VERSION || schemaVersion > SnapshotLayout.SCHEMA_VERSION) {
            throw new JournalException(file.name() + ": written by a later build (format " + formatVersion
                + ", schema version " + schemaVersion + "); this build reads format "
                + SnapshotLayout.FORMAT_VERSION + " and schema versions up to " + SnapshotLayout.SCHEMA_VERSION);
        }
    }

    private void checkRecord(final int length, final int covered) {
        if (SnapshotLayout.checksum(buffer, at)
            != SnapshotLayout.computeChecksum(checksumView, crc, at, length, covered)) {
            throw damaged("expected a record whose checksum agrees, found damage");
        }
    }

    /** @return the state hash. */
    private String end(final long records) throws IOException {
        require(SnapshotLayout.END_LENGTH, "the end of the snapshot");
        checkRecord(SnapshotLayout.END, Long.BYTES + SnapshotLayout.HASH_LENGTH);
        final long expected = buffer.getLong(at + SnapshotLayout.RECORD_HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
        if (expected != records) {
            throw damaged("expected " + expected + " records, found " + records);
        }
        final byte[] stored = new byte[SnapshotLayout.HASH_LENGTH];
        buffer.getBytes(at + SnapshotLayout.RECORD_HEADER_LENGTH + Long.BYTES, stored);
        final String found = hash.hex();
        if (!HexFormat.of().formatHex(stored).equals(found)) {
            throw damaged("expected state hash " + HexFormat.of().formatHex(stored) + ", found " + found);
        }
        at += SnapshotLayout.END_LENGTH;
        if (windowStart + at != size) {
            throw damaged("expected the end of the file, found " + (size - windowStart - at) + " bytes more");
        }
        return found;
    }

    /** Brings so many bytes from here on into the window. */
    private void require(final int length, final String what) throws IOException {
        if (at + length <= filled) {
            return;
        }
        bytes.clear().position(at).limit(filled);
        bytes.compact();
        windowStart += at;
        filled -= at;
        at = 0;
        bytes.clear().position(filled);
        filled += file.read(bytes, windowStart + filled);
        bytes.clear();
        if (length > filled) {
            throw damaged("expected " + what + ", found the end of the file");
        }
    }

    private SnapshotDamagedException damaged(final String what) {
        return new SnapshotDamagedException(file.name(), windowStart + at, what);
    }
}
