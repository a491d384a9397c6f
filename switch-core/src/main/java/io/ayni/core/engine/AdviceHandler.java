package io.ayni.core.engine;

import io.ayni.core.command.CompletionAdviceDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ReversalRequestDecoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.store.Slab;

/**
 * Facts that callers and networks tell: reversals (0400, 0420) and completions (0220). Each has a record of its own
 * under its own key, so that a repeat gets the same answer and moves nothing twice.
 */
final class AdviceHandler {
    private final EngineState state;
    private final Admission admission;
    private final PaymentRun run;
    private final ReversalRun reversals;
    private final OutcomePublisher publisher;

    AdviceHandler(final EngineState state, final Admission admission, final PaymentRun run,
        final ReversalRun reversals, final OutcomePublisher publisher) {
        this.state = state;
        this.admission = admission;
        this.run = run;
        this.reversals = reversals;
        this.publisher = publisher;
    }

    void onReversal(final ReversalRequestDecoder request) {
        final Key128Decoder key = request.key();
        final long keyHigh = key.high();
        final long keyLow = key.low();
        final ReplyToDecoder replyTo = request.replyTo();
        if (isAnswered(keyHigh, keyLow, request.paymentId(), replyTo)) {
            return;
        }
        final int advice = record(request.paymentId(), keyHigh, keyLow, Operation.REVERSAL, request.peerId(),
            request.amountMinor(), request.currency(), 4, replyTo);
        final Key128Decoder originalKey = request.original();
        final int original = find(originalKey, request.originalPaymentId(), request.peerId());
        if (original == Slab.NONE && request.originalPaymentId() > 0) {
            finishUnknown(advice, request);
        } else if (original == Slab.NONE) {
            remember(request.paymentId(), originalKey.high(), originalKey.low(), request);
            finishUnknown(advice, request);
        } else if (state.payments.operation(original) == Operation.REVERSAL) {
            finishUnknown(advice, request);
        } else {
            finish(advice, reverse(original, request.amountMinor()));
        }
    }

    void onCompletion(final CompletionAdviceDecoder advice) {
        final Key128Decoder key = advice.key();
        final long keyHigh = key.high();
        final long keyLow = key.low();
        final ReplyToDecoder replyTo = advice.replyTo();
        if (isAnswered(keyHigh, keyLow, advice.paymentId(), replyTo)) {
            return;
        }
        final int p = record(advice.paymentId(), keyHigh, keyLow, Operation.COMPLETION, advice.peerId(),
            advice.amountMinor(), advice.currency(), 2, replyTo);
        state.payments.card(p, (int) advice.cardBin(), advice.cardLastFour());
        state.payments.reason(p, DeclineReason.NONE, ResponseCode.APPROVED);
        if (advice.amountMinor() <= 0) {
            finish(p, DeclineReason.AMOUNT_INVALID);
            return;
        }
        final int original = find(advice.original(), advice.originalPaymentId(), advice.peerId());
        final long excessMinor = advice.amountMinor() - capture(original, advice.amountMinor());
        if (excessMinor == 0) {
            finish(p, DeclineReason.NONE);
        } else {
            // An advice is a fact: it is accepted, and what no hold covered waits for a person.
            state.excessMinor = Math.addExact(state.excessMinor, excessMinor);
            state.payments.amount(p, excessMinor, advice.currency());
            state.lifecycle.manual(p, state.nowMs);
            publisher.alarm(AlarmCode.ADVICE_EXCESS, 0, advice.paymentId(), 0, false, excessMinor);
            publisher.replyToAll(p);
        }
    }

    /** By the key that the peer made of its own message, or by our id, which is worth something to its owner alone. */
    private int find(final Key128Decoder key, final long id, final int peerId) {
        if (id <= 0) {
            return state.payments.findByKey(key.high(), key.low());
        }
        final int original = state.payments.findById(id);
        return original != Slab.NONE && state.payments.peerId(original) == peerId ? original : Slab.NONE;
    }

    /** @return what was posted of the amount: at most the hold, nothing when there is none. */
    private long capture(final int original, final long amountMinor) {
        if (original == Slab.NONE || state.payments.state(original) != PaymentState.HELD) {
            return 0;
        }
        final long capturedMinor = Math.min(amountMinor, state.payments.amountMinor(original));
        run.post(original, capturedMinor);
        return capturedMinor;
    }

