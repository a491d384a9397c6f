package io.ayni.core.host.cluster;

import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Commands that were offered and are not done: those that want an answer until it came, the others until they are in
 * the log. In ascending order of their numbers, with what their callers put into {@code replyTo}. Bounded; entries are
 * used again. Client thread.
 */
final class Unanswered {
    private static final int USUAL_COMMAND = 1_024;

    /** A command that waits. */
    static final class Entry {
        private final UnsafeBuffer usual = new UnsafeBuffer(new byte[USUAL_COMMAND]);
        private Entry before;
        private Entry after;
        private long offeredNs;
        UnsafeBuffer command = usual;
        int length;
        long number;
        long connectionId;
        long correlationId;
        boolean wantsAnswer;
        /** Whether it left twice: the engine may have seen it twice. */
        boolean isSentAgain;
        /** Outcomes handed on so far: one, or the rows of a query. */
        int rows;

        /** Whether it left this process once: it may be in the log. */
        boolean isSent;
    }

    private final int capacity;
    private final ArrayDeque<Entry> free;
    private final ArrayDeque<Entry> oneWay;
    private final Long2ObjectHashMap<Entry> byNumber;
    private Entry first;
    private Entry last;
    /** The first that is still to be sent (again). */
    private Entry next;
    private long lastNumber;

    /** @param firstNumber above every number of an earlier run of this gateway */
    Unanswered(final int capacity, final long firstNumber) {
        this.capacity = capacity;
        this.lastNumber = firstNumber;
        free = new ArrayDeque<>(capacity);
        oneWay = new ArrayDeque<>(capacity);
        byNumber = new Long2ObjectHashMap<>(capacity * 2, 0.6f);
    }

    boolean isFull() {
        return byNumber.size() >= capacity;
    }

    int size() {
        return byNumber.size();
    }

    /** Copies a command, gives it a number, and points its answer at that. */
    Entry add(final DirectBuffer source, final int offset, final int length, final int gatewayId, final long nowNs) {
        final Entry entry = free.isEmpty() ? new Entry() : free.pollLast();
        entry.command = length <= USUAL_COMMAND ? entry.usual : new UnsafeBuffer(new byte[length]);
        entry.command.putBytes(0, source, offset, length);
        entry.length = length;
        entry.number = ++lastNumber;
        entry.offeredNs = nowNs;
        entry.wantsAnswer = GatewayFrame.wantsAnswer(source, offset);
        entry.isSent = false;
        entry.isSentAgain = false;
        entry.rows = 0;
        if (entry.wantsAnswer) {
            entry.connectionId = GatewayFrame.connectionId(source, offset);
            entry.correlationId = GatewayFrame.correlationId(source, offset);
            GatewayFrame.replyTo(entry.command, 0, gatewayId, entry.number);
        } else {
            oneWay.add(entry);
        }
        append(entry);
        byNumber.put(entry.number, entry);
        return entry;
    }

    private void append(final Entry entry) {
        entry.before = last;
        entry.after = null;
        if (last == null) {
            first = entry;
        } else {
            last.after = entry;
        }
        last = entry;
    }

    /** @return the command of this number, or null when it is done. */
    Entry find(final long number) {
        return byNumber.get(number);
    }

    /** The answer came. */
    void done(final Entry entry) {
        byNumber.remove(entry.number);
        if (next == entry) {
            next = entry.after;
        }
        if (entry.before == null) {
            first = entry.after;
        } else {
            entry.before.after = entry.after;
        }
        if (entry.after == null) {
            last = entry.before;
        } else {
            entry.after.before = entry.before;
        }
        entry.command = entry.usual;
        free.add(entry);
    }

    /** All up to this number are in the log: those that want no answer are done. */
    void received(final long upTo) {
        while (!oneWay.isEmpty() && oneWay.peek().number <= upTo) {
            done(oneWay.poll());
        }
    }

    /** @return how many of those offered before this time wanted an answer and are forgotten. */
    int forget(final long beforeNs) {
        int forgotten = 0;
        Entry entry = first;
        while (entry != null && entry.offeredNs - beforeNs < 0) {
            final Entry next = entry.after;
            if (entry.wantsAnswer) {
                done(entry);
                forgotten++;
            }
            entry = next;
        }
        return forgotten;
    }

    /** From here on {@link #nextToSend} goes through all that wait, the oldest first. */
    void sendAllAgain() {
        next = first;
    }

    /** @return what is to be sent before anything new, or null when all was. */
    Entry nextToSend() {
        return next;
    }

    /** That one left, this time. */
    void sent(final Entry entry) {
        entry.isSentAgain = entry.isSent;
        entry.isSent = true;
        if (next == entry) {
            next = entry.after;
        }
    }

    /** That one could not leave, and is the first that is to. */
    void unsent(final Entry entry) {
        next = entry;
    }
}
