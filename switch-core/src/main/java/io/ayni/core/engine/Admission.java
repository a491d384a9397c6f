package io.ayni.core.engine;

import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.store.Slab;

/** What a request meets before it has a record: its key may have been seen, and there must be room for one more. */
final class Admission {
    /** Each new record forgets up to this many old ones, so that forgetting keeps pace with any load. */
    private static final int PURGE_PER_REQUEST = 2;

    private final EngineState state;
    private final OutcomePublisher publisher;

    Admission(final EngineState state, final OutcomePublisher publisher) {
        this.state = state;
        this.publisher = publisher;
    }

    /** @return whether the request is to be recorded; otherwise it has its answer. */
    boolean admits(final Key128Decoder key, final ReplyToDecoder replyTo, final long bodyHash, final long paymentId) {
        final int known = state.payments.findByKey(key.high(), key.low());
        if (known != Slab.NONE) {
            onRepeat(known, replyTo, bodyHash);
            return false;
        }
        final DeclineReason refusal = refusal(paymentId);
        if (refusal != DeclineReason.NONE) {
            publisher.refuse(replyTo.connectionId(), replyTo.correlationId(), paymentId, Disposition.FIRST,
                PaymentState.DECLINED, refusal);
            return false;
        }
        state.lifecycle.purge(state.nowMs - state.policy.retentionMs, PURGE_PER_REQUEST);
        return true;
    }

    /** The key was seen: no second effect, whatever the state. */
    private void onRepeat(final int p, final ReplyToDecoder replyTo, final long bodyHash) {
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
            state.legs.repeatTo(payments.networkLeg(p), connectionId, correlationId);
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
}
