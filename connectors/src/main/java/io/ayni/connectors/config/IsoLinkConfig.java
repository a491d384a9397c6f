package io.ayni.connectors.config;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.core.payment.LinkKind;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network that speaks ISO 8583: interbank or card processor.
 *
 * @param host            looked up at each connect
 * @param acquirer        DE32 of what we send, as a number: 42 and 000042 are the same one
 * @param terminal        DE41 of what we send
 * @param answerTimeoutMs of a sign-on or an echo
 * @param pinKeyFile      of the zone key under which the edge makes PIN blocks for the card processor; without one the
 *                        switch takes PIN blocks as channels make them and makes none itself
 */
public record IsoLinkConfig(
        String host,
        int port,
        Optional<TlsConfig> tls,
        Dialect dialect,
        FrameFormat frame,
        long acquirer,
        String terminal,
        long connectTimeoutMs,
        long answerTimeoutMs,
        long echoIntervalMs,
        int lostEchoes,
        long reconnectFirstMs,
        long reconnectMaxMs,
        Optional<Path> pinKeyFile) implements NetworkConfig.Transport {

    static final String[] KEYS = {
        "host", "port", "tls", "dialect", "frame", "acquirer", "terminal", "connectTimeout", "answerTimeout",
        "echoInterval", "lostEchoes", "reconnectFirst", "reconnectMax"};

    static IsoLinkConfig read(final YamlMap map, final LinkKind kind) {
        final IsoLinkConfig config = new IsoLinkConfig(
                map.required("host", Values.text(253)),
                map.required("port", Values.integer(1, 65_535)),
                map.optionalSection("tls", TlsConfig::ofLink),
                map.optional("dialect", Dialects.iso1987Ascii(), WireNames::dialect),
                map.optional("frame", FrameFormat.BINARY_2, WireNames::frame),
                map.required("acquirer", Values.longNumber(1, 99_999_999_999L)),
                map.required("terminal", Values.text(8)),
                map.optional("connectTimeout", 5_000L, Values.duration(1)),
                map.optional("answerTimeout", 5_000L, Values.duration(1)),
                map.optional("echoInterval", 30_000L, Values.duration(1)),
                map.optional("lostEchoes", 3, Values.integer(1, 100)),
                map.optional("reconnectFirst", 250L, Values.duration(1)),
                map.optional("reconnectMax", 30_000L, Values.duration(1)),
                kind == LinkKind.CARD ? map.optional("pinKeyFile", Values::path) : Optional.empty());
        WireNames.checkFrame(map, config.frame, config.dialect);
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
