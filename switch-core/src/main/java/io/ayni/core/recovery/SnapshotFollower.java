package io.ayni.core.recovery;

import io.ayni.core.engine.StateMachine;
import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.JournalTail;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A second engine that follows the journal and writes its state down now and then. It reads the files behind what the
 * writer has made durable, so neither the threads of the ring nor the engine that answers know of it.
 * <pre>
 *   ayni-journal ── append, sync ──▶ segments ── read up to the durable sequence ──▶ second engine ──▶ snapshot
 *         └─────── durable sequence ─────────────────────▲
 * </pre>
 * One thread: that of whoever calls {@link #doWork()}, or the one that runs it. What fails (a full disk, a snapshot
 * that another process is writing) is told and tried again later, from the newest snapshot on; the node goes on.
 */
public final class SnapshotFollower implements Runnable, AutoCloseable {
    private static final int RECORDS_PER_CYCLE = 10_000;
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(60);
    /** After each piece of a snapshot: some 60 MB/s, so that the journal's syncs find the disk free most of the time. */
    private static final long PIECE_REST_NS = TimeUnit.MILLISECONDS.toNanos(3);

    private final SnapshotContext context;
    private final LongSupplier durableSequence;
    private final SnapshotListener listener;
    private final FollowerPace pace;
    private JournalTail tail;
    private StateMachine machine;
    private long snapshotSequence;
    private long dueSinceNs;
    private long notBeforeNs;
    private boolean isWaiting;
    private volatile boolean isClosed;
    private volatile Thread thread;

    /** @param durableSequence up to which the journal is on stable storage; asked on the follower's thread */
    public SnapshotFollower(final SnapshotContext context, final LongSupplier durableSequence) {
        context.conclude();
        this.context = context;
        this.durableSequence = durableSequence;
        this.listener = context.listener();
        this.pace = context.pace();
    }

    /** Works until {@link #close()}, and rests while the node has much to do: see {@link FollowerPace}. */
    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!isClosed) {
            if (mayRest() || doWork() < RECORDS_PER_CYCLE) { // little by little would be a read of the disk for each
                LockSupport.parkNanos(this, IDLE_NS);
            }
        }
    }

    private boolean mayRest() {
        return pace.mayRest(context.nanoClock().nanoTime(), durableSequence.getAsLong(), sequence());
    }

    /** @return records applied and snapshots written; 0 when there is nothing to do now. */
    public int doWork() {
        final long nowNs = context.nanoClock().nanoTime();
        if (isWaiting && nowNs - notBeforeNs < 0) {
            return 0;
        }
        isWaiting = false;
        try {
            if (machine == null) {
                begin(nowNs);
            }
            final int records = tail.poll(durableSequence.getAsLong(), recordsToNextSnapshot(), machine::onCommand);
            return isDue(nowNs) ? records + write() : records;
        } catch (final IOException | RuntimeException e) {
            giveUp(e);
            return 0;
        }
    }

    private void begin(final long nowNs) throws IOException {
        final StateMachine empty = context.newMachine();
        snapshotSequence = new SnapshotStart(context.snapshots(), listener).load(empty).sequence();
        tail = new JournalTail(context.journal());
        if (!tail.seek(snapshotSequence)) {
            throw new JournalException("the journal ends at " + tail.lastSequence()
                + ", before the snapshot of sequence " + snapshotSequence);
        }
        machine = empty;
        dueSinceNs = nowNs;
    }

    private int recordsToNextSnapshot() {
        return (int) Math.min(RECORDS_PER_CYCLE, snapshotSequence + context.every() - tail.lastSequence());
    }

    private boolean isDue(final long nowNs) {
        return tail.lastSequence() >= snapshotSequence + context.every()
            || tail.lastSequence() > snapshotSequence && nowNs - dueSinceNs >= context.intervalNs();
    }

    private int write() throws IOException {
        final long startNs = context.nanoClock().nanoTime();
        try (JournalStorage.Lock _ = context.snapshots().lockSnapshots()) {
            final SnapshotInfo written =
                SnapshotWriter.write(context.snapshots(), machine, tail.lastSequence(), this::requireToGoOn);
            snapshotSequence = written.sequence();
            dueSinceNs = context.nanoClock().nanoTime();
            listener.onWritten(written, TimeUnit.NANOSECONDS.toMillis(dueSinceNs - startNs));
            context.retention().apply();
        }
        return 1;
    }

    private void requireToGoOn() throws IOException {
        if (isClosed) {
            throw new IOException("closed");
        }
        context.requireRoom();
        if (thread != null) {
            LockSupport.parkNanos(this, PIECE_REST_NS);
        }
    }

    /** The state is what it was, but why something failed is not known: the next attempt begins anew. */
    private void giveUp(final Exception cause) {
        if (!isClosed) {
            listener.onFailed(cause);
        }
        notBeforeNs = context.nanoClock().nanoTime() + RETRY_NS;
        isWaiting = true;
        forget();
    }

    private void forget() {
        machine = null;
        try {
            if (tail != null) {
                tail.close();
            }
        } catch (final IOException e) {
            listener.onFailed(e);
        }
        tail = null;
    }

    /** @return the sequence of the last command applied; 0 before the first. On the follower's thread. */
    public long sequence() {
        return tail == null ? 0 : tail.lastSequence();
    }

    /** Ends the work, a snapshot half written included. Any thread; the one that runs it ends soon after. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }
}
