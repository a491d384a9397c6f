package io.ayni.core.journal;

import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/** What a {@link Journal} is made of. */
public final class JournalContext {
    public static final int DEFAULT_SEGMENT_LENGTH = 64 << 20;
    public static final int MIN_SEGMENT_LENGTH = 128 << 10;
    public static final int MAX_SEGMENT_LENGTH = 1 << 30;
    public static final int DEFAULT_BATCH_CAPACITY = 1 << 20;
    public static final int MIN_BATCH_CAPACITY = 128 << 10;

    private JournalStorage storage;
    private int segmentLength = DEFAULT_SEGMENT_LENGTH;
    private int batchCapacity = DEFAULT_BATCH_CAPACITY;
    private ThreadFactory threadFactory;

    public JournalContext directory(final Path directory) {
        return storage(new DirectoryStorage(directory));
    }

    public JournalContext storage(final JournalStorage journalStorage) {
        this.storage = journalStorage;
        return this;
    }

    public JournalStorage storage() {
        return storage;
    }

    /**
     * Length in bytes of segments made from now on, a multiple of 8. Longer ones change over more seldom; shorter ones
     * need less room for the one prepared ahead, and less memory when read.
     */
    public JournalContext segmentLength(final int length) {
        if (length < MIN_SEGMENT_LENGTH || length > MAX_SEGMENT_LENGTH || length % RecordLayout.ALIGNMENT != 0) {
            throw new IllegalArgumentException("segment length must be a multiple of " + RecordLayout.ALIGNMENT
                + " from " + MIN_SEGMENT_LENGTH + " to " + MAX_SEGMENT_LENGTH + ": " + length);
        }
        this.segmentLength = length;
        return this;
    }

    public int segmentLength() {
        return segmentLength;
    }

    /** Bytes gathered before they are written; a batch may be longer, it is still one sync. */
    public JournalContext batchCapacity(final int capacity) {
        if (capacity < MIN_BATCH_CAPACITY || capacity > MAX_SEGMENT_LENGTH) {
            throw new IllegalArgumentException("batch capacity must be from " + MIN_BATCH_CAPACITY + " to "
                + MAX_SEGMENT_LENGTH + ": " + capacity);
        }
        this.batchCapacity = capacity;
        return this;
    }

    public int batchCapacity() {
        return batchCapacity;
    }

    /** Makes the thread that prepares the next segment. Without one, {@link Journal#doWork()} does, or the writer. */
    public JournalContext threadFactory(final ThreadFactory factory) {
        this.threadFactory = factory;
        return this;
    }

    public ThreadFactory threadFactory() {
        return threadFactory;
    }
}
