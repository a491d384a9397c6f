package io.ayni.core.recovery;

import io.ayni.core.journal.JournalException;

/** A snapshot holds something other than what was written: the one before it takes its place. */
public final class SnapshotDamagedException extends JournalException {
    public SnapshotDamagedException(final String file, final long offset, final String what) {
        super(file + " at offset " + offset + ": " + what);
    }
}
