package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.network.LinkOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
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
        LinksTable.print(links, out);
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
                + "?day=" + newDay + "&by=" + encoded(by), Map.of());
        final PrintWriter out = spec.commandLine().getOut();
        out.println(name + ": " + answer.path("said").asString());
        out.flush();
        return ExitCode.OK;
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
