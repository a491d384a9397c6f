package io.ayni.core.engine;

import io.ayni.core.command.ScheduleBillDecoder;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.policy.BillerTerms;
import io.ayni.core.policy.Routes;
import io.ayni.core.schedule.Schedules;
import io.ayni.core.store.Slab;

/**
 * Runs of schedules. Each day from the first to the last, at the minute that the policy names, the biller is asked what is
 * owed; it is asked again, ever less often, until it answers or the day is over. What is owed is paid like any bill, but
 * for the step-up, which the schedule had. One run a day at most; days on which the switch stood still are not made up.
 */
final class ScheduleHandler {
    private final EngineState state;
    private final ScheduleDays days;
    private final ScheduledPayments payments;
    private final NoticePublisher notices;

    ScheduleHandler(final EngineState state, final ScheduleDays days, final ScheduledPayments payments,
        final NoticePublisher notices) {
        this.state = state;
        this.days = days;
        this.payments = payments;
        this.notices = notices;
    }

    /** Sets the first run of a new or changed schedule. */
    void begin(final int row) {
        state.schedules.wakeAt(row, days.millisOfRun(days.first(row, state.schedules.startDay(row))));
    }

    /** The schedule whose moment has come first. */
    void onDue() {
        final Schedules schedules = state.schedules;
        final int row = schedules.pollDue();
        final int today = state.today();
        final int runDay = schedules.runDay(row);
        if (runDay != 0 && today > runDay) {
            finish(row, DeclineReason.BILLER_UNREACHABLE, 0);
        } else if (runDay != 0) {
            ask(row);
        } else if (schedules.endDay(row) != 0 && today > schedules.endDay(row)) {
            end(row);
        } else {
            schedules.beginRun(row, today);
            ask(row);
        }
    }

    /** What is owed, asked for a run that still waits; anything else is an answer that comes twice or too late. */
    void onBill(final ScheduleBillDecoder bill) {
        final Schedules schedules = state.schedules;
        final int row = schedules.rows().find(bill.scheduleId());
        if (row == Slab.NONE || bill.runDay() == 0 || schedules.runDay(row) != bill.runDay() || bill.owedMinor() < 0) {
            return;
        }
        final long owedMinor = bill.owedMinor();
        if (owedMinor == 0) {
            schedules.endRun(row, DeclineReason.NONE);
            plan(row, schedules.lastRunDay(row) + 1);
        } else if (owedMinor > schedules.maxMinor(row)) {
            finish(row, DeclineReason.SCHEDULE_ABOVE_MAXIMUM, owedMinor);
        } else if (payments.canBegin(bill.paymentId())) {
            final int runDay = schedules.runDay(row);
            schedules.endRun(row, DeclineReason.NONE);
            payments.begin(row, runDay, bill.paymentId(), owedMinor);
            plan(row, runDay + 1);
        }
    }

    /** Asks for the run that waits, and sets when to ask again: at midnight at the latest, when it is given up. */
    private void ask(final int row) {
        final Schedules schedules = state.schedules;
        final BillerTerms biller = state.policy.biller(schedules.billerId(row));
        if (biller == null || biller.linkId() == Routes.NONE) {
            finish(row, DeclineReason.BILLER_UNKNOWN, 0);
            return;
        }
        final int doublings = Math.min(schedules.attempts(row), 20);
        final long againMs = state.nowMs + Math.min(state.policy.inquiryFirstMs << doublings, state.policy.inquiryMaxMs);
        schedules.wakeAt(row, Math.min(againMs, days.endOf(schedules.runDay(row))));
        schedules.countAttempt(row);
        if (state.links.isUp(biller.linkId())) {
            notices.due(row, biller.linkId());
        }
    }

    /** The run came to nothing, and the member is told why. */
    private void finish(final int row, final DeclineReason reason, final long owedMinor) {
        final int runDay = state.schedules.runDay(row);
        state.schedules.endRun(row, reason);
        notices.schedule(row, NoticeKind.SCHEDULE_NOT_PAID, runDay, reason, owedMinor);
        plan(row, runDay + 1);
    }

    private void plan(final int row, final int earliestDay) {
        final Schedules schedules = state.schedules;
        final int day = Math.max(earliestDay, schedules.startDay(row));
        if (schedules.endDay(row) != 0 && day > schedules.endDay(row)) {
            end(row);
        } else {
            schedules.wakeAt(row, days.millisOfRun(day));
        }
    }

    private void end(final int row) {
        notices.schedule(row, NoticeKind.SCHEDULE_ENDED, state.schedules.lastRunDay(row), DeclineReason.NONE, 0);
        state.schedules.remove(row);
    }
}
