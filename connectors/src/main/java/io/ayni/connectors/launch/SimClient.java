package io.ayni.connectors.launch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Drives a simulated network that runs, in this process or another. */
final class SimClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String network;
    private final InetSocketAddress control;

    SimClient(final String network, final InetSocketAddress control) {
        this.network = network;
        this.control = control;
    }

    /** @return what is in force, for a person. */
    String state() throws IOException, InterruptedException {
        return text(send("/", null));
    }

    /** @return as {@link #state}, after it has obeyed. */
    String order(final String words) throws IOException, InterruptedException {
        return text(send("/orders", words));
    }

    String script(final String lines) throws IOException, InterruptedException {
        return text(send("/script", lines));
    }

    String books() throws IOException, InterruptedException {
        return send("/books", null);
    }

    private String send(final String path, final String body) throws IOException, InterruptedException {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://" + control.getAddress().getHostAddress() + ':' + control.getPort() + path)).timeout(PATIENCE);
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        final HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (final ConnectException e) {
            throw UserError.failed("no simulated network is driven at " + where() + "; start one with --listen or"
                    + " --config, or say where it is with --control");
        }
        if (answer.statusCode() != 200) {
            throw UserError.wrongUse(error(answer.body()));
        }
        return answer.body();
    }

    private String error(final String body) {
        try {
            return JSON.readTree(body).path("error").asString(where() + " is no simulated network");
        } catch (final JacksonException e) {
            return where() + " is no simulated network";
        }
    }

    private String text(final String json) {
        final var state = JSON.readTree(json);
        final String running = state.path("network").asString("");
        if (!running.equals(network)) {
            throw UserError.wrongUse("at " + where() + " runs " + running + ", not " + network);
        }
        final StringBuilder text = new StringBuilder();
        state.path("faults").forEachEntry((target, rules) -> {
            final String met = state.path("met").path(target).asString("");
            text.append("%-10s %s%s%n".formatted(target, rules.asString(), met.isEmpty() ? "" : "   so far " + met));
        });
        return text.append("%-10s %s%n".formatted("books", state.path("books").asString(""))).toString();
    }

    private String where() {
        return control.getAddress().getHostAddress() + ':' + control.getPort();
    }
}
