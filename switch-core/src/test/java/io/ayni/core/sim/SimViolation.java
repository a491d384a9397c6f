package io.ayni.core.sim;

/** Something that must hold did not. */
final class SimViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    SimViolation(final String message) {
        super(message);
    }
}
