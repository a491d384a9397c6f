package io.ayni.connectors.config;

/** The configuration cannot be used; the message says where and what was expected, for a person. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(final String message) {
        super(message);
    }
}
