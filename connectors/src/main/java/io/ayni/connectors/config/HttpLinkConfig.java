package io.ayni.connectors.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Billers that speak HTTP and JSON.
 *
 * @param url             under which inquiry, payment and status are found
 * @param apiKeyFile      of the key shown to them, in a file apart from this one
 * @param answerTimeoutMs of one HTTP request; the payment's own patience is the engine's
 * @param probeIntervalMs between looks whether a link that went down is back
 * @param connections     open at the same time
 */
public record HttpLinkConfig(
        URI url,
        Optional<TlsConfig> tls,
        Optional<Path> apiKeyFile,
        long connectTimeoutMs,
        long answerTimeoutMs,
        long probeIntervalMs,
        int connections) implements NetworkConfig.Transport {

    static final String[] KEYS = {
        "url", "tls", "apiKeyFile", "connectTimeout", "answerTimeout", "probeInterval", "connections"};

    static HttpLinkConfig read(final YamlMap map) {
        return new HttpLinkConfig(
                map.required("url", Values::httpUrl),
                map.optionalSection("tls", TlsConfig::ofLink),
                map.optional("apiKeyFile", Values::path),
                map.optional("connectTimeout", 5_000L, Values.duration(1)),
                map.optional("answerTimeout", 10_000L, Values.duration(1)),
                map.optional("probeInterval", 5_000L, Values.duration(1)),
                map.optional("connections", 16, Values.integer(1, 4_096)));
    }
}
