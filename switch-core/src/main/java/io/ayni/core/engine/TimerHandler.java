package io.ayni.core.engine;

import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.store.Slab;

/** What is due: a bounded number per tick, so that one command never emits more than its slot can hold. */
final class TimerHandler {
    /** Each emits at most five outcomes: two answers, a link taken down and its alarm, and that of the store. */
    private static final int DEADLINES_PER_TICK = StateMachine.MAX_OUTCOMES_PER_COMMAND / 5;
    private static final int PURGE_PER_TICK = 256;

    private final EngineState state;
    private final NetworkHandler networks;
    private final ReversalRun reversals;
    private final InquiryHandler inquiries;
    private final ScheduleHandler schedules;

    TimerHandler(final EngineState state, final NetworkHandler networks, final ReversalRun reversals,
        final InquiryHandler inquiries, final ScheduleHandler schedules) {
        this.state = state;
        this.networks = networks;
        this.reversals = reversals;
        this.inquiries = inquiries;
        this.schedules = schedules;
    }

    void onTick() {
        for (int i = 0; i < DEADLINES_PER_TICK; i++) {
            if (reversals.nextMs() <= state.nowMs) {
                reversals.drain();
            } else if (state.deadlines.nextMs() <= state.nowMs) {
                onDeadline(state.deadlines.poll());
            } else if (state.schedules.nextMs() <= state.nowMs) {
                schedules.onDue();
            } else {
                break;
            }
        }
        if (state.policy != null) {
            state.lifecycle.purge(state.nowMs - state.policy.retentionMs, PURGE_PER_TICK);
        }
    }

    /**
     * A new run: sockets are gone, so links are down and nobody waits for answers any more. What was sent and not
     * answered counts as timed out at once; a challenge or a hold simply goes on.
     */
    void onNodeStarted() {
        state.links.allDown();
        final Payments payments = state.payments;
        for (int p = 0; p < payments.highWater(); p++) {
            if (!payments.isUsed(p)) {
                continue;
            }
            payments.replyTo(p, 0, 0);
            if (payments.networkLeg(p) != Slab.NONE) {
                state.legs.repeatTo(payments.networkLeg(p), 0, 0);
            }
            if (payments.state(p) == PaymentState.SENT) {
                state.lifecycle.timeOutNow(p, state.nowMs);
            }
        }
    }

    private void onDeadline(final int p) {
        switch (state.payments.state(p)) {
            case CHALLENGED -> state.lifecycle.expire(p, DeclineReason.STEP_UP_EXPIRED, state.nowMs);
            case HELD -> state.lifecycle.expire(p, DeclineReason.HOLD_EXPIRED, state.nowMs);
            case SENT -> networks.onTimeout(p);
            case UNKNOWN -> inquiries.onDeadline(p);
            case REVERSAL_PENDING -> reversals.onDue(p);
            default -> throw new IllegalStateException(
                "a deadline fell on payment record " + p + " in state " + state.payments.state(p));
        }
    }
}
