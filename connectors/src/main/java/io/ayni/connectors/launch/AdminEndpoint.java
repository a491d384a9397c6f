package io.ayni.connectors.launch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ayni.connectors.config.AdminConfig;
import io.ayni.connectors.security.ApiKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders and new rules on this machine's loopback, apart from the event loops of payments; one at a time.
 * <pre>
 * /admin/policy     {@link PolicyResource}
 * /admin/payments   {@link PaymentsResource}
 * /admin/links      {@link LinksResource}
 * </pre>
 * An answer is JSON, of an error RFC 9457. Requests that a browser sends for a page are refused: they carry an Origin.
 */
final class AdminEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);
    private static final int BACKLOG = 16;

    /** What stands behind a path. Called on the endpoint's one thread. */
    interface Resource {
        /** Answers the request, or refuses it. */
        void handle(AdminRequest request) throws IOException, AdminRequest.Refused, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService thread;
    private final ApiKeys keys;
    /** Whose each key is; null for that of all. */
    private final List<String> operators = new ArrayList<>();

    /** @param resources by their paths */
    AdminEndpoint(final AdminConfig config, final Map<String, Resource> resources) throws IOException {
        final List<byte[]> hashes = new ArrayList<>();
        config.apiKeySha256().ifPresent(hash -> {
            hashes.add(hash);
            operators.add(null);
        });
        config.operators().forEach(each -> {
            hashes.add(each.apiKeySha256());
            operators.add(each.name());
        });
        this.keys = new ApiKeys(hashes);
        this.thread = Executors.newSingleThreadExecutor(task -> {
            final Thread admin = new Thread(task, "ayni-admin");
            admin.setDaemon(true);
            return admin;
        });
        this.server = HttpServer.create(config.bind().socketAddress(), BACKLOG);
        server.setExecutor(thread);
        resources.forEach((path, resource) -> server.createContext(path, exchange -> handle(exchange, path, resource)));
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(final HttpExchange exchange, final String path, final Resource resource) throws IOException {
        try (exchange) {
            final int key = key(exchange.getRequestHeaders().getFirst("Authorization"));
            final AdminRequest request = new AdminRequest(
                    exchange, path, key == ApiKeys.NOBODY ? null : operators.get(key));
            if (exchange.getRequestHeaders().containsKey("Origin")) {
                request.problem(403, "pages of a browser give no orders");
            } else if (key == ApiKeys.NOBODY && !keys.isOpen()) {
                request.problem(401, "the admin key is missing or wrong");
            } else {
                handle(request, resource);
            }
        } catch (final RuntimeException e) {
            LOG.error("an administrative request failed", e);
        }
    }

    private static void handle(final AdminRequest request, final Resource resource) throws IOException {
        try {
            resource.handle(request);
        } catch (final AdminRequest.Refused e) {
            request.problem(e.status(), e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            request.problem(503, "the switch ends");
        }
    }

    private int key(final String authorization) {
        return authorization != null && authorization.startsWith("Bearer ")
                ? keys.find(authorization.substring("Bearer ".length())) : ApiKeys.NOBODY;
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
