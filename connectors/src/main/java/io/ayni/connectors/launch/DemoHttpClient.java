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

    /** @param body empty for none */
    DemoAnswer send(final String method, final String path, final String idempotencyKey, final String body)
            throws IOException, InterruptedException {
        return answer(request(path)
                .header("Idempotency-Key", idempotencyKey)
                .header("Content-Type", "application/json")
                .method(method, publisher(body)));
    }

    /** Reads something; the state of the answer is its HTTP status. */
    DemoAnswer read(final String method, final String path, final String body)
            throws IOException, InterruptedException {
        final HttpRequest.Builder request = request(path).method(method, publisher(body));
        final long startNs = System.nanoTime();
        final HttpResponse<byte[]> answer = client.send(
                (body.isEmpty() ? request : request.header("Content-Type", "application/json")).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return new DemoAnswer("", Integer.toString(answer.statusCode()), "", "", System.nanoTime() - startNs);
    }

    private static HttpRequest.BodyPublisher publisher(final String body) {
        return body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    }

    long ledgerMinor(final String account) throws IOException, InterruptedException {
        return JSON.readTree(send(request("/v1/accounts/" + account).GET())).path("ledgerMinor").asLong();
    }

    long availableMinor(final String account) throws IOException, InterruptedException {
        return JSON.readTree(send(request("/v1/accounts/" + account).GET())).path("availableMinor").asLong();
    }

    /** @return the code in the newest message about the payment, as the member reads it. */
    String codeFor(final String account, final String paymentId) throws IOException, InterruptedException {
        return code("account=" + account, paymentId);
    }

    String codeForMember(final long member, final String paymentId) throws IOException, InterruptedException {
        return code("member=" + member, paymentId);
    }

    private String code(final String whose, final String paymentId) throws IOException, InterruptedException {
        for (final JsonNode message : JSON.readTree(send(request("/demo/inbox?" + whose).GET()))
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
