package io.ayni.core.journal;

/** The journal cannot go on; the node stops. Never retried. */
public class JournalException extends RuntimeException {
    public JournalException(final String message) {
        super(message);
    }

    public JournalException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
