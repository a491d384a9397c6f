package io.ayni.core.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Calendar days, weeks (from Monday) and months in the cooperative's own zone. The bounds of the current day are kept,
 * so the zone's rules are asked once a day. Replaying a log needs the same zone rules (tzdata) that wrote it. One thread.
 */
public final class CooperativeCalendar {
    private static final long DAY_MS = 86_400_000;
    private static final int MINUTE_MS = 60_000;

    private final ZoneId zone;
    private long dayStartMs = Long.MAX_VALUE;
    private long dayEndMs = Long.MIN_VALUE;
    /** Whether clocks are put forward or back on the current day. */
    private boolean isUneven;
    private int epochDay;

    public CooperativeCalendar(final ZoneId zone) {
        this.zone = zone;
    }

    /** @return days since 1970-01-01 of the local date at this moment. */
    public int epochDay(final long timestampMs) {
        if (timestampMs < dayStartMs || timestampMs >= dayEndMs) {
            final LocalDate date = Instant.ofEpochMilli(timestampMs).atZone(zone).toLocalDate();
            dayStartMs = date.atStartOfDay(zone).toInstant().toEpochMilli();
            dayEndMs = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
            isUneven = dayEndMs - dayStartMs != DAY_MS;
            epochDay = Math.toIntExact(date.toEpochDay());
        }
        return epochDay;
    }

    /**
     * @param minuteOfDay of the local day; a moment that a change of the clocks leaves out is the one after the gap
     * @return ms of the epoch
     */
    public long millisOf(final int localDay, final int minuteOfDay) {
        return LocalDate.ofEpochDay(localDay).atTime(minuteOfDay / 60, minuteOfDay % 60).atZone(zone).toInstant()
            .toEpochMilli();
    }

    /** @return the same day of the month so many months on, or the last day of a month that is too short. */
    public static int plusMonths(final int day, final int months) {
        return Math.toIntExact(LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay());
    }

    /** @return minutes since midnight that local clocks show at this moment, 0 to 1439. */
    public int minuteOfDay(final long timestampMs) {
        epochDay(timestampMs);
        if (isUneven) {
            return Instant.ofEpochMilli(timestampMs).atZone(zone).toLocalTime().toSecondOfDay() / 60;
        }
        return (int) ((timestampMs - dayStartMs) / MINUTE_MS);
    }

    /** @return 1 Monday to 7 Sunday. */
    public static int weekdayOf(final int epochDay) {
        return Math.floorMod(epochDay + 3, 7) + 1;
    }

    /** @return a number that is the same for all days of one week, Monday to Sunday. */
    public static int weekOf(final int epochDay) {
        // 1970-01-01 was a Thursday.
        return Math.floorDiv(epochDay + 3, 7);
    }

    /** @return year × 12 + month - 1 of the day. */
    public static int monthOf(final int epochDay) {
        return (int) (civil(epochDay) >>> 8);
    }

    /**
     * DE7 of ISO 8583, transmission date and time in UTC.
     *
     * @return the number MMDDhhmmss
     */
    public static long transmissionTime(final long timestampMs) {
        final long seconds = Math.floorDiv(timestampMs, 1000L);
        final int secondOfDay = (int) Math.floorMod(seconds, 86_400L);
        final long civil = civil(Math.toIntExact(Math.floorDiv(seconds, 86_400L)));
        final long monthAndDay = (Math.floorMod(civil >>> 8, 12L) + 1) * 100 + (civil & 0xFF);
        return ((monthAndDay * 100 + secondOfDay / 3600) * 100 + secondOfDay / 60 % 60) * 100 + secondOfDay % 60;
    }

    /**
     * @return (year × 12 + month - 1) << 8 | day of month; no allocation, unlike LocalDate.
     * @see <a href="https://howardhinnant.github.io/date_algorithms.html">Hinnant, civil_from_days</a>
     */
    private static long civil(final int epochDay) {
        final int shifted = epochDay + 719_468;
        final int era = Math.floorDiv(shifted, 146_097);
        final int dayOfEra = shifted - era * 146_097;
        final int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        final int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        final int marchMonth = (5 * dayOfYear + 2) / 153;
        final int dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        final int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        final int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return (year * 12L + month - 1) << 8 | dayOfMonth;
    }
}
