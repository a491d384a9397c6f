package io.ayni.core.engine;

import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.NetworkCutoverDecoder;
import io.ayni.core.command.NetworkSendFailedDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.LinkKind;
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
    /** Of {@code accepted} in an answer; anything else says nothing. */
    private static final int ACCEPTED = 1;
    private static final int NOT_ACCEPTED = 2;

    private final EngineState state;
    private final PaymentRun run;
    private final InquiryHandler inquiries;
    private final PinRun pins;
    private final ReversalRun reversals;
    private final OutcomePublisher publisher;
    private final AnswerMatcher matcher;

    NetworkHandler(final EngineState state, final PaymentRun run, final InquiryHandler inquiries,
        final PinRun pins, final ReversalRun reversals, final OutcomePublisher publisher) {
        this.state = state;
        this.run = run;
        this.inquiries = inquiries;
        this.pins = pins;
        this.reversals = reversals;
        this.publisher = publisher;
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
            reversals.onAnswer(p, leg, isAccepted(answer));
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
        } else if (attempt > 0) {
            reversals.onSendFailed(p, attempt);
        }
    }

    void onLinkStatus(final LinkStatusDecoder status) {
        final LinkState linkState = LinkState.ofCode(status.status());
        if (linkState == null || status.linkId() < 0 || status.linkId() > Links.MAX_LINK_ID) {
            return;
        }
        final int known = status.suspensions() == LinkStatusDecoder.suspensionsNullValue() ? 0 : status.suspensions();
        if (linkState == LinkState.UP && known != state.links.suspensions(status.linkId())) {
            // It says so of the time before it was taken down: it has to sign on first.
            publisher.linkSuspended(status.linkId(), state.links.suspensions(status.linkId()));
            return;
        }
        state.links.state(status.linkId(), linkState);
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
        countTimeout(state.legs.linkId(state.payments.networkLeg(p)));
        if (state.payments.operation(p).isMemberRequest()) {
            pins.onTimeout(p);
        } else if (reversals.isPossible(p)) {
            reversals.begin(p, DeclineReason.NETWORK_TIMEOUT);
        } else {
            inquiries.begin(p);
        }
    }

    /** One too many takes the link down, until it has signed on and echoed again. Billers' links watch themselves. */
    private void countTimeout(final int linkId) {
        final Policy.LinkTerms terms = state.policy.link(linkId);
        if (terms == null || terms.kind() == LinkKind.BILLER || terms.kind() == LinkKind.BATCH
            || !state.links.timedOut(linkId, state.nowMs, terms.downAfter(), terms.downWithinMs())) {
            return;
        }
        state.links.state(linkId, LinkState.DOWN);
        state.links.suspensions(linkId, state.links.suspensions(linkId) + 1);
        publisher.linkSuspended(linkId, state.links.suspensions(linkId));
        publisher.alarm(AlarmCode.LINK_SUSPENDED, linkId, 0, 0, false, state.links.suspensions(linkId));
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
                    settle(leg, answer);
                    run.post(p, state.payments.amountMinor(p));
                    publisher.replyToAll(p);
                } else {
                    run.declineAndReply(p, DeclineReason.NETWORK_DECLINED, answer.responseCode());
                }
            }
            case UNKNOWN -> {
                if (approved) {
                    state.legs.approvalCode(leg, AnswerMatcher.approvalCode(answer));
                    settle(leg, answer);
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

    /** The settlement day that the answer names; without one it is that of the network's last cutover. */
    private void settle(final int leg, final NetworkAnswerDecoder answer) {
        if (answer.settlementDay() > 0) {
            state.legs.settlementDay(leg, answer.settlementDay());
        }
    }

    private static boolean isAccepted(final NetworkAnswerDecoder answer) {
        return switch (answer.accepted()) {
            case ACCEPTED -> true;
            case NOT_ACCEPTED -> false;
            default -> answer.responseCode() == ResponseCode.APPROVED
                || answer.responseCode() == ResponseCode.NO_ORIGINAL;
        };
    }
}
