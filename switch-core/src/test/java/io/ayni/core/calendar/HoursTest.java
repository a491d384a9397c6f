package io.ayni.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Minutes of the day, close windows and cut-offs, also where clocks are put forward and back. */
class HoursTest {
    private static int day(final String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"2026-11-16T00:00:00, America/Guayaquil", "2026-11-16T23:59:59, America/Guayaquil",
        "2026-07-01T12:34:56, America/Panama", "2026-03-08T01:59:59, America/New_York",
        "2026-03-08T03:00:00, America/New_York", "2026-03-08T23:59:59, America/New_York",
        "2026-11-01T00:30:00, America/New_York", "2026-11-01T02:30:00, America/New_York"})
    void theMinuteIsWhatLocalClocksShow(final String local, final String zone) {
        final ZonedDateTime moment = LocalDateTime.parse(local).atZone(ZoneId.of(zone));
        final CooperativeCalendar calendar = new CooperativeCalendar(ZoneId.of(zone));
        assertThat(calendar.minuteOfDay(moment.toInstant().toEpochMilli()))
            .isEqualTo(moment.getHour() * 60 + moment.getMinute());
    }

    @Test
    void theHourThatComesTwiceIsShownTwice() {
        final CooperativeCalendar calendar = new CooperativeCalendar(ZoneId.of("America/New_York"));
        final long first = ZonedDateTime.parse("2026-11-01T01:30:00-04:00[America/New_York]").toInstant().toEpochMilli();
        assertThat(calendar.minuteOfDay(first)).isEqualTo(90);
        assertThat(calendar.minuteOfDay(first + 3_600_000)).isEqualTo(90);
        assertThat(calendar.minuteOfDay(first + 2 * 3_600_000)).isEqualTo(150);
    }

    @Test
    void weekdaysCountFromMonday() {
        assertThat(CooperativeCalendar.weekdayOf(day("2026-11-16"))).isEqualTo(1);
        assertThat(CooperativeCalendar.weekdayOf(day("2026-11-22"))).isEqualTo(7);
        assertThat(CooperativeCalendar.weekdayOf(day("1969-12-31"))).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"2026-11-22, 1379, false", "2026-11-22, 1380, true", "2026-11-23, 0, true", "2026-11-23, 59, true",
        "2026-11-23, 60, false", "2026-11-16, 0, true"})
    void aWindowCrossesMidnightAndTheEndOfTheWeek(final String date, final int minute, final boolean closed) {
        final CloseWindows windows = new CloseWindows();
        windows.add(7, 1_380, 120);
        assertThat(windows.contains(day(date), minute)).isEqualTo(closed);
    }

    @Test
    void withoutCutOffsWhatIsToldLaterHasEffectTheNextDay() {
        assertThat(new BusinessDays().effectiveDay(day("2026-11-16"), 600)).isEqualTo(day("2026-11-17"));
    }

    @Test
    void holidaysAreSkippedOnBothSides() {
        final BusinessDays days = new BusinessDays();
        for (int weekday = 1; weekday <= 5; weekday++) {
            days.cutOff(weekday, 1_080);
        }
        days.holiday(day("2026-12-25"));
        days.holiday(day("2026-12-24"));
        assertThat(days.effectiveDay(day("2026-12-23"), 1_079)).isEqualTo(day("2026-12-28"));
        assertThat(days.effectiveDay(day("2026-12-23"), 1_080)).isEqualTo(day("2026-12-29"));
        assertThat(days.effectiveDay(day("2026-12-25"), 600)).isEqualTo(day("2026-12-29"));
    }
}
