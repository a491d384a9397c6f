package io.ayni.perf.soak;

import java.nio.file.Path;
import java.util.Set;

/**
 * One run.
 *
 * @param directory  of journal, logs and exports
 * @param durationMs of the load
 * @param rate       messages a second, repeats among them
 * @param faults     what goes wrong
 * @param flaps      how often each link goes down and up, spread over the load; 0: at random
 * @param kills      kill -9 of the switch, spread over the load
 * @param seed       of everything that is drawn
 * @param accounts   of members
 * @param quietMs    patience at the end
 * @param heap       of the switch, as the JVM takes it
 * @param interbankTimeoutMs the switch's patience with one payment to another bank
 */
record SoakSettings(
    Path directory, long durationMs, int rate, Set<FaultKind> faults, int flaps, int kills, long seed, int accounts,
    long quietMs, String heap, long interbankTimeoutMs) {
}
