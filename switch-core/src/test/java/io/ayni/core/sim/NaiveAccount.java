package io.ayni.core.sim;

import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import java.time.LocalDate;
import org.agrona.collections.LongArrayList;

/** An account of the naive twin. */
final class NaiveAccount {
    long number;
    long member;
    int currency;
    AccountKind kind;
    AccountStatus status;
    Signature signature;
    long lineMinor;
    long ledgerMinor;
    long heldMinor;
    LocalDate failureDay = LocalDate.EPOCH;
    int failures;
    /** Of a loan. */
    int instalmentsLeft;
    /** Of the newest payment of this account that was forgotten. */
    long forgottenSequence;
    /** All that was ever posted, so that the balance can be added up anew. */
    final LongArrayList postings = new LongArrayList();

    long available() {
        return ledgerMinor - heldMinor + lineMinor;
    }

    boolean house() {
        return !kind.isOfMember();
    }
}
