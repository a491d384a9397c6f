package io.ayni.perf.soak;

import java.io.IOException;
import java.io.PrintWriter;

/** Placeholder body replaced below. */
final class ReversalsRun {
    ReversalsRun(final SoakSettings settings, final int reversals, final PrintWriter out) {
    }

    Differences run() throws IOException, InterruptedException {
        return new Differences();
    }
}
