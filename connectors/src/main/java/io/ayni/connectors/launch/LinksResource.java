package io.ayni.connectors.launch;

import io.ayni.connectors.config.IsoLinkConfig;
import io.ayni.connectors.config.NetworkConfig;
import io.ayni.connectors.network.LinkOrder;
import io.ayni.connectors.network.LinkView;
import io.ayni.connectors.network.OperatedLink;
import io.ayni.connectors.operate.EngineDesk;
import io.ayni.connectors.operate.LinkRow;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The outbound links.
 * <pre>
 * GET  /admin/links                                what the engine and this process know of each
 * POST /admin/links/NAME/sign-off|sign-on|cutover|key-exchange?day=YYYY-MM-DD
 * </pre>
 */
final class LinksResource implements AdminEndpoint.Resource {
    static final String PATH = "/admin/links";
    private static final Logger LOG = LoggerFactory.getLogger(LinksResource.class);
    private static final long PATIENCE_MS = 10_000;

    private final EngineDesk desk;
    private final List<NetworkConfig> networks;
    private final Function<String, Optional<OperatedLink>> links;

    /** @param links those that this process has, by network */
    LinksResource(
            final EngineDesk desk, final List<NetworkConfig> networks,
            final Function<String, Optional<OperatedLink>> links) {
        this.desk = desk;
        this.networks = networks;
        this.links = links;
    }

    @Override
    public void handle(final AdminRequest request) throws IOException, AdminRequest.Refused, InterruptedException {
        if (request.isGet()) {
            list(request);
        } else if (request.isPost()) {
            order(request);
        } else {
            throw new AdminRequest.Refused(405, "GET or POST");
        }
    }

    private void list(final AdminRequest request) throws IOException, AdminRequest.Refused, InterruptedException {
        final Map<Integer, LinkRow> rows;
        try {
            rows = desk.links(PATIENCE_MS).stream().collect(Collectors.toMap(LinkRow::linkId, row -> row));
        } catch (final EngineDesk.NoAnswerException e) {
            throw new AdminRequest.Refused(503, e.getMessage());
        }
        final ObjectNode answer = AdminRequest.JSON.createObjectNode();
        final ArrayNode list = answer.putArray("links");
        for (final NetworkConfig network : networks) {
            final ObjectNode link = list.addObject().put("name", network.name()).put("linkId", network.linkId())
                    .put("kind", network.kind().name().toLowerCase(Locale.ROOT)).put("role", role(network));
            final LinkRow row = rows.get(network.linkId());
            if (row != null) {
                put(link, row);
            }
            final Optional<OperatedLink> here = links.apply(network.name());
            link.put("isHere", here.isPresent());
            if (here.isPresent()) {
                put(link, await(here.get().view()));
            }
        }
        request.answer(answer);
    }

    private static String role(final NetworkConfig network) {
        return network.transport() instanceof final IsoLinkConfig iso ? iso.role().name().toLowerCase(Locale.ROOT) : "";
    }

    private static void put(final ObjectNode link, final LinkRow row) {
        link.put("state", row.state().name()).put("inFlight", row.inFlight()).put("reversing", row.reversing())
                .put("queued", row.queued()).put("inWindow", row.inWindow()).put("timeouts", row.timeouts())
                .put("suspensions", row.suspensions())
                .put("settlementDay", row.settlementDay() == 0 ? "" : LocalDate.ofEpochDay(row.settlementDay()).toString());
    }

    private static void put(final ObjectNode link, final LinkView view) {
        link.put("forMs", view.forMs()).put("sent", view.sent()).put("answers", view.answers());
        final ArrayNode lines = link.putArray("connections");
        for (final LinkView.Line line : view.lines()) {
            lines.addObject().put("state", line.state()).put("forMs", line.forMs()).put("echoAgoMs", line.echoAgoMs())
                    .put("lostEchoes", line.lostEchoes());
        }
    }

    private void order(final AdminRequest request) throws IOException, AdminRequest.Refused, InterruptedException {
        final String rest = request.rest();
        final int slash = rest.lastIndexOf('/');
        final String name = slash < 0 ? "" : rest.substring(0, slash);
        final LinkOrder order = LinkOrder.ofText(rest.substring(slash + 1));
        if (order == null) {
            throw new AdminRequest.Refused(400, "expected sign-off, sign-on, cutover or key-exchange");
        }
        if (networks.stream().noneMatch(each -> each.name().equals(name))) {
            throw new AdminRequest.Refused(404, "there is no network '" + name + "'; there are "
                    + networks.stream().map(NetworkConfig::name).collect(Collectors.joining(", ")));
        }
        final OperatedLink link = links.apply(name).orElseThrow(() -> new AdminRequest.Refused(409,
                "the link of " + name + " is not this gateway's: ask the one that has it"));
        final LinkOrder.Said said = await(link.order(order, day(order, request.parameter("day", ""))));
        LOG.warn("{} of {} ordered by {}: {}", order.text(), name,
                request.orderedBy(request.parameter("by", "")), said.text());
        if (!said.isDone()) {
            throw new AdminRequest.Refused(409, name + ": " + order.text() + ": " + said.text());
        }
        request.answer(AdminRequest.JSON.createObjectNode().put("said", said.text()));
    }

    private static int day(final LinkOrder order, final String text) throws AdminRequest.Refused {
        if (order != LinkOrder.CUTOVER) {
            return 0;
        }
        try {
            return (int) LocalDate.parse(text).toEpochDay();
        } catch (final DateTimeException e) {
            throw new AdminRequest.Refused(400, "day: a cutover needs the new day, as 2026-12-31");
        }
    }

    private static <T> T await(final CompletableFuture<T> future) throws AdminRequest.Refused, InterruptedException {
        try {
            return future.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (final ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (final TimeoutException e) {
            throw new AdminRequest.Refused(504, "no answer in time; ./ayni links shows what became of it");
        }
    }
}
