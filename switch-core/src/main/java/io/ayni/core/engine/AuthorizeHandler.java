package io.ayni.core.engine;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.stepup.StepUpMethod;
import io.ayni.core.store.Slab;
import java.nio.ByteOrder;

/**
 * A payment asked for: the same answer again when its key was seen, else a record, the checks, and then the step-up or
 * the payment itself.
 */
final class AuthorizeHandler {
    /** Each new record forgets up to this many old ones, so that forgetting keeps pace with any load. */
    private static final int PURGE_PER_REQUEST = 2;

    private final EngineState state;
    private final PaymentChecks checks;
    private final PaymentRun run;
    private final StepUpGate gate;
    private final OutcomePublisher publisher;

    AuthorizeHandler(final EngineState state, final PaymentChecks checks, final PaymentRun run,
        final StepUpGate gate, final OutcomePublisher publisher) {
        this.state = state;
        this.checks = checks;
        this.run = run;
        this.gate = gate;
        this.publisher = publisher;
    }

    void onRequest(final AuthorizeRequestDecoder request) {
        final Key128Decoder key = request.key();
        final int known = state.payments.findByKey(key.high(), key.low());
        if (known != Slab.NONE) {
            onRepeat(known, request.replyTo(), request.bodyHash());
            return;
        }
        final DeclineReason refusal = refusal(request.paymentId());
        if (refusal != DeclineReason.NONE) {
            final ReplyToDecoder replyTo = request.replyTo();
            publisher.refuse(replyTo.connectionId(), replyTo.correlationId(), request.paymentId(), Disposition.FIRST,
                PaymentState.DECLINED, refusal);
            return;
        }
        state.lifecycle.purge(state.nowMs - state.policy.retentionMs, PURGE_PER_REQUEST);
        final int p = record(request, key);
        final DeclineReason resolution = resolve(p, request);
        final DeclineReason reason = resolution != DeclineReason.NONE ? resolution : checks.check(p);
        if (reason != DeclineReason.NONE) {
            run.declineAndReply(p, reason);
        } else if (state.policy.stepUp(state.payments.operation(p)) == StepUpMethod.NONE) {
            run.start(p);
        } else {
            gate.ask(p, request.mac());
        }
    }

    /** The key was seen: no second effect, whatever the state. */
    void onRepeat(final int p, final ReplyToDecoder replyTo, final long bodyHash) {
        final long connectionId = replyTo.connectionId();
        final long correlationId = replyTo.correlationId();
        final Payments payments = state.payments;
        if (payments.operation(p) == Operation.REVERSAL) {
            // The reversal overtook its original: what stands under the key is the tombstone.
            publisher.alarm(AlarmCode.TOMBSTONE_HIT, 0, payments.paymentId(p), 0, false, 0);
            publisher.reply(connectionId, correlationId, p, Disposition.FIRST, false);
        } else if (payments.bodyHash(p) != bodyHash) {
            publisher.refuse(connectionId, correlationId, 0, Disposition.KEY_REUSED, PaymentState.DECLINED,
                DeclineReason.KEY_REUSED);
        } else if (payments.state(p) == PaymentState.SENT) {
            payments.repeatTo(p, connectionId, correlationId);
            publisher.reply(connectionId, correlationId, p, Disposition.IN_FLIGHT, false);
        } else {
            publisher.reply(connectionId, correlationId, p, Disposition.REPEAT, false);
        }
    }

    /** @return why no record can be made at all; the request may be sent again later under the same key. */
    DeclineReason refusal(final long paymentId) {
        if (state.policy == null || state.isFull()) {
            return DeclineReason.CAPACITY;
        }
        return state.payments.findById(paymentId) == Slab.NONE ? DeclineReason.NONE : DeclineReason.PAYMENT_ID_TAKEN;
    }

