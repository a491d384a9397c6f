package io.ayni.core.engine;

import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.StepUpAnswerDecoder;
import io.ayni.core.command.StepUpMacDecoder;
import io.ayni.core.command.StepUpResendDecoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.store.Slab;

/**
 * The one-time password as typed in, and the wish for a new one. A right password is consumed in the same step as the
 * approval; a wrong one is counted on the payment and on the account's day. Limits, funds and link are checked again,
 * since the member took their time.
 */
final class StepUpHandler {
    private final EngineState state;
    private final PaymentChecks checks;
    private final PaymentRun run;
    private final StepUpGate gate;
    private final MemberHandler members;
    private final OutcomePublisher publisher;

    StepUpHandler(final EngineState state, final PaymentChecks checks, final PaymentRun run, final StepUpGate gate,
        final MemberHandler members, final OutcomePublisher publisher) {
        this.state = state;
        this.checks = checks;
        this.run = run;
        this.gate = gate;
        this.members = members;
        this.publisher = publisher;
    }

    void onAnswer(final StepUpAnswerDecoder answer) {
        final ReplyToDecoder replyTo = answer.replyTo();
        final int p = findOpen(answer.paymentId(), answer.peerId(), replyTo.connectionId(), replyTo.correlationId());
        if (p == Slab.NONE) {
            return;
        }
        final int challenge = state.payments.challenge(p);
        final Key128Decoder key = answer.key();
        if (state.challenges.isRepeat(challenge, key.high(), key.low())) {
            publisher.reply(replyTo.connectionId(), replyTo.correlationId(), p, Disposition.REPEAT, false);
            return;
        }
        state.payments.replyTo(p, replyTo.connectionId(), replyTo.correlationId());
        if (state.nowMs >= state.payments.deadlineMs(p)) {
            state.lifecycle.expire(p, DeclineReason.STEP_UP_EXPIRED, state.nowMs);
            publisher.replyToAll(p);
        } else if (gate.isLocked(p)) {
            run.declineAndReply(p, DeclineReason.STEP_UP_LOCKED);
        } else if (isRight(p, challenge, answer)) {
            onRight(p);
        } else {
            onWrong(p, challenge, key.high(), key.low());
        }
    }

    private boolean isRight(final int p, final int challenge, final StepUpAnswerDecoder answer) {
        if (gate.asksToken(p)) {
            return gate.takeToken(p, answer.totpStep());
        }
        final StepUpMacDecoder mac = answer.mac();
        return state.challenges.matches(challenge, mac.w0(), mac.w1(), mac.w2(), mac.w3());
    }

    void onResend(final StepUpResendDecoder resend) {
        final ReplyToDecoder replyTo = resend.replyTo();
        final int p = findOpen(resend.paymentId(), resend.peerId(), replyTo.connectionId(), replyTo.correlationId());
        if (p == Slab.NONE) {
            return;
        }
        if (gate.asksToken(p)) {
            // The token shows its next code by itself: there is nothing to send again.
            publisher.reply(replyTo.connectionId(), replyTo.correlationId(), p, Disposition.FIRST, false);
            return;
        }
        final int challenge = state.payments.challenge(p);
        final Key128Decoder key = resend.key();
        final boolean again = state.challenges.isRepeat(challenge, key.high(), key.low());
        final boolean allowed = !again && state.challenges.resends(challenge) < state.policy.otpResends
            && !gate.isLocked(p) && state.nowMs < state.payments.deadlineMs(p);
        if (allowed) {
            final StepUpMacDecoder mac = resend.mac();
            state.challenges.resend(challenge, mac.w0(), mac.w1(), mac.w2(), mac.w3(), key.high(), key.low());
            state.payments.reason(p, DeclineReason.NONE, ResponseCode.ADDITIONAL_AUTHENTICATION_REQUIRED);
            state.lifecycle.extendChallenge(p, state.nowMs + state.policy.otpTtlMs, state.nowMs);
        } else if (!again) {
            state.payments.reason(p, DeclineReason.STEP_UP_TRIES_EXCEEDED,
                DeclineReason.STEP_UP_TRIES_EXCEEDED.responseCode());
        }
        publisher.reply(replyTo.connectionId(), replyTo.correlationId(), p,
            again ? Disposition.REPEAT : Disposition.FIRST, allowed);
    }

    /** @return the payment when its challenge is open; otherwise the caller has been answered. */
    private int findOpen(final long paymentId, final int peerId, final long connectionId, final long correlationId) {
        final Payments payments = state.payments;
        final int p = payments.findById(paymentId);
        if (p == Slab.NONE || payments.peerId(p) != peerId) {
            publisher.refuse(connectionId, correlationId, paymentId, Disposition.NOT_FOUND, PaymentState.DECLINED,
                DeclineReason.NO_ORIGINAL);
            return Slab.NONE;
        }
        if (payments.state(p) == PaymentState.CHALLENGED) {
            return p;
        }
        if (payments.state(p) == PaymentState.SENT) {
            state.legs.repeatTo(payments.networkLeg(p), connectionId, correlationId);
            publisher.reply(connectionId, correlationId, p, Disposition.IN_FLIGHT, false);
        } else {
            publisher.reply(connectionId, correlationId, p, Disposition.REPEAT, false);
        }
        return Slab.NONE;
    }

    private void onRight(final int p) {
        if (state.payments.operation(p).isMemberRequest()) {
            members.onConfirmed(p);
            return;
        }
        final DeclineReason reason = checks.check(p);
        if (reason == DeclineReason.NONE) {
            run.start(p);
        } else {
            run.declineAndReply(p, reason);
        }
    }

    private void onWrong(final int p, final int challenge, final long keyHigh, final long keyLow) {
        state.challenges.countTry(challenge, keyHigh, keyLow);
        gate.countFailure(p);
        if (state.challenges.tries(challenge) >= state.policy.otpTriesPerPayment) {
            run.declineAndReply(p, DeclineReason.STEP_UP_TRIES_EXCEEDED);
        } else if (gate.isLocked(p)) {
            run.declineAndReply(p, DeclineReason.STEP_UP_LOCKED);
        } else {
            state.payments.reason(p, DeclineReason.STEP_UP_WRONG, DeclineReason.STEP_UP_WRONG.responseCode());
            publisher.replyToAll(p);
        }
    }
}
