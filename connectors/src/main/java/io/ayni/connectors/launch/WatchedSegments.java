package io.ayni.connectors.launch;

import io.ayni.core.journal.FillPace;
import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.JournalStorage;
import java.io.IOException;

/** The segments of a journal that is read from end to end, and how far the reading has come. One thread. */
final class WatchedSegments implements JournalStorage {
    private final JournalStorage storage;
    private final int total;
    private int opened;

    WatchedSegments(final JournalStorage storage) throws IOException {
        this.storage = storage;
        this.total = storage.segments().length;
    }

    /** @return segments there are. */
    long total() {
        return total;
    }

    /** @return segments that have been read to their end. */
    long done() {
        return Math.min(total, Math.max(0, opened - 1));
    }

    @Override
    public JournalFile openReadOnly(final long index) throws IOException {
        opened++;
        return storage.openReadOnly(index);
    }

    @Override
    public Lock lock() throws IOException {
        return storage.lock();
    }

    @Override
    public long[] segments() throws IOException {
        return storage.segments();
    }

    @Override
    public String nameOf(final long index) {
        return storage.nameOf(index);
    }

    @Override
    public JournalFile open(final long index) throws IOException {
        return storage.open(index);
    }

    @Override
    public JournalFile openToAppend(final long index) throws IOException {
        return storage.openToAppend(index);
    }

    @Override
    public int blockLength() {
        return storage.blockLength();
    }

    @Override
    public JournalFile create(final long index, final long length, final FillPace pace) throws IOException {
        return storage.create(index, length, pace);
    }

    @Override
    public void delete(final long index) throws IOException {
        storage.delete(index);
    }

    @Override
    public long usableBytes() throws IOException {
        return storage.usableBytes();
    }
}
