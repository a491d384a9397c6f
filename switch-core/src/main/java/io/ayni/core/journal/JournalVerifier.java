package io.ayni.core.journal;

import java.io.IOException;
import java.util.List;

/**
 * Walks a journal as recovery would and changes nothing; takes no lock. Reading ends at the first problem: what follows
 * it could only be judged by guessing.
 */
public final class JournalVerifier {
    private JournalVerifier() {
    }

    /** As {@link #verify(JournalStorage, long, RecordVisitor)}, of a journal that reaches back to its first record. */
    public static JournalReport verify(final JournalStorage storage, final RecordVisitor visitor) {
        return verify(storage, 0, visitor);
    }

    /**
     * Reads all segments there are.
     *
     * @param afterSequence of the snapshot a start would go on from: the journal must reach back to it; 0 for all
     * @param visitor       is shown each valid record after it up to the end or the first problem
     */
    public static JournalReport verify(final JournalStorage storage, final long afterSequence,
                                       final RecordVisitor visitor) {
        final SegmentWalk walk = new SegmentWalk(storage::nameOf, afterSequence, visitor);
        final JournalScan scan = new JournalScan(storage, walk, (records, bytes) -> { });
        List<JournalReport.Problem> problems = List.of();
        try {
            scan.runWhole();
            scan.requireReached(afterSequence);
        } catch (final JournalCorruptException e) {
            problems = List.of(new JournalReport.Problem(e.file(), e.offset(), e.what()));
        } catch (final IOException e) {
            problems = List.of(new JournalReport.Problem(storage.nameOf(Math.max(1, scan.endIndex())), 0, e.toString()));
        }
        final boolean isEmpty = walk.records() == 0;
        return new JournalReport(scan.segments(), walk.records(),
            isEmpty ? 0 : walk.firstSequence(), isEmpty ? 0 : walk.lastSequence(),
            isEmpty ? 0 : walk.firstTimestampMs(), isEmpty ? 0 : walk.lastTimestampMs(), walk.bytes(),
            scan.endIndex() == 0 ? "" : storage.nameOf(scan.endIndex()), scan.endOffset(), scan.tornBytes(), problems);
    }
}
