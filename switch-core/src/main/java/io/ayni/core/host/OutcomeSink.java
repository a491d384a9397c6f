package io.ayni.core.host;

import org.agrona.DirectBuffer;

/**
 * Receives outcomes once they are durable, in order of the log, on the host's outcome thread. Must not block: it hands
 * on to the threads that own the sockets. The bytes are valid only during the call.
 */
public interface OutcomeSink {
    /** One message of the log format (templates 50-99) with its header. */
    void onOutcome(DirectBuffer buffer, int offset, int length);

    /** No more for now: flush. */
    void onBatchEnd();
}
