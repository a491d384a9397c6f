package io.ayni.core.journal;

import java.io.FileNotFoundException;
import java.io.IOException;

/** Where there is no snapshot and none can be made. */
final class NoSnapshots implements SnapshotStorage {
    @Override
    public JournalStorage.Lock lockSnapshots() {
        return () -> { };
    }

    @Override
    public long[] snapshots() {
        return new long[0];
    }

    @Override
    public String snapshotName(final long sequence) {
        return "snapshot " + sequence;
    }

    @Override
    public JournalFile openSnapshot(final long sequence) throws IOException {
        throw new FileNotFoundException(snapshotName(sequence));
    }

    @Override
    public JournalFile createSnapshot(final long sequence) throws IOException {
        throw new IOException("there is no place for snapshots");
    }

    @Override
    public void publishSnapshot(final long sequence) throws IOException {
        throw new FileNotFoundException(snapshotName(sequence));
    }

    @Override
    public void deleteSnapshot(final long sequence) {
        // There is none.
    }
}
