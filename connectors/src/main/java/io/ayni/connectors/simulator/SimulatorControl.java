package io.ayni.connectors.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Drives a simulated network while it runs, from this machine alone. One thread.
 * <pre>
 * GET  /        {"network":"interbank","faults":{"payments":"drop 10%"},"met":{…},"books":"…"}
 * GET  /books   the books as CSV
 * POST /orders  words of {@link OrderText}; 200 as GET /, 400 {"error":"…"}
 * POST /script  lines of {@link SimulatorScript}, played from now on
 * </pre>
 * Requests that a browser sends for a page are refused: they carry an Origin.
 */
public final class SimulatorControl implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatorControl.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 1 << 20;
    private static final int BACKLOG = 16;

    private final SimulatedNetwork network;
    private final HttpServer server;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread control = new Thread(task, "simulator-control");
        control.setDaemon(true);
        return control;
    });

    /**
     * @param address on loopback
     * @throws IOException when it cannot listen there
     */
    public SimulatorControl(final SimulatedNetwork network, final InetSocketAddress address) throws IOException {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IOException("a simulator is driven from this machine alone: " + address + " is not on loopback");
        }
        this.network = network;
        this.server = HttpServer.create(address, BACKLOG);
        server.setExecutor(thread);
        server.createContext("/", this::handle);
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Plays from now on. */
    public void play(final SimulatorScript script) {
        script.play(network, thread, refusal -> LOG.warn("{}: {}", network.name(), refusal));
    }

    private void handle(final HttpExchange exchange) throws IOException {
        try (exchange) {
            obey(exchange);
        } catch (final RuntimeException e) {
            LOG.error("driving a simulator failed", e);
        }
    }

    private void obey(final HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            error(exchange, 403, "pages of a browser drive no simulator");
            return;
        }
        try {
            switch (exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getPath()) {
                case "GET /" -> state(exchange);
                case "GET /books" -> books(exchange);
                case "POST /orders" -> {
                    OrderText.apply(body(exchange), network);
                    state(exchange);
                }
                case "POST /script" -> {
                    play(SimulatorScript.parse("script", body(exchange)));
                    state(exchange);
                }
                default -> error(exchange, 404, "GET /, GET /books, POST /orders or POST /script");
            }
        } catch (final IllegalArgumentException e) {
            error(exchange, 400, e.getMessage());
        }
    }

    private static String body(final HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
    }

    private void state(final HttpExchange exchange) throws IOException {
        final ObjectNode state = JSON.createObjectNode().put("network", network.name());
        final ObjectNode faults = state.putObject("faults");
        final ObjectNode met = state.putObject("met");
        for (final SimulatedNetwork.Target target : SimulatedNetwork.Target.values()) {
            final String name = target.name().toLowerCase(Locale.ROOT);
            network.faults(target).ifPresent(rules -> {
                faults.put(name, rules.toString());
                met.put(name, text(rules.met()));
            });
        }
        state.put("books", network.summary());
        answer(exchange, 200, "application/json", JSON.writeValueAsString(state));
    }

    private static String text(final Map<Fault.Kind, Long> met) {
        return met.entrySet().stream().map(each -> OrderText.word(each.getKey()) + ' ' + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private void books(final HttpExchange exchange) throws IOException {
        final StringBuilder csv = new StringBuilder();
        network.writeBooks(csv);
        answer(exchange, 200, "text/csv", csv.toString());
    }

    private static void error(final HttpExchange exchange, final int status, final String text) throws IOException {
        answer(exchange, status, "application/json",
                JSON.writeValueAsString(JSON.createObjectNode().put("error", text)));
    }

    private static void answer(final HttpExchange exchange, final int status, final String type, final String text)
            throws IOException {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
