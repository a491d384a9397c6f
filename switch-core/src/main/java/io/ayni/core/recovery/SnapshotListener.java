package io.ayni.core.recovery;

/** What is to be known of snapshots, beside the state they keep. Must not throw. */
public interface SnapshotListener {
    /** A snapshot is damaged or cannot be read, and is passed over; the one before it takes its place. */
    default void onBadSnapshot(final String file, final String why) {
    }

    /** The state was filled from this snapshot. */
    default void onLoaded(final SnapshotInfo snapshot, final long durationMs) {
    }

    /** A snapshot is on disk. */
    default void onWritten(final SnapshotInfo snapshot, final long durationMs) {
    }

    /** A snapshot that is no longer needed, or a segment that all kept snapshots cover, was removed. */
    default void onRemoved(final String file) {
    }

    /** No snapshot can be taken now; it is tried again. The node goes on. */
    default void onFailed(final Throwable cause) {
    }
}
