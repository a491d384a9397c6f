package io.ayni.core.engine;

import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.BillerTerms;
import io.ayni.core.schedule.Schedules;
import io.ayni.core.store.Slab;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The payment of a schedule's run: a bill like any other, with the same checks and limits, but for the step-up, which the
 * schedule had. Nobody waits for its answer: what it comes to is told to the member. Its key is the schedule and the day,
 * so that a run can never pay twice.
 */
final class ScheduledPayments {
    private final EngineState state;
    private final PaymentParties parties;
    private final PaymentChecks checks;
    private final PaymentRun run;
    private final MutableDirectBuffer reference = new UnsafeBuffer(new byte[NetworkLegs.EXTERNAL_ACCOUNT_LENGTH]);

    ScheduledPayments(final EngineState state, final PaymentParties parties, final PaymentChecks checks,
        final PaymentRun run) {
        this.state = state;
        this.parties = parties;
        this.checks = checks;
        this.run = run;
    }

    /** Whether a record can be made now; otherwise the run waits and the biller is asked once more. */
    boolean canBegin(final long paymentId) {
        return paymentId > 0 && !state.isFull() && state.payments.findById(paymentId) == Slab.NONE;
    }

    void begin(final int row, final int runDay, final long paymentId, final long owedMinor) {
        final Schedules schedules = state.schedules;
        final long scheduleId = schedules.rows().id(row);
        final BillerTerms biller = state.policy.biller(schedules.billerId(row));
        final int debit = state.ledger.find(schedules.account(row));
        if (biller == null || state.payments.findByKey(keyHigh(scheduleId), runDay) != Slab.NONE) {
            return;
        }
        final Payments payments = state.payments;
        final int p = payments.add(paymentId, keyHigh(scheduleId), runDay);
        payments.begin(p, biller.operation(), 2, schedules.currency(row), owedMinor, state.sequence, state.nowMs);
        state.details.targetId(state.detailsOf(p), scheduleId);
        schedules.getReference(row, reference, 0);
        final DeclineReason found = !state.policy.offers(biller.operation()) ? DeclineReason.OPERATION_UNKNOWN
            : owedMinor > state.policy.maxAmountMinor ? DeclineReason.AMOUNT_INVALID
            : parties.biller(p, debit, schedules.billerId(row), owedMinor, reference, 0);
        final DeclineReason reason = found != DeclineReason.NONE ? found : checks.check(p);
        if (reason != DeclineReason.NONE) {
            run.declineAndReply(p, reason);
        } else {
            run.start(p);
        }
    }

    /** Below zero: no peer's key, which is a hash, is made so. */
    private static long keyHigh(final long scheduleId) {
        return ~scheduleId;
    }
}
