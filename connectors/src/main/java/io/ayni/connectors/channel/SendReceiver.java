package io.ayni.connectors.channel;

import io.ayni.core.command.NetworkSendDecoder;

/**
 * An outbound link. Registered with {@link LoopMailbox#bindLink} and called on that mailbox's event loop alone; the
 * decoder is valid only during the call.
 */
public interface SendReceiver {
    /** Encode and write, or offer a {@code NetworkSendFailed} when no byte can leave. */
    void onNetworkSend(NetworkSendDecoder send);

    /** No more messages for this link for now: flush the socket. */
    void onSendsEnd();
}
