package io.ayni.core.sim;

import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of a credit card's debt is deferred, and what that costs: instalment by instalment, in decimal fractions. */
final class NaiveDeferrals {
    record Deferral(long id, long account, long token, boolean french, int instalments, LocalDate firstDue,
                    long principalMinor, long interestMinor) {
        LocalDate lastDue() {
            return firstDue.plusMonths(instalments - 1L);
        }
    }

    private static final int MOST_PER_ACCOUNT = 100;
    private static final MathContext EXACT_ENOUGH = new MathContext(60);

    final List<Deferral> deferrals = new ArrayList<>();
    private final Map<Long, Long> deferredMinor = new HashMap<>();
    private final NaiveBooks books;

    NaiveDeferrals(final NaiveSwitch twin) {
        books = twin.books;
    }

    DeclineReason check(final NaiveRequest r) {
        final NaiveAccount account = accountOf(r.member(), r.token());
        if (account != null && account.currency != Terms.USD) {
            return DeclineReason.CURRENCY_MISMATCH;
        }
        return check(r.member(), r.token(), r.kind(), r.instalments(),
            r.operation() == Operation.CARD_DEFERRAL_BALANCE ? 0 : r.amountMinor());
    }

    /** @param method 0 whichever, 1 flat, 2 French; @param askedMinor 0: all that can be deferred. */
    DeclineReason check(final long member, final long token, final int method, final int instalments,
        final long askedMinor) {
        final NaiveAccount account = accountOf(member, token);
        if (account == null) {
            return DeclineReason.CARD_UNKNOWN;
        }
        if (books.cardStatus.get(books.cardOfToken(token)) != AccountStatus.ACTIVE) {
            return DeclineReason.CARD_NOT_ACTIVE;
        }
        if (account.kind != AccountKind.CREDIT_CARD) {
            return DeclineReason.ACCOUNT_KIND;
        }
        if (deferrals.stream().filter(d -> d.account() == account.number && !d.lastDue().isBefore(books.today()))
            .count() >= MOST_PER_ACCOUNT) {
            return DeclineReason.TOO_MANY_ROWS;
        }
        if (method != 0 && method != (books.policy.french() ? 2 : 1)) {
            return DeclineReason.DEFERRAL_METHOD;
        }
        if (instalments < Terms.DEFERRAL_FEWEST || instalments > Terms.DEFERRAL_MOST) {
            return DeclineReason.DEFERRAL_INSTALMENTS;
        }
        final long leftMinor = leftMinor(account);
        return leftMinor <= 0 || askedMinor > leftMinor ? DeclineReason.DEFERRAL_ABOVE_DEBT : DeclineReason.NONE;
    }

    /** @return the account of a card of the member, or null. */
    NaiveAccount accountOf(final long member, final long token) {
        final Long hash = books.cardOfToken(token);
        final NaiveAccount account = hash == null ? null : books.cardAccounts.get(hash);
        return account == null || account.member != member ? null : account;
    }

    /** @return the debt that is not deferred yet. */
    long leftMinor(final NaiveAccount account) {
        return -account.ledgerMinor - deferredMinor(account.number);
    }

    long deferredMinor(final long account) {
        return deferredMinor.getOrDefault(account, 0L);
    }

    void defer(final NaivePayment p, final NaiveRequest r) {
        final NaiveAccount account = accountOf(r.member(), r.token());
        p.amountMinor = r.operation() == Operation.CARD_DEFERRAL_BALANCE ? leftMinor(account) : r.amountMinor();
        p.interestMinor = interestMinor(p.amountMinor, r.instalments());
        p.target = p.id;
        deferredMinor.put(account.number, deferredMinor(account.number) + p.amountMinor);
        deferrals.removeIf(d -> d.account() == account.number && d.lastDue().isBefore(books.today()));
        deferrals.add(new Deferral(p.id, account.number, r.token(), books.policy.french(), r.instalments(),
            firstDue(), p.amountMinor, p.interestMinor));
    }

    /** No card of this cooperative has a day of payment of its own. */
    LocalDate firstDue() {
        return books.today().plusMonths(1);
    }

    long interestMinor(final long principalMinor, final int instalments) {
        return books.policy.french() ? frenchInterestMinor(principalMinor, instalments)
            : halfUp(BigDecimal.valueOf(principalMinor * Terms.DEFERRAL_RATE).movePointLeft(4));
    }

    /** Equal instalments at the yearly rate; each pays the interest of what is left, the last one what remains. */
    private static long frenchInterestMinor(final long principalMinor, final int instalments) {
        final BigDecimal monthly = new BigDecimal(Terms.DEFERRAL_RATE)
            .divide(new BigDecimal(120_000), EXACT_ENOUGH);
        final BigDecimal grown = BigDecimal.ONE.add(monthly).pow(instalments, EXACT_ENOUGH);
        final long instalmentMinor = halfUp(BigDecimal.valueOf(principalMinor).multiply(monthly).multiply(grown)
            .divide(grown.subtract(BigDecimal.ONE), EXACT_ENOUGH));
        long leftMinor = principalMinor;
        long interestMinor = 0;
        for (int i = 1; i <= instalments; i++) {
            final long ofThisMonth = halfUp(BigDecimal.valueOf(leftMinor).multiply(monthly));
            if (i == instalments) {
                return interestMinor + Math.max(0, Math.min(ofThisMonth, instalmentMinor - leftMinor));
            }
            final long paidMinor = Math.min(ofThisMonth, instalmentMinor);
            interestMinor += paidMinor;
            leftMinor -= Math.min(instalmentMinor - paidMinor, leftMinor);
        }
        return interestMinor;
    }

    private static long halfUp(final BigDecimal minor) {
        return minor.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
