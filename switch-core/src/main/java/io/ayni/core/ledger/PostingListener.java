package io.ayni.core.ledger;

/** Sees each posting while a log is replayed for another system's books. None in a switch that runs. */
@FunctionalInterface
public interface PostingListener {
    /** No payment: a balance that an account is opened with. */
    int NO_PAYMENT = -1;

    /**
     * @param debit   account's id
     * @param credit  account's id
     * @param payment id in the slab of payments, or {@link #NO_PAYMENT}
     */
    void onPosting(int debit, int credit, long amountMinor, PostingKind kind, int payment);
}
