package io.ayni.connectors.launch;

/** Something the person at the terminal can put right. The message says what, in one line; no stack trace is shown. */
final class UserError extends RuntimeException {
    static final int FAILED = 1;
    static final int WRONG_USE = 2;
    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    private UserError(final String message, final int exitStatus) {
        super(message);
        this.exitStatus = exitStatus;
    }

    static UserError failed(final String message) {
        return new UserError(message, FAILED);
    }

    static UserError wrongUse(final String message) {
        return new UserError(message, WRONG_USE);
    }

    int exitStatus() {
        return exitStatus;
    }
}
