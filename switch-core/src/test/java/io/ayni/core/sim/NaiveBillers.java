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
        final NaiveSwitch.Payment p = twin.byId.get(a.paymentId());
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
                    alarm(p.state == PaymentState.POSTED ? AlarmCode.DUPLICATE_ANSWER : AlarmCode.LATE_APPROVAL, p.id,
                        0);
                }
            }
            case REFUSED -> {
                if (waits) {
                    declined(p, DeclineReason.NETWORK_DECLINED, a.responseCode());
                } else {
                    alarm(p.state == PaymentState.POSTED ? AlarmCode.LATE_DECLINE : AlarmCode.DUPLICATE_ANSWER, p.id,
                        0);
                }
            }
            default -> undecided(p, result, a);
        }
    }

    private void undecided(final NaiveSwitch.Payment p, final BillerResult result, final BillerAnswerDecoder a) {
        if (p.state == PaymentState.SENT) {
            begin(p);
        } else if (p.state != PaymentState.UNKNOWN) {
            alarm(AlarmCode.DUPLICATE_ANSWER, p.id, 0);
        } else if (result == BillerResult.NOT_FOUND && a.kind() == SendKind.STATUS.code()
            && p.inquirySentMs.get(a.attempt() - 1) >= p.sentMs + Terms.NOT_FOUND_FINAL_MS) {
            declined(p, DeclineReason.NETWORK_TIMEOUT, ResponseCode.LATE);
        }
    }

    void begin(final NaiveSwitch.Payment p) {
        p.sentMs = p.updatedMs;
        p.unknownSinceMs = twin.nowMs;
        p.reason = DeclineReason.NETWORK_TIMEOUT;
        p.code = twin.up[p.linkId] ? ResponseCode.LATE : ResponseCode.CONNECTOR_DOWN;
        twin.become(p, PaymentState.UNKNOWN);
        next(p);
        twin.replyAll(p);
    }

    void due(final NaiveSwitch.Payment p) {
        if (twin.nowMs >= p.unknownSinceMs + Terms.MANUAL_AFTER_MS) {
            toPerson(p, p.inquirySentMs.size());
            return;
        }
        p.inquirySentMs.add(twin.nowMs);
        next(p);
        if (twin.up[p.linkId]) {
            twin.send(p, p.inquirySentMs.size(), SendKind.STATUS);
        }
    }

    private void next(final NaiveSwitch.Payment p) {
        long waitMs = Terms.INQUIRY_FIRST_MS;
        for (int i = 0; i < p.inquirySentMs.size() && waitMs < Terms.INQUIRY_MAX_MS; i++) {
            waitMs *= 2;
        }
        twin.deadline(p, Math.min(twin.nowMs + Math.min(waitMs, Terms.INQUIRY_MAX_MS),
            p.unknownSinceMs + Terms.MANUAL_AFTER_MS));
    }

    void posted(final NaiveSwitch.Payment p) {
        final boolean wasUnknown = p.state == PaymentState.UNKNOWN;
        twin.post(p, p.amountMinor);
        twin.replyAll(p);
        if (wasUnknown) {
            twin.notice(p, NoticeKind.PAYMENT_POSTED);
        }
    }

    void declined(final NaiveSwitch.Payment p, final DeclineReason reason, final int code) {
        final boolean wasUnknown = p.state == PaymentState.UNKNOWN;
        twin.decline(p, reason, code);
        if (wasUnknown) {
            twin.notice(p, NoticeKind.PAYMENT_REVERSED);
        }
    }

    void resolve(final ResolveManualDecoder r) {
        final AdminResult result = resolved(twin.byId.get(r.paymentId()), Resolution.ofCode(r.resolution()));
        twin.say(new Said.Admin(r.replyTo().correlationId(), result.code()));
    }

    private AdminResult resolved(final NaiveSwitch.Payment p, final Resolution resolution) {
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
            twin.finish(p, resolution == Resolution.POST ? PaymentState.POSTED : PaymentState.REVERSED);
        } else if (resolution == Resolution.POST) {
            twin.post(p, p.amountMinor);
            twin.notice(p, NoticeKind.PAYMENT_POSTED);
        } else {
            twin.release(p);
            twin.finish(p, PaymentState.REVERSED);
            twin.members.onFinal(p);
            twin.notice(p, NoticeKind.PAYMENT_REVERSED);
        }
        return AdminResult.DONE;
    }

    private void toPerson(final NaiveSwitch.Payment p, final int asked) {
        twin.clearDeadline(p);
        twin.become(p, PaymentState.MANUAL);
        twin.say(new Said.Alarm(AlarmCode.MANUAL.code(), p.id, 0, asked));
    }

    private void alarm(final AlarmCode code, final long paymentId, final int field) {
        twin.say(new Said.Alarm(code.code(), paymentId, field, 0));
    }
}
