package io.ayni.core.limits;

import io.ayni.core.calendar.CooperativeCalendar;
import io.ayni.core.command.LimitRecordDecoder;
import io.ayni.core.command.LimitRecordEncoder;
import io.ayni.core.store.Slab;
import io.ayni.core.store.SlabIndex;

/**
 * What each member has used of each bucket in the running day, week and month, and the member's own limits within the
 * institution's ceiling. A record is made when a member first uses a bucket or sets a limit. Used amounts are kept for
 * the current window alone: a window that ended has nothing to give back to. One thread.
 */
public final class LimitTable {
    /** One cache line. */
    private static final int WORDS = 8;
    private static final int MEMBER = 0;
    private static final int BUCKET = 1;
    private static final int USED_DAILY = 2;
    private static final int USED_WEEKLY = 3;
    private static final int USED_MONTHLY = 4;
    /** Low half the day, high half the week of the used amounts. */
    private static final int DAY_WEEK = 5;
    /** Low half the month, high half the count of the day. */
    private static final int MONTH_COUNT = 6;
    /** The record of the member's own limits + 1; 0: it has none. */
    private static final int OWN = 7;

    private static final int OWN_WORDS = 3;
    private static final int OWN_DAILY = 0;
    private static final int OWN_WEEKLY = 1;
    private static final int OWN_MONTHLY = 2;

    private final Slab slab;
    /** Own limits, which few members set. */
    private final Slab owns = new Slab(OWN_WORDS);
    private final SlabIndex index;
    /** The record found last: a payment is checked, then taken, and records are never removed. */
    private int last = Slab.NONE;

    public LimitTable(final int expectedSize) {
        slab = new Slab(WORDS, expectedSize);
        index = new SlabIndex(slab, MEMBER, 2, expectedSize);
    }

    /** @return what {@link #touch} and {@link #readAhead} want. */
    public int hash(final long memberId, final Bucket bucket) {
        return index.hash(memberId, bucket.code());
    }

    /** Reads where the search for a record begins. */
    public long touch(final int hash) {
        return index.touch(hash);
    }

    /** Reads the record that the hash leads to. */
    public long readAhead(final int hash) {
        final int id = index.guess(hash);
        return id == Slab.NONE ? 0 : slab.get(id, MEMBER);
    }

    /** Reads a record, if there is one. */
    public long readAheadRecord(final int id) {
        return id >= 0 && id < slab.highWater() ? slab.get(id, MEMBER) : 0;
    }

    /** What {@link #check} found. */
    public enum Verdict { WITHIN, ABOVE_AMOUNT, ABOVE_COUNT }

    /** Whether the amount still fits the day, week and month of this bucket; changes nothing. */
    public Verdict check(final long memberId, final Bucket bucket, final long amountMinor, final int epochDay,
        final Ceiling ceiling) {
        return bucket == Bucket.NONE ? Verdict.WITHIN : check(find(memberId, bucket), amountMinor, epochDay, ceiling);
    }

    /** @param id of the record of a bucket, or {@link Slab#NONE} when there is none yet */
    public Verdict check(final int id, final long amountMinor, final int epochDay, final Ceiling ceiling) {
        if (id == Slab.NONE) {
            return amountMinor > ceiling.dailyMinor() || amountMinor > ceiling.weeklyMinor()
                || amountMinor > ceiling.monthlyMinor() ? Verdict.ABOVE_AMOUNT
                : ceiling.dailyCount() < 1 ? Verdict.ABOVE_COUNT : Verdict.WITHIN;
        }
        roll(id, epochDay);
        if (exceeds(id, USED_DAILY, OWN_DAILY, amountMinor, ceiling.dailyMinor())
            || exceeds(id, USED_WEEKLY, OWN_WEEKLY, amountMinor, ceiling.weeklyMinor())
            || exceeds(id, USED_MONTHLY, OWN_MONTHLY, amountMinor, ceiling.monthlyMinor())) {
            return Verdict.ABOVE_AMOUNT;
        }
        return slab.getInt(id, MONTH_COUNT, 32) >= ceiling.dailyCount() ? Verdict.ABOVE_COUNT : Verdict.WITHIN;
    }

    /** Takes the amount, and one of the day's count. {@link #check} said it fits. */
    public void consume(final long memberId, final Bucket bucket, final long amountMinor, final int epochDay) {
        if (bucket == Bucket.NONE) {
            return;
        }
        consume(find(memberId, bucket), memberId, bucket, amountMinor, epochDay);
    }

    /** @param known record of the bucket, or {@link Slab#NONE} when there is none yet */
    public void consume(final int known, final long memberId, final Bucket bucket, final long amountMinor,
        final int epochDay) {
        final int id = known == Slab.NONE ? make(memberId, bucket) : known;
        roll(id, epochDay);
        slab.set(id, USED_DAILY, Math.addExact(slab.get(id, USED_DAILY), amountMinor));
        slab.set(id, USED_WEEKLY, Math.addExact(slab.get(id, USED_WEEKLY), amountMinor));
        slab.set(id, USED_MONTHLY, Math.addExact(slab.get(id, USED_MONTHLY), amountMinor));
        slab.setInt(id, MONTH_COUNT, 32, slab.getInt(id, MONTH_COUNT, 32) + 1);
    }

