package io.ayni.core.journal;

/** Another process has this journal. */
public final class JournalLockedException extends JournalException {
    public JournalLockedException(final String message) {
        super(message);
    }
}
