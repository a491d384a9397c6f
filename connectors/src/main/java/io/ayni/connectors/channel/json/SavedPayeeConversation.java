package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.JsonTranslator;
import io.ayni.connectors.translate.SavedPayment;
import io.ayni.core.command.BeneficiaryReplyDecoder;
import io.ayni.core.command.EnrolmentReplyDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.member.QueryKind;
import org.agrona.DirectBuffer;

/**
 * A payment to somebody whom the member saved: the row is looked up by the account that pays, fills the command in, and
 * the payment goes its way. One request's.
 * <pre>
 * MemberQuery ONE_BENEFICIARY | ONE_ENROLMENT ─→ [what is owed ─→] AuthorizeRequest ─→ answer
 * </pre>
 */
final class SavedPayeeConversation extends Conversation {
    private final JsonLoop loop;
    private final SavedPayment payment;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BeneficiaryReplyDecoder beneficiary = new BeneficiaryReplyDecoder();
    private final EnrolmentReplyDecoder service = new EnrolmentReplyDecoder();
    private boolean isSent;

    /** The request is the one that the loop's translator has just read. */
    SavedPayeeConversation(final JsonLoop loop) {
        this.loop = loop;
        this.payment = loop.translator.savedPayment();
    }

    void begin(final JsonConnection connection, final Exchange exchange) {
        final JsonTranslator request = loop.translator;
        connection.frame(exchange);
        loop.members.saved(request.paysService() ? QueryKind.ONE_ENROLMENT : QueryKind.ONE_BENEFICIARY,
                request.debitAccount(), request.savedId());
        connection.offer(exchange, Ingress.Lane.REQUEST);
    }

    @Override
    void onRow(
            final JsonConnection connection, final Exchange exchange, final int templateId, final DirectBuffer buffer,
            final int offset, final int length) {
        switch (templateId) {
            case BeneficiaryReplyDecoder.TEMPLATE_ID ->
                payment.beneficiary(beneficiary.wrapAndApplyHeader(buffer, offset, header));
            case EnrolmentReplyDecoder.TEMPLATE_ID ->
                payment.service(service.wrapAndApplyHeader(buffer, offset, header));
            case PageEndDecoder.TEMPLATE_ID -> {
                if (!isSent) {
                    isSent = true;
                    final DirectBuffer whole = payment.complete(exchange.code);
                    loop.requests.pay(connection, exchange, whole, whole.capacity(), payment.billerId(),
                            payment.reference());
                }
            }
            default -> throw new IllegalStateException("a row of template " + templateId + " was not asked for");
        }
    }

    @Override
    void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
        loop.conversations.answer(connection, exchange, reply);
    }
}