    /**
     * Gives an amount back to the windows in which it was taken, as far as they still run.
     *
     * @param takenDay   the day on which it was taken
     * @param wholeCount whether the payment came to nothing, so that the count goes back as well
     */
    public void giveBack(final long memberId, final Bucket bucket, final long amountMinor, final int takenDay,
        final boolean wholeCount) {
        final int id = bucket == Bucket.NONE ? Slab.NONE : find(memberId, bucket);
        if (id == Slab.NONE) {
            return;
        }
        if (slab.getInt(id, DAY_WEEK, 0) == takenDay) {
            reduce(id, USED_DAILY, amountMinor);
            if (wholeCount) {
                slab.setInt(id, MONTH_COUNT, 32, slab.getInt(id, MONTH_COUNT, 32) - 1);
            }
        }
        if (slab.getInt(id, DAY_WEEK, 32) == CooperativeCalendar.weekOf(takenDay)) {
            reduce(id, USED_WEEKLY, amountMinor);
        }
        if (slab.getInt(id, MONTH_COUNT, 0) == CooperativeCalendar.monthOf(takenDay)) {
            reduce(id, USED_MONTHLY, amountMinor);
        }
    }

    /** A member's own limits; Long.MAX_VALUE: none of my own, the ceiling rules. */
    public void setOwn(final long memberId, final Bucket bucket, final long dailyMinor, final long weeklyMinor,
        final long monthlyMinor) {
        setOwn(findOrMake(memberId, bucket), dailyMinor, weeklyMinor, monthlyMinor);
    }

    private void setOwn(final int id, final long dailyMinor, final long weeklyMinor, final long monthlyMinor) {
        if (slab.get(id, OWN) == 0) {
            slab.set(id, OWN, owns.allocate() + 1L);
        }
        final int own = (int) slab.get(id, OWN) - 1;
        owns.set(own, OWN_DAILY, dailyMinor);
        owns.set(own, OWN_WEEKLY, weeklyMinor);
        owns.set(own, OWN_MONTHLY, monthlyMinor);
    }

    /** @return the record of an owner's bucket, or {@link Slab#NONE} when nothing was used or set yet. */
    public int find(final long memberId, final Bucket bucket) {
        if (last == Slab.NONE || slab.get(last, MEMBER) != memberId || slab.get(last, BUCKET) != bucket.code()) {
            last = index.find(memberId, bucket.code());
        }
        return last;
    }

    /** As {@link #find(long, Bucket)}, and without a search when the record is the one that {@code guess} says. */
    public int find(final long memberId, final Bucket bucket, final int guess) {
        return guess >= 0 && guess < slab.highWater() && slab.get(guess, MEMBER) == memberId
            && slab.get(guess, BUCKET) == bucket.code() ? guess : find(memberId, bucket);
    }

    public long ownDailyMinor(final int id) {
        return own(id, OWN_DAILY);
    }

    public long ownWeeklyMinor(final int id) {
        return own(id, OWN_WEEKLY);
    }

    public long ownMonthlyMinor(final int id) {
        return own(id, OWN_MONTHLY);
    }

    /** @return used on this day; changes nothing, unlike {@link #check}. */
    public long usedDailyMinor(final int id, final int epochDay) {
        return slab.getInt(id, DAY_WEEK, 0) == epochDay ? slab.get(id, USED_DAILY) : 0;
    }

    public long usedWeeklyMinor(final int id, final int epochDay) {
        return slab.getInt(id, DAY_WEEK, 32) == CooperativeCalendar.weekOf(epochDay) ? slab.get(id, USED_WEEKLY) : 0;
    }

    public long usedMonthlyMinor(final int id, final int epochDay) {
        return slab.getInt(id, MONTH_COUNT, 0) == CooperativeCalendar.monthOf(epochDay) ? slab.get(id, USED_MONTHLY) : 0;
    }

    public int dailyCount(final int id, final int epochDay) {
        return slab.getInt(id, DAY_WEEK, 0) == epochDay ? slab.getInt(id, MONTH_COUNT, 32) : 0;
    }

    public int highWater() {
        return slab.highWater();
    }

    public long memberId(final int id) {
        return slab.get(id, MEMBER);
    }

    public Bucket bucket(final int id) {
        return Bucket.ofCode((int) slab.get(id, BUCKET));
    }

    /** Writes a member's bucket as a snapshot record. */
    public void save(final int id, final LimitRecordEncoder record) {
        record.memberId(memberId(id)).bucket((short) slab.get(id, BUCKET))
            .ownDailyMinor(own(id, OWN_DAILY)).ownWeeklyMinor(own(id, OWN_WEEKLY))
            .ownMonthlyMinor(own(id, OWN_MONTHLY)).usedDailyMinor(slab.get(id, USED_DAILY))
            .usedWeeklyMinor(slab.get(id, USED_WEEKLY)).usedMonthlyMinor(slab.get(id, USED_MONTHLY))
            .day(slab.getInt(id, DAY_WEEK, 0)).week(slab.getInt(id, DAY_WEEK, 32))
            .month(slab.getInt(id, MONTH_COUNT, 0)).dailyCount(slab.getInt(id, MONTH_COUNT, 32));
    }

