package io.ayni.core.engine;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.ledger.Ledger;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.LimitTable;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.Policy;
import io.ayni.core.stepup.StepUpMethod;
import io.ayni.core.store.Slab;

/**
 * The transfer that most are: inside the cooperative, no step-up, no fee, and nothing stands against it. All is looked at
 * first, each account once, then posted in one go. Whatever is else, or is to be declined, has changed nothing here and
 * goes the way of {@link PaymentParties}, {@link PaymentChecks} and {@link PaymentRun}, which would do the same with what
 * is done here: only slower.
 */
final class PlainTransfer {
    private final EngineState state;
    private final Lookahead lookahead;
    private final TransferReply reply;

    PlainTransfer(final EngineState state, final Lookahead lookahead, final Outcomes outcomes) {
        this.state = state;
        this.lookahead = lookahead;
        this.reply = new TransferReply(state, outcomes);
    }

    /** @return whether the request, which was admitted, is posted and answered; otherwise nothing has changed. */
    boolean posts(final AuthorizeRequestDecoder request) {
        final Operation operation = Operation.ofCode(request.operation());
        if (operation != Operation.TRANSFER_INTERNAL && operation != Operation.TRANSFER_OWN
            || !isPlain(request, operation)) {
            return false;
        }
        final Ledger ledger = state.ledger;
        final long amountMinor = request.amountMinor();
        final int debit = ledger.find(request.debitAccount(), lookahead.debitGuess());
        final int credit = ledger.find(request.creditAccount(), lookahead.creditGuess());
        if (debit == Slab.NONE || credit == Slab.NONE || debit == credit
            || !ledger.mayTransfer(debit, credit, request.currency())
            || ledger.availableMinor(debit) < amountMinor
            || operation == Operation.TRANSFER_OWN && ledger.memberId(debit) != ledger.memberId(credit)) {
            return false;
        }
        final Bucket bucket = state.policy.bucket(operation);
        final int limit = bucket == Bucket.NONE ? Slab.NONE : limit(debit, bucket);
        // Last, since it begins the record's new day: the other way would come so far as well.
        if (bucket != Bucket.NONE && state.limits.check(limit, amountMinor, state.today(), state.policy.ceiling(bucket))
            != LimitTable.Verdict.WITHIN) {
            return false;
        }
        final int p = record(request, operation, debit, credit);
        state.lifecycle.postAtOnce(p, bucket, limit, state.today(), state.nowMs);
        reply.publish(request.replyTo(), p, debit, credit);
        return true;
    }

    private int limit(final int debit, final Bucket bucket) {
        final int guess = state.ledger.limitGuess(debit);
        final int limit = state.limits.find(state.ledger.memberId(debit), bucket, guess);
        if (limit != guess) {
            state.ledger.limitGuess(debit, limit);
        }
        return limit;
    }

    private boolean isPlain(final AuthorizeRequestDecoder request, final Operation operation) {
        final Policy policy = state.policy;
        return policy.stepUp(operation) == StepUpMethod.NONE
            && request.messageClass() != Payments.PREAUTHORIZATION
            && request.savedId() <= 0
            && !AuthorizeHandler.hasNote(request)
            && request.amountMinor() > 0 && request.amountMinor() <= policy.maxAmountMinor
            && policy.feeMinor(operation, state.nowMs) == 0
            && !(policy.isSuspendedInClose(operation) && policy.isInClose(state.nowMs));
    }

    private int record(final AuthorizeRequestDecoder request, final Operation operation, final int debit,
        final int credit) {
        final Payments payments = state.payments;
        final Key128Decoder key = request.key();
        final int p = payments.add(request.paymentId(), key.high(), key.low());
        payments.begin(p, operation, request.messageClass(), request.currency(), request.amountMinor(), state.sequence,
            state.nowMs);
        payments.bodyHash(p, request.bodyHash());
        payments.peerId(p, request.peerId());
        payments.accounts(p, debit, credit);
        state.history.add(p);
        return p;
    }
}
