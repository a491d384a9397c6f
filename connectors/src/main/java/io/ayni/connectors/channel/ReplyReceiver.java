package io.ayni.connectors.channel;

import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.PaymentReplyDecoder;

/**
 * A caller's connection. Registered with {@link LoopMailbox#open} and called on that mailbox's event loop alone; the
 * decoders are valid only during the call. The receiver finds the request in {@code replyTo().correlationId()}; one
 * that it does not know (any more) is ignored.
 */
public interface ReplyReceiver {
    void onPaymentReply(PaymentReplyDecoder reply);

    void onAccountReply(AccountReplyDecoder reply);

    /** No more replies for this connection for now: flush the socket. */
    void onRepliesEnd();
}
