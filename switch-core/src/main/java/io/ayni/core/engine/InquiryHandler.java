package io.ayni.core.engine;

import io.ayni.core.command.BillerAnswerDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.payment.SendKind;
import io.ayni.core.policy.Policy;
import io.ayni.core.store.Slab;

/**
 * Payments over a link that has no reversal. Silence is no answer: the payment is UNKNOWN, keeps its hold, and its biller
 * is asked by our own reference what became of it, ever more rarely, until it says so or a person has to. Never failed on
 * a guess, never sent again under a new reference.
 */
final class InquiryHandler {
    private static final int DE4 = 4;

    private final EngineState state;
    private final PaymentRun run;
    private final OutcomePublisher publisher;
    private final NoticePublisher notices;

    InquiryHandler(final EngineState state, final PaymentRun run, final OutcomePublisher publisher,
        final NoticePublisher notices) {
        this.state = state;
        this.run = run;
        this.publisher = publisher;
        this.notices = notices;
    }

    void onAnswer(final BillerAnswerDecoder answer) {
        final Payments payments = state.payments;
        final BillerResult result = BillerResult.ofCode(answer.result());
        final int p = payments.findById(answer.paymentId());
        final int leg = p == Slab.NONE ? Slab.NONE : payments.networkLeg(p);
        if (result == null || leg == Slab.NONE || state.legs.retrievalReference(leg) == 0
            || state.legs.linkId(leg) != answer.linkId()) {
            publisher.alarm(AlarmCode.ANSWER_MATCHED_NOTHING, answer.linkId(), answer.paymentId(), 0, false, 0);
            return;
        }
        if (result == BillerResult.PAID && answer.amountMinor() != 0
            && answer.amountMinor() != payments.amountMinor(p)) {
            publisher.alarm(AlarmCode.ANSWER_MATCHED_NOTHING, answer.linkId(), answer.paymentId(), DE4, false, 0);
            return;
        }
        switch (payments.state(p)) {
            case SENT, UNKNOWN -> onAwaited(p, result, answer);
            default -> onLate(p, result, answer.linkId());
        }
    }

    /** No answer in time, or none that decides. */
    void begin(final int p) {
        final int linkId = state.legs.linkId(state.payments.networkLeg(p));
        final int detail = state.detailsOf(p);
        state.details.sentMs(detail, state.payments.updatedMs(p));
        state.details.unknownSinceMs(detail, state.nowMs);
        state.lifecycle.unknown(p, DeclineReason.NETWORK_TIMEOUT, state.links.isUp(linkId)
            ? ResponseCode.LATE : ResponseCode.CONNECTOR_DOWN, state.nowMs);
        schedule(p, detail, 0);
        publisher.replyToAll(p);
    }

    /** The next inquiry is due, or the time of inquiries is over. */
    void onDeadline(final int p) {
        final int detail = state.detailsOf(p);
        if (state.nowMs - state.details.unknownSinceMs(detail) >= state.policy.manualAfterMs) {
            giveToPerson(p);
            return;
        }
        final int leg = state.payments.networkLeg(p);
        final int linkId = state.legs.linkId(leg);
        final Policy.LinkTerms terms = state.policy.link(linkId);
        final int attempt = state.details.inquiries(detail) + 1;
        state.details.inquiries(detail, attempt);
        if (state.details.decisiveInquiry(detail) == 0
            && state.nowMs - state.details.sentMs(detail) >= state.policy.notFoundFinalAfterMs) {
            state.details.decisiveInquiry(detail, attempt);
        }
        schedule(p, detail, attempt);
        if (terms != null && state.links.isUp(linkId)) {
            publisher.send(p, leg, attempt, SendKind.STATUS, terms);
        }
    }

    /** UNKNOWN or REVERSAL_PENDING → MANUAL, with its hold. */
    void giveToPerson(final int p) {
        final int leg = state.payments.networkLeg(p);
        final int asked = state.payments.state(p) == PaymentState.REVERSAL_PENDING
            ? state.legs.reversals(leg) : state.details.inquiries(state.payments.details(p));
        state.lifecycle.manual(p, state.nowMs);
        publisher.alarm(AlarmCode.MANUAL, state.legs.linkId(leg), state.payments.paymentId(p), 0, false, asked);
    }

    /** What an UNKNOWN payment came to, told to the member as well: the caller was told that nobody knows. */
    void posted(final int p) {
        final boolean wasUnknown = state.payments.state(p) == PaymentState.UNKNOWN;
        run.post(p, state.payments.amountMinor(p));
        publisher.replyToAll(p);
        if (wasUnknown) {
            notices.payment(p, NoticeKind.PAYMENT_POSTED);
        }
    }

    void declined(final int p, final DeclineReason reason, final int responseCode) {
        final boolean wasUnknown = state.payments.state(p) == PaymentState.UNKNOWN;
        run.declineAndReply(p, reason, responseCode);
        if (wasUnknown) {
            notices.payment(p, NoticeKind.PAYMENT_REVERSED);
        }
    }

    private void onAwaited(final int p, final BillerResult result, final BillerAnswerDecoder answer) {
        switch (result) {
            case PAID -> {
                state.details.receipt(state.detailsOf(p), answer.buffer(),
                    answer.offset() + BillerAnswerDecoder.receiptEncodingOffset());
                posted(p);
            }
            case REFUSED -> declined(p, DeclineReason.NETWORK_DECLINED, answer.responseCode() == ResponseCode.NONE
                ? ResponseCode.INVALID_TRANSACTION : answer.responseCode());
            case PENDING -> {
                if (state.payments.state(p) == PaymentState.SENT) {
                    begin(p);
                }
            }
            case NOT_FOUND -> onNotFound(p, answer.kind() == SendKind.STATUS.code() ? answer.attempt() : 0);
        }
    }

    /**
     * It may still be on its way. Only an inquiry that was made when it could arrive no more decides: an answer may itself
     * have been long on its way.
     */
    private void onNotFound(final int p, final int attempt) {
        if (state.payments.state(p) == PaymentState.SENT) {
            begin(p);
            return;
        }
        final int decisive = state.details.decisiveInquiry(state.payments.details(p));
        if (decisive != 0 && attempt >= decisive) {
            declined(p, DeclineReason.NETWORK_TIMEOUT, DeclineReason.NETWORK_TIMEOUT.responseCode());
        }
    }

    private void onLate(final int p, final BillerResult result, final int linkId) {
        final boolean posted = state.payments.state(p) == PaymentState.POSTED
            || state.payments.state(p) == PaymentState.SCHEDULED_EFFECTIVE;
        final AlarmCode code = result == BillerResult.PAID
            ? posted ? AlarmCode.DUPLICATE_ANSWER : AlarmCode.LATE_APPROVAL
            : posted && result == BillerResult.REFUSED ? AlarmCode.LATE_DECLINE : AlarmCode.DUPLICATE_ANSWER;
        publisher.alarm(code, linkId, state.payments.paymentId(p), 0, false, 0);
    }

    private void schedule(final int p, final int detail, final int asked) {
        final long waitMs = Math.min(state.policy.inquiryFirstMs << Math.min(asked, 20), state.policy.inquiryMaxMs);
        state.lifecycle.scheduleInquiry(p, Math.min(state.nowMs + waitMs,
            state.details.unknownSinceMs(detail) + state.policy.manualAfterMs));
    }
}
