package io.ayni.core.engine;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentDetails;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.BillerTerms;
import io.ayni.core.policy.Policy;
import io.ayni.core.policy.Routes;
import io.ayni.core.store.Slab;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds whom a request names: accounts, card, biller, and the institution that a route leads to. What it finds it writes
 * into the payment; whether they may do what is asked is for {@link PaymentChecks}.
 */
final class PaymentParties {
    private final EngineState state;
    private final PaymentChecks checks;
    private final SavedPayees saved;
    private final MutableDirectBuffer sealedCard = new UnsafeBuffer(new byte[PaymentDetails.SEALED_CARD_LENGTH]);
    private final MutableDirectBuffer cardAccount =
        new UnsafeBuffer(new byte[NetworkLegs.EXTERNAL_ACCOUNT_LENGTH]);

    PaymentParties(final EngineState state, final PaymentChecks checks) {
        this.state = state;
        this.checks = checks;
        this.saved = new SavedPayees(state);
    }

    DeclineReason resolve(final int p, final AuthorizeRequestDecoder request) {
        final Operation operation = Operation.ofCode(request.operation());
        if (operation == null || !state.policy.offers(operation)) {
            return DeclineReason.OPERATION_UNKNOWN;
        }
        if (request.amountMinor() <= 0 || request.amountMinor() > state.policy.maxAmountMinor) {
            return DeclineReason.AMOUNT_INVALID;
        }
        return request.savedId() <= 0 ? parties(p, operation, request) : savedParties(p, operation, request);
    }

    private DeclineReason savedParties(final int p, final Operation operation, final AuthorizeRequestDecoder request) {
        final int debit = state.ledger.find(request.debitAccount());
        if (saved.leadsThere(request, operation, debit)) {
            return parties(p, operation, request);
        }
        accounts(p, debit, Slab.NONE);
        return debit == Slab.NONE ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN : DeclineReason.TARGET_UNKNOWN;
    }

    private DeclineReason parties(final int p, final Operation operation, final AuthorizeRequestDecoder request) {
        return switch (operation) {
            case TRANSFER_OWN, TRANSFER_INTERNAL, LOAN_PAYMENT -> accounts(p,
                state.ledger.find(request.debitAccount()), state.ledger.find(request.creditAccount()));
            case TRANSFER_INTERBANK -> interbank(p, request);
            case CREDIT_INBOUND -> credit(p, request);
            case CARD_PURCHASE, CARD_WITHDRAWAL -> debitCard(p, request);
            case CARD_PAYMENT -> ownCard(p, request);
            case CARD_PAYMENT_EXTERNAL -> externalCard(p, request);
            case BILL_PAY, TOP_UP -> biller(p, request);
            case INTERNAL_PAYMENT -> request.billerId() > 0 ? biller(p, request) : accounts(p,
                state.ledger.find(request.debitAccount()), state.ledger.find(request.creditAccount()));
            default -> DeclineReason.OPERATION_UNKNOWN;
        };
    }

    /**
     * A payment to a biller.
     *
     * @param owedMinor what the biller said is owed; -1 it could not be asked
     * @param buffer    holds the member's reference there, {@link NetworkLegs#EXTERNAL_ACCOUNT_LENGTH} bytes
     */
    DeclineReason biller(final int p, final int debitAccount, final int billerId, final long owedMinor,
        final DirectBuffer buffer, final int offset) {
        final int detail = state.detailsOf(p);
        state.details.billerId(detail, billerId);
        state.details.owedMinor(detail, owedMinor);
        leg(p, 0, buffer, offset);
        final BillerTerms biller = state.policy.biller(billerId);
        final DeclineReason accounts = accounts(p, debitAccount,
            biller == null ? Slab.NONE : state.institutionAccount(biller.settlementAccount()));
        return accounts == DeclineReason.CREDIT_ACCOUNT_UNKNOWN ? DeclineReason.BILLER_UNKNOWN : accounts;
    }

    private DeclineReason biller(final int p, final AuthorizeRequestDecoder request) {
        return biller(p, state.ledger.find(request.debitAccount()), request.billerId(), request.owedMinor(),
            request.buffer(), request.offset() + AuthorizeRequestDecoder.externalAccountEncodingOffset());
    }

    private DeclineReason accounts(final int p, final int debit, final int credit) {
        state.payments.accounts(p, debit, credit);
        state.history.add(p);
        return debit == Slab.NONE ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN
            : credit == Slab.NONE ? DeclineReason.CREDIT_ACCOUNT_UNKNOWN : DeclineReason.NONE;
    }

    private DeclineReason interbank(final int p, final AuthorizeRequestDecoder request) {
        leg(p, request.institution(), request.buffer(),
            request.offset() + AuthorizeRequestDecoder.externalAccountEncodingOffset());
        return routed(p, state.ledger.find(request.debitAccount()), request.institution(), 0);
    }

    private DeclineReason routed(final int p, final int debit, final long institution, final int bin) {
        final Policy.LinkTerms terms = state.policy.link(state.policy.routes.first(institution, bin));
        final DeclineReason accounts = accounts(p, debit,
            terms == null ? Slab.NONE : state.institutionAccount(terms.settlementAccount()));
        return accounts == DeclineReason.CREDIT_ACCOUNT_UNKNOWN ? DeclineReason.NO_ROUTE : accounts;
    }

