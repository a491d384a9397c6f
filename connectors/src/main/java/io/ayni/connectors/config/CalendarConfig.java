package io.ayni.connectors.config;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The institution's days, in its own zone.
 *
 * @param holidays            no business days
 * @param closes              daily closes: what an operation that is suspended in the close waits for
 * @param cutOffs             one a business day; a weekday without one is none
 * @param scheduleMinuteOfDay when the schedules of a day run
 */
public record CalendarConfig(
        List<LocalDate> holidays, List<CloseWindow> closes, List<CutOff> cutOffs, int scheduleMinuteOfDay) {

    static final CalendarConfig NONE = new CalendarConfig(List.of(), List.of(), List.of(), 6 * 60);
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final int MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

    /** A daily close: begins on a weekday and may cross midnight. */
    public record CloseWindow(DayOfWeek weekday, int fromMinute, int lengthMinutes) {
    }

    /** Before this minute of a business day: effective the next business day; from it on: the one after that. */
    public record CutOff(DayOfWeek weekday, int minute) {
    }

    static CalendarConfig read(final YamlMap map) {
        map.keys("holidays", "close", "cutOffs", "schedulesAt");
        final List<CloseWindow> closes = new ArrayList<>();
        map.sections("close", each -> closes.addAll(closeWindows(each)));
        final List<CutOff> cutOffs = new ArrayList<>();
        final Set<DayOfWeek> seen = EnumSet.noneOf(DayOfWeek.class);
        map.sections("cutOffs", each -> cutOffs.addAll(cutOffs(each, seen)));
        return new CalendarConfig(
                map.scalars("holidays", Values::date).stream().distinct().sorted().toList(),
                List.copyOf(closes),
                List.copyOf(cutOffs),
                map.optional("schedulesAt", NONE.scheduleMinuteOfDay, Values::minuteOfDay));
    }

    private static List<CloseWindow> closeWindows(final YamlMap map) {
        map.keys("days", "from", "until");
        final int from = map.required("from", Values::minuteOfDay);
        final WeekTime until = map.required("until", WeekTime::parse);
        return days(map).stream()
                .map(day -> new CloseWindow(day, from, until.minutesAfter(day, from)))
                .toList();
    }

    private static List<CutOff> cutOffs(final YamlMap map, final Set<DayOfWeek> seen) {
        map.keys("days", "at");
        final int minute = map.required("at", Values::minuteOfDay);
        return days(map).stream().map(day -> {
            if (!seen.add(day)) {
                throw map.errorAt("days", Values.weekdayName(day) + " has a cut-off already");
            }
            return new CutOff(day, minute);
        }).toList();
    }

    private static List<DayOfWeek> days(final YamlMap map) {
        final List<DayOfWeek> days = map.scalars("days", Values::weekday);
        if (days.isEmpty()) {
            throw map.errorAt("days", "expected a list of days such as [MON, TUE]");
        }
        return days;
    }

    /** A time of day, and the weekday where one is named; without, the first such time after what it follows. */
    private record WeekTime(DayOfWeek weekday, int minute) {
        static WeekTime parse(final String value) {
            final int space = value.indexOf(' ');
            try {
                return space < 0
                        ? new WeekTime(null, Values.minuteOfDay(value))
                        : new WeekTime(Values.weekday(value.substring(0, space)),
                                Values.minuteOfDay(value.substring(space + 1)));
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException("expected a time of day such as 01:00, or MON 00:00");
            }
        }

        /** @return 1 to a week. */
        int minutesAfter(final DayOfWeek fromDay, final int fromMinute) {
            final int cycle = weekday == null ? MINUTES_PER_DAY : MINUTES_PER_WEEK;
            final int days = weekday == null ? 0 : weekday.getValue() - fromDay.getValue();
            final int difference = Math.floorMod(days * MINUTES_PER_DAY + minute - fromMinute, cycle);
            return difference == 0 ? cycle : difference;
        }
    }
}
