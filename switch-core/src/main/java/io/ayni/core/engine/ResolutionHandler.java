package io.ayni.core.engine;

import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.command.ResolveManualDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.payment.Resolution;
import io.ayni.core.store.Slab;

/**
 * An operator's word. What waits for a network is first taken off its queue of reversals or inquiries, and only what
 * nothing works on any more is posted or given back: so none is posted with a live reversal.
 */
final class ResolutionHandler {
    private final EngineState state;
    private final PaymentRun run;
    private final InquiryHandler inquiries;
    private final OutcomePublisher publisher;
    private final NoticePublisher notices;

    ResolutionHandler(final EngineState state, final PaymentRun run, final InquiryHandler inquiries,
        final OutcomePublisher publisher, final NoticePublisher notices) {
        this.state = state;
        this.run = run;
        this.inquiries = inquiries;
        this.publisher = publisher;
        this.notices = notices;
    }

    void onResolve(final ResolveManualDecoder resolve) {
        final ReplyToDecoder replyTo = resolve.replyTo();
        final long connectionId = replyTo.connectionId();
        final long correlationId = replyTo.correlationId();
        publisher.admin(connectionId, correlationId,
            resolve(state.payments.findById(resolve.paymentId()), Resolution.ofCode(resolve.resolution())));
    }

    private AdminResult resolve(final int p, final Resolution resolution) {
        if (p == Slab.NONE || resolution == null) {
            return p == Slab.NONE ? AdminResult.UNKNOWN_PAYMENT : AdminResult.INVALID;
        }
        final PaymentState paymentState = state.payments.state(p);
        if (resolution == Resolution.TO_MANUAL) {
            if (paymentState != PaymentState.UNKNOWN && paymentState != PaymentState.REVERSAL_PENDING) {
                return AdminResult.WRONG_STATE;
            }
            inquiries.giveToPerson(p);
            return AdminResult.DONE;
        }
        if (paymentState != PaymentState.MANUAL) {
            return AdminResult.WRONG_STATE;
        }
        if (state.payments.heldMinor(p) == 0) {
            settleExcess(p, resolution);
        } else if (resolution == Resolution.POST) {
            run.post(p, state.payments.amountMinor(p));
            notices.payment(p, NoticeKind.PAYMENT_POSTED);
        } else {
            state.lifecycle.reversed(p, state.nowMs);
            run.tellSchedule(p);
            notices.payment(p, NoticeKind.PAYMENT_REVERSED);
        }
        return AdminResult.DONE;
    }

    /** What an advice told above its hold: a person has seen to it outside of the switch. */
    private void settleExcess(final int p, final Resolution resolution) {
        final Payments payments = state.payments;
        state.excessMinor = Math.subtractExact(state.excessMinor, payments.amountMinor(p));
        payments.reason(p, DeclineReason.NONE, ResponseCode.APPROVED);
        if (resolution == Resolution.POST) {
            state.lifecycle.noted(p, state.nowMs);
        } else {
            state.lifecycle.reversed(p, state.nowMs);
        }
    }
}
