package io.ayni.connectors.launch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A channel server that speaks JSON, as the demo plays it. */
final class DemoHttpClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();
    private final String base;

    DemoHttpClient(final InetSocketAddress address) {
        base = "http://" + address.getAddress().getHostAddress() + ':' + address.getPort();
    }

    /** Makes the connection, so that the first payment does not wait for it. */
    void connect() throws IOException, InterruptedException {
        send(request("/healthz").GET());
    }

    DemoAnswer authorize(final String idempotencyKey, final String body) throws IOException, InterruptedException {
        return post("/v1/authorizations", idempotencyKey, body);
    }

    DemoAnswer confirm(final String paymentId, final String idempotencyKey, final String code)
            throws IOException, InterruptedException {
        return post("/v1/authorizations/" + paymentId + "/otp", idempotencyKey, "{\"code\":\"" + code + "\"}");
    }

    DemoAnswer payment(final String paymentId) throws IOException, InterruptedException {
        return answer(request("/v1/authorizations/" + paymentId).GET());
    }

    long availableMinor(final String account) throws IOException, InterruptedException {
        return JSON.readTree(send(request("/v1/accounts/" + account).GET())).path("availableMinor").asLong();
    }

    /** @return the code in the newest message about the payment, as the member reads it. */
    String codeFor(final String account, final String paymentId) throws IOException, InterruptedException {
        for (final JsonNode message : JSON.readTree(send(request("/demo/inbox?account=" + account).GET()))
                .path("messages")) {
            final Matcher matcher = CODE.matcher(message.path("text").asString());
            if (message.path("paymentId").asString().equals(paymentId) && matcher.find()) {
                return matcher.group();
            }
        }
        throw UserError.failed("no one-time password came for payment " + paymentId);
    }

    private DemoAnswer post(final String path, final String idempotencyKey, final String body)
            throws IOException, InterruptedException {
        return answer(request(path)
                .header("Idempotency-Key", idempotencyKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private DemoAnswer answer(final HttpRequest.Builder request) throws IOException, InterruptedException {
        final long startNs = System.nanoTime();
        final String body = send(request);
        final long latencyNs = System.nanoTime() - startNs;
        final JsonNode json = JSON.readTree(body);
        return new DemoAnswer(
                json.path("id").asString(""), json.path("state").asString(json.path("title").asString("?")),
                json.path("responseCode").asString(""), body, latencyNs);
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).header("X-API-Key", DemoSite.API_KEY);
    }

    private String send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
