package io.ayni.core.sim;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.StepUpAnswerDecoder;
import io.ayni.core.command.StepUpResendDecoder;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;

/** Challenges: one-time passwords and soft tokens, tries, and codes that are sent again. */
final class NaiveStepUp {
    private final NaiveSwitch twin;
    private final NaiveBooks books;
    private final NaiveVoice voice;

    NaiveStepUp(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
        voice = twin.voice;
    }

    boolean asksStepUp(final Operation operation) {
        return books.policy.stepUp() && switch (operation) {
            case TRANSFER_INTERNAL, TRANSFER_INTERBANK, CARD_PAYMENT_EXTERNAL, BILL_PAY, LIMITS_UPDATE,
                BENEFICIARY_UPDATE, BENEFICIARY_DELETE,
                BILLER_ENROL, BILLER_DELETE, SCHEDULE_CREATE, CARD_PIN_CHANGE, CARD_PIN_GENERATE, CARD_DEFERRAL_CONFIRM,
                CHALLENGE ->
                true;
            default -> false;
        };
    }

    void challenge(final NaivePayment p, final NaiveMac mac) {
        if (failures(p) >= Terms.OTP_FAILURES_A_DAY) {
            twin.payments.decline(p, DeclineReason.STEP_UP_LOCKED, ResponseCode.TRIES_EXCEEDED);
            return;
        }
        p.mac = mac;
        p.asksToken = twin.members.asksToken(NaiveBooks.memberOf(p));
        p.code = ResponseCode.ADDITIONAL_AUTHENTICATION_REQUIRED;
        p.availableAfter = p.debit == null ? 0 : p.debit.available();
        books.become(p, PaymentState.CHALLENGED);
        books.deadline(p, books.nowMs + Terms.OTP_TTL_MS);
        voice.reply(p.reply, p, Disposition.FIRST, !p.asksToken);
        p.reply = NaivePayment.NOBODY;
    }

    private int failures(final NaivePayment p) {
        final NaiveAccount counted = countedAccount(p);
        return counted != null ? failuresToday(counted) : twin.members.failures(p.member);
    }

    private NaiveAccount countedAccount(final NaivePayment p) {
        return p.debit != null || twin.members.isKnown(p.member) ? p.debit : twin.members.firstAccount(p.member);
    }

    void stepUp(final StepUpAnswerDecoder a) {
        final long[] to = {a.replyTo().connectionId(), a.replyTo().correlationId()};
        final NaivePayment p = open(a.paymentId(), a.peerId(), to);
        if (p == null) {
            return;
        }
        final NaiveKey key = new NaiveKey(a.key().high(), a.key().low());
        if (key.equals(p.lastKey)) {
            voice.reply(to, p, Disposition.REPEAT, false);
            return;
        }
        p.reply = to;
        final NaiveMac mac = NaiveMac.of(a.mac());
        if (books.nowMs >= p.deadlineMs) {
            twin.payments.expire(p, DeclineReason.STEP_UP_EXPIRED);
            voice.replyAll(p);
        } else if (failures(p) >= Terms.OTP_FAILURES_A_DAY) {
            twin.payments.decline(p, DeclineReason.STEP_UP_LOCKED, ResponseCode.TRIES_EXCEEDED);
        } else if (p.asksToken ? twin.members.takeStep(NaiveBooks.memberOf(p), a.totpStep()) : mac.equals(p.mac)) {
            if (p.request != null) {
                twin.members.confirmed(p);
            } else {
                twin.payments.run(p);
            }
        } else {
            wrong(p, key);
        }
    }

    private void wrong(final NaivePayment p, final NaiveKey key) {
        p.tries++;
        p.lastKey = key;
        final NaiveAccount counted = countedAccount(p);
        if (counted == null) {
            twin.members.countFailure(p.member);
        } else {
            counted.failures = failuresToday(counted) + 1;
            counted.failureDay = books.today();
        }
        if (failures(p) == Terms.OTP_FAILURES_A_DAY) {
            voice.say(new Said.Notice(NaiveBooks.memberOf(p), NoticeKind.STEP_UP_LOCKED.code(),
                DeclineReason.STEP_UP_LOCKED.code(), 0, 0, p.id, 0, p.amountMinor, 0,
                p.debit == null ? 0 : p.debit.number));
        }
        if (p.tries >= Terms.OTP_TRIES) {
            twin.payments.decline(p, DeclineReason.STEP_UP_TRIES_EXCEEDED, ResponseCode.TRIES_EXCEEDED);
        } else if (failures(p) >= Terms.OTP_FAILURES_A_DAY) {
            twin.payments.decline(p, DeclineReason.STEP_UP_LOCKED, ResponseCode.TRIES_EXCEEDED);
        } else {
            p.reason = DeclineReason.STEP_UP_WRONG;
            p.code = ResponseCode.STEP_UP_FAILED;
            voice.replyAll(p);
        }
    }

    void resend(final StepUpResendDecoder r) {
        final long[] to = {r.replyTo().connectionId(), r.replyTo().correlationId()};
        final NaivePayment p = open(r.paymentId(), r.peerId(), to);
        if (p == null) {
            return;
        }
        final NaiveKey key = new NaiveKey(r.key().high(), r.key().low());
        if (p.asksToken) {
            voice.reply(to, p, Disposition.FIRST, false);
        } else if (key.equals(p.lastKey)) {
            voice.reply(to, p, Disposition.REPEAT, false);
        } else if (p.resends < Terms.OTP_RESENDS && failures(p) < Terms.OTP_FAILURES_A_DAY
            && books.nowMs < p.deadlineMs) {
            p.resends++;
            p.lastKey = key;
            p.mac = NaiveMac.of(r.mac());
            p.reason = DeclineReason.NONE;
            p.code = ResponseCode.ADDITIONAL_AUTHENTICATION_REQUIRED;
            p.updatedMs = books.nowMs;
            books.deadline(p, books.nowMs + Terms.OTP_TTL_MS);
            voice.reply(to, p, Disposition.FIRST, true);
        } else {
            p.reason = DeclineReason.STEP_UP_TRIES_EXCEEDED;
            p.code = ResponseCode.TRIES_EXCEEDED;
            voice.reply(to, p, Disposition.FIRST, false);
        }
    }

    private NaivePayment open(final long paymentId, final int peerId, final long[] to) {
        final NaivePayment p = books.byId.get(paymentId);
        if (p == null || p.peerId != peerId) {
            voice.refuse(to, paymentId, Disposition.NOT_FOUND, DeclineReason.NO_ORIGINAL);
            return null;
        }
        if (p.state == PaymentState.CHALLENGED) {
            return p;
        }
        if (p.state == PaymentState.SENT) {
            p.repeat = to;
            voice.reply(to, p, Disposition.IN_FLIGHT, false);
        } else {
            voice.reply(to, p, Disposition.REPEAT, false);
        }
        return null;
    }

    private int failuresToday(final NaiveAccount account) {
        return account.failureDay.equals(books.today()) ? account.failures : 0;
    }
}
