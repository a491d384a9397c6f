package io.ayni.core.sim;

import io.ayni.core.engine.AlarmCode;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.SendKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reversals on their way to a network: a queue, a rate, a window and a store for each link. */
final class NaiveReversals {
    private final NaiveBooks books;
    private final NaiveVoice voice;
    private final List<Line> lines = new ArrayList<>();

    /** What belongs to one link. */
    private static final class Line {
        private final List<NaivePayment> parked = new ArrayList<>();
        private final Set<NaivePayment> window = new HashSet<>();
        /** Thousandths of a reversal that may leave. */
        private long allowance;
        private long reckonedMs;
        private boolean isAlarmed;
    }

    NaiveReversals(final NaiveBooks books, final NaiveVoice voice) {
        this.books = books;
        this.voice = voice;
        for (int i = 0; i < 8; i++) {
            lines.add(new Line());
        }
        books.forgotten = this::forget;
    }

    /** @return whether the link may take another payment, as far as reversals go. */
    boolean hasStore(final int linkId) {
        return waitingForAccept(linkId) < Terms.REVERSAL_STORE;
    }

    /** @param begun 1 for one that is in the queue or has its deadline in a moment; 0 */
    void watchStore(final int linkId, final int begun) {
        final Line line = lines.get(linkId);
        final long kept = waitingForAccept(linkId) + begun;
        final long percent = 100 * kept / Terms.REVERSAL_STORE;
        if (percent >= 80 && !line.isAlarmed) {
            line.isAlarmed = true;
            voice.say(new Said.Alarm(AlarmCode.REVERSAL_STORE_FILLING.code(), 0, 0, kept));
        } else if (percent < 60) {
            line.isAlarmed = false;
        }
    }

    long waitingForAccept(final int linkId) {
        // It has a deadline or waits in the queue.
        long count = 0;
        for (final NaivePayment p : books.deadlines) {
            count += p.linkId == linkId && p.state == PaymentState.REVERSAL_PENDING ? 1 : 0;
        }
        for (final NaivePayment p : lines.get(linkId).parked) {
            count += p.state == PaymentState.REVERSAL_PENDING ? 1 : 0;
        }
        return count;
    }

    void linkDown(final int linkId) {
        lines.get(linkId).window.clear();
    }

    void heard(final NaivePayment p) {
        lines.get(p.linkId).window.remove(p);
    }

    /** The first one, or the next because nothing was heard. */
    void due(final NaivePayment p) {
        final Line line = lines.get(p.linkId);
        heard(p);
        if (line.parked.isEmpty() && hasRoom(p.linkId) && allowed(line) >= 1_000) {
            send(p);
        } else {
            books.clearDeadline(p);
            if (!p.parked) {
                p.parked = true;
                line.parked.add(p);
            }
        }
    }

    long nextMs() {
        long next = Long.MAX_VALUE;
        for (int linkId = 1; linkId < lines.size(); linkId++) {
            next = Math.min(next, nextMs(linkId));
        }
        return next;
    }

    void drain() {
        int linkId = 1;
        while (nextMs(linkId) > books.nowMs) {
            linkId++;
        }
        final Line line = lines.get(linkId);
        final NaivePayment p = line.parked.removeFirst();
        p.parked = false;
        if (p.state == PaymentState.REVERSAL_PENDING) {
            allowed(line);
            send(p);
        }
    }

    private void forget(final NaivePayment p) {
        lines.get(p.linkId).parked.remove(p);
    }

    private long nextMs(final int linkId) {
        final Line line = lines.get(linkId);
        if (line.parked.isEmpty() || !hasRoom(linkId)) {
            return Long.MAX_VALUE;
        }
        long due = line.reckonedMs;
        for (long has = line.allowance; has < 1_000; has += Terms.REVERSALS_PER_SECOND) {
            due++;
        }
        return due;
    }

    private boolean hasRoom(final int linkId) {
        lines.get(linkId).window.removeIf(p -> p.state != PaymentState.REVERSAL_PENDING);
        return books.up[linkId] && lines.get(linkId).window.size() < Terms.REVERSAL_WINDOW;
    }

    private long allowed(final Line line) {
        final long most = Math.max(1_000, 20 * Terms.REVERSALS_PER_SECOND);
        for (long ms = Math.max(line.reckonedMs, books.nowMs - most); ms < books.nowMs && line.allowance < most; ms++) {
            line.allowance = Math.min(most, line.allowance + Terms.REVERSALS_PER_SECOND);
        }
        line.reckonedMs = books.nowMs;
        return line.allowance;
    }

    private void send(final NaivePayment p) {
        final Line line = lines.get(p.linkId);
        line.allowance -= 1_000;
        line.window.add(p);
        p.reversals++;
        books.deadline(p, books.nowMs + Math.min(Terms.REVERSAL_FIRST_MS * (1L << Math.min(20, p.reversals - 1)),
            Terms.REVERSAL_MAX_MS));
        voice.send(p, p.reversals, SendKind.REVERSAL);
        if (p.reversals == Terms.ALARM_AFTER) {
            voice.say(new Said.Alarm(AlarmCode.REVERSAL_REPEATED.code(), p.id, 0, p.reversals));
        }
    }
}