    private DeclineReason reverse(final int original, final long amountMinor) {
        final Payments payments = state.payments;
        if (amountMinor != payments.amountMinor(original)) {
            return DeclineReason.AMOUNT_INVALID;
        }
        if (payments.operation(original).isMemberRequest()) {
            return DeclineReason.NOT_REVERSIBLE;
        }
        switch (payments.state(original)) {
            case CHALLENGED, HELD -> {
                payments.reason(original, DeclineReason.REVERSED_BY_CALLER, ResponseCode.APPROVED);
                state.lifecycle.reversed(original, state.nowMs);
            }
            case SENT -> {
                if (!reversals.isPossible(original)) {
                    return DeclineReason.NOT_REVERSIBLE;
                }
                reversals.begin(original, DeclineReason.NETWORK_TIMEOUT);
            }
            case POSTED, SCHEDULED_EFFECTIVE -> {
                return reversePosted(original);
            }
            case UNKNOWN, MANUAL -> {
                // Only who was paid, or a person, can tell whether there is something to take back.
                return payments.heldMinor(original) > 0 ? DeclineReason.NOT_REVERSIBLE : DeclineReason.NONE;
            }
            case RECEIVED, DECLINED, EXPIRED, REVERSED, REVERSAL_PENDING, DONE -> {
                // Nothing moved, or it is being taken back already: the wish is fulfilled.
            }
        }
        return DeclineReason.NONE;
    }

    private DeclineReason reversePosted(final int original) {
        final Payments payments = state.payments;
        if (hasLeft(original)) {
            return DeclineReason.NOT_REVERSIBLE;
        }
        if (payments.reversedMinor(original) == 0) {
            final long missingMinor = state.lifecycle.postBack(original,
                state.institutionAccount(state.policy.suspenseAccount(payments.currency(original))), state.nowMs);
            run.countInstalment(original, 1);
            if (missingMinor > 0) {
                state.excessMinor = Math.addExact(state.excessMinor, missingMinor);
                publisher.alarm(AlarmCode.ADVICE_EXCESS, 0, payments.paymentId(original), 0, false, missingMinor);
            }
        }
        return DeclineReason.NONE;
    }

    /** @return whether another institution has it: what was sent, and what was only told and had its effect. */
    private boolean hasLeft(final int original) {
        final Payments payments = state.payments;
        final int leg = payments.networkLeg(original);
        return leg != Slab.NONE && state.legs.retrievalReference(leg) != 0
            || payments.state(original) == PaymentState.SCHEDULED_EFFECTIVE
            && state.today() >= state.details.effectiveDay(payments.details(original));
    }

    /** A tombstone under the original's key: should the original come later, it is declined and holds nothing. */
    private void remember(final long paymentId, final long keyHigh, final long keyLow,
        final ReversalRequestDecoder request) {
        final Payments payments = state.payments;
        if (state.isFull()) {
            return;
        }
        // Ids made at the edge are positive: the negative one can be nobody else's.
        final int tombstone = payments.add(-paymentId, keyHigh, keyLow);
        payments.begin(tombstone, Operation.REVERSAL, 0, request.currency(), request.amountMinor(), state.sequence,
            state.nowMs);
        payments.peerId(tombstone, request.peerId());
        state.lifecycle.decline(tombstone, DeclineReason.REVERSED_BEFORE,
            DeclineReason.REVERSED_BEFORE.responseCode(), state.nowMs);
    }

    private boolean isAnswered(final long keyHigh, final long keyLow, final long paymentId,
        final ReplyToDecoder replyTo) {
        final int known = state.payments.findByKey(keyHigh, keyLow);
        if (known != Slab.NONE) {
            publisher.reply(replyTo.connectionId(), replyTo.correlationId(), known, Disposition.REPEAT, false);
            return true;
        }
        final DeclineReason refusal = admission.refusal(paymentId);
        if (refusal != DeclineReason.NONE) {
            publisher.refuse(replyTo.connectionId(), replyTo.correlationId(), paymentId, Disposition.FIRST,
                PaymentState.DECLINED, refusal);
            return true;
        }
        return false;
    }

    private int record(final long paymentId, final long keyHigh, final long keyLow, final Operation operation,
        final int peerId, final long amountMinor, final int currency, final int messageClass,
        final ReplyToDecoder replyTo) {
        final Payments payments = state.payments;
        final int p = payments.add(paymentId, keyHigh, keyLow);
        payments.begin(p, operation, messageClass, currency, amountMinor, state.sequence, state.nowMs);
        payments.peerId(p, peerId);
        payments.replyTo(p, replyTo.connectionId(), replyTo.correlationId());
        return p;
    }

    /** As this peer wants it told, else as the institution does. */
    private void finishUnknown(final int advice, final ReversalRequestDecoder request) {
        final int wanted = request.unknownOriginalCode();
        final int code = wanted == ResponseCode.APPROVED || wanted == ResponseCode.NO_ORIGINAL
            ? wanted : state.policy.unknownOriginalCode;
        if (code == ResponseCode.APPROVED) {
            finish(advice, DeclineReason.NONE);
        } else {
            run.declineAndReply(advice, DeclineReason.NO_ORIGINAL, code);
        }
    }

    private void finish(final int advice, final DeclineReason reason) {
        if (reason == DeclineReason.NONE) {
            state.payments.reason(advice, DeclineReason.NONE, ResponseCode.APPROVED);
            state.lifecycle.noted(advice, state.nowMs);
            publisher.replyToAll(advice);
        } else {
            run.declineAndReply(advice, reason);
        }
    }
}
