package io.ayni.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One segment on a storage. Positions are bytes from the start of the file. Used by one thread at a time.
 */
public interface JournalFile extends AutoCloseable {
    /** @return the name that errors and reports give. */
    String name();

    long size() throws IOException;

    /**
     * @return the power of two that each read and write is a multiple of, in position and length, with memory aligned to
     *     it; 1 for a file that is read and written anyhow.
     */
    default int blockLength() {
        return 1;
    }

    /**
     * Reads from the position until the target is full or the file ends.
     *
     * @return bytes read.
     */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all that remains in the source; it may sit in a cache until {@link #sync()}. */
    void write(ByteBuffer source, long position) throws IOException;

    /** What was written is on stable storage when this returns (fdatasync). A failure is final: never called again. */
    void sync() throws IOException;

    /** As {@link #sync()}, with the length of the file and what else the file system keeps about it (fsync). */
    void syncAll() throws IOException;

    @Override
    void close() throws IOException;
}
