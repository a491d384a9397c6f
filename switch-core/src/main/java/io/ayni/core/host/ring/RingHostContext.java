package io.ayni.core.host.ring;

import io.ayni.core.host.HostListener;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.host.StateMachineFactory;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.journal.SnapshotStorage;
import io.ayni.core.recovery.SnapshotListener;
import org.agrona.BitUtil;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/**
 * Configures a {@link RingHost}. Needed: {@link #journalDirectory}, {@link #stateMachine}, {@link #outcomeSink};
 * the rest has defaults that suit two cores shared with event loops.
 */
public final class RingHostContext {
    public static final int DEFAULT_RING_SIZE = 4096;
    public static final int MIN_RING_SIZE = 32;
    public static final int MAX_RING_SIZE = 1 << 18;
    public static final int MAX_THREADS = 2;
    public static final long DEFAULT_HEARTBEAT_MS = 1_000;
    public static final long DEFAULT_DRAIN_TIMEOUT_MS = 5_000;

    private final JournalContext journal = new JournalContext();
    private int ringSize = DEFAULT_RING_SIZE;
    private WaitPreset waitPreset = WaitPreset.BALANCED;
    private int threads = MAX_THREADS;
    private EpochClock epochClock = SystemEpochClock.INSTANCE;
    private NanoClock nanoClock = SystemNanoClock.INSTANCE;
    private StateMachineFactory stateMachine;
    private OutcomeSink outcomeSink;
    private HostListener listener = new HostListener() { };
    private SnapshotStorage snapshots = SnapshotStorage.NONE;
    private SnapshotListener snapshotListener = new SnapshotListener() { };
    private ThreadFactory threadFactory = Thread::new;
    private boolean isManual;
    private long heartbeatMs = DEFAULT_HEARTBEAT_MS;
    private long drainTimeoutMs = DEFAULT_DRAIN_TIMEOUT_MS;

    /** Where the journal and its snapshots live; made if it is not there. */
    public RingHostContext journalDirectory(final Path directory) {
        return journalStorage(new DirectoryStorage(directory)).snapshots(new SnapshotDirectory(directory));
    }

    /** Where snapshots are to start from; nowhere, if not set. */
    public RingHostContext snapshots(final SnapshotStorage storage) {
        this.snapshots = storage;
        return this;
    }

    SnapshotStorage snapshots() {
        return snapshots;
    }

    /** Told at the start which snapshot it goes on from, and which are bad. */
    public RingHostContext snapshotListener(final SnapshotListener ofSnapshots) {
        this.snapshotListener = ofSnapshots;
        return this;
    }

    SnapshotListener snapshotListener() {
        return snapshotListener;
    }

    /** Another storage than a directory of this machine: for tests. */
    public RingHostContext journalStorage(final JournalStorage storage) {
        journal.storage(storage);
        return this;
    }

    /** See {@link JournalContext#segmentLength(int)}; 64 MiB if not set. */
    public RingHostContext segmentLength(final int bytes) {
        journal.segmentLength(bytes);
        return this;
    }

    JournalContext journal() {
        return journal;
    }

    /**
     * Slots, a power of two. The number of commands between socket and answer: at 20,000 commands a second and 5 ms for
     * a sync some 100 are on their way. More slots carry longer stalls of the disk and answer late instead of 96; each
     * takes 2.5 KiB.
     */
    public RingHostContext ringSize(final int slots) {
        if (!BitUtil.isPowerOfTwo(slots) || slots < MIN_RING_SIZE || slots > MAX_RING_SIZE) {
            throw new IllegalArgumentException("ring size must be a power of two from " + MIN_RING_SIZE + " to "
                + MAX_RING_SIZE + ": " + slots);
        }
        this.ringSize = slots;
        return this;
    }

    public int ringSize() {
        return ringSize;
    }

    public RingHostContext waitPreset(final WaitPreset preset) {
        this.waitPreset = Objects.requireNonNull(preset);
        return this;
    }

    public WaitPreset waitPreset() {
        return waitPreset;
    }

    /**
     * Of the ring: 2, of which one applies and one writes and answers, or 1 that writes and answers, while the threads that
     * offer take turns at applying. One spares the way from thread to thread. It is for as few threads that offer that one
     * of them can apply what all bring: it would not get back to its own work otherwise. Two if not set.
     */
    public RingHostContext threads(final int count) {
        if (count < 1 || count > MAX_THREADS) {
            throw new IllegalArgumentException("threads of the ring must be 1 or 2: " + count);
        }
        this.threads = count;
        return this;
    }

    public int threads() {
        return threads;
    }

    /** The clock on the wall; journaled time follows it, and never goes back. */
    public RingHostContext epochClock(final EpochClock clock) {
        this.epochClock = clock;
        return this;
    }

    public EpochClock epochClock() {
        return epochClock;
    }

    /** The clock that measures: monotonic. */
    public RingHostContext nanoClock(final NanoClock clock) {
        this.nanoClock = clock;
        return this;
    }

    public NanoClock nanoClock() {
        return nanoClock;
    }

    public RingHostContext stateMachine(final StateMachineFactory factory) {
        this.stateMachine = factory;
        return this;
    }

    public StateMachineFactory stateMachine() {
        return stateMachine;
    }

    public RingHostContext outcomeSink(final OutcomeSink sink) {
        this.outcomeSink = sink;
        return this;
    }

    public OutcomeSink outcomeSink() {
        return outcomeSink;
    }

    public RingHostContext listener(final HostListener hostListener) {
        this.listener = hostListener;
        return this;
    }

    public HostListener listener() {
        return listener;
    }

    /** Makes the host's threads; the host names them. A place to pin them to cores or make them daemons. */
    public RingHostContext threadFactory(final ThreadFactory factory) {
        this.threadFactory = factory;
        return this;
    }

    public ThreadFactory threadFactory() {
        return threadFactory;
    }

    /**
     * No threads: whoever owns the host calls {@link RingHost#doWork()}. With clocks that are told the time, every run is
     * the same.
     */
    public RingHostContext manual() {
        this.isManual = true;
        return this;
    }

    public boolean isManual() {
        return isManual;
    }

    /** Ticks at least this often, so that journaled time goes on when nothing else comes. */
    public RingHostContext heartbeatMs(final long intervalMs) {
        this.heartbeatMs = intervalMs;
        return this;
    }

    public long heartbeatMs() {
        return heartbeatMs;
    }

    /** How long {@link RingHost#close()} waits for commands accepted before to be answered. */
    public RingHostContext drainTimeoutMs(final long timeoutMs) {
        this.drainTimeoutMs = timeoutMs;
        return this;
    }

    public long drainTimeoutMs() {
        return drainTimeoutMs;
    }

    void conclude() {
        Objects.requireNonNull(journal.storage(), "journalDirectory");
        Objects.requireNonNull(stateMachine, "stateMachine");
        Objects.requireNonNull(outcomeSink, "outcomeSink");
        journal.threadFactory(isManual ? null : named("ayni-journal-prepare"));
    }

    /** @return a factory that gives its threads this name. */
    ThreadFactory named(final String name) {
        return task -> {
            final Thread thread = threadFactory.newThread(task);
            thread.setName(name);
            return thread;
        };
    }
}
