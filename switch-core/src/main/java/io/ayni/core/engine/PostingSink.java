package io.ayni.core.engine;

import io.ayni.core.ledger.PostingKind;
import io.ayni.core.payment.Operation;

/** Gets each posting of a log that is replayed, in its order. */
@FunctionalInterface
public interface PostingSink {
    /**
     * @param sequence      of the command that moved the money
     * @param timestampMs   of the same
     * @param paymentId     0 for a balance that an account is opened with
     * @param operation     of the payment, or null
     * @param debitAccount  packed
     * @param creditAccount packed
     * @param currency      ISO 4217 number
     * @param settlementDay on which its network settles it, epoch day; 0 where no network takes part or it never said
     */
    void onPosting(
        long sequence, long timestampMs, long paymentId, Operation operation, PostingKind kind, long debitAccount,
        long creditAccount, int currency, long amountMinor, int settlementDay);
}
