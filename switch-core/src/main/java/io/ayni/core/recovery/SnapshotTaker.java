package io.ayni.core.recovery;

import io.ayni.core.engine.StateMachine;
import io.ayni.core.journal.Journal;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.JournalLockedException;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.JournalTail;
import io.ayni.core.journal.RecordVisitor;
import io.ayni.core.journal.RecoveryListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes one snapshot of a journal, in a process of its own: from the newest snapshot there is, with the commands after
 * it. Of a node that is stopped it reads to the end, as a start would; of one that runs, up to where the journal itself
 * proves that all is on stable storage, and disturbs it only by the disk and processor it takes.
 */
public final class SnapshotTaker {
    private static final int RECORDS_AT_ONCE = 100_000;

    private final SnapshotContext context;
    private final RecoveryListener progress;
    private final StateMachine machine;
    private long sequence;
    private long records;
    private long bytes;

    private SnapshotTaker(final SnapshotContext context, final RecoveryListener progress) {
        this.context = context;
        this.progress = progress;
        this.machine = context.newMachine();
    }

    /**
     * @param progress told what of the journal was applied
     * @return what was written; empty when nothing came after the newest snapshot
     * @throws JournalLockedException when another process is writing a snapshot
     * @throws JournalException       when the journal is damaged, or does not reach back to the newest good snapshot
     */
    public static Optional<SnapshotInfo> take(final SnapshotContext context, final RecoveryListener progress)
        throws IOException {
        context.conclude();
        if (context.journal().segments().length == 0) {
            throw new JournalException("there is no journal: no " + context.journal().nameOf(1));
        }
        try (JournalStorage.Lock _ = context.snapshots().lockSnapshots()) {
            final SnapshotTaker taker = new SnapshotTaker(context, progress);
            final long before = new SnapshotStart(context.snapshots(), context.listener()).load(taker.machine)
                .sequence();
            taker.sequence = before;
            taker.apply();
            if (taker.sequence == before) {
                return Optional.empty();
            }
            final long startNs = context.nanoClock().nanoTime();
            final SnapshotInfo written =
                SnapshotWriter.write(context.snapshots(), taker.machine, taker.sequence, context::requireRoom);
            context.listener().onWritten(written,
                TimeUnit.NANOSECONDS.toMillis(context.nanoClock().nanoTime() - startNs));
            context.retention().apply();
            return Optional.of(written);
        }
    }

    private void apply() throws IOException {
        try (Journal journal = Journal.open(new JournalContext().storage(context.journal()))) {
            sequence = journal.recover(sequence, new EngineReplay(machine), progress).lastSequence();
        } catch (final JournalLockedException running) {
            follow();
        }
    }

    private void follow() throws IOException {
        final RecordVisitor visitor = (recordSequence, timestampMs, buffer, offset, length) -> {
            machine.onCommand(recordSequence, timestampMs, buffer, offset, length);
            sequence = recordSequence;
            records++;
            bytes += length;
        };
        final long proven;
        try (JournalTail end = new JournalTail(context.journal())) {
            end.seek(sequence);
            proven = end.provenSequence();
        }
        try (JournalTail tail = new JournalTail(context.journal())) {
            tail.seek(sequence);
            while (tail.poll(proven, RECORDS_AT_ONCE, visitor) > 0) {
                progress.onProgress(records, bytes);
            }
        }
    }
}
