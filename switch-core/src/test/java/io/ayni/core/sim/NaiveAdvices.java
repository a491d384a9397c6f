package io.ayni.core.sim;

import io.ayni.core.command.CompletionAdviceDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ReversalRequestDecoder;
import io.ayni.core.engine.AlarmCode;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;

/** What callers tell of earlier requests: reversals and completions. */
final class NaiveAdvices {
    private final NaiveSwitch twin;
    private final NaiveBooks books;
    private final NaiveVoice voice;

    NaiveAdvices(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
        voice = twin.voice;
    }

    void reversal(final ReversalRequestDecoder r) {
        final long[] to = {r.replyTo().connectionId(), r.replyTo().correlationId()};
        final NaiveKey key = new NaiveKey(r.key().high(), r.key().low());
        if (repeated(key, to) || twin.payments.refused(to, r.paymentId())) {
            return;
        }
        final NaivePayment advice = books.record(r.paymentId(), key, Operation.REVERSAL, r.peerId(),
            r.amountMinor(), 4, to);
        advice.currency = r.currency();
        final NaiveKey originalKey = new NaiveKey(r.original().high(), r.original().low());
        final NaivePayment original = books.byKey.get(originalKey);
        if (original == null) {
            if (books.byId.size() < books.policy.maxPayments()) {
                final NaivePayment tombstone = books.record(-r.paymentId(), originalKey, Operation.REVERSAL, r.peerId(),
                    r.amountMinor(), 0, NaivePayment.NOBODY);
                tombstone.reason = DeclineReason.REVERSED_BEFORE;
                tombstone.code = ResponseCode.INVALID_TRANSACTION;
                books.finish(tombstone, PaymentState.DECLINED);
            }
            unknown(advice, r);
        } else if (original.operation == Operation.REVERSAL) {
            unknown(advice, r);
        } else {
            finishAdvice(advice, reverse(original, r.amountMinor()));
        }
    }

    private DeclineReason reverse(final NaivePayment p, final long amountMinor) {
        if (amountMinor != p.amountMinor) {
            return DeclineReason.AMOUNT_INVALID;
        }
        if (p.operation.isMemberRequest()) {
            return DeclineReason.NOT_REVERSIBLE;
        }
        if (p.state == PaymentState.CHALLENGED || p.state == PaymentState.HELD) {
            p.reason = DeclineReason.REVERSED_BY_CALLER;
            p.code = ResponseCode.APPROVED;
            twin.payments.release(p);
            books.finish(p, PaymentState.REVERSED);
        } else if (p.state == PaymentState.SENT && p.linkId == Terms.BILLER_LINK
            || (p.state == PaymentState.UNKNOWN || p.state == PaymentState.MANUAL) && p.heldMinor > 0
            || (p.state == PaymentState.POSTED || p.state == PaymentState.SCHEDULED_EFFECTIVE) && p.linkId != 0
            || p.state == PaymentState.SCHEDULED_EFFECTIVE && books.today().toEpochDay() >= p.effectiveDay) {
            return DeclineReason.NOT_REVERSIBLE;
        } else if (p.state == PaymentState.SENT) {
            twin.networks.beginReversal(p);
        } else if ((p.state == PaymentState.POSTED || p.state == PaymentState.SCHEDULED_EFFECTIVE)
            && p.capturedMinor > 0 && p.reversedMinor == 0) {
            postBack(p);
        }
        return DeclineReason.NONE;
    }

    private void postBack(final NaivePayment p) {
        final long fromCredit = !p.credit.kind.hasFloor() ? p.capturedMinor
            : Math.max(0, Math.min(p.capturedMinor, p.credit.available()));
        if (fromCredit > 0) {
            NaiveBooks.move(p.credit, p.debit, fromCredit);
        }
        final long missing = p.capturedMinor - fromCredit;
        if (missing > 0) {
            NaiveBooks.move(books.accounts.get(Terms.book(p.currency).suspense()), p.debit, missing);
        }
        p.reversedMinor = p.capturedMinor;
        p.updatedMs = books.nowMs;
        if (p.operation == Operation.LOAN_PAYMENT) {
            p.credit.instalmentsLeft++;
        }
        NaiveLimits.giveBack(p);
        p.availableAfter = (p.debit.house() ? p.credit : p.debit).available();
        if (missing > 0) {
            voice.say(new Said.Alarm(AlarmCode.ADVICE_EXCESS.code(), p.id, 0, missing));
        }
    }

    void completion(final CompletionAdviceDecoder c) {
        final long[] to = {c.replyTo().connectionId(), c.replyTo().correlationId()};
        final NaiveKey key = new NaiveKey(c.key().high(), c.key().low());
        if (repeated(key, to) || twin.payments.refused(to, c.paymentId())) {
            return;
        }
        final NaivePayment advice = books.record(c.paymentId(), key, Operation.COMPLETION, c.peerId(),
            c.amountMinor(), 2, to);
        advice.currency = c.currency();
        advice.code = ResponseCode.APPROVED;
        if (c.amountMinor() <= 0) {
            finishAdvice(advice, DeclineReason.AMOUNT_INVALID);
            return;
        }
        final NaivePayment original = books.byKey.get(new NaiveKey(c.original().high(), c.original().low()));
        long excess = c.amountMinor();
        if (original != null && original.state == PaymentState.HELD) {
            final long captured = Math.min(c.amountMinor(), original.amountMinor);
            twin.payments.post(original, captured);
            excess -= captured;
        }
        if (excess == 0) {
            finishAdvice(advice, DeclineReason.NONE);
        } else {
            advice.amountMinor = excess;
            books.become(advice, PaymentState.MANUAL);
            voice.say(new Said.Alarm(AlarmCode.ADVICE_EXCESS.code(), advice.id, 0, excess));
            voice.replyAll(advice);
        }
    }

    private boolean repeated(final NaiveKey key, final long[] to) {
        final NaivePayment known = books.byKey.get(key);
        if (known != null) {
            voice.reply(to, known, Disposition.REPEAT, false);
        }
        return known != null;
    }

    private void unknown(final NaivePayment advice, final ReversalRequestDecoder r) {
        final int code = r.unknownOriginalCode() != 0 ? r.unknownOriginalCode() : books.policy.unknownOriginalCode();
        if (code == ResponseCode.APPROVED) {
            finishAdvice(advice, DeclineReason.NONE);
        } else {
            twin.payments.decline(advice, DeclineReason.NO_ORIGINAL, code);
        }
    }

    private void finishAdvice(final NaivePayment advice, final DeclineReason reason) {
        if (reason != DeclineReason.NONE) {
            twin.payments.decline(advice, reason, reason.responseCode());
            return;
        }
        advice.code = ResponseCode.APPROVED;
        books.finish(advice, PaymentState.POSTED);
        voice.replyAll(advice);
    }
}
