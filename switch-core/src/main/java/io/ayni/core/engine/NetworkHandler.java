package io.ayni.core.engine;

import io.ayni.core.calendar.CooperativeCalendar;
import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.NetworkCutoverDecoder;
import io.ayni.core.command.NetworkSendFailedDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.Policy;
import io.ayni.core.store.Slab;

/**
 * What the outbound networks report: answers to requests and to reversals, links that come and go. An answer is matched
 * by its retrieval reference and must then agree in every other field; what does not is quarantined in an alarm that
 * names the field, and changes nothing.
 */
final class NetworkHandler {
    private static final int ANSWER_TO_REVERSAL = 4;
    /** Reversals that waited for a link go out one each this many microseconds, so as not to drown it. */
    private static final int DRAIN_SPACING_MICROS = 400;

    private final EngineState state;
    private final PaymentRun run;
    private final InquiryHandler inquiries;
    private final PinRun pins;
    private final OutcomePublisher publisher;
    private final NoticePublisher notices;
    private final AnswerMatcher matcher;

    NetworkHandler(final EngineState state, final PaymentRun run, final InquiryHandler inquiries,
        final PinRun pins, final OutcomePublisher publisher, final NoticePublisher notices) {
        this.state = state;
        this.run = run;
        this.inquiries = inquiries;
        this.pins = pins;
        this.publisher = publisher;
        this.notices = notices;
        this.matcher = new AnswerMatcher(state);
    }

    void onAnswer(final NetworkAnswerDecoder answer) {
        final int leg = matcher.match(answer);
        if (leg == Slab.NONE) {
            publisher.alarm(AlarmCode.ANSWER_MATCHED_NOTHING, answer.linkId(), 0, matcher.field(),
                matcher.fieldMissing(), answer.stan());
            return;
        }
        final int p = state.legs.payment(leg);
        if (answer.messageClass() == ANSWER_TO_REVERSAL) {
            onReversalAnswer(p, leg, answer.responseCode());
        } else {
            onRequestAnswer(p, leg, answer);
        }
    }

    /** The bytes never left, so nothing has to be taken back at the network. */
    void onSendFailed(final NetworkSendFailedDecoder failed) {
        final Payments payments = state.payments;
        final int p = payments.findById(failed.paymentId());
        if (p == Slab.NONE) {
            return;
        }
        final int attempt = failed.attempt();
        if (attempt == 0 && (payments.state(p) == PaymentState.SENT || payments.state(p) == PaymentState.UNKNOWN)) {
            inquiries.declined(p, DeclineReason.LINK_DOWN, DeclineReason.LINK_DOWN.responseCode());
        } else if (attempt > 0 && payments.state(p) == PaymentState.REVERSAL_PENDING
            && state.legs.reversals(payments.networkLeg(p)) == attempt) {
            // The next one is the first that the network sees: it must be a 0420 again when none went before.
            state.legs.reversals(payments.networkLeg(p), attempt - 1);
        }
    }

    void onLinkStatus(final LinkStatusDecoder status) {
        final LinkState linkState = LinkState.ofCode(status.status());
        if (linkState == null || status.linkId() < 0 || status.linkId() > Links.MAX_LINK_ID) {
            return;
        }
        state.links.state(status.linkId(), linkState);
        if (linkState == LinkState.UP) {
            drain(status.linkId());
        }
    }

    /** The network's day changed: what posts through it from now on settles on the new one. */
    void onCutover(final NetworkCutoverDecoder cutover) {
        final int linkId = cutover.linkId();
        if (linkId < 0 || linkId > Links.MAX_LINK_ID || cutover.settlementDay() <= 0) {
            return;
        }
        state.links.settlementDay(linkId, cutover.settlementDay());
        publisher.cutoverTaken(linkId, cutover.settlementDay());
    }

    /** No answer in time: it is taken back where the network knows reversals, else asked about. */
    void onTimeout(final int p) {
        if (state.payments.operation(p).isMemberRequest()) {
            pins.onTimeout(p);
        } else if (hasReversal(p)) {
            beginReversal(p, DeclineReason.NETWORK_TIMEOUT);
        } else {
            inquiries.begin(p);
        }
    }

    /** @return whether what was sent over this payment's link can be taken back there. */
    boolean hasReversal(final int p) {
        final Policy.LinkTerms terms = state.policy.link(state.legs.linkId(state.payments.networkLeg(p)));
        if (terms != null) {
            return terms.hasReversal();
        }
        // The link has left the policy: no biller and no file knows a reversal, every other network does.
        final int detail = state.payments.details(p);
        return detail == Slab.NONE || state.details.billerId(detail) == 0 && state.details.effectiveDay(detail) == 0;
    }

