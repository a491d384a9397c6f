package io.ayni.perf.bench;

import java.util.List;

/**
 * What a switch under measurement is started with.
 *
 * @param jvm          options of its JVM
 * @param waitStrategy of its ring, by its name in the configuration
 * @param ringThreads  of its ring
 * @param eventLoops   of its sockets
 */
record SwitchSettings(List<String> jvm, String waitStrategy, int ringThreads, int eventLoops) {

    SwitchSettings withJvm(final List<String> other) {
        return new SwitchSettings(other, waitStrategy, ringThreads, eventLoops);
    }

    @Override
    public String toString() {
        return "event loops " + eventLoops + ", ring threads " + ringThreads + ", wait strategy " + waitStrategy
            + ", JVM " + String.join(" ", jvm);
    }
}
