package io.ayni.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A journal taken by this process: {@link #open}, then {@link #recover} once, then {@link #writer()} on one thread.
 */
public final class Journal implements AutoCloseable {
    private static final int ZERO_CHUNK = 64 << 10;

    private final JournalStorage storage;
    private final JournalStorage.Lock lock;
    private final int segmentLength;
    private final SegmentPreparer preparer;
    private final JournalWriter writer;
    private boolean isRecovered;

    private Journal(final JournalContext context, final JournalStorage.Lock lock) {
        this.storage = context.storage();
        this.lock = lock;
        this.segmentLength = context.segmentLength();
        this.preparer = new SegmentPreparer(storage, segmentLength, context.threadFactory());
        this.writer = new JournalWriter(preparer, segmentLength, context.batchCapacity());
    }

    /**
     * Takes the lock; reads nothing yet.
     *
     * @throws JournalLockedException when another process has the journal
     */
    public static Journal open(final JournalContext context) {
        Objects.requireNonNull(context.storage(), "storage");
        try {
            return new Journal(context, context.storage().lock());
        } catch (final IOException e) {
            throw new JournalException("journal cannot be opened: " + e, e);
        }
    }

    /**
     * Shows every record after the sequence to the visitor, cuts a torn tail, and makes the writer ready to go on. What
     * was read is on stable storage when this returns: a process that was killed may have left it in a cache.
     *
     * @param afterSequence 0 for all; the sequence of a snapshot to go on from it
     * @throws JournalCorruptException when the journal is not what was written; nothing was changed then
     */
    public Recovery recover(final long afterSequence, final RecordVisitor visitor, final RecoveryListener listener) {
        if (isRecovered) {
            throw new IllegalStateException("recovered before");
        }
        isRecovered = true;
        final SegmentWalk walk = new SegmentWalk(storage::nameOf, afterSequence, visitor);
        final JournalScan scan = new JournalScan(storage, walk, listener);
        try {
            scan.run();
            scan.requireReached(afterSequence);
            if (scan.preparedLength() == segmentLength) {
                preparer.adopt(scan.lastIndex(), storage.openToAppend(scan.lastIndex()));
            } else {
                removeUnused(scan);
            }
            if (scan.endIndex() == 0) {
                return beginFirst(Math.max(1, scan.lastIndex()));
            }
            goOn(scan);
            preparer.start();
        } catch (final IOException e) {
            throw new JournalException("journal cannot be recovered: " + e, e);
        }
        return new Recovery(walk.records(), walk.bytes(), walk.lastSequence(), walk.lastTimestampMs(),
            storage.nameOf(scan.endIndex()), scan.endOffset(), scan.tornBytes());
    }

    /** What a crash left of a segment being made or begun, and what was prepared with another length. */
    private void removeUnused(final JournalScan scan) throws IOException {
        final long from = scan.endIndex() == 0 ? scan.lastIndex() : scan.endIndex() + 1;
        for (long index = from; index > 0 && index <= scan.lastIndex(); index++) {
            storage.delete(index);
        }
    }

    /**
     * Begins a journal that goes on from a snapshot made elsewhere, in place of {@link #recover}. What follows the
     * snapshot must be appended before anybody starts from it: a journal without a record does not reach it.
     *
     * @param sequence of the last command in the snapshot
     * @throws JournalException when a journal is there already
     */
    public void beginAfter(final long sequence) {
        if (isRecovered) {
            throw new IllegalStateException("recovered before");
        }
        isRecovered = true;
        try {
            if (storage.segments().length > 0) {
                throw new JournalException("there is a journal already: " + storage.nameOf(1));
            }
        } catch (final IOException e) {
            throw new JournalException("journal cannot be begun: " + e, e);
        }
        preparer.want(1, 0);
        writer.beginSegment(preparer.take(), 1, sequence + 1);
        writer.sync();
    }

    private Recovery beginFirst(final long index) {
        preparer.want(index, 0);
        writer.beginSegment(preparer.take(), index, 1);
        writer.sync();
        preparer.start();
        return new Recovery(0, 0, 0, Long.MIN_VALUE, storage.nameOf(index), SegmentHeader.LENGTH, 0);
    }

    private void goOn(final JournalScan scan) throws IOException {
        try (JournalFile file = storage.open(scan.endIndex())) {
            if (scan.tornBytes() > 0) {
                writeZeros(file, scan.endOffset(), scan.endOffset() + scan.tornBytes());
            }
            if (scan.isShort()) {
                writeZeros(file, file.size(), scan.endSegmentLength());
            }
            file.syncAll();
        }
        final boolean isOtherBuild = scan.endSchemaVersion() != SegmentHeader.SCHEMA_VERSION;
        writer.begin(storage.openToAppend(scan.endIndex()), scan.endIndex(), scan.endSegmentLength(),
            isOtherBuild ? scan.endSegmentLength() : scan.endOffset(),
            scan.walk().lastSequence() + 1, scan.walk().lastTimestampMs());
    }

    private static void writeZeros(final JournalFile file, final long from, final long to) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(ZERO_CHUNK);
        for (long position = from; position < to; position += zeros.limit()) {
            zeros.clear().limit((int) Math.min(ZERO_CHUNK, to - position));
            file.write(zeros, position);
        }
    }

    /** @return the one writer; for one thread, after {@link #recover}. */
    public JournalWriter writer() {
        return writer;
    }

    /** @return whether the disk had no room for the next segment: new work is refused until it has. Any thread. */
    public boolean isBelowReserve() {
        return preparer.isBelowReserve();
    }

    /** Prepares the next segment if one is wanted: for a journal without a thread, on the writer's. */
    public void doWork() {
        preparer.doWork();
    }

    /** Lets a writer go that waits for room on the disk: its append fails. Any thread. */
    public void stopWaiting() {
        preparer.stopWaiting();
    }

    /** Closes files and gives the lock back. Does not sync: that was done, or is not to be trusted. */
    @Override
    public void close() {
        try (lock) {
            preparer.close();
            writer.close();
        } catch (final IOException e) {
            throw new JournalException("journal cannot be closed: " + e, e);
        }
    }
}
