package io.ayni.connectors.channel.json;

import io.ayni.connectors.security.TotpVerifier;
import io.ayni.connectors.translate.JsonTranslator;
import io.ayni.core.command.ContactReplyDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.stepup.StepUpMethod;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * A code that was typed in. It is bound to amount and payee, so the payment is looked up first; when the challenge asks
 * for a soft token's code, so is the member's secret, against which it is checked here. One request's.
 * <pre>
 * PaymentQuery ─→ [TOTP: MemberQuery CONTACT ─→] StepUpAnswer ─→ answer
 * </pre>
 */
final class StepUpConversation extends Conversation {
    private final JsonLoop loop;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ContactReplyDecoder contact = new ContactReplyDecoder();
    private ExpandableArrayBuffer paymentCopy;
    private boolean isAnswered;
    private long totpStep = TotpVerifier.NO_STEP;

    StepUpConversation(final JsonLoop loop) {
        this.loop = loop;
    }

    @Override
    void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
        if (isAnswered || reply.disposition() != Disposition.VIEW.code()) {
            loop.conversations.answer(connection, exchange, reply);
        } else if (reply.state() == PaymentState.CHALLENGED.code() && reply.stepUp() == StepUpMethod.TOTP.code()) {
            paymentCopy = new ExpandableArrayBuffer();
            paymentCopy.putBytes(0, reply.buffer(), reply.offset(), reply.encodedLength());
            connection.frame(exchange);
            loop.members.query(QueryKind.CONTACT, reply.memberId(), 0, 1);
            connection.offer(exchange, Ingress.Lane.REQUEST);
        } else {
            send(connection, exchange, reply);
        }
    }

    @Override
    void onRow(
            final JsonConnection connection, final Exchange exchange, final int templateId, final DirectBuffer buffer,
            final int offset, final int length) {
        if (templateId == ContactReplyDecoder.TEMPLATE_ID) {
            contact.wrapAndApplyHeader(buffer, offset, header);
            totpStep = loop.services.totp().step(contact.sealedTotp(), exchange.code, loop.epochMs.getAsLong());
        } else if (templateId == PageEndDecoder.TEMPLATE_ID && !isAnswered) {
            send(connection, exchange, new PaymentReplyDecoder().wrap(
                    paymentCopy, 0, PaymentReplyDecoder.BLOCK_LENGTH, PaymentReplyDecoder.SCHEMA_VERSION));
        }
    }

    private void send(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder payment) {
        isAnswered = true;
        connection.frame(exchange);
        loop.translator.stepUpAnswer(payment, exchange.code, totpStep);
        exchange.code = JsonTranslator.NO_CODE;
        connection.offer(exchange, Ingress.Lane.REQUEST);
    }
}
