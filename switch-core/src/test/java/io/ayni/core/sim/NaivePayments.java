package io.ayni.core.sim;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.engine.AlarmCode;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.SendKind;

/** A payment from its request to the end: hold, send, post, decline, release. */
final class NaivePayments {
    private final NaiveSwitch twin;
    private final NaiveBooks books;
    private final NaiveVoice voice;

    NaivePayments(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
        voice = twin.voice;
    }

    void authorize(final AuthorizeRequestDecoder r) {
        final long[] to = {r.replyTo().connectionId(), r.replyTo().correlationId()};
        final NaiveKey key = new NaiveKey(r.key().high(), r.key().low());
        if (repeatedRequest(key, r.bodyHash(), to) || refused(to, r.paymentId())) {
            return;
        }
        books.purge(2);
        final NaivePayment p = books.record(r.paymentId(), key, Operation.ofCode(r.operation()), r.peerId(),
            r.amountMinor(), r.messageClass(), to);
        p.bodyHash = r.bodyHash();
        p.currency = r.currency();
        DeclineReason reason = twin.checks.find(p, r);
        if (reason == DeclineReason.NONE) {
            reason = twin.checks.check(p);
        }
        if (reason != DeclineReason.NONE) {
            decline(p, reason, reason.responseCode());
        } else if (!twin.stepUp.asksStepUp(p.operation)) {
            start(p);
        } else {
            twin.stepUp.challenge(p, NaiveMac.of(r.mac()));
        }
    }

    /** @return whether the key was seen; then the caller has been answered. */
    boolean repeatedRequest(final NaiveKey key, final long bodyHash, final long[] to) {
        final NaivePayment known = books.byKey.get(key);
        if (known == null) {
            return false;
        }
        if (known.operation == Operation.REVERSAL) {
            voice.say(new Said.Alarm(AlarmCode.TOMBSTONE_HIT.code(), known.id, 0, 0));
            voice.reply(to, known, Disposition.FIRST, false);
        } else if (known.bodyHash != bodyHash) {
            voice.refuse(to, 0, Disposition.KEY_REUSED, DeclineReason.KEY_REUSED);
        } else if (known.state == PaymentState.SENT) {
            known.repeat = to;
            voice.reply(to, known, Disposition.IN_FLIGHT, false);
        } else {
            voice.reply(to, known, Disposition.REPEAT, false);
        }
        return true;
    }

    /** A payment that a schedule made: checked and started, with nobody to ask. */
    void run(final NaivePayment p) {
        final DeclineReason reason = twin.checks.check(p);
        if (reason == DeclineReason.NONE) {
            start(p);
        } else {
            decline(p, reason, reason.responseCode());
        }
    }

    private void start(final NaivePayment p) {
        p.reason = DeclineReason.NONE;
        p.code = ResponseCode.APPROVED;
        if (p.operation == Operation.CREDIT_INBOUND) {
            NaiveBooks.move(p.debit, p.credit, p.amountMinor);
            p.capturedMinor = p.amountMinor;
            p.availableAfter = p.credit.available();
            books.finish(p, PaymentState.POSTED);
            voice.replyAll(p);
            return;
        }
        books.clearDeadline(p);
        books.become(p, PaymentState.HELD);
        p.heldMinor = p.amountMinor + p.feeMinor + p.taxMinor;
        p.debit.heldMinor += p.heldMinor;
        p.availableAfter = p.debit.available();
        if (NaiveLimits.bucket(p) != Bucket.NONE) {
            p.use = twin.limits.use(p.debit.member, NaiveLimits.bucket(p), p.amountMinor);
        }
        if (NaiveLimits.bucket(p) == Bucket.CARD) {
            p.cardUse = twin.limits.use(p.card | Long.MIN_VALUE, NaiveLimits.cardBucket(p), p.amountMinor);
        }
        final Terms.Biller biller = Terms.biller(p.billerId);
        if (biller != null && biller.batch() || p.operation == Operation.CARD_PAYMENT && !p.toProcessor) {
            p.effectiveDay = (int) NaiveTerms.effectiveDay(books.nowMs).toEpochDay();
        }
        if (NaiveChecks.leaves(p, biller)) {
            sendOver(p, p.pickedLink, SendKind.REQUEST);
        } else if (p.messageClass == 1) {
            books.deadline(p, books.nowMs + Terms.HOLD_TTL_MS);
            voice.replyAll(p);
        } else {
            post(p, p.amountMinor);
            voice.replyAll(p);
        }
    }

    void sendOver(final NaivePayment p, final int linkId, final SendKind kind) {
        p.linkId = linkId;
        p.reference = books.nextReference(p.linkId);
        p.transmissionTime = books.transmissionTime();
        books.byReference.put(new NaiveKey(p.linkId, p.reference), p);
        books.clearDeadline(p);
        books.become(p, PaymentState.SENT);
        books.deadline(p, books.nowMs + Terms.ANSWER_TIMEOUT_MS);
        voice.send(p, 0, kind);
    }

    void post(final NaivePayment p, final long capturedMinor) {
        p.reason = DeclineReason.NONE;
        p.code = ResponseCode.APPROVED;
        p.debit.heldMinor -= p.heldMinor;
        p.heldMinor = 0;
        NaiveBooks.move(p.debit, p.credit, capturedMinor);
        if (p.feeMinor > 0) {
            NaiveBooks.move(p.debit, books.accounts.get(Terms.book(p.currency).fees()), p.feeMinor);
        }
        if (p.taxMinor > 0) {
            NaiveBooks.move(p.debit, books.accounts.get(Terms.book(p.currency).taxes()), p.taxMinor);
        }
        p.capturedMinor = capturedMinor;
        books.postedOverLink[p.linkId] += p.linkId == 0 ? 0 : capturedMinor;
        if (p.use != null) {
            p.use.amountMinor = capturedMinor;
        }
        if (p.cardUse != null) {
            p.cardUse.amountMinor = capturedMinor;
        }
        if (p.operation == Operation.LOAN_PAYMENT) {
            p.credit.instalmentsLeft--;
        }
        p.availableAfter = p.debit.available();
        books.finish(p, p.operation == Operation.CARD_PAYMENT && !p.toProcessor
            ? PaymentState.SCHEDULED_EFFECTIVE : PaymentState.POSTED);
        twin.schedules.onFinal(p);
    }

    void decline(final NaivePayment p, final DeclineReason reason, final int code) {
        if (p.debit != null && p.operation != Operation.CREDIT_INBOUND) {
            p.availableAfter = p.debit.available();
        }
        p.reason = reason;
        p.code = code;
        release(p);
        books.finish(p, PaymentState.DECLINED);
        voice.replyAll(p);
        twin.schedules.onFinal(p);
    }

    void release(final NaivePayment p) {
        if (p.heldMinor > 0) {
            p.debit.heldMinor -= p.heldMinor;
            p.heldMinor = 0;
            p.availableAfter = p.debit.available();
        }
        NaiveLimits.giveBack(p);
    }

    boolean refused(final long[] to, final long paymentId) {
        final DeclineReason reason = books.policy == null || books.isFull() ? DeclineReason.CAPACITY
            : books.byId.containsKey(paymentId) ? DeclineReason.PAYMENT_ID_TAKEN : DeclineReason.NONE;
        if (reason != DeclineReason.NONE) {
            voice.refuse(to, paymentId, Disposition.FIRST, reason);
        }
        return reason != DeclineReason.NONE;
    }

    void expire(final NaivePayment p, final DeclineReason reason) {
        p.reason = reason;
        p.code = reason.responseCode();
        release(p);
        books.finish(p, PaymentState.EXPIRED);
    }
}
