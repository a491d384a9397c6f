package io.ayni.core.journal;

import java.util.List;

/**
 * What {@link JournalVerifier} saw.
 *
 * @param segments         there are, one prepared and not yet used included
 * @param records          valid, up to the end or the first problem
 * @param firstSequence    0 when there is no record
 * @param firstTimestampMs 0 when there is no record
 * @param bytes            that records take
 * @param endFile          in which the log ends; empty when none was begun
 * @param endOffset        at which it ends
 * @param tornBytes        a start would cut at the end; 0 for none. On a journal in use this may be a write under way
 * @param problems         for which a start is refused; empty when the journal is good
 */
public record JournalReport(int segments, long records, long firstSequence, long lastSequence,
                            long firstTimestampMs, long lastTimestampMs, long bytes,
                            String endFile, long endOffset, int tornBytes, List<Problem> problems) {
    public boolean isGood() {
        return problems.isEmpty();
    }

    /** @param offset bytes from the start of the file */
    public record Problem(String file, long offset, String what) {
        @Override
        public String toString() {
            return file + " at offset " + offset + ": " + what;
        }
    }
}
