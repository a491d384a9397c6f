package io.ayni.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic against java.time, day by day over centuries and hour by hour through changes of the clock. */
class CooperativeCalendarTest {
    @Test
    void monthsAndWeeksAreThoseOfJavaTime() {
        for (LocalDate date = LocalDate.of(1899, 12, 25); date.getYear() < 2110; date = date.plusDays(1)) {
            final int day = (int) date.toEpochDay();
            assertThat(CooperativeCalendar.monthOf(day)).isEqualTo(date.getYear() * 12 + date.getMonthValue() - 1);
            final LocalDate monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            assertThat(CooperativeCalendar.weekOf(day)).isEqualTo(CooperativeCalendar.weekOf((int) monday.toEpochDay()));
            assertThat(CooperativeCalendar.weekOf(day))
                .isNotEqualTo(CooperativeCalendar.weekOf((int) monday.toEpochDay() - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Guayaquil", "America/Panama", "America/Santiago", "Europe/Madrid", "Asia/Kathmandu"})
    void theDayIsThatOfTheZoneAlsoWhereClocksChange(final String zone) {
        final CooperativeCalendar calendar = new CooperativeCalendar(ZoneId.of(zone));
        final long start = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        for (long ms = start; ms < start + 400L * 86_400_000; ms += 1_799_999) {
            assertThat(calendar.epochDay(ms))
                .isEqualTo(Instant.ofEpochMilli(ms).atZone(ZoneId.of(zone)).toLocalDate().toEpochDay());
        }
    }

    @Test
    void transmissionTimeIsMonthDayHourMinuteSecondInUtc() {
        for (long ms = 0; ms < 4L * 366 * 86_400_000; ms += 12_345_677) {
            final LocalDateTime t = LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC);
            final long expected = t.getMonthValue() * 100_000_000L + t.getDayOfMonth() * 1_000_000L
                + t.getHour() * 10_000L + t.getMinute() * 100L + t.getSecond();
            assertThat(CooperativeCalendar.transmissionTime(ms)).isEqualTo(expected);
        }
    }
}
