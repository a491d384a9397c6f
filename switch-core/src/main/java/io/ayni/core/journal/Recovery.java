package io.ayni.core.journal;

/**
 * What recovery found.
 *
 * @param records         read, those before the asked sequence included
 * @param bytes           they take
 * @param lastSequence    0 when the journal is empty and was not asked to go on from a snapshot
 * @param lastTimestampMs of the last record; {@link Long#MIN_VALUE} when there is none
 * @param file            in which the log ends
 * @param offset          at which it ends
 * @param tornBytes       cut there: what a crash left of writes that were never acknowledged; 0 for none
 */
public record Recovery(long records, long bytes, long lastSequence, long lastTimestampMs,
                       String file, long offset, int tornBytes) {
}
