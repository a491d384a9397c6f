package io.ayni.core.journal;

import java.io.IOException;

/**
 * Where snapshots live: beside the segments ({@link SnapshotDirectory}), or on a simulated disk. A snapshot is known by
 * the sequence of the last command in it. It is written to an unfinished file, which is not listed, and published when
 * it is on stable storage.
 */
public interface SnapshotStorage {
    /** A place without snapshots. */
    SnapshotStorage NONE = new NoSnapshots();

    /**
     * Takes the snapshots for one writer, and removes what an earlier one left unfinished. Readers need no lock.
     *
     * @throws JournalLockedException when another writer has them.
     */
    JournalStorage.Lock lockSnapshots() throws IOException;

    /** @return the sequences of the snapshots there are, ascending. */
    long[] snapshots() throws IOException;

    /** @return the file name of a snapshot, there or not, for messages. */
    String snapshotName(long sequence);

    JournalFile openSnapshot(long sequence) throws IOException;

    /** Makes an unfinished snapshot, empty. */
    JournalFile createSnapshot(long sequence) throws IOException;

    /**
     * Gives the unfinished snapshot its name, for good when this returns. All of it must be on stable storage: the name
     * is what says so.
     */
    void publishSnapshot(long sequence) throws IOException;

    /** Removes a snapshot, finished or not; harmless when there is none. */
    void deleteSnapshot(long sequence) throws IOException;
}
