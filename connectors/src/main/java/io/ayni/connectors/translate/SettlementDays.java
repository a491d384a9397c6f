package io.ayni.connectors.translate;

import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.IsoReader;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** DE15, the day on which a network settles, as MMDD: the year is the one that puts it nearest to now. */
public final class SettlementDays {
    /** No day: the field is absent, or names none. */
    public static final int NONE = 0;
    private static final int MONTH = 100;

    private SettlementDays() {
    }

    /** @return the epoch day that DE15 of the message names, or {@link #NONE}. */
    public static int of(final IsoReader message, final Clock clock) {
        final long number = message.number(DataElement.SETTLEMENT_DATE);
        return number == FieldsReader.NO_NUMBER ? NONE
            : of(number, (int) LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay());
    }

    static int of(final long monthAndDay, final int today) {
        final int month = (int) (monthAndDay / MONTH);
        final int day = (int) (monthAndDay % MONTH);
        final int year = LocalDate.ofEpochDay(today).getYear();
        int nearest = NONE;
        for (int each = year - 1; each <= year + 1; each++) {
            final int epochDay = epochDay(each, month, day);
            if (epochDay != NONE && (nearest == NONE || Math.abs(epochDay - today) < Math.abs(nearest - today))) {
                nearest = epochDay;
            }
        }
        return nearest;
    }

    /** @return MMDD of an epoch day. */
    static int monthAndDay(final int epochDay) {
        final LocalDate date = LocalDate.ofEpochDay(epochDay);
        return date.getMonthValue() * MONTH + date.getDayOfMonth();
    }

    /** @return the day as ISO 8601 writes it. */
    public static String format(final int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    private static int epochDay(final int year, final int month, final int day) {
        try {
            return (int) LocalDate.of(year, month, day).toEpochDay();
        } catch (final DateTimeException noSuchDay) {
            return NONE;
        }
    }
}
