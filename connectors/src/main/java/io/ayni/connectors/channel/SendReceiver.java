package io.ayni.connectors.channel;

import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.ScheduleDueDecoder;

/**
 * An outbound link. Registered with {@link LoopMailbox#bindLink} and called on that mailbox's event loop alone; the
 * decoder is valid only during the call.
 */
public interface SendReceiver {
    /** Encode and write, or offer a {@code NetworkSendFailed} when no byte can leave. */
    void onNetworkSend(NetworkSendDecoder send);

    /** Ask what is owed, and offer a {@code ScheduleBill}; it comes again until one arrives. Of billers alone. */
    default void onScheduleDue(final ScheduleDueDecoder due) {
    }

    /** The engine missed too many answers: no traffic until the link has proved itself anew. */
    default void onLinkSuspended(final int suspensions) {
    }

    /** A cutover that the link told the engine is durable. @param settlementDay epoch day */
    default void onCutoverTaken(final int settlementDay) {
    }

    /** No more messages for this link for now: flush the socket. */
    void onSendsEnd();
}
