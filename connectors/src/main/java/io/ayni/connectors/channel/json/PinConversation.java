package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.JsonFault;
import io.ayni.connectors.translate.Problem;
import io.ayni.core.command.ContactReplyDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.member.QueryKind;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A new PIN: where the switch can see it, it is looked at first, which needs the member's birth date; then the request
 * goes to the engine without it, and the PIN waits in memory for the card network. One request's.
 */
final class PinConversation extends Conversation {
    private final JsonLoop loop;
    private final UnsafeBuffer command;
    private final long paymentId;
    private final String pin;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ContactReplyDecoder contact = new ContactReplyDecoder();
    private int birthDay;
    private boolean isSent;

    /** The request lies in the loop's frame. @param pin empty: a block was kept, which nobody here can look at */
    PinConversation(final JsonLoop loop, final String pin) {
        this.loop = loop;
        this.command = new UnsafeBuffer(new byte[loop.frame.length()]);
        this.command.putBytes(0, loop.frame.buffer(), 0, command.capacity());
        this.paymentId = loop.members.paymentId();
        this.pin = pin;
    }

    void begin(final JsonConnection connection, final Exchange exchange, final long memberId) {
        if (pin.isEmpty()) {
            send(connection, exchange);
            return;
        }
        connection.frame(exchange);
        loop.members.query(QueryKind.CONTACT, memberId, 0, 1);
        connection.offer(exchange, Ingress.Lane.REQUEST);
    }

    @Override
    void onRow(
            final JsonConnection connection, final Exchange exchange, final int templateId, final DirectBuffer buffer,
            final int offset, final int length) {
        if (templateId == ContactReplyDecoder.TEMPLATE_ID) {
            birthDay = contact.wrapAndApplyHeader(buffer, offset, header).birthDay();
        } else if (templateId == PageEndDecoder.TEMPLATE_ID && !isSent) {
            final String refusal = loop.services.pins().refusal(pin, birthDay);
            if (refusal != null) {
                connection.refuse(exchange, new JsonFault(Problem.PIN_REFUSED, refusal, "$.pin"));
            } else if (loop.services.pins().keepPin(paymentId, pin)) {
                send(connection, exchange);
            } else {
                connection.refuse(exchange, Problem.OVERLOADED, "too many PINs are being changed");
            }
        }
    }

    @Override
    void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
        loop.conversations.answer(connection, exchange, reply);
    }

    private void send(final JsonConnection connection, final Exchange exchange) {
        isSent = true;
        connection.offer(exchange, Ingress.Lane.REQUEST, command, command.capacity());
        Arrays.fill(command.byteArray(), (byte) 0);
    }
}
