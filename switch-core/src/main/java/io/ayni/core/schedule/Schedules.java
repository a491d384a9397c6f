package io.ayni.core.schedule;

import io.ayni.core.command.ScheduleRecordDecoder;
import io.ayni.core.command.ScheduleRecordEncoder;
import io.ayni.core.deadline.DeadlineHeap;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.store.OwnedRows;
import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabBytes;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Bills that members have paid by themselves: terms, the run that waits to hear what is owed, the last run, and when each
 * acts next. One thread.
 */
public final class Schedules {
    public static final int REFERENCE_LENGTH = 28;
    public static final int ALIAS_LENGTH = 40;

    private static final int WORDS = 19;
    private static final int ID = 0;
    private static final int MEMBER = 1;
    /** Low half the next row of the member, high half the biller. */
    private static final int NEXT_BILLER = 2;
    private static final int ACCOUNT = 3;
    /** Low half the first day, high half the last; 0 indefinite. */
    private static final int START_END = 4;
    /** Low half the day of the run that waits, high half that of the last run. */
    private static final int RUN_LAST = 5;
    /** Bits 0 attempts (32), 32 reason of the last run (8), 40 currency (16). */
    private static final int ATTEMPTS = 6;
    private static final int MAXIMUM = 7;
    private static final int NEXT_MS = 8;
    private static final int REFERENCE = 9;
    private static final int ALIAS = 13;

    private final Slab slab = new Slab(WORDS);
    private final OwnedRows rows = new OwnedRows(slab, ID, MEMBER, NEXT_BILLER);
    private final DeadlineHeap deadlines = new DeadlineHeap(16);

    /** @return the rows by member and id. */
    public OwnedRows rows() {
        return rows;
    }

    public int add(final long memberId, final long id, final int billerId, final int currency) {
        final int row = rows.add(memberId, id);
        slab.setInt(row, NEXT_BILLER, 32, billerId);
        slab.setBits(row, ATTEMPTS, 40, 16, currency);
        return row;
    }

    /** @param account its number. @param endDay 0 indefinite. */
    public void terms(final int row, final long account, final int startDay, final int endDay, final long maxMinor) {
        slab.set(row, ACCOUNT, account);
        slab.setInt(row, START_END, 0, startDay);
        slab.setInt(row, START_END, 32, endDay);
        slab.set(row, MAXIMUM, maxMinor);
    }

    public void putReference(final int row, final DirectBuffer from, final int offset) {
        SlabBytes.put(slab, row, REFERENCE, from, offset, REFERENCE_LENGTH);
    }

    public void putAlias(final int row, final DirectBuffer from, final int offset) {
        SlabBytes.put(slab, row, ALIAS, from, offset, ALIAS_LENGTH);
    }

