package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.OpenApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The OpenAPI document, and the page that shows it; neither needs any other network. */
final class Docs {
    static final byte[] OPENAPI = OpenApi.document(List.of(Route.values())).getBytes(StandardCharsets.UTF_8);
    static final byte[] PAGE = page();

    private Docs() {
    }

    private static byte[] page() {
        try (InputStream in = Docs.class.getResourceAsStream("docs.html")) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
