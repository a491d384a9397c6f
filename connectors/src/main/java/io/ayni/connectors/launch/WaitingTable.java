package io.ayni.connectors.launch;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;

/**
 * Payments that wait as people read them. Apart from its command, so that a command line that asks for something else
 * loads no JSON.
 */
final class WaitingTable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private WaitingTable() {
    }

    /** @param payments as {@link PaymentsResource} tells them @param zone of the institution */
    static void print(final JsonNode payments, final ZoneId zone, final PrintWriter out) {
        final TextTable table = new TextTable(
                "PAYMENT", "STATE", "SINCE", "OPERATION", "NETWORK", "REFERENCE", " AMOUNT", " HELD", "ACCOUNT", "WHY");
        for (final JsonNode each : payments) {
            table.row(each.path("payment").asString(), each.path("state").asString(),
                    TIME.format(Instant.parse(each.path("since").asString()).atZone(zone)),
                    each.path("operation").asString(), each.path("network").asString(), each.path("reference").asString(),
                    Money.format(each.path("amountMinor").asLong(), each.path("currency").asInt()),
                    Money.format(each.path("heldMinor").asLong(), each.path("currency").asInt()),
                    each.path("account").asString(), each.path("why").asString());
        }
        table.print(out);
    }
}