    public void getReference(final int row, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, row, REFERENCE, to, offset, REFERENCE_LENGTH);
    }

    public void getAlias(final int row, final MutableDirectBuffer to, final int offset) {
        SlabBytes.get(slab, row, ALIAS, to, offset, ALIAS_LENGTH);
    }

    public void remove(final int row) {
        deadlines.cancel(row);
        rows.remove(row);
    }

    /** When the schedule runs next, or asks its biller again. */
    public void wakeAt(final int row, final long timeMs) {
        slab.set(row, NEXT_MS, timeMs);
        deadlines.schedule(row, timeMs, rows.id(row));
    }

    /** @return when the next schedule is due; {@link Long#MAX_VALUE} when there is none. */
    public long nextMs() {
        return deadlines.nextMs();
    }

    /** Takes out the schedule that is due first; it must be given a new moment, or removed. */
    public int pollDue() {
        return deadlines.poll();
    }

    /** Begins the run of a day: what is owed is asked, and no other run begins before this one ends. */
    public void beginRun(final int row, final int epochDay) {
        slab.setInt(row, RUN_LAST, 0, epochDay);
        slab.setInt(row, ATTEMPTS, 0, 0);
    }

    public void countAttempt(final int row) {
        slab.setInt(row, ATTEMPTS, 0, attempts(row) + 1);
    }

    public void endRun(final int row, final DeclineReason reason) {
        slab.setInt(row, RUN_LAST, 32, runDay(row));
        slab.setInt(row, RUN_LAST, 0, 0);
        slab.setInt(row, ATTEMPTS, 0, 0);
        lastReason(row, reason);
    }

    /** The payment of the last run came to its end later. */
    public void lastReason(final int row, final DeclineReason reason) {
        slab.setBits(row, ATTEMPTS, 32, 8, reason.code());
    }

    public int billerId(final int row) {
        return slab.getInt(row, NEXT_BILLER, 32);
    }

    public long account(final int row) {
        return slab.get(row, ACCOUNT);
    }

    public int startDay(final int row) {
        return slab.getInt(row, START_END, 0);
    }

    /** @return 0 indefinite. */
    public int endDay(final int row) {
        return slab.getInt(row, START_END, 32);
    }

    /** @return the day of the run that waits to hear what is owed; 0 none waits. */
    public int runDay(final int row) {
        return slab.getInt(row, RUN_LAST, 0);
    }

    /** @return 0 before the first. */
    public int lastRunDay(final int row) {
        return slab.getInt(row, RUN_LAST, 32);
    }

    public DeclineReason lastReason(final int row) {
        return DeclineReason.ofCode(slab.getBits(row, ATTEMPTS, 32, 8));
    }

    public int attempts(final int row) {
        return slab.getInt(row, ATTEMPTS, 0);
    }

    public int currency(final int row) {
        return slab.getBits(row, ATTEMPTS, 40, 16);
    }

    public long maxMinor(final int row) {
        return slab.get(row, MAXIMUM);
    }

    public long nextRunMs(final int row) {
        return slab.get(row, NEXT_MS);
    }

    /** Writes a schedule as a snapshot record. */
    public void save(final int row, final ScheduleRecordEncoder record) {
        record.scheduleId(rows.id(row)).memberId(rows.owner(row)).account(account(row)).billerId(billerId(row))
            .startDay(startDay(row)).endDay(endDay(row)).runDay(runDay(row)).lastRunDay(lastRunDay(row))
            .lastReason((short) lastReason(row).code()).attempts(attempts(row)).maxMinor(maxMinor(row))
            .nextRunMs(nextRunMs(row)).currency(currency(row));
        final int base = record.offset();
        getReference(row, record.buffer(), base + ScheduleRecordEncoder.referenceEncodingOffset());
        getAlias(row, record.buffer(), base + ScheduleRecordEncoder.aliasEncodingOffset());
    }

    public void restore(final ScheduleRecordDecoder record) {
        final int row = add(record.memberId(), record.scheduleId(), record.billerId(), record.currency());
        terms(row, record.account(), record.startDay(), record.endDay(), record.maxMinor());
        putReference(row, record.buffer(), record.offset() + ScheduleRecordDecoder.referenceEncodingOffset());
        putAlias(row, record.buffer(), record.offset() + ScheduleRecordDecoder.aliasEncodingOffset());
        slab.setInt(row, RUN_LAST, 0, record.runDay());
        slab.setInt(row, RUN_LAST, 32, record.lastRunDay());
        slab.setInt(row, ATTEMPTS, 0, record.attempts());
        lastReason(row, DeclineReason.ofCode(record.lastReason()));
        wakeAt(row, record.nextRunMs());
    }

    /** Appends the record as text, without its id; reference and alias are the member's own and left out. */
    public void describe(final int row, final StringBuilder line) {
        line.append(" biller ").append(billerId(row)).append(" up to ").append(maxMinor(row)).append(' ')
            .append(currency(row)).append(" days ").append(startDay(row)).append(" to ").append(endDay(row))
            .append(" last ").append(lastRunDay(row)).append(' ').append(lastReason(row)).append(" run ")
            .append(runDay(row)).append(" attempts ").append(attempts(row)).append(" next ").append(nextRunMs(row));
    }
}
