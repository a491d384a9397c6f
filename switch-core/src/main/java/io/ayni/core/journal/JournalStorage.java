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

    /** As {@link #open}, for those who must not change anything. */
    JournalFile openReadOnly(long index) throws IOException;

    /**
     * Makes a segment of zeros, every block of it allocated and on stable storage together with its directory entry, so
     * that a later sync of an append inside it touches no metadata. It appears under its name when it is complete, or
     * not at all.
     *
     * @throws IOException disk full included; nothing is left behind then.
     */
    JournalFile create(long index, long length) throws IOException;

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
