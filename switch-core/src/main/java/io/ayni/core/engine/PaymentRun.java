package io.ayni.core.engine;

import io.ayni.core.calendar.CooperativeCalendar;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.Policy;

/** What a payment does once nothing stands against it: hold, post, or send to its network; and how it is declined. */
final class PaymentRun {
    private final EngineState state;
    private final OutcomePublisher publisher;

    PaymentRun(final EngineState state, final OutcomePublisher publisher) {
        this.state = state;
        this.publisher = publisher;
    }

    /** Checks have passed, and the step-up where one is asked. */
    void start(final int p) {
        final Operation operation = state.payments.operation(p);
        state.payments.reason(p, DeclineReason.NONE, ResponseCode.APPROVED);
        if (operation == Operation.CREDIT_INBOUND) {
            state.lifecycle.postCredit(p, state.nowMs);
            publisher.replyToAll(p);
            return;
        }
        state.lifecycle.hold(p, state.policy.bucket(operation), state.today(), state.nowMs);
        if (operation == Operation.TRANSFER_INTERBANK) {
            send(p);
        } else if (state.payments.messageClass(p) == 1) {
            state.lifecycle.awaitCompletion(p, state.nowMs + state.policy.holdTtlMs);
            publisher.replyToAll(p);
        } else {
            post(p, state.payments.amountMinor(p));
            publisher.replyToAll(p);
        }
    }

    /** Posts what was captured of a HELD or SENT payment, with fee and tax. */
    void post(final int p, final long capturedMinor) {
        state.lifecycle.post(p, capturedMinor, state.institutionAccount(state.policy.feeAccount),
            state.institutionAccount(state.policy.taxAccount), state.nowMs);
    }

    void declineAndReply(final int p, final DeclineReason reason) {
        declineAndReply(p, reason, reason.responseCode());
    }

    void declineAndReply(final int p, final DeclineReason reason, final int responseCode) {
        final Payments payments = state.payments;
        if (payments.debitAccount(p) >= 0 && payments.operation(p) != Operation.CREDIT_INBOUND) {
            state.lifecycle.recordBalances(p, payments.debitAccount(p));
        }
        state.lifecycle.decline(p, reason, responseCode, state.nowMs);
        publisher.replyToAll(p);
    }

    private void send(final int p) {
        final int leg = state.payments.networkLeg(p);
        final Policy.LinkTerms terms = state.policy.route(state.legs.institution(leg));
        final long reference = state.links.nextReference(terms.linkId());
        state.legs.reference(leg, terms.linkId(), reference, Links.stanOf(reference),
            CooperativeCalendar.transmissionTime(state.nowMs));
        state.lifecycle.sent(p, state.nowMs + state.policy.answerTimeoutMs, state.nowMs);
        publisher.send(p, leg, 0, terms);
    }
}
