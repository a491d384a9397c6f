package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.network.LinkOrder;
import io.ayni.connectors.network.LinkView;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ayni links …}. */
@Command(name = "links", description = {
    "Shows the outbound links of a running switch and their connections, or gives one an order.",
    "Exit status 0 when all take payments, 1 when one does not, 2 for wrong use."})
final class LinksCommand implements Callable<Integer> {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ORDER",
            description = "sign-off, sign-on, cutover or key-exchange; without one the links are shown.")
    private String order;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Of the network, with an order.")
    private String name;

    @Option(names = "--day", paramLabel = "YYYY-MM-DD",
            description = "Of a cutover: the day on which it settles from now on; by default tomorrow.")
    private LocalDate day;

    @Option(names = "--by", paramLabel = "NAME", description = "Who orders; by default the user of this terminal.")
    private String by = System.getProperty("user.name");

    @Mixin
    private RunningSwitch running;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final SwitchConfig config = running.config();
        final AdminClient client = running.client(config);
        if (order != null) {
            return order(client, config);
        }
        final PrintWriter out = spec.commandLine().getOut();
        final JsonNode links = client.get(LinksResource.PATH).path("links");
        print(links, out);
        out.flush();
        for (final JsonNode link : links) {
            if (!link.path("state").asString("").equals("UP")) {
                return UserError.FAILED;
            }
        }
        return ExitCode.OK;
    }

    private int order(final AdminClient client, final SwitchConfig config) throws IOException, InterruptedException {
        if (LinkOrder.ofText(order) == null) {
            throw UserError.wrongUse("expected sign-off, sign-on, cutover or key-exchange, found '" + order + "'");
        }
        if (name == null) {
            throw UserError.wrongUse(order + " of which network? ./ayni links shows them");
        }
        final LocalDate newDay = day != null ? day : LocalDate.now(config.institution().zone()).plusDays(1);
        final JsonNode answer = client.post(LinksResource.PATH + '/' + encoded(name).replace("+", "%20") + '/' + order
                + "?day=" + newDay + "&by=" + encoded(by), AdminRequest.JSON.createObjectNode());
        final PrintWriter out = spec.commandLine().getOut();
        out.println(name + ": " + answer.path("said").asString());
        out.flush();
        return ExitCode.OK;
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void print(final JsonNode links, final PrintWriter out) {
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
