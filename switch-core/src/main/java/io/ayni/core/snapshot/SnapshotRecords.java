package io.ayni.core.snapshot;

import org.agrona.DirectBuffer;

/** Receives the records of a snapshot (templates 100 and above of the log format) in canonical order. */
@FunctionalInterface
public interface SnapshotRecords {
    /** The bytes are valid only during the call. */
    void onRecord(DirectBuffer buffer, int offset, int length);
}
