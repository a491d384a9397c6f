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
                if (isGood(sequences[i])) {
                    return load(sequences[i], machine);
                }
            }
            return new Loaded(0, Long.MIN_VALUE);
        } catch (final IOException e) {
            throw new JournalException("the snapshots cannot be listed: " + e, e);
        }
    }

    private boolean isGood(final long sequence) {
        try (JournalFile file = storage.openSnapshot(sequence)) {
            final SnapshotInfo info = SnapshotReader.verify(file);
            if (info.sequence() == sequence) {
                return true;
            }
            listener.onBadSnapshot(file.name(), "expected the snapshot of sequence " + sequence
                + ", found that of " + info.sequence());
        } catch (final SnapshotDamagedException e) {
            listener.onBadSnapshot(storage.snapshotName(sequence), e.getMessage());
        } catch (final IOException e) {
            listener.onBadSnapshot(storage.snapshotName(sequence), e.toString());
        }
        return false;
    }

    /** It was read to its end before: what goes wrong now leaves a machine that is half filled, and ends the start. */
    private Loaded load(final long sequence, final StateMachine machine) {
        final long startNs = System.nanoTime();
        final SnapshotInfo[] info = {null};
        try (JournalFile file = storage.openSnapshot(sequence)) {
            machine.load(records -> {
                try {
                    info[0] = SnapshotReader.read(file, records);
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (final IOException | RuntimeException e) {
            throw new JournalException(storage.snapshotName(sequence) + " is whole and cannot be loaded: "
                + e.getMessage(), e);
        }
        listener.onLoaded(info[0], TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
        return new Loaded(info[0].sequence(), info[0].timestampMs());
    }
}
