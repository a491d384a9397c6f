package io.ayni.connectors.channel.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.channel.json.Parameters.BadParameter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories by calendar: days of the institution's zone, whatever day it is elsewhere. */
class WindowTest {
    @ParameterizedTest(name = "{0} at {1} in {2}: {3} to {4}")
    @CsvSource({
        "period=today,                        2026-11-21T04:30:00Z, America/Guayaquil, 2026-11-20, 2026-11-20, 24",
        "period=today,                        2026-11-21T05:30:00Z, America/Guayaquil, 2026-11-21, 2026-11-21, 24",
        "period=yesterday,                    2026-03-01T12:00:00Z, America/Panama,    2026-02-28, 2026-02-28, 24",
        "period=last-month,                   2026-03-01T04:59:00Z, America/Panama,    2026-01-01, 2026-01-31, 744",
        "period=last-month,                   2026-03-01T05:00:00Z, America/Panama,    2026-02-01, 2026-02-28, 672",
        "period=LAST-MONTH,                   2024-03-15T12:00:00Z, America/Panama,    2024-02-01, 2024-02-29, 696",
        // Clocks in Santiago go forward at midnight on 2026-09-06, and back on 2026-04-05.
        "period=today,                        2026-09-06T15:00:00Z, America/Santiago,  2026-09-06, 2026-09-06, 23",
        "period=today,                        2026-04-04T15:00:00Z, America/Santiago,  2026-04-04, 2026-04-04, 25",
        "from=2026-10-01&to=2026-10-30,       2026-11-21T12:00:00Z, America/Guayaquil, 2026-10-01, 2026-10-30, 720",
        "from=2025-11-22&to=2026-11-21,       2026-11-21T12:00:00Z, America/Guayaquil, 2025-11-22, 2026-11-21, 8760"})
    void aPeriodIsWholeDaysOfTheZone(
            final String query, final String now, final String zone, final String from, final String to,
            final long hours) throws BadParameter {
        final Window window = Window.of(Parameters.of(Route.HISTORY, query), ZoneId.of(zone), Instant.parse(now).toEpochMilli());

        assertThat(window.from()).isEqualTo(from);
        assertThat(window.to()).isEqualTo(to);
        assertThat(Duration.ofMillis(window.toMs() - window.fromMs())).isEqualTo(Duration.ofHours(hours));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "from=2026-10-01&to=2026-10-29, to",
        "from=2025-11-21&to=2026-11-21, to",
        "from=2026-10-30&to=2026-10-01, to",
        "from=2026-10-01,               to",
        "period=custom,                 from",
        "from=2026-02-30&to=2026-10-01, from"})
    void outsideOfThirtyToThreeHundredAndSixtyFiveDaysThereIsNone(final String query, final String parameter) {
        assertThatThrownBy(() -> Window.of(Parameters.of(Route.HISTORY, query), ZoneId.of("America/Guayaquil"), 0))
                .isInstanceOfSatisfying(BadParameter.class, e -> assertThat(e.fault().path()).isEqualTo(parameter));
    }
}
