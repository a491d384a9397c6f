package io.ayni.connectors.channel;

import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import org.agrona.DirectBuffer;

/**
 * A caller's connection. Registered with {@link LoopMailbox#open} and called on that mailbox's event loop alone; the
 * decoders are valid only during the call. The receiver finds the request in {@code replyTo().correlationId()}; one
 * that it does not know (any more) is ignored.
 */
public interface ReplyReceiver {
    void onPaymentReply(PaymentReplyDecoder reply);

    void onAccountReply(AccountReplyDecoder reply);

    /**
     * A row of the answer to a MemberQuery, or the PageEnd behind the last one. Rows that are accounts or payments come
     * by the methods above.
     *
     * @param templateId of the message, header included, in the buffer: BeneficiaryReply to PageEnd of the log format, of an
     *                   operator's desk WaitingReply, LinkReply and AdminReply as well
     */
    default void onRow(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        // who asks no MemberQuery gets none
    }

    /** No more replies for this connection for now: flush the socket. */
    void onRepliesEnd();
}
