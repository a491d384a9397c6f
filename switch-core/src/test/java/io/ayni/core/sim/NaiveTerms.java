package io.ayni.core.sim;

import io.ayni.core.payment.DeclineReason;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Map;

/** The hours, cut-offs and billers of the simulated cooperative, by java.time and plain comparisons. */
final class NaiveTerms {
    private static final Map<DayOfWeek, LocalTime> CUT_OFFS = Map.of(
        DayOfWeek.MONDAY, LocalTime.of(18, 0), DayOfWeek.TUESDAY, LocalTime.of(18, 0),
        DayOfWeek.WEDNESDAY, LocalTime.of(18, 0), DayOfWeek.THURSDAY, LocalTime.of(18, 0),
        DayOfWeek.FRIDAY, LocalTime.of(18, 0), DayOfWeek.SATURDAY, LocalTime.of(12, 30));

    private NaiveTerms() {
    }

    private static ZonedDateTime local(final long nowMs) {
        return Instant.ofEpochMilli(nowMs).atZone(NaiveBooks.ZONE);
    }

    /** Mon–Fri 19:00 to 01:00 of the next day. */
    static boolean isInClose(final long nowMs) {
        final ZonedDateTime now = local(nowMs);
        final boolean evening = now.getHour() >= 19 && now.getDayOfWeek().getValue() <= 5;
        final boolean afterMidnight = now.getHour() < 1 && now.minusDays(1).getDayOfWeek().getValue() <= 5;
        return evening || afterMidnight;
    }

    static LocalDate effectiveDay(final long nowMs) {
        final ZonedDateTime now = local(nowMs);
        final LocalDate today = now.toLocalDate();
        final LocalTime cutOff = CUT_OFFS.get(today.getDayOfWeek());
        final boolean inTime = isBusinessDay(today) && now.toLocalTime().isBefore(cutOff);
        return inTime ? next(today) : next(next(today));
    }

    private static LocalDate next(final LocalDate day) {
        LocalDate next = day.plusDays(1);
        while (!isBusinessDay(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    private static boolean isBusinessDay(final LocalDate day) {
        return CUT_OFFS.containsKey(day.getDayOfWeek()) && !day.equals(Terms.HOLIDAY);
    }

    static DeclineReason checkBiller(final Terms.Biller biller, final long amountMinor, final long owedMinor,
        final long nowMs) {
        final ZonedDateTime now = local(nowMs);
        final int minute = now.getHour() * 60 + now.getMinute();
        if (biller.closes() > 0 && (minute < biller.opens() || minute >= biller.closes())) {
            return DeclineReason.BILLER_CLOSED;
        }
        if (amountMinor < Terms.BILLER_MIN || amountMinor > Terms.BILLER_MAX) {
            return DeclineReason.BILLER_AMOUNT;
        }
        if (!biller.asksOwed()) {
            return DeclineReason.NONE;
        }
        if (owedMinor == -1) {
            return DeclineReason.BILLER_UNREACHABLE;
        }
        if (amountMinor > owedMinor) {
            return DeclineReason.ABOVE_OWED;
        }
        return amountMinor != owedMinor && !biller.partial() ? DeclineReason.PARTIAL_NOT_ALLOWED : DeclineReason.NONE;
    }
}