    private DeclineReason credit(final int p, final AuthorizeRequestDecoder request) {
        final Policy.LinkTerms terms = linkOfSender(request.institution());
        final int settlement = terms == null ? Slab.NONE : state.institutionAccount(terms.settlementAccount());
        final DeclineReason accounts = accounts(p, settlement, state.ledger.find(request.creditAccount()));
        return accounts == DeclineReason.DEBIT_ACCOUNT_UNKNOWN ? DeclineReason.NO_ROUTE : accounts;
    }

    /** @return the terms of the link that a sending institution settles over: its route, or the only link there is. */
    private Policy.LinkTerms linkOfSender(final long institution) {
        final Policy.LinkTerms route = state.policy.link(state.policy.routes.ofSender(institution));
        if (route != null) {
            return route;
        }
        return state.policy.links().size() == 1 ? state.policy.links().getFirst() : null;
    }

    private DeclineReason debitCard(final int p, final AuthorizeRequestDecoder request) {
        state.payments.card(p, (int) request.cardBin(), request.cardLastFour());
        final Key128Decoder hash = request.card();
        final int card = state.cards.find(hash.high(), hash.low());
        if (card == Slab.NONE) {
            return DeclineReason.CARD_UNKNOWN;
        }
        final Operation operation = state.payments.operation(p);
        if (state.policy.hasCeiling(Policy.cardBucket(operation))) {
            state.details.cardLimitOwner(state.detailsOf(p), state.cards.limitOwner(card));
        }
        final DeclineReason accounts = accounts(p, state.cards.accountId(card),
            state.institutionAccount(state.policy.cardSettlementAccount(request.currency())));
        return accounts != DeclineReason.NONE ? accounts : checks.checkCard(card, operation);
    }

    /** The member names a credit card of the cooperative by its token, or the caller by its PAN. */
    private DeclineReason ownCard(final int p, final AuthorizeRequestDecoder request) {
        final Key128Decoder hash = request.card();
        final int byHash = state.cards.find(hash.high(), hash.low());
        final int card = byHash != Slab.NONE ? byHash : state.cards.findByToken(request.cardToken());
        final int debit = state.ledger.find(request.debitAccount());
        if (card == Slab.NONE) {
            accounts(p, debit, Slab.NONE);
            return DeclineReason.CARD_UNKNOWN;
        }
        final Payments payments = state.payments;
        payments.card(p, state.cards.bin(card), state.cards.lastFour(card));
        final int detail = state.detailsOf(p);
        state.details.cardToken(detail, request.cardToken()); // as it was named: the step-up is bound to that
        state.cards.getSealed(card, sealedCard, 0);
        state.details.sealedCard(detail, sealedCard, 0);
        final DeclineReason accounts = accounts(p, debit,
            state.institutionAccount(state.policy.cardSettlementAccount(request.currency())));
        final DeclineReason may = accounts != DeclineReason.NONE ? accounts
            : checks.checkCard(card, Operation.CARD_PAYMENT);
        if (may != DeclineReason.NONE) {
            return may;
        }
        if (state.policy.cardPaymentsBatched) {
            batched(p, detail, card);
            return DeclineReason.NONE;
        }
        leg(p, 0, request.buffer(), request.offset() + AuthorizeRequestDecoder.externalAccountEncodingOffset());
        return state.policy.routes.first(0, payments.cardBin(p)) == Routes.NONE
            ? DeclineReason.NO_ROUTE : DeclineReason.NONE;
    }

    /** Later, by the cut-off rule; in a file that knows the card by its account, when somebody is to be told. */
    private void batched(final int p, final int detail, final int card) {
        state.details.effectiveDay(detail, state.policy.effectiveDay(state.nowMs));
        if (state.policy.cardBatchLinkId != Routes.NONE) {
            final long number = state.ledger.number(state.cards.accountId(card));
            cardAccount.setMemory(0, NetworkLegs.EXTERNAL_ACCOUNT_LENGTH, (byte) ' ');
            AccountNumber.write(number, cardAccount, 0);
            leg(p, 0, cardAccount, 0);
        }
    }

    private DeclineReason externalCard(final int p, final AuthorizeRequestDecoder request) {
        state.payments.card(p, (int) request.cardBin(), request.cardLastFour());
        state.details.sealedCard(state.detailsOf(p), request.buffer(),
            request.offset() + AuthorizeRequestDecoder.sealedCardEncodingOffset());
        leg(p, request.institution(), request.buffer(),
            request.offset() + AuthorizeRequestDecoder.externalAccountEncodingOffset());
        return routed(p, state.ledger.find(request.debitAccount()), request.institution(), (int) request.cardBin());
    }

    private void leg(final int p, final long institution, final DirectBuffer buffer, final int offset) {
        state.payments.networkLeg(p, state.legs.add(p, institution,
            buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN),
            buffer.getLong(offset + 8, ByteOrder.LITTLE_ENDIAN),
            buffer.getLong(offset + 16, ByteOrder.LITTLE_ENDIAN),
            buffer.getInt(offset + NetworkLegs.EXTERNAL_ACCOUNT_LENGTH - 4, ByteOrder.LITTLE_ENDIAN)));
    }
}