    private int record(final AuthorizeRequestDecoder request, final Key128Decoder key) {
        final Payments payments = state.payments;
        final int p = payments.add(request.paymentId(), key.high(), key.low());
        final Operation operation = Operation.ofCode(request.operation());
        payments.operation(p, operation == null ? Operation.TRANSFER_INTERNAL : operation);
        payments.created(p, state.sequence, state.nowMs);
        payments.bodyHash(p, request.bodyHash());
        payments.messageClass(p, request.messageClass());
        payments.peerId(p, request.peerId());
        payments.amount(p, request.amountMinor(), request.currency());
        final ReplyToDecoder replyTo = request.replyTo();
        payments.replyTo(p, replyTo.connectionId(), replyTo.correlationId());
        return p;
    }

    /** Finds the accounts, the card and the route that the request names. */
    private DeclineReason resolve(final int p, final AuthorizeRequestDecoder request) {
        final Operation operation = Operation.ofCode(request.operation());
        if (operation == null || !state.policy.offers(operation)) {
            return DeclineReason.OPERATION_UNKNOWN;
        }
        if (request.amountMinor() <= 0 || request.amountMinor() > state.policy.maxAmountMinor) {
            return DeclineReason.AMOUNT_INVALID;
        }
        return switch (operation) {
            case TRANSFER_OWN, TRANSFER_INTERNAL -> resolveAccounts(p,
                state.ledger.find(request.debitAccount()), state.ledger.find(request.creditAccount()));
            case TRANSFER_INTERBANK -> resolveInterbank(p, request);
            case CREDIT_INBOUND -> resolveCredit(p, request);
            case CARD_PURCHASE, CARD_WITHDRAWAL -> resolveCard(p, request);
            default -> DeclineReason.OPERATION_UNKNOWN;
        };
    }

    private DeclineReason resolveAccounts(final int p, final int debit, final int credit) {
        state.payments.accounts(p, debit, credit);
        return debit == Slab.NONE ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN
            : credit == Slab.NONE ? DeclineReason.CREDIT_ACCOUNT_UNKNOWN : DeclineReason.NONE;
    }

    private DeclineReason resolveInterbank(final int p, final AuthorizeRequestDecoder request) {
        final var terms = state.policy.route(request.institution());
        final int settlement = terms == null ? Slab.NONE : state.institutionAccount(terms.settlementAccount());
        final int offset = request.offset() + AuthorizeRequestDecoder.externalAccountEncodingOffset();
        final int leg = state.legs.add(p, request.institution(),
            request.buffer().getLong(offset, ByteOrder.LITTLE_ENDIAN),
            request.buffer().getLong(offset + 8, ByteOrder.LITTLE_ENDIAN),
            request.buffer().getLong(offset + 16, ByteOrder.LITTLE_ENDIAN),
            request.buffer().getInt(offset + NetworkLegs.EXTERNAL_ACCOUNT_LENGTH - 4, ByteOrder.LITTLE_ENDIAN));
        state.payments.networkLeg(p, leg);
        final DeclineReason accounts = resolveAccounts(p, state.ledger.find(request.debitAccount()), settlement);
        return accounts == DeclineReason.CREDIT_ACCOUNT_UNKNOWN ? DeclineReason.NO_ROUTE : accounts;
    }

    private DeclineReason resolveCredit(final int p, final AuthorizeRequestDecoder request) {
        final var terms = checks.linkOfSender(request.institution());
        final int settlement = terms == null ? Slab.NONE : state.institutionAccount(terms.settlementAccount());
        final DeclineReason accounts = resolveAccounts(p, settlement, state.ledger.find(request.creditAccount()));
        return accounts == DeclineReason.DEBIT_ACCOUNT_UNKNOWN ? DeclineReason.NO_ROUTE : accounts;
    }

    private DeclineReason resolveCard(final int p, final AuthorizeRequestDecoder request) {
        state.payments.card(p, (int) request.cardBin(), request.cardLastFour());
        final Key128Decoder hash = request.card();
        final int card = state.cards.find(hash.high(), hash.low());
        if (card == Slab.NONE) {
            return DeclineReason.CARD_UNKNOWN;
        }
        final DeclineReason accounts = resolveAccounts(p, state.cards.accountId(card),
            state.institutionAccount(state.policy.cardSettlementAccount));
        return accounts != DeclineReason.NONE ? accounts : checks.checkCard(card);
    }
}
