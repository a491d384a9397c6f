package io.ayni.iso8583.spec;

/**
 * A description of a dialect that cannot be used. The message names the line and what stands there.
 */
public final class SpecException extends RuntimeException {
    private final int line;

    public SpecException(final String source, final int line, final String message, final Throwable cause) {
        super(source + ":" + line + ": " + message, cause);
        this.line = line;
    }

    /** @return from 1; 0 when no line is to blame. */
    public int line() {
        return line;
    }
}
