package io.ayni.core.engine;

import org.agrona.DirectBuffer;

/**
 * Where the engine says what follows from a command. Returns nothing: whether anybody listens, or is slow, cannot
 * change state. The bytes are valid only during the call; each is one message of the log format (templates 50-99)
 * with its header. Called on the engine's thread.
 */
@FunctionalInterface
public interface Outcomes {
    void emit(DirectBuffer buffer, int offset, int length);
}
