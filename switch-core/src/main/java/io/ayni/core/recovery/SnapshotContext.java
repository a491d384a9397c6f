package io.ayni.core.recovery;

import io.ayni.core.engine.StateMachine;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.SnapshotStorage;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** What a {@link SnapshotFollower} is made of. */
public final class SnapshotContext {
    public static final long DEFAULT_EVERY = 1_000_000;
    /** Some three seconds of a start. */
    public static final long DEFAULT_MAX_BEHIND = 3_000_000;
    /** A hundredth of a core is what following so many takes. */
    private static final long REST_ABOVE_PER_SECOND = 10_000;
    public static final int DEFAULT_KEPT = 2;
    public static final long DEFAULT_RESERVE_BYTES = 2L * JournalContext.DEFAULT_SEGMENT_LENGTH;

    private JournalStorage journal;
    private SnapshotStorage snapshots;
    private Supplier<StateMachine> stateMachine;
    private SnapshotListener listener = new SnapshotListener() { };
    private NanoClock nanoClock = SystemNanoClock.INSTANCE;
    private long every = DEFAULT_EVERY;
    private long intervalNs = Long.MAX_VALUE;
    private long maxBehind = DEFAULT_MAX_BEHIND;
    private int kept = DEFAULT_KEPT;
    private boolean removesSegments;
    private long reserveBytes = DEFAULT_RESERVE_BYTES;

    public SnapshotContext storage(final JournalStorage journalStorage, final SnapshotStorage snapshotStorage) {
        this.journal = journalStorage;
        this.snapshots = snapshotStorage;
        return this;
    }

    /** Makes empty machines that say nothing: the second engine. */
    public SnapshotContext stateMachine(final Supplier<StateMachine> factory) {
        this.stateMachine = factory;
        return this;
    }

    public SnapshotContext listener(final SnapshotListener snapshotListener) {
        this.listener = snapshotListener;
        return this;
    }

    public SnapshotContext nanoClock(final NanoClock clock) {
        this.nanoClock = clock;
        return this;
    }

    /** A snapshot after so many commands. */
    public SnapshotContext every(final long commands) {
        if (commands < 1) {
            throw new IllegalArgumentException("a snapshot every " + commands + " commands");
        }
        this.every = commands;
        return this;
    }

    /** And after so much time, if there was a command at all. */
    public SnapshotContext intervalMs(final long intervalMs) {
        this.intervalNs = TimeUnit.MILLISECONDS.toNanos(intervalMs);
        return this;
    }

    /** Commands that a {@link SnapshotFollower#run() running} follower may be behind while the node has much to do. */
    public SnapshotContext maxBehind(final long commands) {
        if (commands < 0) {
            throw new IllegalArgumentException("behind by " + commands + " commands");
        }
        this.maxBehind = commands;
        return this;
    }

    /** Good snapshots that are kept. Two at least are wise: one of them may turn out to be damaged. */
    public SnapshotContext kept(final int snapshotsKept) {
        if (snapshotsKept < 1) {
            throw new IllegalArgumentException("snapshots kept: " + snapshotsKept);
        }
        this.kept = snapshotsKept;
        return this;
    }

    /** Whether segments that the oldest kept snapshot covers are removed. What they held is in no file then. */
    public SnapshotContext removesSegments(final boolean isRemoving) {
        this.removesSegments = isRemoving;
        return this;
    }

    /** Bytes of the disk that are left to the journal: a snapshot that would take them is given up. */
    public SnapshotContext reserveBytes(final long bytes) {
        this.reserveBytes = bytes;
        return this;
    }

    /** @throws IOException when the disk has no more room than what is left to the journal */
    void requireRoom() throws IOException {
        final long usable = journal.usableBytes();
        if (usable < reserveBytes) {
            throw new IOException("no room for a snapshot: " + usable + " bytes are free, " + reserveBytes
                + " are left to the journal");
        }
    }

    void conclude() {
        Objects.requireNonNull(journal, "storage");
        Objects.requireNonNull(snapshots, "storage");
        Objects.requireNonNull(stateMachine, "stateMachine");
    }

    JournalStorage journal() {
        return journal;
    }

    SnapshotStorage snapshots() {
        return snapshots;
    }

    StateMachine newMachine() {
        return stateMachine.get();
    }

    SnapshotListener listener() {
        return listener;
    }

    NanoClock nanoClock() {
        return nanoClock;
    }

    long every() {
        return every;
    }

    long intervalNs() {
        return intervalNs;
    }

    FollowerPace pace() {
        return new FollowerPace(REST_ABOVE_PER_SECOND, maxBehind);
    }

    SnapshotRetention retention() {
        return new SnapshotRetention(journal, snapshots, kept, removesSegments, listener);
    }
}
