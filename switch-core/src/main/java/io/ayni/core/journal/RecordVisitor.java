package io.ayni.core.journal;

import org.agrona.DirectBuffer;

/** Receives records in log order; the bytes are valid only during the call. */
@FunctionalInterface
public interface RecordVisitor {
    /** @param offset of the SBE message, header included, in the buffer */
    void onRecord(long sequence, long timestampMs, DirectBuffer buffer, int offset, int length);

    /** Shows the message of a record that comes soon, before some of them are shown as records: may be of help. */
    default void announce(final DirectBuffer buffer, final int offset, final int length) {
    }

    /** All that were announced come now. */
    default void fetchAnnounced() {
    }
}
