package io.ayni.connectors.config;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.core.payment.Links;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import java.util.Optional;

/**
 * An outbound link to an interbank network.
 *
 * @param name              in routes, the node's log and metrics
 * @param linkId            in commands, 1 to 31
 * @param host              looked up at each connect
 * @param settlementAccount packed, the other side of what goes through it
 * @param acquirer          DE32 of what we send, as a number
 * @param terminal          DE41 of what we send
 * @param peerId            in commands, for requests that come in over the link
 */
public record NetworkConfig(
        String name,
        int linkId,
        String host,
        int port,
        Optional<TlsConfig> tls,
        Dialect dialect,
        FrameFormat frame,
        long settlementAccount,
        long acquirer,
        String terminal,
        long connectTimeoutMs,
        long answerTimeoutMs,
        long echoIntervalMs,
        int lostEchoes,
        long reconnectFirstMs,
        long reconnectMaxMs,
        int peerId) {

    static NetworkConfig read(final YamlMap map) {
        final String name = map.required("name", Values.text(32));
        final NetworkConfig config = new NetworkConfig(
                name,
                map.required("linkId", Values.integer(1, Links.MAX_LINK_ID)),
                map.required("host", Values.text(253)),
                map.required("port", Values.integer(1, 65_535)),
                map.optionalSection("tls", TlsConfig::ofLink),
                map.optional("dialect", Dialects.iso1987Ascii(), WireNames::dialect),
                map.optional("frame", FrameFormat.BINARY_2, WireNames::frame),
                map.required("settlementAccount", Values::accountNumber),
                map.required("acquirer", Values.longNumber(1, 99_999_999_999L)),
                map.required("terminal", Values.text(8)),
                map.optional("connectTimeout", 5_000L, Values.duration(1)),
                map.optional("answerTimeout", 5_000L, Values.duration(1)),
                map.optional("echoInterval", 30_000L, Values.duration(1)),
                map.optional("lostEchoes", 3, Values.integer(1, 100)),
                map.optional("reconnectFirst", 250L, Values.duration(1)),
                map.optional("reconnectMax", 30_000L, Values.duration(1)),
                PeerId.of("iso", name));
        if (config.echoIntervalMs <= config.answerTimeoutMs) {
            throw map.errorAt("echoInterval",
                    "must be longer than answerTimeout, so that an echo is answered or lost before the next");
        }
        if (config.reconnectMaxMs < config.reconnectFirstMs) {
            throw map.errorAt("reconnectMax", "must not be shorter than reconnectFirst");
        }
        return config;
    }
}
