package io.ayni.core.sim;

import io.ayni.core.command.BillerAnswerDecoder;
import io.ayni.core.command.ResolveManualDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.engine.AlarmCode;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Resolution;
import io.ayni.core.payment.SendKind;

/** The part of the naive twin that deals with what nobody answers: billers without reversal, and operators. */
final class NaiveBillers {
    private final NaiveSwitch twin;

    NaiveBillers(final NaiveSwitch twin) {
        this.twin = twin;
    }

    void answer(final BillerAnswerDecoder a) {
        final NaivePayment p = twin.books.byId.get(a.paymentId());
        final BillerResult result = BillerResult.ofCode(a.result());
        if (p == null || p.linkId != a.linkId()) {
            alarm(AlarmCode.ANSWER_MATCHED_NOTHING, a.paymentId(), 0);
            return;
        }
        if (result == BillerResult.PAID && a.amountMinor() != p.amountMinor) {
            alarm(AlarmCode.ANSWER_MATCHED_NOTHING, p.id, 4);
            return;
        }
        final boolean waits = p.state == PaymentState.SENT || p.state == PaymentState.UNKNOWN;
        switch (result) {
            case PAID -> {
                if (waits) {
                    posted(p);
                } else {
                    alarm(hasPaid(p) ? AlarmCode.DUPLICATE_ANSWER : AlarmCode.LATE_APPROVAL, p.id, 0);
                }
            }
            case REFUSED -> {
                if (waits) {
                    declined(p, DeclineReason.NETWORK_DECLINED, a.responseCode());
                } else {
                    alarm(hasPaid(p) ? AlarmCode.LATE_DECLINE : AlarmCode.DUPLICATE_ANSWER, p.id, 0);
                }
            }
            default -> undecided(p, result, a);
        }
    }

    private static boolean hasPaid(final NaivePayment p) {
        return p.state == PaymentState.POSTED || p.state == PaymentState.SCHEDULED_EFFECTIVE;
    }

    private void undecided(final NaivePayment p, final BillerResult result, final BillerAnswerDecoder a) {
        if (p.state == PaymentState.SENT) {
            begin(p);
        } else if (p.state != PaymentState.UNKNOWN) {
            alarm(AlarmCode.DUPLICATE_ANSWER, p.id, 0);
        } else if (result == BillerResult.NOT_FOUND && a.kind() == SendKind.STATUS.code()
            && p.inquirySentMs.get(a.attempt() - 1) >= p.sentMs + Terms.NOT_FOUND_FINAL_MS) {
            declined(p, DeclineReason.NETWORK_TIMEOUT, ResponseCode.LATE);
        }
    }

    void begin(final NaivePayment p) {
        p.sentMs = p.updatedMs;
        p.unknownSinceMs = twin.books.nowMs;
        p.reason = DeclineReason.NETWORK_TIMEOUT;
        p.code = twin.books.up[p.linkId] ? ResponseCode.LATE : ResponseCode.CONNECTOR_DOWN;
        twin.books.become(p, PaymentState.UNKNOWN);
        next(p);
        twin.voice.replyAll(p);
    }

    void due(final NaivePayment p) {
        if (twin.books.nowMs >= p.unknownSinceMs + Terms.MANUAL_AFTER_MS) {
            toPerson(p, p.inquirySentMs.size());
            return;
        }
        p.inquirySentMs.add(twin.books.nowMs);
        next(p);
        if (twin.books.up[p.linkId]) {
            twin.voice.send(p, p.inquirySentMs.size(), SendKind.STATUS);
        }
    }

    private void next(final NaivePayment p) {
        long waitMs = Terms.INQUIRY_FIRST_MS;
        for (int i = 0; i < p.inquirySentMs.size() && waitMs < Terms.INQUIRY_MAX_MS; i++) {
            waitMs *= 2;
        }
        twin.books.deadline(p, Math.min(twin.books.nowMs + Math.min(waitMs, Terms.INQUIRY_MAX_MS),
            p.unknownSinceMs + Terms.MANUAL_AFTER_MS));
    }

    void posted(final NaivePayment p) {
        final boolean wasUnknown = p.state == PaymentState.UNKNOWN;
        twin.payments.post(p, p.amountMinor);
        twin.voice.replyAll(p);
        if (wasUnknown) {
            twin.voice.notice(p, NoticeKind.PAYMENT_POSTED);
        }
    }

    void declined(final NaivePayment p, final DeclineReason reason, final int code) {
        final boolean wasUnknown = p.state == PaymentState.UNKNOWN;
        twin.payments.decline(p, reason, code);
        if (wasUnknown) {
            twin.voice.notice(p, NoticeKind.PAYMENT_REVERSED);
        }
    }

    void resolve(final ResolveManualDecoder r) {
        final AdminResult result = resolved(twin.books.byId.get(r.paymentId()), Resolution.ofCode(r.resolution()));
        twin.voice.say(new Said.Admin(r.replyTo().correlationId(), result.code()));
    }

    private AdminResult resolved(final NaivePayment p, final Resolution resolution) {
        if (p == null) {
            return AdminResult.UNKNOWN_PAYMENT;
        }
        if (resolution == Resolution.TO_MANUAL) {
            if (p.state != PaymentState.UNKNOWN && p.state != PaymentState.REVERSAL_PENDING) {
                return AdminResult.WRONG_STATE;
            }
            toPerson(p, p.state == PaymentState.UNKNOWN ? p.inquirySentMs.size() : p.reversals);
            return AdminResult.DONE;
        }
        if (p.state != PaymentState.MANUAL) {
            return AdminResult.WRONG_STATE;
        }
        if (p.heldMinor == 0) {
            p.reason = DeclineReason.NONE;
            p.code = ResponseCode.APPROVED;
            twin.books.finish(p, resolution == Resolution.POST ? PaymentState.POSTED : PaymentState.REVERSED);
        } else if (resolution == Resolution.POST) {
            twin.payments.post(p, p.amountMinor);
            twin.voice.notice(p, NoticeKind.PAYMENT_POSTED);
        } else {
            twin.payments.release(p);
            twin.books.finish(p, PaymentState.REVERSED);
            twin.schedules.onFinal(p);
            twin.voice.notice(p, NoticeKind.PAYMENT_REVERSED);
        }
        return AdminResult.DONE;
    }

    private void toPerson(final NaivePayment p, final int asked) {
        twin.books.clearDeadline(p);
        twin.books.become(p, PaymentState.MANUAL);
        twin.voice.say(new Said.Alarm(AlarmCode.MANUAL.code(), p.id, 0, asked));
    }

    private void alarm(final AlarmCode code, final long paymentId, final int field) {
        twin.voice.say(new Said.Alarm(code.code(), paymentId, field, 0));
    }
}
