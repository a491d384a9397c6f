package io.ayni.core.host.cluster;

import io.ayni.core.engine.StateMachine;

/** The state that a cluster begins with. */
@FunctionalInterface
public interface EngineSeed {
    /** @param sequence of the last command in it; 0 for none */
    record Filled(long sequence, long timestampMs) {
    }

    /** @param machine to which nothing was applied */
    Filled fill(StateMachine machine);
}
