package io.ayni.core.journal;

/** Told while a journal is read, on the thread that reads it. */
@FunctionalInterface
public interface RecoveryListener {
    /** After each segment: what was read so far. */
    void onProgress(long records, long bytes);
}
