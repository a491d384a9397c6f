package io.ayni.core.payment;

import io.ayni.core.ledger.Ledger;
import io.ayni.core.store.Slab;

/**
 * The payments of each member's account, newest first: a list linked through the payment records, its head in the
 * account's. Forgetting a payment unlinks nothing: a link is followed only while the record it leads to is older and
 * still names the account, so that one which was given to another payment meanwhile ends the list. One thread.
 */
public final class History {
    private final Payments payments;
    private final Ledger ledger;

    public History(final Payments payments, final Ledger ledger) {
        this.payments = payments;
        this.ledger = ledger;
    }

    /** Puts a payment whose accounts are known before the older ones of both. */
    public void add(final int p) {
        final int debit = payments.debitAccount(p);
        final int credit = payments.creditAccount(p);
        if (debit != Slab.NONE && !ledger.isInstitution(debit)) {
            payments.beforeOnDebit(p, ledger.newestPayment(debit));
            ledger.newestPayment(debit, p);
        }
        if (credit != Slab.NONE && credit != debit && !ledger.isInstitution(credit)) {
            payments.beforeOnCredit(p, ledger.newestPayment(credit));
            ledger.newestPayment(credit, p);
        }
    }

    /** @return the newest payment of an account, or {@link Slab#NONE}. */
    public int newest(final int account) {
        final int p = ledger.newestPayment(account);
        return p != Slab.NONE && names(p, account) ? p : Slab.NONE;
    }

    /** @return the payment of this account before a payment of it, or {@link Slab#NONE}. */
    public int before(final int p, final int account) {
        final int older = payments.debitAccount(p) == account ? payments.beforeOnDebit(p) : payments.beforeOnCredit(p);
        return older != Slab.NONE && payments.sequence(older) < payments.sequence(p) && names(older, account)
            ? older : Slab.NONE;
    }

    /** A request of a member may have been given the record, and names the account too: it is in no list. */
    private boolean names(final int p, final int account) {
        return payments.isUsed(p) && !payments.operation(p).isMemberRequest()
            && (payments.debitAccount(p) == account || payments.creditAccount(p) == account);
    }
}
