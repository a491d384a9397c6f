package io.ayni.connectors.launch;

import io.ayni.connectors.network.LinkView;
import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/**
 * Links and their connections as people read them. Apart from its command, so that a command line that asks for something
 * else loads no JSON.
 */
final class LinksTable {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    private LinksTable() {
    }

    /** @param links as {@link LinksResource} tells them */
    static void print(final JsonNode links, final PrintWriter out) {
        final TextTable table = new TextTable("NETWORK", " ID", "ROLE", "STATE", " FOR", " IN FLIGHT", " TAKING BACK",
                " WAITING", " TIMEOUTS", " DOWNS", "SETTLES", " SENT", " ANSWERS");
        final TextTable lines = new TextTable("NETWORK", " CONNECTION", "STATE", " FOR", " LAST ECHO", " LOST ECHOES");
        boolean hasLines = false;
        for (final JsonNode link : links) {
            final String name = link.path("name").asString();
            final boolean isHere = link.path("isHere").asBoolean();
            final String role = link.path("role").asString();
            table.row(name, link.path("linkId").asInt(), link.path("kind").asString() + (role.isEmpty() ? "" : ' ' + role),
                    link.path("state").asString("?") + (isHere ? "" : " elsewhere"),
                    isHere ? time(link.path("forMs").asLong()) : "", number(link, "inFlight"), number(link, "reversing"),
                    number(link, "queued"), number(link, "timeouts"), number(link, "suspensions"),
                    link.path("settlementDay").asString(""), number(link, "sent"), number(link, "answers"));
            int connection = 0;
            for (final JsonNode line : link.path("connections")) {
                hasLines = true;
                final long echoAgoMs = line.path("echoAgoMs").asLong();
                lines.row(name, ++connection, line.path("state").asString(), time(line.path("forMs").asLong()),
                        echoAgoMs == LinkView.NEVER ? "never" : time(echoAgoMs) + " ago", number(line, "lostEchoes"));
            }
        }
        table.print(out);
        if (hasLines) {
            out.println();
            lines.print(out);
        }
    }

    private static String number(final JsonNode node, final String field) {
        return node.has(field) ? "%,d".formatted(node.path(field).asLong()) : "";
    }

    /** @return the two largest units, such as {@code 2 h 13 min}. */
    static String time(final long ms) {
        return ms < MINUTE_MS ? ms / 1_000 + " s"
                : ms < HOUR_MS ? ms / MINUTE_MS + " min " + ms % MINUTE_MS / 1_000 + " s"
                : ms < DAY_MS ? ms / HOUR_MS + " h " + ms % HOUR_MS / MINUTE_MS + " min"
                : ms / DAY_MS + " d " + ms % DAY_MS / HOUR_MS + " h";
    }
}
