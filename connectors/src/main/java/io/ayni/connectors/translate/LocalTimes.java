package io.ayni.connectors.translate;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * DE12 and DE13 of the moment that DE7 names: a repeat, which keeps DE7, keeps them too. Reckons once a minute of DE7.
 * One thread.
 */
final class LocalTimes {
    private static final int NEVER = -1;
    private static final int SECONDS = 100;
    private static final int HALF_A_YEAR = 6;

    private final ZoneId zone;
    private final Clock clock;
    private long minute = NEVER;
    private int hoursAndMinutes;
    private int monthAndDay;

    LocalTimes(final ZoneId zone, final Clock clock) {
        this.zone = zone;
        this.clock = clock;
    }

    /** @param transmissionTime DE7, UTC, as the number MMDDhhmmss. @return hhmmss */
    int time(final long transmissionTime) {
        reckon(transmissionTime / SECONDS);
        return hoursAndMinutes * SECONDS + (int) (transmissionTime % SECONDS);
    }

    /** @return MMDD */
    int date(final long transmissionTime) {
        reckon(transmissionTime / SECONDS);
        return monthAndDay;
    }

    private void reckon(final long named) {
        if (named == minute) {
            return;
        }
        final ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        final int month = (int) (named / 1_000_000);
        final int distance = month - now.getMonthValue();
        final int year = now.getYear() + (distance > HALF_A_YEAR ? -1 : distance < -HALF_A_YEAR ? 1 : 0);
        final LocalDateTime local = LocalDateTime.of(year, month, (int) (named / 10_000 % 100),
                (int) (named / 100 % 100), (int) (named % 100))
            .atZone(ZoneOffset.UTC).withZoneSameInstant(zone).toLocalDateTime();
        hoursAndMinutes = local.getHour() * 100 + local.getMinute();
        monthAndDay = local.getMonthValue() * 100 + local.getDayOfMonth();
        minute = named;
    }
}
