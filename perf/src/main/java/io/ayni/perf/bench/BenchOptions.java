package io.ayni.perf.bench;

import java.util.Set;

/**
 * What a run is asked for, beside how much of it.
 *
 * @param parts               to run
 * @param settings            of the switch; the echo has as many event loops
 * @param isPostgresqlWanted  whether to measure it where it is installed
 * @param isForked            whether micro-benchmarks run in JVMs of their own
 * @param mostAccounts        a bound for tests
 */
record BenchOptions(
    Set<Part> parts, SwitchSettings settings, boolean isPostgresqlWanted, boolean isForked, int mostAccounts) {

    /** In the order they run. */
    enum Part { sockets, micro, growth, cluster }

    boolean runs(final Part part) {
        return parts.contains(part);
    }

    int accountsOf(final int accounts) {
        return Math.min(accounts, mostAccounts);
    }
}
