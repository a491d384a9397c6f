package io.ayni.core.recovery;

import io.ayni.core.journal.CoveredSegments;
import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.SnapshotStorage;
import java.io.IOException;

/**
 * Removes what no start will need: snapshots older than the newest so many good ones, and, where asked, segments that
 * the oldest of those covers. A damaged snapshot does not count as kept, so each is read before anything goes.
 */
final class SnapshotRetention {
    private final JournalStorage journal;
    private final SnapshotStorage snapshots;
    private final int kept;
    private final boolean removesSegments;
    private final SnapshotListener listener;

    SnapshotRetention(final JournalStorage journal, final SnapshotStorage snapshots, final int kept,
        final boolean removesSegments, final SnapshotListener listener) {
        this.journal = journal;
        this.snapshots = snapshots;
        this.kept = kept;
        this.removesSegments = removesSegments;
        this.listener = listener;
    }

    /** Whoever calls has the lock of the snapshots. */
    void apply() throws IOException {
        final long oldest = oldestKept();
        if (oldest < 0) {
            return;
        }
        for (final long sequence : snapshots.snapshots()) {
            if (sequence < oldest) {
                snapshots.deleteSnapshot(sequence);
                listener.onRemoved(snapshots.snapshotName(sequence));
            }
        }
        if (removesSegments) {
            for (final long index : CoveredSegments.upTo(journal, oldest)) {
                journal.delete(index);
                listener.onRemoved(journal.nameOf(index));
            }
        }
    }

    /** @return the sequence of the last of the newest good snapshots that are to be kept; -1 when there are fewer. */
    private long oldestKept() throws IOException {
        final long[] sequences = snapshots.snapshots();
        int good = 0;
        for (int i = sequences.length - 1; i >= 0; i--) {
            if (isGood(sequences[i]) && ++good == kept) {
                return sequences[i];
            }
        }
        return -1;
    }

    private boolean isGood(final long sequence) throws IOException {
        try (JournalFile file = snapshots.openSnapshot(sequence)) {
            return SnapshotReader.verify(file).sequence() == sequence;
        } catch (final SnapshotDamagedException e) {
            listener.onBadSnapshot(snapshots.snapshotName(sequence), e.getMessage());
            return false;
        }
    }
}
