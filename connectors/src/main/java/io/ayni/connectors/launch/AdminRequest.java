package io.ayni.connectors.launch;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One authenticated request to the {@link AdminEndpoint}, and the way to answer it, once. */
final class AdminRequest {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 4 << 20;

    private final HttpExchange exchange;
    private final String base;
    private final String operator;

    /** A request that cannot be served, with its answer. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(final int status, final String detail) {
            super(detail, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * @param base     path of the resource
     * @param operator whose key it came with; null for one that is nobody's in particular
     */
    AdminRequest(final HttpExchange exchange, final String base, final String operator) {
        this.exchange = exchange;
        this.base = base;
        this.operator = operator;
    }

    boolean isGet() {
        return exchange.getRequestMethod().equals("GET");
    }

    boolean isPost() {
        return exchange.getRequestMethod().equals("POST");
    }

    /** @return the path behind that of the resource, without a slash in front. */
    String rest() {
        return exchange.getRequestURI().getPath().substring(base.length()).replaceFirst("^/", "");
    }

    /** @return a header, or the other text. */
    String header(final String name, final String otherwise) {
        final String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? otherwise : value;
    }

    /** @return a parameter of the query, or the other text. */
    String parameter(final String name, final String otherwise) {
        final String query = exchange.getRequestURI().getRawQuery();
        for (final String each : query == null ? new String[0] : query.split("&")) {
            if (each.startsWith(name + '=')) {
                return URLDecoder.decode(each.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return otherwise;
    }

    /**
     * Who orders: proved by a key of theirs, or, with the key of all or none, as they say themselves, which the mark shows.
     */
    String orderedBy(final String said) {
        return operator != null ? operator : said.isBlank() ? "?" : said.strip() + '?';
    }

    byte[] body() throws IOException, Refused {
        final byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new Refused(413, "a body has 4 MiB at most");
        }
        return body;
    }

    JsonNode json() throws IOException, Refused {
        try {
            final JsonNode body = JSON.readTree(body());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (final JacksonException e) {
            throw new Refused(400, "the body is no JSON");
        }
        throw new Refused(400, "the body is no JSON object");
    }

    void answer(final ObjectNode answer) throws IOException {
        answer(200, "application/json", JSON.writeValueAsBytes(answer));
    }

    void answer(final String type, final byte[] body) throws IOException {
        answer(200, type, body);
    }

    void problem(final int status, final String detail) throws IOException {
        answer(status, "application/problem+json",
                JSON.writeValueAsBytes(JSON.createObjectNode().put("status", status).put("detail", detail)));
    }

    private void answer(final int status, final String type, final byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
