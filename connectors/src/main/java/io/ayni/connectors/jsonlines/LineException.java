package io.ayni.connectors.jsonlines;

/** A line that cannot be turned into the other form. The message says where in it and what was expected there. */
public final class LineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message where and what, nothing of the line */
    public LineException(final String message) {
        super(message, null, false, false);
    }
}
