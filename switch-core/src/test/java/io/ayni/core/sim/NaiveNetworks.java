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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What networks answer, links that come and go, and reversals until they are accepted. */
final class NaiveNetworks {
    private final NaiveSwitch twin;
    private final NaiveBooks books;
    private final NaiveVoice voice;
    private final NaiveReversals reversals;
    private final int[] suspensions = new int[8];
    private final List<List<Long>> timeouts = new ArrayList<>();

    NaiveNetworks(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
        voice = twin.voice;
        reversals = twin.reversals;
        for (int i = 0; i < suspensions.length; i++) {
            timeouts.add(new ArrayList<>());
        }
    }

    void nodeStarted() {
        Arrays.fill(suspensions, 0);
        for (int linkId = 0; linkId < suspensions.length; linkId++) {
            linkIs(linkId, false);
        }
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
            reversals.heard(p);
            if (p.state != PaymentState.REVERSAL_PENDING) {
                voice.say(new Said.Alarm(AlarmCode.DUPLICATE_ANSWER.code(), p.id, 0, p.reversalStan));
            } else if (a.accepted() == 1
                || a.accepted() == 0 && (approved || a.responseCode() == ResponseCode.NO_ORIGINAL)) {
                twin.payments.release(p);
                books.finish(p, PaymentState.REVERSED);
                twin.schedules.onFinal(p);
                voice.notice(p, NoticeKind.PAYMENT_REVERSED);
                reversals.watchStore(p.linkId, 0);
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
        if (a.messageClass() != 4 && a.messageClass() != (p.request == null ? 2 : 1)) {
            return 1;
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
            reversals.heard(p);
        }
    }

    int suspensions(final int linkId) {
        return suspensions[linkId];
    }

    void linkStatus(final LinkStatusDecoder s) {
        if (s.status() == 1 && s.suspensions() != suspensions[s.linkId()]) {
            voice.say(new Said.Suspended(s.linkId(), suspensions[s.linkId()]));
            return;
        }
        linkIs(s.linkId(), s.status() == 1);
    }

    private void linkIs(final int linkId, final boolean isUp) {
        books.up[linkId] = isUp;
        timeouts.get(linkId).clear();
        if (!isUp) {
            reversals.linkDown(linkId);
        }
    }

    /** The last five without answer within ten seconds take the link down; billers' links watch themselves. */
    void countTimeout(final int linkId) {
        if (linkId == Terms.BILLER_LINK || !books.up[linkId]) {
            return;
        }
        final List<Long> times = timeouts.get(linkId);
        times.add(books.nowMs);
        if (times.stream().filter(ms -> books.nowMs - ms <= Terms.DOWN_WITHIN_MS).count() >= Terms.DOWN_AFTER) {
            linkIs(linkId, false);
            suspensions[linkId]++;
            voice.say(new Said.Suspended(linkId, suspensions[linkId]));
            voice.say(new Said.Alarm(AlarmCode.LINK_SUSPENDED.code(), 0, 0, suspensions[linkId]));
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
        reversals.watchStore(p.linkId, 1);
        reversals.due(p);
    }
}
