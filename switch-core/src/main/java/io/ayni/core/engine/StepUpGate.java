package io.ayni.core.engine;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.StepUpMacDecoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Payments;
import io.ayni.core.stepup.StepUpMethod;
import io.ayni.core.store.Slab;

/**
 * Asks for the step-up, by the method that the policy and the member want, and keeps count of wrong codes: by account and
 * day, and by member for what names no account. Where the policy asks for a one-time password, a member who prefers a
 * soft token and has one is asked for its code instead; the edge checks that code, the engine that its time step is new.
 */
final class StepUpGate {
    private final EngineState state;
    private final PaymentRun run;
    private final OutcomePublisher publisher;
    private final NoticePublisher notices;

    StepUpGate(final EngineState state, final PaymentRun run, final OutcomePublisher publisher,
        final NoticePublisher notices) {
        this.state = state;
        this.run = run;
        this.publisher = publisher;
        this.notices = notices;
    }

    /** Opens the challenge of a payment whose policy asks for one, and answers; declines when it cannot be asked. */
    void ask(final int p, final StepUpMacDecoder mac) {
        final StepUpMethod method = methodFor(p);
        if (method == StepUpMethod.NONE) {
            run.declineAndReply(p, DeclineReason.STEP_UP_NOT_ENROLLED);
            return;
        }
        if (isLocked(p)) {
            run.declineAndReply(p, DeclineReason.STEP_UP_LOCKED);
            return;
        }
        final Payments payments = state.payments;
        final int challenge = state.challenges.open(mac.w0(), mac.w1(), mac.w2(), mac.w3());
        if (method == StepUpMethod.TOTP) {
            state.details.stepUp(state.detailsOf(p), StepUpMethod.TOTP.code());
        }
        payments.reason(p, DeclineReason.NONE, ResponseCode.ADDITIONAL_AUTHENTICATION_REQUIRED);
        if (payments.debitAccount(p) != Slab.NONE) {
            state.lifecycle.recordBalances(p, payments.debitAccount(p));
        }
        state.lifecycle.challenge(p, challenge, state.nowMs + state.policy.otpTtlMs, state.nowMs);
        publisher.reply(payments.replyConnection(p), payments.replyCorrelation(p), p, Disposition.FIRST,
            method == StepUpMethod.OTP);
        payments.replyTo(p, 0, 0);
    }

    /** @return whether the open challenge asks for the code of a soft token: no password was made for it. */
    boolean asksToken(final int p) {
        final int details = state.payments.details(p);
        return details != Slab.NONE && state.details.stepUp(details) == StepUpMethod.TOTP.code();
    }

    /** Whether the time step of a code that the edge found right is a new one, and then takes it: it works once. */
    boolean takeToken(final int p, final long totpStep) {
        final int member = state.members.find(memberId(p));
        if (member == Slab.NONE || totpStep <= state.members.totpStep(member)) {
            return false;
        }
        state.members.totpStep(member, totpStep);
        return true;
    }

    boolean isLocked(final int p) {
        return failures(p) >= state.policy.otpFailuresPerDay;
    }

    void countFailure(final int p) {
        final int account = accountOf(p);
        if (account != Slab.NONE) {
            state.ledger.countStepUpFailure(account, state.today());
        } else {
            final int member = state.members.find(memberId(p));
            if (member != Slab.NONE) {
                state.members.countStepUpFailure(member, state.today());
            }
        }
        if (failures(p) == state.policy.otpFailuresPerDay) {
            notices.stepUpLocked(p, memberId(p));
        }
    }

    private int failures(final int p) {
        final int account = accountOf(p);
        if (account != Slab.NONE) {
            return state.ledger.stepUpFailures(account, state.today());
        }
        final int member = state.members.find(memberId(p));
        return member == Slab.NONE ? 0 : state.members.stepUpFailures(member, state.today());
    }

    /** @return NONE when the policy wants a soft token and the member has none. */
    private StepUpMethod methodFor(final int p) {
        final StepUpMethod asked = state.policy.stepUp(state.payments.operation(p));
        final int member = state.members.find(memberId(p));
        final boolean hasToken = member != Slab.NONE && state.members.hasTotp(member);
        if (asked == StepUpMethod.TOTP) {
            return hasToken ? StepUpMethod.TOTP : StepUpMethod.NONE;
        }
        return hasToken && state.members.stepUp(member) == StepUpMethod.TOTP ? StepUpMethod.TOTP : StepUpMethod.OTP;
    }

    /** @return the account whose wrong codes count; a member without a record of its own counts on its first account. */
    private int accountOf(final int p) {
        final int debit = state.payments.debitAccount(p);
        return debit != Slab.NONE || state.members.find(memberId(p)) != Slab.NONE ? debit
            : state.ledger.firstOfMember(memberId(p));
    }

    private long memberId(final int p) {
        final int debit = state.payments.debitAccount(p);
        if (debit != Slab.NONE) {
            return state.ledger.memberId(debit);
        }
        final int details = state.payments.details(p);
        return details == Slab.NONE ? 0 : state.details.memberId(details);
    }
}
