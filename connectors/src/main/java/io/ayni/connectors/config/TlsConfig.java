package io.ayni.connectors.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS of a listener or a link, all in PEM.
 *
 * @param certificate our certificate and its chain; a link that shows none has none
 * @param key         its private key, PKCS #8
 * @param trusted     certificates of those we let in, or whom we call; without it a listener asks for none, and a link
 *                    trusts what the JDK trusts
 */
public record TlsConfig(Optional<Path> certificate, Optional<Path> key, Optional<Path> trusted) {
    static TlsConfig ofListener(final YamlMap map) {
        map.keys("certificate", "key", "trusted");
        return new TlsConfig(
                Optional.of(map.required("certificate", Values::path)),
                Optional.of(map.required("key", Values::path)),
                map.optional("trusted", Values::path));
    }

    static TlsConfig ofLink(final YamlMap map) {
        map.keys("certificate", "key", "trusted");
        final Optional<Path> certificate = map.optional("certificate", Values::path);
        final Optional<Path> key = map.optional("key", Values::path);
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("certificate and key come together");
        }
        return new TlsConfig(certificate, key, map.optional("trusted", Values::path));
    }
}
