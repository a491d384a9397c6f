package io.ayni.core.journal;

import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the next segment before it is needed, off the append path. One thread asks and takes (the writer), one prepares;
 * without a thread of its own it prepares when the writer takes.
 *
 * <p>While the next segment cannot be made the journal is below its reserve: the rest of the present segment is kept for
 * what finishes work already begun. It tries again each second until the disk has room.
 */
final class SegmentPreparer {
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final JournalStorage storage;
    private final int segmentLength;
    private final Thread thread;
    private volatile long wanted;
    private volatile JournalFile ready;
    private volatile boolean isBelowReserve;
    private volatile boolean isClosed;

    /** @param threadFactory null for no thread. */
    SegmentPreparer(final JournalStorage storage, final int segmentLength, final ThreadFactory threadFactory) {
        this.storage = storage;
        this.segmentLength = segmentLength;
        this.thread = threadFactory == null ? null : threadFactory.newThread(this::run);
    }

    void start() {
        if (thread != null) {
            thread.start();
        }
    }

    /** Asks for a segment, once; the header of the one before it is on disk. */
    void want(final long index) {
        if (wanted != index) {
            wanted = index;
            LockSupport.unpark(thread);
        }
    }

    /**
     * Takes the segment asked for. Waits while the disk has no room for it: nothing is acknowledged meanwhile, and the
     * ring fills up.
     *
     * @throws JournalException when closed while waiting, or, without a thread, when it cannot be made.
     */
    JournalFile take() {
        if (thread == null) {
            doWork();
            if (ready == null) {
                throw new JournalException("no room for " + storage.nameOf(wanted));
            }
        }
        while (ready == null) {
            if (isClosed) {
                throw new JournalException("closed while waiting for room for " + storage.nameOf(wanted));
            }
            LockSupport.parkNanos(this, WAIT_NS);
        }
        final JournalFile file = ready;
        wanted = 0;
        ready = null;
        return file;
    }

    boolean isBelowReserve() {
        return isBelowReserve;
    }

    /** One attempt, if one is due. */
    void doWork() {
        final long index = wanted;
        if (index == 0 || ready != null) {
            return;
        }
        try {
            if (storage.usableBytes() < segmentLength) {
                isBelowReserve = true;
                return;
            }
            ready = storage.create(index, segmentLength);
            isBelowReserve = false;
        } catch (final IOException e) {
            isBelowReserve = true;
        }
    }

    private void run() {
        while (!isClosed) {
            doWork();
            if (isBelowReserve) {
                LockSupport.parkNanos(this, RETRY_NS);
            } else if (wanted == 0 || ready != null) {
                LockSupport.park(this);
            }
        }
    }

    void stopWaiting() {
        isClosed = true;
        LockSupport.unpark(thread);
    }

    /** Gives back a segment that nobody took; it stays on the storage for the next run. */
    void close() throws IOException {
        stopWaiting();
        if (thread != null) {
            join();
        }
        if (ready != null) {
            ready.close();
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
