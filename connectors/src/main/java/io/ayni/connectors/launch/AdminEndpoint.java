package io.ayni.connectors.launch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ayni.connectors.config.AdminConfig;
import io.ayni.connectors.config.ConfigException;
import io.ayni.connectors.security.ApiKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes new rules on this machine's loopback, apart from the event loops of payments.
 * <pre>
 * GET  /admin/policy                     the PutPolicy command in force, as bytes of the log format
 * POST /admin/policy?part=institution    body: an institution file; part=switch: the file of a whole switch
 * </pre>
 * An answer is JSON, of an error RFC 9457. Requests that a browser sends for a page are refused: they carry an Origin.
 */
final class AdminEndpoint implements AutoCloseable {
    static final String PATH = "/admin/policy";
    /** Of the file that the body is, for messages. */
    static final String FILE_HEADER = "Ayni-File";
    private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);
    private static final int MAX_BODY = 4 << 20;
    private static final int BACKLOG = 16;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The rules of a running switch. Called on the endpoint's one thread. */
    interface Rules {
        /** @return the PutPolicy command in force. */
        byte[] inForce();

        /** @return what is in force beside it, as text by key. */
        SortedMap<String, String> texts();

        /**
         * @param name    of the file, for messages
         * @param isWhole whether the text is that of a whole switch, not of an institution alone
         * @return what changed, line by line
         * @throws ConfigException with file, line and key; nothing has changed then
         * @throws UserError       when the engine refuses; nothing has changed then
         */
        List<String> apply(String name, String text, boolean isWhole);
    }

    private final HttpServer server;
    private final ExecutorService thread;
    private final ApiKeys keys;
    private final Rules rules;

    AdminEndpoint(final AdminConfig config, final Rules rules) throws IOException {
        this.rules = rules;
        this.keys = new ApiKeys(config.apiKeySha256().map(List::of).orElse(List.of()));
        this.thread = Executors.newSingleThreadExecutor(task -> {
            final Thread admin = new Thread(task, "ayni-admin");
            admin.setDaemon(true);
            return admin;
        });
        this.server = HttpServer.create(config.bind().socketAddress(), BACKLOG);
        server.setExecutor(thread);
        server.createContext(PATH, this::handle);
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(final HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestHeaders().containsKey("Origin")) {
                problem(exchange, 403, "pages of a browser change no rules");
            } else if (!isKnown(exchange.getRequestHeaders().getFirst("Authorization"))) {
                problem(exchange, 401, "the admin key is missing or wrong");
            } else {
                switch (exchange.getRequestMethod()) {
                    case "GET" -> read(exchange);
                    case "POST" -> apply(exchange);
                    default -> problem(exchange, 405, "GET or POST");
                }
            }
        } catch (final RuntimeException e) {
            LOG.error("an administrative request failed", e);
        }
    }

    private boolean isKnown(final String authorization) {
        return keys.isOpen() || authorization != null && authorization.startsWith("Bearer ")
                && keys.find(authorization.substring("Bearer ".length())) != ApiKeys.NOBODY;
    }

    private void read(final HttpExchange exchange) throws IOException {
        if ("part=texts".equals(exchange.getRequestURI().getQuery())) {
            answer(exchange, 200, "application/json", JSON.writeValueAsBytes(rules.texts()));
        } else {
            answer(exchange, 200, "application/octet-stream", rules.inForce());
        }
    }

    private void apply(final HttpExchange exchange) throws IOException {
        final byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            problem(exchange, 413, "an institution file has 4 MiB at most");
            return;
        }
        final String name = exchange.getRequestHeaders().getFirst(FILE_HEADER);
        try {
            final List<String> lines = rules.apply(name == null ? "institution" : name,
                    new String(body, StandardCharsets.UTF_8),
                    "part=switch".equals(exchange.getRequestURI().getQuery()));
            final ObjectNode answer = JSON.createObjectNode();
            lines.forEach(answer.putArray("changes")::add);
            answer(exchange, 200, "application/json", JSON.writeValueAsBytes(answer));
        } catch (final ConfigException | UserError e) {
            problem(exchange, 422, e.getMessage());
        }
    }

    private static void problem(final HttpExchange exchange, final int status, final String detail)
            throws IOException {
        final ObjectNode problem = JSON.createObjectNode().put("status", status).put("detail", detail);
        answer(exchange, status, "application/problem+json", JSON.writeValueAsBytes(problem));
    }

    private static void answer(final HttpExchange exchange, final int status, final String type, final byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }
}
