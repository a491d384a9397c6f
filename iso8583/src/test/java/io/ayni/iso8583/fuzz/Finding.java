package io.ayni.iso8583.fuzz;

/** A property does not hold: what a target throws, and the fuzzer reports with the input. */
public final class Finding extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Finding(final String what) {
        super(what);
    }

    /** @throws Finding unless it holds */
    public static void unless(final boolean holds, final String what) {
        if (!holds) {
            throw new Finding(what);
        }
    }
}
