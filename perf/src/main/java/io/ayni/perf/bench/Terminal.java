package io.ayni.perf.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Progress: one line that is written over on a terminal, a line each where there is none. */
final class Terminal {
    private static final int WIDTH = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final boolean isTerminal;
    private final long startNs = System.nanoTime();

    Terminal(final PrintStream out, final boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    void doing(final String what) {
        final String line = String.format(Locale.ROOT, "%4.0f s  %s", seconds(), what);
        if (isTerminal) {
            out.print("\r" + String.format("%-" + WIDTH + "." + WIDTH + "s", line));
            out.flush();
        } else {
            out.println(line);
        }
    }

    /** Something that stays to be read. */
    void say(final String text) {
        if (isTerminal) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
        }
        out.println(text);
    }

    double seconds() {
        return (System.nanoTime() - startNs) / NANOS_PER_SECOND;
    }
}
