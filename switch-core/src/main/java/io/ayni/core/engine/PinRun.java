package io.ayni.core.engine;

import io.ayni.core.calendar.CooperativeCalendar;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentDetails;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.Policy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A PIN that the card processor changes or makes. The PIN block is in the edge's memory alone and joins the message at
 * the link. Silence is a decline: to ask again for the same PIN does no harm, so nothing is reversed or inquired.
 */
final class PinRun {
    private final EngineState state;
    private final LinkChoice links;
    private final PaymentRun run;
    private final OutcomePublisher publisher;
    private final NoticePublisher notices;
    private final UnsafeBuffer sealed = new UnsafeBuffer(new byte[PaymentDetails.SEALED_CARD_LENGTH]);

    PinRun(final EngineState state, final LinkChoice links, final PaymentRun run, final OutcomePublisher publisher,
        final NoticePublisher notices) {
        this.state = state;
        this.links = links;
        this.run = run;
        this.publisher = publisher;
        this.notices = notices;
    }

    /** The checks have found the card, and a link of its route that takes traffic. */
    void send(final int p, final int card) {
        final Payments payments = state.payments;
        payments.card(p, state.cards.bin(card), state.cards.lastFour(card));
        state.cards.getSealed(card, sealed, 0);
        state.details.sealedCard(payments.details(p), sealed, 0);
        final Policy.LinkTerms terms = links.pickForCard(state.cards.bin(card), payments.paymentId(p));
        final int leg = state.legs.add(p, 0, 0, 0, 0, 0);
        payments.networkLeg(p, leg);
        final long reference = state.links.nextReference(terms.linkId());
        state.legs.reference(leg, terms.linkId(), reference, Links.stanOf(reference),
            CooperativeCalendar.transmissionTime(state.nowMs));
        state.lifecycle.sentWithoutHold(p, state.nowMs + terms.answerTimeoutMs(), state.nowMs);
        publisher.send(p, leg, 0, terms);
    }

    void onAnswer(final int p, final NetworkAnswerDecoder answer) {
        if (answer.responseCode() != ResponseCode.APPROVED) {
            run.declineAndReply(p, DeclineReason.NETWORK_DECLINED, answer.responseCode());
            return;
        }
        state.legs.approvalCode(state.payments.networkLeg(p), AnswerMatcher.approvalCode(answer));
        state.lifecycle.done(p, state.nowMs);
        publisher.replyToAll(p);
        final int details = state.payments.details(p);
        notices.pin(p, state.payments.operation(p) == Operation.CARD_PIN_CHANGE ? NoticeKind.PIN_CHANGED
            : NoticeKind.PIN_GENERATED, state.details.memberId(details), state.details.cardToken(details));
    }

    /** @return whether it was a PIN whose answer did not come in time: one that comes after all tells an operator. */
    boolean gaveUp(final int p) {
        return state.payments.operation(p).isMemberRequest()
            && state.payments.reason(p) == DeclineReason.NETWORK_TIMEOUT;
    }

    void onTimeout(final int p) {
        run.declineAndReply(p, DeclineReason.NETWORK_TIMEOUT);
    }
}
