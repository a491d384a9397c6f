package io.ayni.core.engine;

import io.ayni.core.calendar.CooperativeCalendar;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.BillerTerms;
import io.ayni.core.policy.Policy;
import io.ayni.core.store.Slab;

/** What a payment does once nothing stands against it: hold, post, or send to its network; and how it is declined. */
final class PaymentRun {
    private final EngineState state;
    private final LinkChoice links;
    private final OutcomePublisher publisher;
    private final ScheduleResults schedules;

    PaymentRun(final EngineState state, final LinkChoice links, final OutcomePublisher publisher,
        final ScheduleResults schedules) {
        this.state = state;
        this.links = links;
        this.publisher = publisher;
        this.schedules = schedules;
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
        setEffectiveDay(p);
        if (links.leaves(p)) {
            send(p);
        } else if (state.payments.messageClass(p) == Payments.PREAUTHORIZATION) {
            state.lifecycle.awaitCompletion(p, state.nowMs + state.policy.holdTtlMs);
            publisher.replyToAll(p);
        } else {
            post(p, state.payments.amountMinor(p));
            publisher.replyToAll(p);
        }
    }

    /** Posts what was captured of a payment that holds, with fee and tax. */
    void post(final int p, final long capturedMinor) {
        final int currency = state.payments.currency(p);
        state.payments.reason(p, DeclineReason.NONE, ResponseCode.APPROVED);
        settle(state.payments.networkLeg(p));
        state.lifecycle.post(p, capturedMinor,
            state.payments.feeMinor(p) == 0 ? Slab.NONE : state.institutionAccount(state.policy.feeAccount(currency)),
            state.payments.taxMinor(p) == 0 ? Slab.NONE : state.institutionAccount(state.policy.taxAccount(currency)),
            links.isBatchedCard(p) ? PaymentState.SCHEDULED_EFFECTIVE : PaymentState.POSTED, state.nowMs);
        countInstalment(p, -1);
        schedules.onFinal(p);
    }

    /** What its answer did not say: it settles on the network's day of now. */
    private void settle(final int leg) {
        if (leg != Slab.NONE && state.legs.settlementDay(leg) == 0) {
            state.legs.settlementDay(leg, state.links.settlementDay(state.legs.linkId(leg)));
        }
    }

    /** A person ended a payment; the member is told if a schedule made it. */
    void tellSchedule(final int p) {
        schedules.onFinal(p);
    }

    /** A loan has one instalment less to pay, or with a payment taken back one more. */
    void countInstalment(final int p, final int change) {
        if (state.payments.operation(p) != Operation.LOAN_PAYMENT) {
            return;
        }
        final int product = state.products.find(state.ledger.number(state.payments.creditAccount(p)));
        if (product != Slab.NONE) {
            state.products.instalmentsLeft(product,
                Math.max(0, state.products.instalmentsLeft(product) + change));
        }
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
        schedules.onFinal(p);
    }

    /** What is not told at once has effect on the business day that the cut-off rule gives. */
    private void setEffectiveDay(final int p) {
        final BillerTerms biller = links.biller(p);
        if (biller != null && biller.isBatch() || links.isBatchedCard(p)) {
            state.details.effectiveDay(state.detailsOf(p), state.policy.effectiveDay(state.nowMs));
        }
    }

    private void send(final int p) {
        final int leg = state.payments.networkLeg(p);
        final Policy.LinkTerms terms = links.pick(p);
        final long reference = state.links.nextReference(terms.linkId());
        state.legs.reference(leg, terms.linkId(), reference, Links.stanOf(reference),
            CooperativeCalendar.transmissionTime(state.nowMs));
        state.lifecycle.sent(p, state.nowMs + terms.answerTimeoutMs(), state.nowMs);
        publisher.send(p, leg, 0, terms);
    }
}
