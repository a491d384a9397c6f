package io.ayni.core.recovery;

import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.SnapshotBeginDecoder;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.SnapshotStorage;
import io.ayni.core.snapshot.SnapshotRecords;
import io.ayni.core.snapshot.StateHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the state of a machine to a file of the {@link SnapshotLayout}. The file has its name only when all of it is
 * on stable storage; after a crash it is there whole, or not at all.
 */
public final class SnapshotWriter {
    /** Asked before the first byte and after each of these chunks whether to go on. */
    @FunctionalInterface
    public interface Guard {
        /** @throws IOException why not */
        void check() throws IOException;
    }

    private static final int CHUNK = 1 << 16;
    /** On the disk before more is written: a long queue of writes would hold up the syncs of the journal beside it. */
    private static final int SYNC_EVERY = 256 << 10;

    private final JournalFile file;
    private final Guard guard;
    private final UnsafeBuffer buffer = new UnsafeBuffer();
    private ByteBuffer bytes;
    private ByteBuffer checksumView;
    private final CRC32C crc = new CRC32C();
    private final StateHash hash = new StateHash();
    private int filled;
    private long written;
    private long synced;
    private long records;
    private long sequence;
    private long timestampMs;

    private SnapshotWriter(final JournalFile file, final Guard guard) {
        this.file = file;
        this.guard = guard;
        allocate(CHUNK);
    }

    private void allocate(final int capacity) {
        bytes = ByteBuffer.allocateDirect(capacity);
        checksumView = bytes.duplicate();
        buffer.wrap(bytes);
    }

    /**
     * Saves the machine. Whoever calls has the lock of the snapshots.
     *
     * @param sequence of the last command applied
     * @throws IOException disk full included, and what the guard throws; nothing is left behind then
     */
    public static SnapshotInfo write(final SnapshotStorage storage, final StateMachine machine, final long sequence,
        final Guard guard) throws IOException {
        guard.check();
        try (JournalFile file = storage.createSnapshot(sequence)) {
            final SnapshotWriter writer = new SnapshotWriter(file, guard);
            machine.save(writer::onRecord);
            final String stateHash = writer.end();
            if (writer.sequence != sequence) {
                throw new IllegalStateException("the machine saved its state after command " + writer.sequence
                    + ", expected " + sequence);
            }
            file.syncAll();
            storage.publishSnapshot(sequence);
            return new SnapshotInfo(storage.snapshotName(sequence), sequence, writer.timestampMs,
                SnapshotLayout.SCHEMA_VERSION, writer.records, writer.written, stateHash);
        } catch (final UncheckedIOException e) {
            throw remove(storage, sequence, e.getCause());
        } catch (final IOException e) {
            throw remove(storage, sequence, e);
        }
    }

    private static IOException remove(final SnapshotStorage storage, final long sequence, final IOException cause) {
        try {
            storage.deleteSnapshot(sequence);
        } catch (final IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    private void onRecord(final DirectBuffer message, final int offset, final int length) {
        if (records == 0) {
            begin(message, offset);
        }
        makeRoom(SnapshotLayout.RECORD_HEADER_LENGTH + length);
        buffer.putBytes(filled + SnapshotLayout.RECORD_HEADER_LENGTH, message, offset, length);
        SnapshotLayout.putFrame(buffer, checksumView, crc, filled, length, length);
        filled += SnapshotLayout.RECORD_HEADER_LENGTH + length;
        hash.onRecord(message, offset, length);
        records++;
    }

    private void makeRoom(final int length) {
        if (filled + length > buffer.capacity()) {
            flush();
            if (length > buffer.capacity()) {
                allocate(length);
            }
        }
    }

    private void begin(final DirectBuffer message, final int offset) {
        final SnapshotBeginDecoder begin =
            new SnapshotBeginDecoder().wrapAndApplyHeader(message, offset, new MessageHeaderDecoder());
        sequence = begin.sequence();
        timestampMs = begin.timestampMs();
        SnapshotLayout.putHeader(buffer, checksumView, sequence, timestampMs);
        filled = SnapshotLayout.HEADER_LENGTH;
    }

    private String end() {
        final String hex = hash.hex();
        makeRoom(SnapshotLayout.END_LENGTH);
        final int body = filled + SnapshotLayout.RECORD_HEADER_LENGTH;
        buffer.putLong(body, records, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(body + Long.BYTES, HexFormat.of().parseHex(hex));
        SnapshotLayout.putFrame(buffer, checksumView, crc, filled, SnapshotLayout.END,
            Long.BYTES + SnapshotLayout.HASH_LENGTH);
        filled += SnapshotLayout.END_LENGTH;
        flush();
        return hex;
    }

    private void flush() {
        try {
            bytes.clear().limit(filled);
            file.write(bytes, written);
            written += filled;
            filled = 0;
            if (written - synced >= SYNC_EVERY) {
                file.sync();
                synced = written;
                guard.check();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
