package io.ayni.core.engine;

import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.store.Slab;

/** Tells the member, and the schedule if it is still there, what the payment of a run came to in the end. */
final class ScheduleResults {
    private final EngineState state;
    private final NoticePublisher notices;

    ScheduleResults(final EngineState state, final NoticePublisher notices) {
        this.state = state;
        this.notices = notices;
    }

    /** A payment has become final; nothing happens unless a schedule made it. */
    void onFinal(final int p) {
        if (!isOfSchedule(state, p)) {
            return;
        }
        final Payments payments = state.payments;
        final PaymentState end = payments.state(p);
        final boolean paid = end == PaymentState.POSTED || end == PaymentState.SCHEDULED_EFFECTIVE;
        final DeclineReason reason = paid ? DeclineReason.NONE : payments.reason(p);
        final int row = state.schedules.rows().find(state.details.targetId(payments.details(p)));
        if (row != Slab.NONE) {
            state.schedules.lastReason(row, reason);
        }
        notices.scheduledPayment(p, paid ? NoticeKind.SCHEDULE_PAID : NoticeKind.SCHEDULE_NOT_PAID, reason,
            row == Slab.NONE ? 0 : state.schedules.maxMinor(row));
    }

    static boolean isOfSchedule(final EngineState state, final int p) {
        final int details = state.payments.details(p);
        final Operation operation = state.payments.operation(p);
        return details != Slab.NONE && state.details.targetId(details) != 0 && !operation.isMemberRequest();
    }
}