    /** No answer in time, or a caller that gave up: from here on only an accepted reversal frees the hold. */
    void beginReversal(final int p, final DeclineReason reason) {
        final int leg = state.payments.networkLeg(p);
        final int linkId = state.legs.linkId(leg);
        final int responseCode = reason == DeclineReason.NETWORK_TIMEOUT && !state.links.isUp(linkId)
            ? ResponseCode.CONNECTOR_DOWN : reason.responseCode();
        state.lifecycle.reversalPending(p, reason, responseCode, state.nowMs);
        publisher.replyToAll(p);
        final long reference = state.links.nextReference(linkId);
        state.legs.reversalReference(leg, Links.stanOf(reference),
            CooperativeCalendar.transmissionTime(state.nowMs));
        sendReversal(p);
    }

    /** Sends the reversal that is due, or lets it wait for its link; the next one is spaced exponentially. */
    void sendReversal(final int p) {
        final int leg = state.payments.networkLeg(p);
        final int linkId = state.legs.linkId(leg);
        final Policy.LinkTerms terms = state.policy.link(linkId);
        if (terms == null || !state.links.isUp(linkId)) {
            state.lifecycle.awaitLink(p);
            state.links.park(linkId, leg);
            return;
        }
        final int attempt = state.legs.reversals(leg) + 1;
        state.legs.reversals(leg, attempt);
        final int doublings = Math.min(attempt - 1, 20);
        state.lifecycle.scheduleReversal(p,
            state.nowMs + Math.min(state.policy.reversalFirstMs << doublings, state.policy.reversalMaxMs));
        publisher.send(p, leg, attempt, terms);
        if (attempt == state.policy.alarmAfterReversals) {
            publisher.alarm(AlarmCode.REVERSAL_REPEATED, linkId, state.payments.paymentId(p), 0, false, attempt);
        }
    }

    private void onRequestAnswer(final int p, final int leg, final NetworkAnswerDecoder answer) {
        final boolean approved = answer.responseCode() == ResponseCode.APPROVED;
        final long paymentId = state.payments.paymentId(p);
        switch (state.payments.state(p)) {
            case SENT -> {
                if (state.payments.operation(p).isMemberRequest()) {
                    pins.onAnswer(p, answer);
                } else if (approved) {
                    state.legs.approvalCode(leg, AnswerMatcher.approvalCode(answer));
                    run.post(p, state.payments.amountMinor(p));
                    publisher.replyToAll(p);
                } else {
                    run.declineAndReply(p, DeclineReason.NETWORK_DECLINED, answer.responseCode());
                }
            }
            case UNKNOWN -> {
                if (approved) {
                    state.legs.approvalCode(leg, AnswerMatcher.approvalCode(answer));
                    inquiries.posted(p);
                } else {
                    inquiries.declined(p, DeclineReason.NETWORK_DECLINED, answer.responseCode());
                }
            }
            case REVERSAL_PENDING, REVERSED, MANUAL -> publisher.alarm(
                approved ? AlarmCode.LATE_APPROVAL : AlarmCode.LATE_DECLINE, answer.linkId(), paymentId, 0, false,
                answer.stan());
            default -> publisher.alarm(!pins.gaveUp(p) ? AlarmCode.DUPLICATE_ANSWER
                : approved ? AlarmCode.LATE_APPROVAL : AlarmCode.LATE_DECLINE, answer.linkId(), paymentId, 0, false,
                answer.stan());
        }
    }

    private void onReversalAnswer(final int p, final int leg, final int responseCode) {
        final boolean accepted = responseCode == ResponseCode.APPROVED || responseCode == ResponseCode.NO_ORIGINAL;
        if (state.payments.state(p) != PaymentState.REVERSAL_PENDING) {
            publisher.alarm(AlarmCode.DUPLICATE_ANSWER, state.legs.linkId(leg), state.payments.paymentId(p), 0, false,
                state.legs.reversalStan(leg));
        } else if (accepted) {
            state.lifecycle.reversed(p, state.nowMs);
            run.tellSchedule(p);
            notices.payment(p, NoticeKind.PAYMENT_REVERSED);
        }
    }

    private void drain(final int linkId) {
        int leg;
        int scheduled = 0;
        while ((leg = state.links.unpark(linkId)) != Slab.NONE) {
            final int p = state.legs.payment(leg);
            if (p == Slab.NONE) {
                state.legs.free(leg);
            } else if (state.payments.state(p) == PaymentState.REVERSAL_PENDING) {
                state.lifecycle.scheduleReversal(p,
                    state.nowMs + (long) scheduled++ * DRAIN_SPACING_MICROS / 1_000);
            }
        }
    }
}
