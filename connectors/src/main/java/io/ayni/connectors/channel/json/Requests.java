package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.BillInquiry.Bill;
import io.ayni.connectors.channel.json.Parameters.BadParameter;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.translate.BodySpec;
import io.ayni.connectors.translate.Identifiers;
import io.ayni.connectors.translate.InstitutionFacts.Biller;
import io.ayni.connectors.translate.JsonFault;
import io.ayni.connectors.translate.JsonReplies.Asked;
import io.ayni.connectors.translate.MemberTranslator.Target;
import io.ayni.connectors.translate.Problem;
import io.ayni.connectors.translate.WaitingBill;
import io.ayni.core.host.Ingress;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;

/**
 * What each resource does with a request that changes something: reads path and body, makes the first command, and says
 * how the conversation goes on. Reading is {@link Reads}'. One per event loop.
 */
final class Requests {
    private static final Pattern REFERENCE = Pattern.compile("[0-9A-Za-z./-]{1,28}");

    private final JsonLoop loop;
    private final Reads reads;

    Requests(final JsonLoop loop) {
        this.loop = loop;
        this.reads = new Reads(loop);
    }

    /** The body is cleared when this returns. */
    void begin(
            final JsonConnection connection, final Exchange exchange, final Route route, final RequestHead request,
            final RequestBody body) {
        switch (route) {
            case AUTHORIZE -> authorize(connection, exchange, body);
            case STEP_UP, CHALLENGE_VERIFY -> stepUp(connection, exchange, body);
            case RESEND, CHALLENGE_RESEND -> resend(connection, exchange, body);
            case CAPTURE -> capture(connection, exchange, body);
            case VOID -> takeBack(connection, exchange, body);
            case DEFERRAL_SIMULATE -> simulate(connection, exchange, body);
            case BILL -> bill(connection, exchange);
            default -> {
                if (route.body() != null && route.body().operation() != null) {
                    member(connection, exchange, route, body);
                } else {
                    read(connection, exchange, route, request);
                }
            }
        }
    }

    private void read(
            final JsonConnection connection, final Exchange exchange, final Route route, final RequestHead request) {
        try {
            reads.begin(connection, exchange, route, request.query());
        } catch (final BadParameter e) {
            connection.refuse(exchange, e.fault());
        }
    }

    // ------------------------------------------------------------------------------------------- payments

    private void authorize(final JsonConnection connection, final Exchange exchange, final RequestBody body) {
        exchange.asked = Asked.AUTHORIZATION;
        exchange.conversation = loop.conversations.once;
        connection.frame(exchange);
        final JsonFault fault = loop.translator.authorization(body.bytes(), body.length());
        if (fault != null) {
            connection.refuse(exchange, fault);
            return;
        }
        exchange.code = loop.translator.takeCode();
        if (loop.translator.savedId() == 0) {
            pay(connection, exchange, loop.frame.buffer(), loop.frame.length(), loop.translator.billerId(),
                    loop.translator.reference());
        } else {
            final SavedPayeeConversation saved = new SavedPayeeConversation(loop);
            exchange.conversation = saved;
            saved.begin(connection, exchange);
        }
    }

    /**
     * Offers an AuthorizeRequest; one to a biller that can be asked waits until it has said what is owed, or that it
     * cannot be asked.
     *
     * @param billerId 0 when no biller is paid
     */
    void pay(
            final JsonConnection connection, final Exchange exchange, final DirectBuffer command, final int length,
            final int billerId, final String reference) {
        final Biller biller = billerId == 0 ? null : loop.services.facts().get().biller(billerId);
        if (isWrongNumber(connection, exchange, biller, reference)) {
            return;
        }
        if (biller == null || !biller.asksOwed()) {
            connection.offer(exchange, Ingress.Lane.REQUEST, command, length);
            return;
        }
        final WaitingBill bill = new WaitingBill(command, length);
        final long correlationId = exchange.correlationId;
        loop.services.bills().ask(biller.id(), reference, said ->
                connection.later(correlationId, waiting -> {
                    final DirectBuffer whole = bill.complete(said.owedOrUnknown());
                    connection.offer(waiting, Ingress.Lane.REQUEST, whole, whole.capacity());
                }));
    }

    private void stepUp(final JsonConnection connection, final Exchange exchange, final RequestBody body) {
        exchange.asked = Asked.STEP_UP;
        final JsonFault fault = loop.translator.stepUpBody(body.bytes(), body.length());
        exchange.code = loop.translator.takeCode();
        lookUp(connection, exchange, new StepUpConversation(loop), fault);
    }

    private void resend(final JsonConnection connection, final Exchange exchange, final RequestBody body) {
        exchange.asked = Asked.RESEND;
        lookUp(connection, exchange, loop.conversations.resend,
                loop.translator.emptyBody(body.bytes(), body.length()));
    }

    private void capture(final JsonConnection connection, final Exchange exchange, final RequestBody body) {
        exchange.asked = Asked.CHANGE;
        final JsonFault fault = loop.translator.captureBody(body.bytes(), body.length());
        exchange.amountMinor = loop.translator.captureMinor();
        lookUp(connection, exchange, loop.conversations.capture, fault);
    }

    private void takeBack(final JsonConnection connection, final Exchange exchange, final RequestBody body) {
        exchange.asked = Asked.CHANGE;
        lookUp(connection, exchange, loop.conversations.takeBack,
                loop.translator.emptyBody(body.bytes(), body.length()));
    }

