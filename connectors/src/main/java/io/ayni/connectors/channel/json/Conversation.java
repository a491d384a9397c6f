package io.ayni.connectors.channel.json;

import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import org.agrona.DirectBuffer;

/**
 * What still has to be said before a request can be answered: told what the engine says for it, on the event loop. One
 * without a state of its own serves all requests of its kind and keeps what it must know in the {@link Exchange}.
 */
abstract class Conversation {
    /** @param reply valid only during the call */
    void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
        // not asked for
    }

    /** @param reply valid only during the call */
    void onAccount(final JsonConnection connection, final Exchange exchange, final AccountReplyDecoder reply) {
        // not asked for
    }

    /** Any other row, or the end of a page. */
    void onRow(
            final JsonConnection connection, final Exchange exchange, final int templateId, final DirectBuffer buffer,
            final int offset, final int length) {
        // not asked for
    }
}
