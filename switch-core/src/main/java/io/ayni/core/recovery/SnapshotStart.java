package io.ayni.core.recovery;

import io.ayni.core.engine.StateMachine;
import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.SnapshotStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * Fills a machine from the newest snapshot that is good. One that is damaged is told and passed over for the one before
 * it; without a good one the machine stays empty and the whole journal is to be replayed. Whether the journal still
 * reaches back so far, its recovery decides.
 */
public final class SnapshotStart {
    private final SnapshotStorage storage;
    private final SnapshotListener listener;

    public SnapshotStart(final SnapshotStorage storage, final SnapshotListener listener) {
        this.storage = storage;
        this.listener = listener;
    }

    /** What a machine was filled from: nothing, for sequence 0. */
    public record Loaded(long sequence, long timestampMs) {
    }

    /**
     * @param machine to which nothing was applied
     * @return the sequence after which the journal goes on, and its time; 0 and the least there is without a snapshot
     * @throws JournalException for a snapshot of a later build, or a place that cannot be read
     */
    public Loaded load(final StateMachine machine) {
        try {
            final long[] sequences = storage.snapshots();
            for (int i = sequences.length - 1; i >= 0; i--) {
                final SnapshotInfo info = load(sequences[i], machine);
                if (info != null) {
                    return new Loaded(info.sequence(), info.timestampMs());
                }
            }
            return new Loaded(0, Long.MIN_VALUE);
        } catch (final IOException e) {
            throw new JournalException("the snapshots cannot be listed: " + e, e);
        }
    }

    /** @return null for a bad one. */
    private SnapshotInfo load(final long sequence, final StateMachine machine) {
        final long startNs = System.nanoTime();
        try (JournalFile file = storage.openSnapshot(sequence)) {
            final SnapshotInfo info = SnapshotReader.verify(file);
            if (info.sequence() != sequence) {
                throw new SnapshotDamagedException(file.name(), 0, "expected the snapshot of sequence " + sequence
                    + ", found that of " + info.sequence());
            }
            machine.load(records -> {
                try {
                    SnapshotReader.read(file, records);
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            listener.onLoaded(info, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
            return info;
        } catch (final SnapshotDamagedException e) {
            listener.onBadSnapshot(storage.snapshotName(sequence), e.getMessage());
        } catch (final IOException e) {
            listener.onBadSnapshot(storage.snapshotName(sequence), e.toString());
        }
        return null;
    }
}
