package io.ayni.core.sim;

import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.NetworkSendFailedDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.engine.AlarmCode;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.SendKind;
import java.util.Arrays;
import java.util.List;

/** What networks answer, links that come and go, and reversals until they are accepted. */
final class NaiveNetworks {
    private final NaiveSwitch twin;
    private final NaiveBooks books;
    private final NaiveVoice voice;

    NaiveNetworks(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
        voice = twin.voice;
    }

    void nodeStarted() {
        Arrays.fill(books.up, false);
        for (final NaivePayment p : books.byId.values()) {
            p.reply = NaivePayment.NOBODY;
            p.repeat = NaivePayment.NOBODY;
            if (p.state == PaymentState.SENT) {
                books.deadline(p, books.nowMs);
            }
        }
    }

    void answer(final NetworkAnswerDecoder a) {
        final String digits = a.retrievalReference();
        final NaivePayment p = (a.present() & 4) == 0 ? null
            : books.byReference.get(new NaiveKey(a.linkId(), Long.parseLong(digits)));
        final int wrongField = wrongField(a, p);
        if (wrongField != 0) {
            voice.say(new Said.Alarm(AlarmCode.ANSWER_MATCHED_NOTHING.code(), 0, wrongField, a.stan()));
            return;
        }
        final boolean approved = a.responseCode() == ResponseCode.APPROVED;
        if (a.messageClass() == 4) {
            if (p.state != PaymentState.REVERSAL_PENDING) {
                voice.say(new Said.Alarm(AlarmCode.DUPLICATE_ANSWER.code(), p.id, 0, p.reversalStan));
            } else if (approved || a.responseCode() == ResponseCode.NO_ORIGINAL) {
                twin.payments.release(p);
                books.finish(p, PaymentState.REVERSED);
                twin.schedules.onFinal(p);
                voice.notice(p, NoticeKind.PAYMENT_REVERSED);
            }
        } else if (p.state == PaymentState.SENT && approved && p.request != null) {
            books.finish(p, PaymentState.DONE);
            voice.replyAll(p);
            voice.say(new Said.Notice(p.member, (p.operation == Operation.CARD_PIN_CHANGE ? NoticeKind.PIN_CHANGED
                : NoticeKind.PIN_GENERATED).code(), 0, 0, 0, p.id, p.request.token(), p.amountMinor, 0,
                p.debit == null ? 0 : p.debit.number));
        } else if (p.state == PaymentState.SENT && approved) {
            twin.payments.post(p, p.amountMinor);
            voice.replyAll(p);
        } else if (p.state == PaymentState.SENT) {
            twin.payments.decline(p, DeclineReason.NETWORK_DECLINED, a.responseCode());
        } else {
            final boolean late = p.state == PaymentState.REVERSAL_PENDING || p.state == PaymentState.REVERSED
                || p.state == PaymentState.MANUAL
                || p.request != null && p.reason == DeclineReason.NETWORK_TIMEOUT;
            voice.say(new Said.Alarm((!late ? AlarmCode.DUPLICATE_ANSWER : approved ? AlarmCode.LATE_APPROVAL
                : AlarmCode.LATE_DECLINE).code(), p.id, 0, a.stan()));
        }
    }

    private static int wrongField(final NetworkAnswerDecoder a, final NaivePayment p) {
        if (p == null) {
            return 37;
        }
        final long stan = a.messageClass() == 4 ? p.reversalStan : p.reference % 1_000_000;
        if (a.stan() != stan) {
            return 11;
        }
        if (a.transmissionTime() != (a.messageClass() == 4 ? p.reversalTime : p.transmissionTime)) {
            return 7;
        }
        if (!a.terminal().equals(Terms.TERMINAL)) {
            return 41;
        }
        return a.amountMinor() == p.amountMinor ? 0 : 4;
    }

    void sendFailed(final NetworkSendFailedDecoder f) {
        final NaivePayment p = books.byId.get(f.paymentId());
        if (p == null) {
            return;
        }
        if (f.attempt() == 0 && (p.state == PaymentState.SENT || p.state == PaymentState.UNKNOWN)) {
            twin.billers.declined(p, DeclineReason.LINK_DOWN, ResponseCode.CONNECTOR_DOWN);
        } else if (f.attempt() > 0 && p.state == PaymentState.REVERSAL_PENDING && p.reversals == f.attempt()) {
            p.reversals--;
        }
    }

    void linkStatus(final LinkStatusDecoder s) {
        books.up[s.linkId()] = s.status() == 1;
        if (books.up[s.linkId()]) {
            final List<NaivePayment> waiting = List.copyOf(books.parked.get(s.linkId()));
            books.parked.get(s.linkId()).clear();
            int scheduled = 0;
            for (final NaivePayment p : waiting) {
                p.parked = false;
                if (p.state == PaymentState.REVERSAL_PENDING) {
                    books.deadline(p, books.nowMs + scheduled++ * 400L / 1_000);
                }
            }
        }
    }

    void beginReversal(final NaivePayment p) {
        p.reason = DeclineReason.NETWORK_TIMEOUT;
        p.code = books.up[p.linkId] ? ResponseCode.LATE : ResponseCode.CONNECTOR_DOWN;
        books.clearDeadline(p);
        books.become(p, PaymentState.REVERSAL_PENDING);
        voice.replyAll(p);
        p.reversalStan = books.nextReference(p.linkId) % 1_000_000;
        p.reversalTime = books.transmissionTime();
        sendReversal(p);
    }

    void sendReversal(final NaivePayment p) {
        if (!books.up[p.linkId]) {
            if (!p.parked) {
                p.parked = true;
                books.parked.get(p.linkId).add(p);
            }
            return;
        }
        p.reversals++;
        books.deadline(p, books.nowMs + Math.min(Terms.REVERSAL_FIRST_MS * (1L << Math.min(20, p.reversals - 1)),
            Terms.REVERSAL_MAX_MS));
        voice.send(p, p.reversals, SendKind.REVERSAL);
        if (p.reversals == Terms.ALARM_AFTER) {
            voice.say(new Said.Alarm(AlarmCode.REVERSAL_REPEATED.code(), p.id, 0, p.reversals));
        }
    }
}
