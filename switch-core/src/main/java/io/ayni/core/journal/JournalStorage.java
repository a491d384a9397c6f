package io.ayni.core.journal;

import java.io.IOException;

/**
 * Where segments live: a directory ({@link DirectoryStorage}), or a simulated disk that can lose and tear. Segments are
 * numbered from 1 without gaps.
 */
public interface JournalStorage {
    /**
     * Takes the journal for this process.
     *
     * @return what gives it back; closing twice is harmless.
     * @throws JournalLockedException when another process, or another journal of this one, has it.
     */
    Lock lock() throws IOException;

    /** @return the indexes of the segments there are, ascending. */
    long[] segments() throws IOException;

    /** @return the file name of a segment, there or not, for messages. */
    String nameOf(long index);

    JournalFile open(long index) throws IOException;

    /** As {@link #open}, for the writer: in blocks of {@link #blockLength()} where the length of the segment allows. */
    default JournalFile openToAppend(final long index) throws IOException {
        return open(index);
    }

    /**
     * Known when the journal is taken.
     *
     * @return bytes of the blocks in which segments are written past the cache of the system; 1: through the cache.
     */
    default int blockLength() {
        return 1;
    }

    /** As {@link #open}, for those who must not change anything. */
    JournalFile openReadOnly(long index) throws IOException;

    /**
     * Makes a segment of zeros, every block of it allocated and on stable storage together with its directory entry, so
     * that a later sync of an append inside it touches no metadata. It appears under its name when it is complete, or
     * not at all. Opened as by {@link #openToAppend}.
     *
     * @param pace at which it is filled, where that takes long enough to matter
     * @throws IOException disk full included; nothing is left behind then.
     */
    JournalFile create(long index, long length, FillPace pace) throws IOException;

    /** As {@link #create(long, long, FillPace)}, as fast as it can be made. */
    default JournalFile create(final long index, final long length) throws IOException {
        return create(index, length, FillPace.UNPACED);
    }

    void delete(long index) throws IOException;

    /** @return bytes that can still be allocated. */
    long usableBytes() throws IOException;

    /** A journal taken. */
    @FunctionalInterface
    interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
