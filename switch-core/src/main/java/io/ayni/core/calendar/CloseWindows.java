package io.ayni.core.calendar;

import java.util.Arrays;

/** The times of each week in which the cooperative closes its day; a window may cross midnight and the end of a week. */
public final class CloseWindows {
    private static final int MINUTES_OF_DAY = 1_440;
    private static final int MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

    private int[] fromMinuteOfWeek = {};
    private int[] lengthMinutes = {};

    /** @param weekday on which it begins, 1 Monday. */
    public void add(final int weekday, final int fromMinute, final int length) {
        final int at = fromMinuteOfWeek.length;
        fromMinuteOfWeek = Arrays.copyOf(fromMinuteOfWeek, at + 1);
        lengthMinutes = Arrays.copyOf(lengthMinutes, at + 1);
        fromMinuteOfWeek[at] = (weekday - 1) * MINUTES_OF_DAY + fromMinute;
        lengthMinutes[at] = length;
    }

    /** @return whether one of the windows runs at this local time. */
    public boolean contains(final int epochDay, final int minuteOfDay) {
        final int now = (CooperativeCalendar.weekdayOf(epochDay) - 1) * MINUTES_OF_DAY + minuteOfDay;
        for (int i = 0; i < fromMinuteOfWeek.length; i++) {
            if (Math.floorMod(now - fromMinuteOfWeek[i], MINUTES_OF_WEEK) < lengthMinutes[i]) {
                return true;
            }
        }
        return false;
    }
}
