package io.ayni.core.engine;

import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Ledger;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.LimitTable;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.Policy;

/**
 * Whether a payment whose parties are known may go on, asked when it comes and again when its step-up is answered. The
 * checks stand in the order of {@link DeclineReason}. Changes nothing but the fee, which is that of the moment.
 */
final class PaymentChecks {
    private final EngineState state;

    PaymentChecks(final EngineState state) {
        this.state = state;
    }

    DeclineReason check(final int p) {
        final Operation operation = state.payments.operation(p);
        if (operation == Operation.CREDIT_INBOUND) {
            return checkCredit(p);
        }
        final DeclineReason parties = checkParties(p, operation);
        if (parties != DeclineReason.NONE) {
            return parties;
        }
        if (operation == Operation.TRANSFER_INTERBANK && !isRouteUp(p)) {
            return DeclineReason.LINK_DOWN;
        }
        final long feeMinor = state.policy.feeMinor(operation, state.nowMs);
        state.payments.fees(p, feeMinor, state.policy.taxMinor(feeMinor, state.nowMs));
        return checkLimitAndFunds(p, state.policy.bucket(operation));
    }

    DeclineReason checkCard(final int card) {
        return state.cards.status(card) == AccountStatus.ACTIVE ? DeclineReason.NONE : DeclineReason.CARD_NOT_ACTIVE;
    }

    /** @return the terms of the link that a sending institution settles over: its route, or the only link there is. */
    Policy.LinkTerms linkOfSender(final long institution) {
        final Policy.LinkTerms route = state.policy.route(institution);
        if (route != null) {
            return route;
        }
        return state.policy.links().size() == 1 ? state.policy.links().getFirst() : null;
    }

    private boolean isRouteUp(final int p) {
        final Policy.LinkTerms terms = state.policy.route(state.legs.institution(state.payments.networkLeg(p)));
        return terms != null && state.links.isUp(terms.linkId());
    }

    private DeclineReason checkCredit(final int p) {
        final int credit = state.payments.creditAccount(p);
        if (!currencyFits(p)) {
            return DeclineReason.CURRENCY_MISMATCH;
        }
        // An inactive account may receive; a blocked one may not.
        return state.ledger.status(credit) == AccountStatus.BLOCKED ? DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE
            : state.ledger.isInstitution(credit) ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
    }

    private DeclineReason checkParties(final int p, final Operation operation) {
        final Ledger ledger = state.ledger;
        final int debit = state.payments.debitAccount(p);
        final int credit = state.payments.creditAccount(p);
        final boolean onUs = operation == Operation.TRANSFER_OWN || operation == Operation.TRANSFER_INTERNAL;
        if (debit == credit) {
            return DeclineReason.SAME_ACCOUNT;
        }
        if (!currencyFits(p)) {
            return DeclineReason.CURRENCY_MISMATCH;
        }
        if (operation == Operation.TRANSFER_OWN && ledger.memberId(debit) != ledger.memberId(credit)) {
            return DeclineReason.NOT_OWN_ACCOUNT;
        }
        if (ledger.status(debit) != AccountStatus.ACTIVE) {
            return DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE;
        }
        if (onUs && ledger.status(credit) == AccountStatus.BLOCKED) {
            return DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE;
        }
        if (ledger.signature(debit) == Signature.JOINT) {
            return DeclineReason.JOINT_SIGNATURE;
        }
        return ledger.isInstitution(debit) || onUs && ledger.isInstitution(credit)
            ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
    }

    private boolean currencyFits(final int p) {
        final Payments payments = state.payments;
        final int currency = payments.currency(p);
        return state.ledger.currency(payments.debitAccount(p)) == currency
            && state.ledger.currency(payments.creditAccount(p)) == currency;
    }

    private DeclineReason checkLimitAndFunds(final int p, final Bucket bucket) {
        final int debit = state.payments.debitAccount(p);
        final LimitTable.Verdict verdict = state.limits.check(state.ledger.memberId(debit), bucket,
            state.payments.amountMinor(p), state.today(), state.policy.ceiling(bucket));
        if (verdict == LimitTable.Verdict.ABOVE_AMOUNT) {
            return DeclineReason.AMOUNT_LIMIT;
        }
        if (verdict == LimitTable.Verdict.ABOVE_COUNT) {
            return DeclineReason.COUNT_LIMIT;
        }
        return state.ledger.availableMinor(debit) < state.payments.totalMinor(p)
            ? DeclineReason.INSUFFICIENT_FUNDS : DeclineReason.NONE;
    }
}
