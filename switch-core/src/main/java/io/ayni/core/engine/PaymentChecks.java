package io.ayni.core.engine;

import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Ledger;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.policy.BillerTerms;
import io.ayni.core.policy.Policy;
import io.ayni.core.store.Slab;

/**
 * Whether a payment whose parties are known may go on, asked when it comes and again when its step-up is answered. The
 * checks stand in the order of {@link DeclineReason}. Changes nothing but the fee, which is that of the moment, and the
 * account that the link of the moment settles with.
 */
final class PaymentChecks {
    private final EngineState state;
    private final LinkChoice links;
    private final BillerChecks billers;

    PaymentChecks(final EngineState state, final LinkChoice links) {
        this.state = state;
        this.links = links;
        this.billers = new BillerChecks(state);
    }

    DeclineReason check(final int p) {
        final Operation operation = state.payments.operation(p);
        if (operation == Operation.CREDIT_INBOUND) {
            return checkCredit(p);
        }
        final BillerTerms biller = links.biller(p);
        if (biller == null ? links.isToBiller(p) : biller.operation() != operation) {
            return DeclineReason.BILLER_UNKNOWN;
        }
        final DeclineReason parties = checkParties(p, operation, biller);
        if (parties != DeclineReason.NONE) {
            return parties;
        }
        final DeclineReason terms = checkTerms(p, operation, biller);
        if (terms != DeclineReason.NONE) {
            return terms;
        }
        if (links.leaves(p) && !settleOverLink(p, operation, biller)) {
            return DeclineReason.LINK_DOWN;
        }
        final long feeMinor = biller != null ? biller.feeMinor() : state.policy.feeMinor(operation, state.nowMs);
        state.payments.fees(p, feeMinor, state.policy.taxMinor(feeMinor, state.nowMs));
        return checkLimitAndFunds(p, state.policy.bucket(operation));
    }

    /** The card of a request, found before: asked once, when it comes. */
    DeclineReason checkCard(final int card, final Operation operation) {
        if (state.cards.status(card) != AccountStatus.ACTIVE) {
            return DeclineReason.CARD_NOT_ACTIVE;
        }
        final CardKind wanted = operation == Operation.CARD_PAYMENT ? CardKind.CREDIT : CardKind.DEBIT;
        return state.cards.kind(card) == wanted ? DeclineReason.NONE : DeclineReason.CARD_KIND;
    }

    /** A network's account is that of the link taken now; a biller's is its own. @return false when no link is up. */
    private boolean settleOverLink(final int p, final Operation operation, final BillerTerms biller) {
        final Policy.LinkTerms terms = links.pick(p);
        if (terms == null) {
            return false;
        }
        if (biller == null && operation != Operation.CARD_PAYMENT) {
            state.payments.accounts(p, state.payments.debitAccount(p),
                state.institutionAccount(terms.settlementAccount()));
        }
        return true;
    }

    private DeclineReason checkCredit(final int p) {
        final int credit = state.payments.creditAccount(p);
        if (!currencyFits(p)) {
            return DeclineReason.CURRENCY_MISMATCH;
        }
        // An inactive account may receive; a blocked one may not.
        return state.ledger.status(credit) == AccountStatus.BLOCKED ? DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE
            : state.ledger.kind(credit) != AccountKind.SAVINGS ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
    }

    private DeclineReason checkParties(final int p, final Operation operation, final BillerTerms biller) {
        final Ledger ledger = state.ledger;
        final int debit = state.payments.debitAccount(p);
        final int credit = state.payments.creditAccount(p);
        final boolean namesCredit = biller == null && namesCreditAccount(operation);
        if (debit == credit) {
            return DeclineReason.SAME_ACCOUNT;
        }
        if (!currencyFits(p)) {
            return DeclineReason.CURRENCY_MISMATCH;
        }
        if (namesCredit && operation != Operation.TRANSFER_INTERNAL
            && ledger.memberId(debit) != ledger.memberId(credit)) {
            return DeclineReason.NOT_OWN_ACCOUNT;
        }
        if (ledger.status(debit) != AccountStatus.ACTIVE) {
            return DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE;
        }
        if (namesCredit && ledger.status(credit) == AccountStatus.BLOCKED) {
            return DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE;
        }
        if (ledger.signature(debit) == Signature.JOINT) {
            return DeclineReason.JOINT_SIGNATURE;
        }
        return ledger.kind(debit) != AccountKind.SAVINGS
            || namesCredit && !mayReceive(operation, ledger.kind(credit))
            ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
    }

