package io.ayni.perf.bench;

import java.util.List;

import io.ayni.core.host.ring.RingHostContext;
import io.ayni.core.host.ring.WaitPreset;

/**
 * What a switch under measurement is started with.
 *
 * @param jvm          options of its JVM
 * @param waitStrategy of its ring, by its name in the configuration
 * @param ringThreads  of its ring
 * @param eventLoops   of its sockets
 */
record SwitchSettings(List<String> jvm, String waitStrategy, int ringThreads, int eventLoops) {
    private static final int MAX_EVENT_LOOPS = 64;

    /** @throws IllegalArgumentException for what no switch can be started with, in words for whoever asked for it */
    SwitchSettings {
        if (WaitPreset.ofConfigName(waitStrategy) == null) {
            throw new IllegalArgumentException(
                "--wait-strategy: expected latency, balanced or frugal, found '" + waitStrategy + "'");
        }
        within("--ring-threads", ringThreads, RingHostContext.MAX_THREADS);
        within("--event-loops", eventLoops, MAX_EVENT_LOOPS);
    }

    private static void within(final String option, final int value, final int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                option + ": expected a whole number from 1 to " + most + ", found '" + value + "'");
        }
    }

    SwitchSettings withJvm(final List<String> other) {
        return new SwitchSettings(other, waitStrategy, ringThreads, eventLoops);
    }

    @Override
    public String toString() {
        return "event loops " + eventLoops + ", ring threads " + ringThreads + ", wait strategy " + waitStrategy
            + ", JVM " + String.join(" ", jvm);
    }
}
