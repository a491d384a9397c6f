package io.ayni.perf.bench;

import java.util.concurrent.TimeUnit;

/**
 * How much of everything.
 *
 * @param rounds        how often each server has its turn
 * @param firstWarmUpNs before a server's first turn in a case: its code is compiled in that time
 * @param warmUpNs      before each turn
 * @param measureNs     of each turn
 * @param openRounds    turns of the open loop at each rate
 * @param openWarmUpNs  before each of them
 * @param openMeasureNs of each of them
 * @param fsyncs        of the disk probe, each time
 * @param isQuick       whether whole cases are left out
 */
record Plan(
    int rounds, long firstWarmUpNs, long warmUpNs, long measureNs, int openRounds, long openWarmUpNs,
    long openMeasureNs, int fsyncs, boolean isQuick) {

    static Plan full() {
        return new Plan(3, seconds(6), seconds(1), seconds(4), 3, seconds(2), seconds(5), 1_000, false);
    }

    /** Within a minute: one look at the main rows. */
    static Plan quick() {
        return new Plan(2, millis(1_500), millis(200), millis(800), 1, millis(500), millis(1_000), 200, true);
    }

    /** For the tests of the build: everything happens, nothing is measured. */
    static Plan tiny() {
        return new Plan(1, millis(10), millis(10), millis(100), 1, millis(50), millis(100), 3, true);
    }

    private static long seconds(final long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private static long millis(final long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
