package io.ayni.connectors.launch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the {@link AdminEndpoint} of a running switch. */
final class AdminClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI base;
    private final String key;

    /** A file of rules as it is sent. @param isWhole whether it is that of a whole switch */
    record RulesFile(String name, String text, boolean isWhole) {
    }

    /** @param key null for none */
    AdminClient(final URI base, final String key) {
        this.base = base;
        this.key = key;
    }

    /** @return the PutPolicy command in force. */
    byte[] inForce() throws IOException, InterruptedException {
        return send(policy("").GET());
    }

    /** @return what is in force beside the command, as text by key. */
    SortedMap<String, String> texts() throws IOException, InterruptedException {
        final SortedMap<String, String> texts = new TreeMap<>();
        JSON.readTree(send(policy("?part=texts").GET())).properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asString()));
        return texts;
    }

    /** @return what changed, line by line. */
    List<String> apply(final RulesFile file) throws IOException, InterruptedException {
        final byte[] answer = send(policy(file.isWhole ? "?part=switch" : "?part=institution")
                .header("Content-Type", "application/yaml")
                .header(PolicyResource.FILE_HEADER, file.name.replaceAll("[^ -~]", "?"))
                .POST(HttpRequest.BodyPublishers.ofString(file.text)));
        final List<String> lines = new ArrayList<>();
        JSON.readTree(answer).path("changes").forEach(line -> lines.add(line.asString()));
        return lines;
    }

    /** @param path with its query */
    JsonNode get(final String path) throws IOException, InterruptedException {
        return JSON.readTree(send(request(path).GET()));
    }

    /**
     * @param path with its query
     * @param body member by member
     */
    JsonNode post(final String path, final Map<String, String> body) throws IOException, InterruptedException {
        return JSON.readTree(send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))));
    }

    private HttpRequest.Builder policy(final String query) {
        return request(PolicyResource.PATH + query);
    }

    private HttpRequest.Builder request(final String path) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private byte[] send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        final HttpResponse<byte[]> response;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (final ConnectException e) {
            throw UserError.failed("no switch takes orders at " + base + "; is it running, with listen.admin?");
        }
        if (response.statusCode() == 200) {
            return response.body();
        }
        throw isOfState(response.statusCode()) ? UserError.failed(detail(response)) : UserError.wrongUse(detail(response));
    }

    /** @return whether the same order may be right at another time. */
    private static boolean isOfState(final int status) {
        return status == 404 || status == 409 || status >= 500;
    }

    private String detail(final HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body()).path("detail").asString(base + " answers " + response.statusCode());
        } catch (final JacksonException e) {
            return base + " is no switch: it answers " + response.statusCode();
        }
    }
}
