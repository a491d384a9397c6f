package io.ayni.perf.bench;

import java.util.List;
import java.util.Set;

/**
 * What a run is asked for, beside how much of it.
 *
 * @param parts               to run
 * @param jvm                 options of the switch's JVM
 * @param waitStrategy        of its ring
 * @param eventLoops          of its sockets, and of the echo's
 * @param isPostgresqlWanted  whether to measure it where it is installed
 * @param isForked            whether micro-benchmarks run in JVMs of their own
 * @param mostAccounts        a bound for tests
 */
record BenchOptions(
    Set<Part> parts, List<String> jvm, String waitStrategy, int eventLoops, boolean isPostgresqlWanted,
    boolean isForked, int mostAccounts) {

    /** In the order they run. */
    enum Part { sockets, micro, growth, cluster }

    boolean runs(final Part part) {
        return parts.contains(part);
    }

    int accountsOf(final int accounts) {
        return Math.min(accounts, mostAccounts);
    }
}