    public void restore(final LimitRecordDecoder record) {
        final int id = findOrMake(record.memberId(), Bucket.ofCode(record.bucket()));
        final boolean hasOwn = record.ownDailyMinor() != Long.MAX_VALUE || record.ownWeeklyMinor() != Long.MAX_VALUE
            || record.ownMonthlyMinor() != Long.MAX_VALUE;
        if (hasOwn || slab.get(id, OWN) != 0) {
            setOwn(id, record.ownDailyMinor(), record.ownWeeklyMinor(), record.ownMonthlyMinor());
        }
        slab.set(id, USED_DAILY, record.usedDailyMinor());
        slab.set(id, USED_WEEKLY, record.usedWeeklyMinor());
        slab.set(id, USED_MONTHLY, record.usedMonthlyMinor());
        slab.setInt(id, DAY_WEEK, 0, record.day());
        slab.setInt(id, DAY_WEEK, 32, record.week());
        slab.setInt(id, MONTH_COUNT, 0, record.month());
        slab.setInt(id, MONTH_COUNT, 32, record.dailyCount());
    }

    /** Appends the record as text: own limits, then what is used in which day, week and month. */
    public void describe(final int id, final StringBuilder line) {
        line.append(" own ").append(ownText(id, OWN_DAILY)).append('/').append(ownText(id, OWN_WEEKLY))
            .append('/').append(ownText(id, OWN_MONTHLY))
            .append(" used ").append(slab.get(id, USED_DAILY)).append('/').append(slab.get(id, USED_WEEKLY))
            .append('/').append(slab.get(id, USED_MONTHLY))
            .append(" count ").append(slab.getInt(id, MONTH_COUNT, 32))
            .append(" day ").append(slab.getInt(id, DAY_WEEK, 0))
            .append(" week ").append(slab.getInt(id, DAY_WEEK, 32))
            .append(" month ").append(slab.getInt(id, MONTH_COUNT, 0));
    }

    /** @return the epoch day that the used amounts belong to, with its week and month. */
    public int day(final int id) {
        return slab.getInt(id, DAY_WEEK, 0);
    }

    public long usedDailyMinor(final int id) {
        return slab.get(id, USED_DAILY);
    }

    public long usedWeeklyMinor(final int id) {
        return slab.get(id, USED_WEEKLY);
    }

    public long usedMonthlyMinor(final int id) {
        return slab.get(id, USED_MONTHLY);
    }

    private long own(final int id, final int word) {
        final long own = slab.get(id, OWN);
        return own == 0 ? Long.MAX_VALUE : owns.get((int) own - 1, word);
    }

    private String ownText(final int id, final int word) {
        final long limit = own(id, word);
        return limit == Long.MAX_VALUE ? "-" : Long.toString(limit);
    }

    private boolean exceeds(final int id, final int usedWord, final int ownWord, final long amountMinor,
        final long ceilingMinor) {
        final long limitMinor = Math.min(own(id, ownWord), ceilingMinor);
        // used ≤ limit may fail after the limit was lowered: then the room is negative and nothing fits.
        return amountMinor > limitMinor - slab.get(id, usedWord);
    }

    private void reduce(final int id, final int word, final long amountMinor) {
        final long left = slab.get(id, word) - amountMinor;
        if (left < 0) {
            throw new IllegalStateException("limit used below zero: record " + id + " word " + word);
        }
        slab.set(id, word, left);
    }

    private void roll(final int id, final int epochDay) {
        if (slab.getInt(id, DAY_WEEK, 0) == epochDay) {
            return;
        }
        slab.setInt(id, DAY_WEEK, 0, epochDay);
        slab.set(id, USED_DAILY, 0);
        slab.setInt(id, MONTH_COUNT, 32, 0);
        final int week = CooperativeCalendar.weekOf(epochDay);
        if (slab.getInt(id, DAY_WEEK, 32) != week) {
            slab.setInt(id, DAY_WEEK, 32, week);
            slab.set(id, USED_WEEKLY, 0);
        }
        final int month = CooperativeCalendar.monthOf(epochDay);
        if (slab.getInt(id, MONTH_COUNT, 0) != month) {
            slab.setInt(id, MONTH_COUNT, 0, month);
            slab.set(id, USED_MONTHLY, 0);
        }
    }

    private int findOrMake(final long memberId, final Bucket bucket) {
        final int known = find(memberId, bucket);
        return known == Slab.NONE ? make(memberId, bucket) : known;
    }

    private int make(final long memberId, final Bucket bucket) {
        final int id = slab.allocate();
        slab.set(id, MEMBER, memberId);
        slab.set(id, BUCKET, bucket.code());
        index.add(id);
        return id;
    }
}
