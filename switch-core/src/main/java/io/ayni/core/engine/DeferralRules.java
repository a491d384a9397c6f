package io.ayni.core.engine;

import io.ayni.core.calendar.CooperativeCalendar;
import io.ayni.core.command.DeferralReplyEncoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.schedule.DeferralMethod;
import io.ayni.core.schedule.Deferrals;
import io.ayni.core.schedule.InstalmentPlan;
import io.ayni.core.store.Slab;

/**
 * What of a credit card's debt may be deferred and on what terms: those of the policy, by the one method it names. Debt is
 * what the card's account is below zero; what is deferred already cannot be deferred again.
 */
final class DeferralRules {
    private final EngineState state;

    DeferralRules(final EngineState state) {
        this.state = state;
    }

    /**
     * @param methodCode   0: whichever the policy names
     * @param amountMinor  0: all that can be deferred
     */
    DeclineReason check(final long memberId, final long cardToken, final int currency, final int methodCode,
        final long amountMinor, final int instalments) {
        final int account = accountOf(memberId, cardToken);
        if (account == Slab.NONE) {
            return DeclineReason.CARD_UNKNOWN;
        }
        if (state.ledger.currency(account) != currency) {
            return DeclineReason.CURRENCY_MISMATCH;
        }
        if (state.cards.status(state.cards.findByToken(cardToken)) != AccountStatus.ACTIVE) {
            return DeclineReason.CARD_NOT_ACTIVE;
        }
        if (state.ledger.kind(account) != AccountKind.CREDIT_CARD) {
            return DeclineReason.ACCOUNT_KIND;
        }
        if (state.deferrals.running(state.ledger.number(account), state.today()) >= Deferrals.MOST_PER_ACCOUNT) {
            return DeclineReason.TOO_MANY_ROWS;
        }
        if (state.policy.deferralMethod == 0 || methodCode != 0 && methodCode != state.policy.deferralMethod) {
            return DeclineReason.DEFERRAL_METHOD;
        }
        if (instalments < Math.max(1, state.policy.deferralFewest)
            || instalments > Math.min(state.policy.deferralMost, InstalmentPlan.MOST_INSTALMENTS)) {
            return DeclineReason.DEFERRAL_INSTALMENTS;
        }
        final long deferrableMinor = deferrableMinor(account);
        return amountMinor > deferrableMinor || deferrableMinor <= 0
            ? DeclineReason.DEFERRAL_ABOVE_DEBT : DeclineReason.NONE;
    }

    /** @return the account of a card of the member, or {@link Slab#NONE}. */
    int accountOf(final long memberId, final long cardToken) {
        final int card = state.cards.findByToken(cardToken);
        final int account = card == Slab.NONE ? Slab.NONE : state.cards.accountId(card);
        return account == Slab.NONE || state.ledger.memberId(account) != memberId ? Slab.NONE : account;
    }

    /** @return the part of the debt that is not deferred yet; not above zero when there is none. */
    long deferrableMinor(final int account) {
        return Math.min(-state.ledger.balanceMinor(account) - deferredMinor(account),
            InstalmentPlan.MOST_PRINCIPAL_MINOR);
    }

    InstalmentPlan plan(final long amountMinor, final int instalments) {
        return InstalmentPlan.of(DeferralMethod.ofCode(state.policy.deferralMethod), amountMinor,
            state.policy.deferralRateBasisPoints, instalments);
    }

    /** @return the card's own next day of payment; a month from now when none is known. */
    int firstDueDay(final int account) {
        final int product = state.products.find(state.ledger.number(account));
        final int dueDay = product == Slab.NONE ? 0 : state.products.dueDay(product);
        return dueDay > state.today() ? dueDay : CooperativeCalendar.plusMonths(state.today(), 1);
    }

    /** Keeps the deferral and takes it out of what can still be deferred. */
    void defer(final long id, final long cardToken, final int account, final long amountMinor,
        final InstalmentPlan plan) {
        final long number = state.ledger.number(account);
        state.deferrals.removeEnded(number, state.today());
        final int row = state.deferrals.add(number, id, cardToken, DeferralMethod.ofCode(state.policy.deferralMethod),
            state.ledger.currency(account));
        state.deferrals.terms(row, amountMinor, plan.interestMinor(), state.policy.deferralRateBasisPoints,
            plan.instalments(), firstDueDay(account));
        final long deferredMinor = deferredMinor(account) + amountMinor;
        state.products.deferredMinor(state.products.findOrMake(number), deferredMinor);
    }

    /**
     * Encodes what a deferral would come to, all but whom it answers.
     *
     * @param askedMinor 0: all that can be deferred
     */
    void simulate(final long memberId, final long cardToken, final int methodCode, final long askedMinor,
        final int instalments, final DeferralReplyEncoder reply) {
        final int account = accountOf(memberId, cardToken);
        final int currency = account == Slab.NONE ? 0 : state.ledger.currency(account);
        final DeclineReason reason = askedMinor < 0 ? DeclineReason.AMOUNT_INVALID
            : check(memberId, cardToken, currency, methodCode, askedMinor, instalments);
        reply.deferralId(0).cardToken(cardToken).method((short) state.policy.deferralMethod)
            .result((short) reason.code()).instalments(instalments)
            .rateBasisPoints(state.policy.deferralRateBasisPoints).currency(currency);
        if (reason != DeclineReason.NONE) {
            reply.account(0).firstDueDay(0).principalMinor(askedMinor).interestMinor(0);
            return;
        }
        final long amountMinor = askedMinor == 0 ? deferrableMinor(account) : askedMinor;
        reply.account(state.ledger.number(account)).firstDueDay(firstDueDay(account)).principalMinor(amountMinor)
            .interestMinor(plan(amountMinor, instalments).interestMinor());
    }

    private long deferredMinor(final int account) {
        final int product = state.products.find(state.ledger.number(account));
        return product == Slab.NONE ? 0 : state.products.deferredMinor(product);
    }
}
