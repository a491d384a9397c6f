package io.ayni.core.engine;

import io.ayni.core.ledger.Ledger;
import io.ayni.core.payment.Operation;
import io.ayni.core.policy.BillerTerms;
import io.ayni.core.policy.Book;
import io.ayni.core.policy.Policy;
import io.ayni.core.store.Slab;

/**
 * Whether the accounts that a policy names are there and fit: each currency has its own for fee, tax, differences,
 * openings and cards, and any of them may have to take the other side of any payment in that currency. So a currency
 * that has a book keeps one.
 */
final class PolicyBooks {
    private final Ledger ledger;

    PolicyBooks(final Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param before the policy in force, or null. */
    AdminResult check(final Policy policy, final Policy before) {
        final Book first = new Book(currency(policy.openingAccount), policy.feeAccount, policy.taxAccount,
            policy.suspenseAccount, policy.openingAccount, policy.cardSettlementAccount);
        final AdminResult main = check(first);
        if (main != AdminResult.DONE) {
            return main;
        }
        for (final Book book : policy.furtherBooks()) {
            final AdminResult result = book.currency() == first.currency() ? AdminResult.CURRENCY : check(book);
            if (result != AdminResult.DONE) {
                return result;
            }
        }
        for (final Policy.LinkTerms link : policy.links()) {
            if (link.linkId() < 1 || link.kind() == null) {
                return AdminResult.INVALID;
            }
            if (missing(link.settlementAccount())) {
                return AdminResult.UNKNOWN_ACCOUNT;
            }
            if (!hasBook(policy, first.currency(), currency(link.settlementAccount()))) {
                return AdminResult.CURRENCY;
            }
        }
        final AdminResult billers = checkBillers(policy, first.currency());
        return billers != AdminResult.DONE || before == null || keepsBooks(policy, before, first.currency())
            ? billers : AdminResult.CURRENCY;
    }

    private AdminResult check(final Book book) {
        final long[] accounts = {book.feeAccount(), book.taxAccount(), book.suspenseAccount(), book.openingAccount(),
            book.cardSettlementAccount()};
        for (final long account : accounts) {
            if (missing(account)) {
                return AdminResult.UNKNOWN_ACCOUNT;
            }
        }
        for (final long account : accounts) {
            if (currency(account) != book.currency()) {
                return AdminResult.CURRENCY;
            }
        }
        return AdminResult.DONE;
    }

    private AdminResult checkBillers(final Policy policy, final int firstCurrency) {
        for (final BillerTerms biller : policy.billers()) {
            final boolean inside = biller.operation() == Operation.INTERNAL_PAYMENT;
            final boolean outside = biller.operation() == Operation.BILL_PAY || biller.operation() == Operation.TOP_UP;
            if (biller.billerId() <= 0 || !inside && !outside || inside != (biller.linkId() == 0)
                || outside && policy.link(biller.linkId()) == null) {
                return AdminResult.INVALID;
            }
            if (missing(biller.settlementAccount())) {
                return AdminResult.UNKNOWN_ACCOUNT;
            }
            if (currency(biller.settlementAccount()) != biller.currency()
                || !hasBook(policy, firstCurrency, biller.currency())) {
                return AdminResult.CURRENCY;
            }
        }
        return AdminResult.DONE;
    }

    private boolean keepsBooks(final Policy policy, final Policy before, final int firstCurrency) {
        return currency(before.openingAccount) == firstCurrency && before.furtherBooks().stream()
            .allMatch(book -> hasBook(policy, firstCurrency, book.currency()));
    }

    private static boolean hasBook(final Policy policy, final int firstCurrency, final int currency) {
        return currency == firstCurrency
            || policy.furtherBooks().stream().anyMatch(book -> book.currency() == currency);
    }

    /** @return 0 when there is no such account. */
    private int currency(final long account) {
        final int id = ledger.find(account);
        return id == Slab.NONE ? 0 : ledger.currency(id);
    }

    private boolean missing(final long account) {
        final int id = ledger.find(account);
        return id == Slab.NONE || !ledger.isInstitution(id);
    }
}
