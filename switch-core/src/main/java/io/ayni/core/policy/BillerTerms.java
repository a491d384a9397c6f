package io.ayni.core.policy;

import io.ayni.core.payment.Operation;

/**
 * A biller, or a plan of the cooperative that is paid like one.
 *
 * @param linkId            0: paid inside the cooperative, at once
 * @param settlementAccount packed number
 * @param operation         the only one it is paid by
 * @param opensMinute       of the day in the institution's zone
 * @param closesMinute      exclusive; equal to the opening: round the clock; smaller: past midnight
 */
public record BillerTerms(int billerId, int linkId, long settlementAccount, Operation operation, int flags,
                          int currency, int opensMinute, int closesMinute, long minMinor, long maxMinor,
                          long feeMinor) {
    private static final int BATCH = 1;
    private static final int SUSPENDED_IN_CLOSE = 2;
    private static final int PARTIAL = 4;
    private static final int ASKS_OWED = 8;

    /** @return whether it is told in a file, so that a payment has effect on a later business day. */
    public boolean isBatch() {
        return (flags & BATCH) != 0;
    }

    public boolean isSuspendedInClose() {
        return (flags & SUSPENDED_IN_CLOSE) != 0;
    }

    /** @return whether less than what is owed may be paid. */
    public boolean allowsPartial() {
        return (flags & PARTIAL) != 0;
    }

    /** @return whether it is asked what is owed before it is paid. */
    public boolean asksOwed() {
        return (flags & ASKS_OWED) != 0;
    }

    /** @param minuteOfDay in the institution's zone */
    public boolean isOpen(final int minuteOfDay) {
        if (opensMinute == closesMinute) {
            return true;
        }
        return opensMinute < closesMinute
            ? minuteOfDay >= opensMinute && minuteOfDay < closesMinute
            : minuteOfDay >= opensMinute || minuteOfDay < closesMinute;
    }
}
