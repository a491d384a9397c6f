package io.ayni.connectors.launch;

import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.journal.SnapshotStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The snapshots of a journal that hold nothing behind a position: a replay from one of them passes all that follows. */
final class SnapshotsUpTo implements SnapshotStorage {
    private final SnapshotDirectory all;
    private final long sequence;

    SnapshotsUpTo(final Path directory, final long sequence) {
        this.all = new SnapshotDirectory(directory);
        this.sequence = sequence;
    }

    @Override
    public long[] snapshots() throws IOException {
        return Arrays.stream(all.snapshots()).filter(each -> each <= sequence).toArray();
    }

    @Override
    public String snapshotName(final long ofSequence) {
        return all.snapshotName(ofSequence);
    }

    @Override
    public JournalFile openSnapshot(final long ofSequence) throws IOException {
        return all.openSnapshot(ofSequence);
    }

    @Override
    public JournalStorage.Lock lockSnapshots() {
        throw new UnsupportedOperationException("for reading");
    }

    @Override
    public JournalFile createSnapshot(final long ofSequence) {
        throw new UnsupportedOperationException("for reading");
    }

    @Override
    public void publishSnapshot(final long ofSequence) {
        throw new UnsupportedOperationException("for reading");
    }

    @Override
    public void deleteSnapshot(final long ofSequence) {
        throw new UnsupportedOperationException("for reading");
    }
}
