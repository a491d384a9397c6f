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
    private final PreparationPace pace = new PreparationPace();
    private boolean isStarted;
    private volatile long wanted;
    private volatile JournalFile ready;
    private volatile IOException error;
    private volatile boolean isClosed;

    /** @param threadFactory null for no thread. */
    SegmentPreparer(final JournalStorage storage, final int segmentLength, final ThreadFactory threadFactory) {
        this.storage = storage;
        this.segmentLength = segmentLength;
        this.thread = threadFactory == null ? null : threadFactory.newThread(this::run);
    }

    void start() {
        if (thread != null) {
            isStarted = true;
            thread.start();
        }
    }

    /** Takes a segment over that an earlier run prepared. Before {@link #start()}. */
    void adopt(final long index, final JournalFile file) {
        wanted = index;
        ready = file;
    }

    /**
     * Asks for a segment; the header of the one before it is on disk.
     *
     * @param position bytes used of the present segment
     */
    void want(final long index, final long position) {
        pace.onAppended(position);
        if (wanted != index) {
            wanted = index;
            LockSupport.unpark(thread);
        }
    }

    /**
     * Takes the segment asked for. Waits while the disk has no room for it: nothing is acknowledged meanwhile, and the
     * ring fills up.
     *
     * @throws JournalException when closed while waiting, or, without a running thread, when it cannot be made.
     */
    JournalFile take() {
        if (!isStarted) {
            doWork();
            if (ready == null) {
                throw new JournalException("cannot make " + storage.nameOf(wanted) + ": " + error, error);
            }
        }
        while (ready == null) {
            if (isClosed) {
                throw new JournalException("closed while waiting for " + storage.nameOf(wanted) + ": " + error, error);
            }
            pace.hurry(true);
            LockSupport.parkNanos(this, WAIT_NS);
        }
        pace.hurry(false);
        final JournalFile file = ready;
        wanted = 0;
        ready = null;
        return file;
    }

    boolean isBelowReserve() {
        return error != null;
    }

    /** One attempt, if one is due. */
    void doWork() {
        if (ready != null) {
            return;
        }
        // Read after ready: the writer clears wanted before ready, so what it has taken is not made a second time.
        final long index = wanted;
        if (index == 0) {
            return;
        }
        try {
            if (storage.usableBytes() < segmentLength) {
                throw new IOException("no room for " + segmentLength + " bytes");
            }
            ready = storage.create(index, segmentLength, isStarted ? pace : FillPace.UNPACED);
            error = null;
        } catch (final IOException e) {
            error = e;
        }
    }

    private void run() {
        while (true) {
            doWork();
            // Looked at after the work: what woke this thread while it paused in there wakes it no more.
            if (isClosed) {
                return;
            }
            if (isBelowReserve()) {
                LockSupport.parkNanos(this, RETRY_NS);
            } else if (wanted == 0 || ready != null) {
                LockSupport.park(this);
            }
        }
    }

    void stopWaiting() {
        isClosed = true;
        pace.end();
        LockSupport.unpark(thread);
    }

    /** Gives back a segment that nobody took; it stays on the storage for the next run. */
    void close() throws IOException {
        stopWaiting();
        if (isStarted) {
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
