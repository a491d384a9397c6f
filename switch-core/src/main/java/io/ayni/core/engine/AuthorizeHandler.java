package io.ayni.core.engine;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.stepup.StepUpMethod;
import io.ayni.core.store.Slab;

/**
 * A payment asked for: the same answer again when its key was seen, else a record, the checks, and then the step-up or
 * the payment itself.
 */
final class AuthorizeHandler {
    /** Each new record forgets up to this many old ones, so that forgetting keeps pace with any load. */
    private static final int PURGE_PER_REQUEST = 2;

    private final EngineState state;
    private final PaymentParties parties;
    private final PaymentChecks checks;
    private final PaymentRun run;
    private final StepUpGate gate;
    private final OutcomePublisher publisher;

    AuthorizeHandler(final EngineState state, final PaymentParties parties, final PaymentChecks checks,
        final PaymentRun run, final StepUpGate gate, final OutcomePublisher publisher) {
        this.state = state;
        this.parties = parties;
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
        final DeclineReason resolution = parties.resolve(p, request);
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
        final int note = request.offset() + AuthorizeRequestDecoder.noteEncodingOffset();
        if (request.owedMinor() != AuthorizeRequestDecoder.owedMinorNullValue() && request.buffer().getByte(note) != 0) {
            state.details.note(state.detailsOf(p), request.buffer(), note);
        }
        return p;
    }
}
