package io.ayni.connectors.config;

import java.util.List;
import java.util.Optional;

/**
 * Where a running switch takes orders and new rules; loopback alone.
 *
 * @param apiKeySha256 of the key to show; without one, and without operators, anybody on this machine may give orders
 * @param operators    who may, each by a key of theirs: what they order is journaled under their name
 */
public record AdminConfig(BindAddress bind, Optional<byte[]> apiKeySha256, List<Operator> operators) {
    private static final int NAME_LENGTH = 32;

    /** Somebody who gives orders. */
    public record Operator(String name, byte[] apiKeySha256) {
        static Operator read(final YamlMap map) {
            map.keys("name", "apiKeySha256");
            return new Operator(map.required("name", Values.text(NAME_LENGTH)),
                    map.required("apiKeySha256", Values::sha256));
        }
    }

    static AdminConfig read(final YamlMap map) {
        map.keys("address", "port", "apiKeySha256", "operators");
        final AdminConfig config = new AdminConfig(
                BindAddress.read(map, 8081), map.optional("apiKeySha256", Values::sha256),
                map.sections("operators", Operator::read));
        if (!config.bind.isLoopback()) {
            throw map.errorAt("address", "must be of this machine alone, such as 127.0.0.1");
        }
        return config;
    }
}
