package io.ayni.core.engine;

import io.ayni.core.payment.DeclineReason;
import io.ayni.core.policy.BillerTerms;

/** Whether a biller takes this payment: its hours, its least and most, and what is owed there. */
final class BillerChecks {
    private final EngineState state;

    BillerChecks(final EngineState state) {
        this.state = state;
    }

    DeclineReason check(final int p, final BillerTerms biller) {
        if (!biller.isOpen(state.policy.calendar.minuteOfDay(state.nowMs))) {
            return DeclineReason.BILLER_CLOSED;
        }
        final long amountMinor = state.payments.amountMinor(p);
        if (amountMinor < biller.minMinor() || amountMinor > biller.maxMinor()) {
            return DeclineReason.BILLER_AMOUNT;
        }
        if (!biller.asksOwed()) {
            return DeclineReason.NONE;
        }
        final long owedMinor = state.details.owedMinor(state.payments.details(p));
        if (owedMinor < 0) {
            return DeclineReason.BILLER_UNREACHABLE;
        }
        if (amountMinor > owedMinor) {
            return DeclineReason.ABOVE_OWED;
        }
        return amountMinor < owedMinor && !biller.allowsPartial()
            ? DeclineReason.PARTIAL_NOT_ALLOWED : DeclineReason.NONE;
    }
}
