package io.ayni.core.calendar;

import java.util.Arrays;

/**
 * On which day a payment has effect that is not told at once. A business day is a weekday with a cut-off that is no
 * holiday. Before its cut-off: the next business day; after it, or on another day: the one after that.
 */
public final class BusinessDays {
    private static final int NO_CUT_OFF = -1;
    /** Longer than any run of holidays. */
    private static final int MAX_DAYS = 400;

    /** By weekday, 1 Monday. */
    private final int[] cutOffMinutes = new int[8];
    private int[] holidays = {};
    private boolean hasCutOffs;

    public BusinessDays() {
        Arrays.fill(cutOffMinutes, NO_CUT_OFF);
    }

    public void cutOff(final int weekday, final int minuteOfDay) {
        cutOffMinutes[weekday] = minuteOfDay;
        hasCutOffs = true;
    }

    public void holiday(final int epochDay) {
        holidays = Arrays.copyOf(holidays, holidays.length + 1);
        holidays[holidays.length - 1] = epochDay;
        Arrays.sort(holidays);
    }

    /** @return the day on which a payment made at this local time has effect; without any cut-off the next day. */
    public int effectiveDay(final int epochDay, final int minuteOfDay) {
        if (!hasCutOffs) {
            return epochDay + 1;
        }
        final boolean inTime = isBusinessDay(epochDay)
            && minuteOfDay < cutOffMinutes[CooperativeCalendar.weekdayOf(epochDay)];
        final int batchDay = inTime ? epochDay : nextBusinessDay(epochDay);
        return nextBusinessDay(batchDay);
    }

    public boolean isBusinessDay(final int epochDay) {
        return cutOffMinutes[CooperativeCalendar.weekdayOf(epochDay)] != NO_CUT_OFF
            && Arrays.binarySearch(holidays, epochDay) < 0;
    }

    private int nextBusinessDay(final int epochDay) {
        for (int day = epochDay + 1; day < epochDay + MAX_DAYS; day++) {
            if (isBusinessDay(day)) {
                return day;
            }
        }
        return epochDay + 1;
    }
}
