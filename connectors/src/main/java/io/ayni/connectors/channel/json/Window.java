package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.json.Parameters.BadParameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A stretch of whole days in the institution's zone.
 *
 * @param to the last day
 */
record Window(LocalDate from, LocalDate to, ZoneId zone) {
    private static final int FEWEST_DAYS = 30;
    private static final int MOST_DAYS = 365;
    private static final int DATE_LENGTH = 10;

    /** By the presets last-month, yesterday and today, or custom with from and to: 30 to 365 days. */
    static Window of(final Parameters parameters, final ZoneId zone, final long nowMs) throws BadParameter {
        final LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(nowMs), zone);
        final String period = parameters.text("period", parameters.has("from") ? "custom" : "today");
        if (!period.equals("custom") && (parameters.has("from") || parameters.has("to"))) {
            throw new BadParameter("period", "expected custom beside from and to");
        }
        return switch (period.toLowerCase(Locale.ROOT)) {
            case "today" -> new Window(today, today, zone);
            case "yesterday" -> new Window(today.minusDays(1), today.minusDays(1), zone);
            case "last-month" -> of(YearMonth.from(today).minusMonths(1), zone);
            case "custom" -> custom(parameters, zone);
            default -> throw new BadParameter("period", "expected last-month, yesterday, today or custom");
        };
    }

    static Window of(final YearMonth month, final ZoneId zone) {
        return new Window(month.atDay(1), month.atEndOfMonth(), zone);
    }

    private static Window custom(final Parameters parameters, final ZoneId zone) throws BadParameter {
        final LocalDate from = date(parameters, "from");
        final LocalDate to = date(parameters, "to");
        final long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days < FEWEST_DAYS || days > MOST_DAYS) {
            throw new BadParameter("to", "expected 30 to 365 days from the first to the last");
        }
        return new Window(from, to, zone);
    }

    private static LocalDate date(final Parameters parameters, final String name) throws BadParameter {
        final String text = parameters.text(name, "");
        try {
            if (text.length() == DATE_LENGTH) {
                return LocalDate.parse(text);
            }
        } catch (final DateTimeException e) {
            // told below
        }
        throw new BadParameter(name, "expected a date such as 2026-10-01");
    }

    long fromMs() {
        return from.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** @return exclusive. */
    long toMs() {
        return to.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
