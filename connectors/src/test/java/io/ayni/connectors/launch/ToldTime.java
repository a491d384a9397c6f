package io.ayni.connectors.launch;

import io.ayni.core.journal.DirectoryStorage;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The time of a switch under test: it stands still until it is told to go on. */
final class ToldTime {
    private static final long HEARTBEAT_MS = 20;

    private final ZoneId zone;
    private final AtomicLong nowMs;

    /** Begins on the next day of that kind, so after now. */
    ToldTime(final ZoneId zone, final LocalDate day, final LocalTime time) {
        this.zone = zone;
        this.nowMs = new AtomicLong(day.atTime(time).atZone(zone).toInstant().toEpochMilli());
    }

    /** @return a machine of this time, whose sockets go by the real one. */
    SwitchContext machine() {
        return new SwitchContext(nowMs::get, () -> TimeUnit.MILLISECONDS.toNanos(nowMs.get()),
                Ticker.systemTicker(), HEARTBEAT_MS, DirectoryStorage::new);
    }

    void pass(final Duration duration) {
        nowMs.addAndGet(duration.toMillis());
    }

    /** Goes on to the next such time of day. */
    void until(final LocalTime time) {
        final LocalDate today = today();
        final Instant then = today.atTime(time).atZone(zone).toInstant();
        nowMs.set((then.toEpochMilli() > nowMs.get() ? then : today.plusDays(1).atTime(time).atZone(zone).toInstant())
                .toEpochMilli());
    }

    LocalDate today() {
        return LocalDate.ofInstant(Instant.ofEpochMilli(nowMs.get()), zone);
    }
}
