package io.ayni.connectors.telemetry;

import io.ayni.core.recovery.SnapshotInfo;
import io.ayni.core.recovery.SnapshotListener;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.EpochClock;

/**
 * How the snapshots of a node fare: what the last one took and weighs, how old it is, and what failed. Told by the thread
 * of the second engine, read by any; hands on what it is told.
 */
public final class SnapshotCounters implements SnapshotListener {
    private final SnapshotListener next;
    private final EpochClock clock;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private volatile SnapshotInfo newest;
    private volatile long durationMs;

    /** @param next told all that this is told */
    public SnapshotCounters(final SnapshotListener next, final EpochClock clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public void onWritten(final SnapshotInfo snapshot, final long tookMs) {
        newest = snapshot;
        durationMs = tookMs;
        written.incrementAndGet();
        next.onWritten(snapshot, tookMs);
    }

    @Override
    public void onLoaded(final SnapshotInfo snapshot, final long tookMs) {
        newest = snapshot;
        next.onLoaded(snapshot, tookMs);
    }

    @Override
    public void onBadSnapshot(final String file, final String why) {
        damaged.incrementAndGet();
        next.onBadSnapshot(file, why);
    }

    @Override
    public void onRemoved(final String file) {
        next.onRemoved(file);
    }

    @Override
    public void onFailed(final Throwable cause) {
        failures.incrementAndGet();
        next.onFailed(cause);
    }

    long written() {
        return written.get();
    }

    long failures() {
        return failures.get();
    }

    long damaged() {
        return damaged.get();
    }

    /** @return of the newest snapshot that was written or started from; 0 before the first. */
    long bytes() {
        final SnapshotInfo snapshot = newest;
        return snapshot == null ? 0 : snapshot.bytes();
    }

    /** @return the command up to which it goes; 0 before the first. */
    long sequence() {
        final SnapshotInfo snapshot = newest;
        return snapshot == null ? 0 : snapshot.sequence();
    }

    /** @return what writing the last one took; 0 before this run wrote one. */
    double seconds() {
        return durationMs / 1e3;
    }

    /** @return since the last command in it; not a number before the first. */
    double ageSeconds() {
        final SnapshotInfo snapshot = newest;
        return snapshot == null ? Double.NaN : (clock.time() - snapshot.timestampMs()) / 1e3;
    }
}