    private static boolean namesCreditAccount(final Operation operation) {
        return switch (operation) {
            case TRANSFER_OWN, TRANSFER_INTERNAL, LOAN_PAYMENT, INTERNAL_PAYMENT -> true;
            default -> false;
        };
    }

    private static boolean mayReceive(final Operation operation, final AccountKind kind) {
        return switch (operation) {
            case LOAN_PAYMENT -> kind == AccountKind.LOAN;
            case INTERNAL_PAYMENT -> kind == AccountKind.CONTRIBUTION || kind == AccountKind.CAPITALISATION
                || kind == AccountKind.EXTERNAL_CAPITAL;
            default -> kind == AccountKind.SAVINGS;
        };
    }

    private boolean currencyFits(final int p) {
        final int currency = state.payments.currency(p);
        return state.ledger.currency(state.payments.debitAccount(p)) == currency
            && state.ledger.currency(state.payments.creditAccount(p)) == currency;
    }

    /** What the product, the hour and the biller say. */
    private DeclineReason checkTerms(final int p, final Operation operation, final BillerTerms biller) {
        if (operation == Operation.LOAN_PAYMENT) {
            final DeclineReason loan = checkLoan(p);
            if (loan != DeclineReason.NONE) {
                return loan;
            }
        }
        final boolean suspendable = state.policy.isSuspendedInClose(operation)
            || biller != null && biller.isSuspendedInClose();
        if (suspendable && state.policy.isInClose(state.nowMs)) {
            return DeclineReason.IN_CLOSE;
        }
        return biller == null ? DeclineReason.NONE : billers.check(p, biller);
    }

    private DeclineReason checkLoan(final int p) {
        final int product = state.products.find(state.ledger.number(state.payments.creditAccount(p)));
        if (product == Slab.NONE) {
            return DeclineReason.ACCOUNT_KIND;
        }
        final long amountMinor = state.payments.amountMinor(p);
        final long instalmentMinor = state.products.instalmentMinor(product);
        // The last instalment settles the loan, and what is above an instalment changes its plan: a person does that.
        return state.products.instalmentsLeft(product) <= 1 || amountMinor > instalmentMinor
            ? DeclineReason.COUNTER_ONLY
            : amountMinor < instalmentMinor ? DeclineReason.LOAN_AMOUNT : DeclineReason.NONE;
    }

    private DeclineReason checkLimitAndFunds(final int p, final Bucket bucket) {
        final int debit = state.payments.debitAccount(p);
        final DeclineReason member = checkLimit(p, state.ledger.memberId(debit), bucket);
        if (member != DeclineReason.NONE) {
            return member;
        }
        final int detail = state.payments.details(p);
        if (detail != Slab.NONE && state.details.cardLimitOwner(detail) != 0) {
            final DeclineReason card = checkLimit(p, state.details.cardLimitOwner(detail),
                Policy.cardBucket(state.payments.operation(p)));
            if (card != DeclineReason.NONE) {
                return card;
            }
        }
        return state.ledger.availableMinor(debit) < state.payments.totalMinor(p)
            ? DeclineReason.INSUFFICIENT_FUNDS : DeclineReason.NONE;
    }

    private DeclineReason checkLimit(final int p, final long owner, final Bucket bucket) {
        return switch (state.limits.check(owner, bucket, state.payments.amountMinor(p), state.today(),
            state.policy.ceiling(bucket))) {
            case WITHIN -> DeclineReason.NONE;
            case ABOVE_AMOUNT -> DeclineReason.AMOUNT_LIMIT;
            case ABOVE_COUNT -> DeclineReason.COUNT_LIMIT;
        };
    }
}
