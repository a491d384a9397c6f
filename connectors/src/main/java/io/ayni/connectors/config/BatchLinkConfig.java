package io.ayni.connectors.config;

import java.nio.file.Path;

/**
 * Billers, and a card processor, that fetch files: one a cut-off.
 *
 * @param directory of the files; durable storage
 */
public record BatchLinkConfig(Path directory) implements NetworkConfig.Transport {
    static final String[] KEYS = {"directory"};

    static BatchLinkConfig read(final YamlMap map) {
        return new BatchLinkConfig(map.required("directory", Values::path));
    }
}
