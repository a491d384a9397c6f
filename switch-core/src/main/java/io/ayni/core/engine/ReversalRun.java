package io.ayni.core.engine;

import io.ayni.core.calendar.CooperativeCalendar;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.policy.Policy;
import io.ayni.core.store.Slab;

/**
 * Takes payments back at their network until it accepts. A reversal leaves when its link is up, none waits before it, and
 * rate and window allow; otherwise it joins the queue of its link, and nothing is ever dropped from there. Those that
 * waited leave before new ones.
 */
final class ReversalRun {
    private static final int ALARM_AT_PERCENT = 80;
    private static final int CALM_AT_PERCENT = 60;

    private final EngineState state;
    private final PaymentRun run;
    private final OutcomePublisher publisher;
    private final NoticePublisher notices;

    ReversalRun(final EngineState state, final PaymentRun run, final OutcomePublisher publisher,
        final NoticePublisher notices) {
        this.state = state;
        this.run = run;
        this.publisher = publisher;
        this.notices = notices;
    }

    /** @return whether what was sent over this payment's link can be taken back there. */
    boolean isPossible(final int p) {
        final Policy.LinkTerms terms = state.policy.link(state.legs.linkId(state.payments.networkLeg(p)));
        if (terms != null) {
            return terms.hasReversal();
        }
        // The link has left the policy: no biller knows a reversal, every other network does.
        final int detail = state.payments.details(p);
        return detail == Slab.NONE || state.details.billerId(detail) == 0;
    }

    /** No answer in time, or a caller that gave up: from here on only an accepted reversal frees the hold. */
    void begin(final int p, final DeclineReason reason) {
        final int leg = state.payments.networkLeg(p);
        final int linkId = state.legs.linkId(leg);
        final int responseCode = reason == DeclineReason.NETWORK_TIMEOUT && !state.links.isUp(linkId)
            ? ResponseCode.CONNECTOR_DOWN : reason.responseCode();
        state.lifecycle.reversalPending(p, reason, responseCode, state.nowMs);
        publisher.replyToAll(p);
        final long reference = state.links.nextReference(linkId);
        state.legs.reversalReference(leg, Links.stanOf(reference),
            CooperativeCalendar.transmissionTime(state.nowMs));
        watchStore(linkId);
        onDue(p);
    }

    /** The first one, or a repeat because nothing was heard of the one before. */
    void onDue(final int p) {
        final int leg = state.payments.networkLeg(p);
        final int linkId = state.legs.linkId(leg);
        final Policy.LinkTerms terms = state.policy.link(linkId);
        state.legs.reversalHeard(leg);
        if (state.links.waiting(linkId) == 0 && hasRoom(linkId, terms)
            && state.links.mayLeave(linkId, terms.reversals().perSecond(), state.nowMs)) {
            send(p, leg, terms);
        } else {
            state.lifecycle.awaitLink(p);
            state.links.park(linkId, leg);
        }
    }

    /** @return when the first that waits for a link may leave; the end of time when none may. */
    long nextMs() {
        long next = Long.MAX_VALUE;
        for (int linkId = state.legs.nextQueue(0); linkId != Slab.NONE; linkId = state.legs.nextQueue(linkId + 1)) {
            next = Math.min(next, nextMs(linkId));
        }
        return next;
    }

    /** Sends the first that waits and is due: {@link #nextMs} is not after now. */
    void drain() {
        for (int linkId = state.legs.nextQueue(0); linkId != Slab.NONE; linkId = state.legs.nextQueue(linkId + 1)) {
            if (nextMs(linkId) <= state.nowMs) {
                drain(linkId);
                return;
            }
        }
    }

    void onAnswer(final int p, final int leg, final boolean isAccepted) {
        state.legs.reversalHeard(leg);
        final int linkId = state.legs.linkId(leg);
        if (state.payments.state(p) != PaymentState.REVERSAL_PENDING) {
            publisher.alarm(AlarmCode.DUPLICATE_ANSWER, linkId, state.payments.paymentId(p), 0, false,
                state.legs.reversalStan(leg));
        } else if (isAccepted) {
            state.lifecycle.reversed(p, state.nowMs);
            run.tellSchedule(p);
            notices.payment(p, NoticeKind.PAYMENT_REVERSED);
            watchStore(linkId);
        }
    }

    /** The bytes never left: the next one is the first that the network sees, a 0420 again when none went before. */
    void onSendFailed(final int p, final int attempt) {
        final int leg = state.payments.networkLeg(p);
        if (state.payments.state(p) == PaymentState.REVERSAL_PENDING && state.legs.reversals(leg) == attempt) {
            state.legs.reversals(leg, attempt - 1);
            state.legs.reversalHeard(leg);
        }
    }

    private long nextMs(final int linkId) {
        final Policy.LinkTerms terms = state.policy.link(linkId);
        return hasRoom(linkId, terms) ? state.links.nextLeaveMs(linkId, terms.reversals().perSecond()) : Long.MAX_VALUE;
    }

    private boolean hasRoom(final int linkId, final Policy.LinkTerms terms) {
        return terms != null && state.links.isUp(linkId)
            && state.legs.inWindow(linkId) < terms.reversals().window();
    }

    private void drain(final int linkId) {
        final int leg = state.links.unpark(linkId);
        final int p = state.legs.payment(leg);
        if (state.payments.state(p) == PaymentState.REVERSAL_PENDING) {
            final Policy.LinkTerms terms = state.policy.link(linkId);
            state.links.mayLeave(linkId, terms.reversals().perSecond(), state.nowMs);
            send(p, leg, terms);
        }
    }

    /** The next one, should this one stay without answer, is spaced exponentially. */
    private void send(final int p, final int leg, final Policy.LinkTerms terms) {
        state.links.reversalLeft(leg);
        final int attempt = state.legs.reversals(leg) + 1;
        state.legs.reversals(leg, attempt);
        final int doublings = Math.min(attempt - 1, 20);
        state.lifecycle.scheduleReversal(p,
            state.nowMs + Math.min(state.policy.reversalFirstMs << doublings, state.policy.reversalMaxMs));
        publisher.send(p, leg, attempt, terms);
        if (attempt == state.policy.alarmAfterReversals) {
            publisher.alarm(AlarmCode.REVERSAL_REPEATED, terms.linkId(), state.payments.paymentId(p), 0, false,
                attempt);
        }
    }

    /** Told once when it fills up, and again only after it was well below. */
    private void watchStore(final int linkId) {
        final Policy.LinkTerms terms = state.policy.link(linkId);
        if (terms == null) {
            return;
        }
        final long percent = 100L * state.legs.reversing(linkId) / terms.reversals().store();
        if (percent >= ALARM_AT_PERCENT && !state.links.storeAlarmed(linkId)) {
            state.links.storeAlarmed(linkId, true);
            publisher.alarm(AlarmCode.REVERSAL_STORE_FILLING, linkId, 0, 0, false, state.legs.reversing(linkId));
        } else if (percent < CALM_AT_PERCENT) {
            state.links.storeAlarmed(linkId, false);
        }
    }
}
