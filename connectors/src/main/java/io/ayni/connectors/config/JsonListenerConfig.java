package io.ayni.connectors.config;

import java.util.List;
import java.util.Optional;

/**
 * The HTTP listener.
 *
 * @param channels the channel servers that may call; none: anybody on this machine may
 */
public record JsonListenerConfig(BindAddress bind, Optional<TlsConfig> tls, List<Channel> channels,
        ConnectionLimits limits) {
    /** Who calls when no channel is configured. */
    public static final int ANONYMOUS_PEER_ID = PeerId.of("json", "");

    /**
     * A channel server.
     *
     * @param name         in the log of the node and in metrics
     * @param apiKeySha256 of the key it shows, so that the file holds no secret
     * @param peerId       in commands
     */
    public record Channel(String name, byte[] apiKeySha256, int peerId) {
        static Channel read(final YamlMap map) {
            map.keys("name", "apiKeySha256");
            final String name = map.required("name", Values.text(32));
            return new Channel(name, map.required("apiKeySha256", Values::sha256), PeerId.of("json", name));
        }
    }

    static JsonListenerConfig read(final YamlMap map) {
        map.keys("address", "port", "tls", "channels", "limits");
        return new JsonListenerConfig(
                BindAddress.read(map, 8080),
                map.optionalSection("tls", TlsConfig::ofListener),
                map.sections("channels", Channel::read),
                map.optionalSection("limits", ConnectionLimits::read).orElse(ConnectionLimits.DEFAULT));
    }
}
