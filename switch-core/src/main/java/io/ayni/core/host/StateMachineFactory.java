package io.ayni.core.host;

import io.ayni.core.engine.Outcomes;
import io.ayni.core.engine.StateMachine;

/** Makes the state machine a host drives, empty, bound to where it says what follows. */
@FunctionalInterface
public interface StateMachineFactory {
    StateMachine create(Outcomes outcomes);
}
