package io.ayni.core.sim;

import io.ayni.core.command.ScheduleBillDecoder;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Schedules: when they run, what they ask a biller, and what their members are told. */
final class NaiveSchedules {
    static final class Schedule {
        long id;
        long member;
        long account;
        int startDay;
        int endDay;
        int runDay;
        int lastRunDay;
        int attempts;
        long maxMinor;
        long nextMs;
        DeclineReason lastReason = DeclineReason.NONE;
        String reference;
        int biller;
    }

    final Map<Long, Schedule> schedules = new TreeMap<>();
    private final NaiveSwitch twin;
    private final NaiveBooks books;
    private final NaiveVoice voice;

    NaiveSchedules(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
        voice = twin.voice;
    }

    int day() {
        return (int) books.today().toEpochDay();
    }

    void createSchedule(final NaivePayment p, final NaiveRequest r) {
        final Schedule s = new Schedule();
        s.id = p.id;
        s.member = r.member();
        s.account = r.account();
        s.reference = r.reference();
        s.biller = r.biller();
        schedules.put(s.id, s);
        p.target = p.id;
        terms(s, r);
        s.nextMs = millisOfRun(firstDay(s, s.startDay));
    }

    void updateSchedule(final NaiveRequest r) {
        final Schedule s = schedules.get(r.target());
        s.account = r.account() == 0 ? s.account : r.account();
        terms(s, r);
        if (s.runDay == 0) {
            s.nextMs = millisOfRun(firstDay(s, s.startDay));
        }
    }

    private void terms(final Schedule s, final NaiveRequest r) {
        s.startDay = Math.max(r.startDay(), day());
        s.endDay = r.endDay();
        s.maxMinor = r.amountMinor();
    }

    long nextMs() {
        return schedules.isEmpty() ? Long.MAX_VALUE : next().nextMs;
    }

    /** In ascending order of ids, so that of those which are due at one moment the lowest comes first. */
    private Schedule next() {
        Schedule next = null;
        for (final Schedule each : schedules.values()) {
            if (next == null || each.nextMs < next.nextMs) {
                next = each;
            }
        }
        return next;
    }

    void onDue() {
        final Schedule s = next();
        if (s.runDay != 0 && day() > s.runDay) {
            notPaid(s, DeclineReason.BILLER_UNREACHABLE, 0);
        } else if (s.runDay != 0) {
            ask(s);
        } else if (s.endDay != 0 && day() > s.endDay) {
            end(s);
        } else {
            s.runDay = day();
            s.attempts = 0;
            ask(s);
        }
    }

    void bill(final ScheduleBillDecoder b) {
        final Schedule s = schedules.get(b.scheduleId());
        if (s == null || s.runDay == 0 || s.runDay != b.runDay() || b.owedMinor() < 0) {
            return;
        }
        if (b.owedMinor() == 0) {
            endRun(s, DeclineReason.NONE);
            plan(s);
        } else if (b.owedMinor() > s.maxMinor) {
            notPaid(s, DeclineReason.SCHEDULE_ABOVE_MAXIMUM, b.owedMinor());
        } else if (b.paymentId() > 0 && !books.isFull() && !books.byId.containsKey(b.paymentId())) {
            endRun(s, DeclineReason.NONE);
            pay(s, b.paymentId(), b.owedMinor());
            plan(s);
        }
    }

    /** What a payment came to that a schedule made. */
    void onFinal(final NaivePayment p) {
        if (p.scheduleId == 0) {
            return;
        }
        final boolean paid = p.state == PaymentState.POSTED;
        final DeclineReason reason = paid ? DeclineReason.NONE : p.reason;
        final Schedule s = schedules.get(p.scheduleId);
        if (s != null) {
            s.lastReason = reason;
        }
        voice.say(new Said.Notice(p.debit.member, (paid ? NoticeKind.SCHEDULE_PAID : NoticeKind.SCHEDULE_NOT_PAID)
            .code(), reason.code(), p.billerId, (int) p.key.low(), p.id, p.scheduleId, p.amountMinor,
            s == null ? 0 : s.maxMinor, p.debit.number));
    }

    private void pay(final Schedule s, final long paymentId, final long owedMinor) {
        final NaivePayment p = books.record(paymentId, new NaiveKey(~s.id, s.lastRunDay),
            Operation.BILL_PAY, 0, owedMinor, 2, NaivePayment.NOBODY);
        p.scheduleId = s.id;
        p.target = s.id;
        p.billerId = s.biller;
        p.owedMinor = owedMinor;
        p.debit = books.accounts.get(s.account);
        p.credit = books.accounts.get(Terms.BILLER_SETTLEMENT);
        twin.payments.run(p);
    }

    private void ask(final Schedule s) {
        final long wait = Math.min(Terms.INQUIRY_FIRST_MS * (1L << Math.min(s.attempts, 20)), Terms.INQUIRY_MAX_MS);
        s.attempts++;
        s.nextMs = Math.min(books.nowMs + wait, LocalDate.ofEpochDay(s.runDay + 1L).atStartOfDay(NaiveBooks.ZONE)
            .toInstant().toEpochMilli());
        if (books.up[Terms.BILLER_LINK]) {
            voice.say(new Said.Due(Terms.BILLER_LINK, s.id, s.runDay, s.biller, s.reference));
        }
    }

    private void notPaid(final Schedule s, final DeclineReason reason, final long owedMinor) {
        final int runDay = s.runDay;
        endRun(s, reason);
        tell(s, NoticeKind.SCHEDULE_NOT_PAID, runDay, reason, owedMinor);
        plan(s);
    }

    private static void endRun(final Schedule s, final DeclineReason reason) {
        s.lastRunDay = s.runDay;
        s.runDay = 0;
        s.attempts = 0;
        s.lastReason = reason;
    }

    private void plan(final Schedule s) {
        final int next = Math.max(s.lastRunDay + 1, s.startDay);
        if (s.endDay != 0 && next > s.endDay) {
            end(s);
        } else {
            s.nextMs = millisOfRun(next);
        }
    }

    private void end(final Schedule s) {
        schedules.remove(s.id);
        tell(s, NoticeKind.SCHEDULE_ENDED, s.lastRunDay, DeclineReason.NONE, 0);
    }

    private void tell(final Schedule s, final NoticeKind kind, final int runDay, final DeclineReason reason,
        final long owedMinor) {
        voice.say(new Said.Notice(s.member, kind.code(), reason.code(), s.biller, runDay, 0, s.id, owedMinor,
            s.maxMinor, s.account));
    }

    int firstDay(final Schedule s, final int startDay) {
        final int open = millisOfRun(day()) < books.nowMs ? day() + 1 : day();
        final int ran = s == null ? 0 : Math.max(s.lastRunDay, s.runDay);
        return Math.max(startDay, Math.max(open, ran + 1));
    }

    private static long millisOfRun(final int day) {
        return LocalDate.ofEpochDay(day).atTime(Terms.RUN_HOUR, 0).atZone(NaiveBooks.ZONE).toInstant().toEpochMilli();
    }
}