    private void lookUp(
            final JsonConnection connection, final Exchange exchange, final Conversation conversation,
            final JsonFault fault) {
        exchange.conversation = conversation;
        if (fault != null) {
            connection.refuse(exchange, fault);
            return;
        }
        exchange.paymentId = PaymentIds.parse(loop.match.variable("id"));
        if (exchange.paymentId < 0) {
            connection.refuse(exchange, Problem.NOT_FOUND, "that is no payment id");
            return;
        }
        connection.frame(exchange);
        loop.translator.paymentQuery(exchange.paymentId);
        connection.offer(exchange, Ingress.Lane.REQUEST);
    }

    // ------------------------------------------------------------------------------------------- members

    private void member(
            final JsonConnection connection, final Exchange exchange, final Route route, final RequestBody body) {
        exchange.asked = route.method().equals("POST") ? Asked.AUTHORIZATION : Asked.CHANGE;
        exchange.conversation = loop.conversations.once;
        final Target target = target(connection, exchange, route);
        if (target == null) {
            return;
        }
        connection.frame(exchange);
        final JsonFault fault = loop.members.request(route.body(), target, body.bytes(), body.length());
        exchange.code = loop.members.takeCode();
        final int billerId = fault == null ? loop.members.billerId() : 0;
        final Biller biller = billerId == 0 ? null : loop.services.facts().get().biller(billerId);
        if (fault != null) {
            connection.refuse(exchange, fault);
        } else if (isWrongNumber(connection, exchange, biller, loop.members.reference())) {
            return;
        } else if (route.body() == BodySpec.CARD_PIN_CHANGE) {
            changePin(connection, exchange);
        } else {
            connection.offer(exchange, Ingress.Lane.REQUEST);
        }
    }

    private void changePin(final JsonConnection connection, final Exchange exchange) {
        final String pin = loop.members.takePin();
        final String block = loop.members.takePinBlock();
        if (!block.isEmpty() && !loop.services.pins().keepBlock(loop.members.paymentId(), block)) {
            connection.refuse(exchange, Problem.OVERLOADED, "no card network takes a PIN now");
            return;
        }
        final PinConversation conversation = new PinConversation(loop, pin);
        exchange.conversation = conversation;
        conversation.begin(connection, exchange, loop.members.memberId());
    }

    /** @return null when the path names nothing that could be there: refused. */
    private Target target(final JsonConnection connection, final Exchange exchange, final Route route) {
        final boolean hasMember = route.path().contains("{member}");
        final boolean hasCard = route.path().contains("{token}");
        final boolean hasTarget = route.path().contains("{id}");
        final long member = hasMember ? Identifiers.parse(loop.match.variable("member")) : 0;
        final long card = hasCard ? Identifiers.parse(loop.match.variable("token")) : 0;
        final long id = hasTarget ? PaymentIds.parse(loop.match.variable("id")) : 0;
        if (member < 0 || card < 0 || id < 0) {
            connection.refuse(exchange, Problem.NOT_FOUND, "the path names nothing that could be there");
            return null;
        }
        return new Target(member, id, card);
    }

    private void simulate(final JsonConnection connection, final Exchange exchange, final RequestBody body) {
        final long token = Identifiers.parse(loop.match.variable("token"));
        if (token < 0) {
            connection.refuse(exchange, Problem.NOT_FOUND, "that is no card token");
            return;
        }
        final JsonFault fault = loop.members.simulationBody(body.bytes(), body.length());
        if (fault != null) {
            connection.refuse(exchange, fault);
        } else {
            reads.simulate(connection, exchange, token);
        }
    }

    // ------------------------------------------------------------------------------------------- billers

    /** @return whether the member's number cannot be one of this biller's: refused. */
    private static boolean isWrongNumber(
            final JsonConnection connection, final Exchange exchange, final Biller biller, final String reference) {
        if (biller == null || reference.isEmpty() || biller.mayBe(reference)) {
            return false;
        }
        connection.refuse(exchange, new JsonFault(Problem.INVALID_BODY,
                biller.form() != null && !biller.form().matcher(reference).matches()
                        ? "expected the number as this biller has them: " + biller.pattern()
                        : "expected a cédula or RUC; the check digit does not fit", "$.reference"));
        return true;
    }

    private void bill(final JsonConnection connection, final Exchange exchange) {
        final String reference = loop.match.variable("reference");
        final long id = Identifiers.parse(loop.match.variable("biller"));
        final Biller biller = id < 0 || id > Integer.MAX_VALUE ? null : loop.services.facts().get().biller((int) id);
        if (biller == null || !biller.asksOwed() || !REFERENCE.matcher(reference).matches()) {
            connection.refuse(exchange, Problem.NOT_FOUND, "there is no such biller, or it tells nobody what is owed");
            return;
        }
        if (isWrongNumber(connection, exchange, biller, reference)) {
            return;
        }
        final long correlationId = exchange.correlationId;
        loop.services.bills().ask(biller.id(), reference, bill ->
                connection.later(correlationId, waiting -> tellBill(connection, waiting, biller, reference, bill)));
    }

    private void tellBill(
            final JsonConnection connection, final Exchange exchange, final Biller biller, final String reference,
            final Bill bill) {
        switch (bill.result()) {
            case OWED -> {
                loop.memberReplies.bill(biller, reference, bill.owedMinor(), bill.dueDay(), bill.holder());
                connection.finish(exchange, 200);
            }
            case UNKNOWN_REFERENCE -> connection.refuse(exchange, Problem.NOT_FOUND, "the biller knows no such number");
            case UNREACHABLE -> connection.refuse(exchange, Problem.BILLER_UNREACHABLE, "ask again a little later");
        }
    }
}
