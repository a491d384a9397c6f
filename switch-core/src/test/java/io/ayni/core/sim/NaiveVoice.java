package io.ayni.core.sim;

import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.SendKind;
import io.ayni.core.stepup.StepUpMethod;
import java.util.ArrayList;
import java.util.List;

/** What the naive twin says: to callers, networks and operators. */
final class NaiveVoice {
    private List<Said> said = new ArrayList<>();

    /** Forgets what was said to the command before. */
    void begin() {
        said = new ArrayList<>(2);
    }

    List<Said> said() {
        return said;
    }

    void send(final NaivePayment p, final int attempt, final SendKind kind) {
        final long stan = p.reference % 1_000_000;
        final boolean back = kind == SendKind.REVERSAL;
        say(new Said.Send(p.linkId, p.id, attempt, back ? p.reversalStan : stan, stan, p.reference,
            p.amountMinor, back ? p.reversalTime : p.transmissionTime, kind.code(), p.currency,
            p.operation.code(), p.institution));
    }

    void notice(final NaivePayment p, final NoticeKind kind) {
        if (p.scheduleId != 0) {
            return;
        }
        say(new Said.Notice(p.debit.member, kind.code(), p.reason.code(), p.billerId, 0, p.id, 0, p.amountMinor, 0,
            p.debit.number));
    }

    void replyAll(final NaivePayment p) {
        reply(p.reply, p, Disposition.FIRST, false);
        reply(p.repeat, p, Disposition.REPEAT, false);
        p.reply = NaivePayment.NOBODY;
        p.repeat = NaivePayment.NOBODY;
    }

    void reply(final long[] to, final NaivePayment p, final Disposition disposition, final boolean mayReveal) {
        if (to[0] != 0) {
            say(new Said.Reply(to[0], to[1], p.id, disposition.code(), p.state.code(), p.code, p.reason.code(),
                p.availableAfter, p.reversedMinor,
                p.state == PaymentState.CHALLENGED ? Math.max(0, Terms.OTP_TRIES - p.tries) : 0, mayReveal,
                p.sequence, p.billerId, p.effectiveDay, p.amountMinor,
                p.state != PaymentState.CHALLENGED ? 0 : (p.asksToken ? StepUpMethod.TOTP : StepUpMethod.OTP).code(),
                p.target, p.interestMinor));
        }
    }

    void refuse(final long[] to, final long paymentId, final Disposition disposition,
        final DeclineReason reason) {
        say(new Said.Reply(to[0], to[1], paymentId, disposition.code(), PaymentState.DECLINED.code(),
            reason.responseCode(), reason.code(), 0, 0, 0, false, 0, 0, 0, 0, 0, 0, 0));
    }

    void say(final Said what) {
        said.add(what);
    }
}
