package io.ayni.core.journal;

import org.agrona.DirectBuffer;

/** Receives records in log order; the bytes are valid only during the call. */
@FunctionalInterface
public interface RecordVisitor {
    /** @param offset of the SBE message, header included, in the buffer */
    void onRecord(long sequence, long timestampMs, DirectBuffer buffer, int offset, int length);
}
