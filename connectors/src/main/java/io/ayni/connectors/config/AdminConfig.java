package io.ayni.connectors.config;

import java.util.Optional;

/**
 * Where a running switch takes new rules; loopback alone.
 *
 * @param apiKeySha256 of the key to show; without one anybody on this machine may change the rules
 */
public record AdminConfig(BindAddress bind, Optional<byte[]> apiKeySha256) {
    static AdminConfig read(final YamlMap map) {
        map.keys("address", "port", "apiKeySha256");
        final AdminConfig config = new AdminConfig(
                BindAddress.read(map, 8081), map.optional("apiKeySha256", Values::sha256));
        if (!config.bind.isLoopback()) {
            throw map.errorAt("address", "must be of this machine alone, such as 127.0.0.1");
        }
        return config;
    }
}
