package io.ayni.connectors.config;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.translate.IsoProfile;
import io.ayni.core.payment.LinkKind;
import io.ayni.iso8583.spec.Dialect;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network that speaks ISO 8583: interbank or card processor.
 *
 * @param role            who calls
 * @param host            of a network that we call, looked up at each connect; empty otherwise
 * @param bind            where a network that calls us does it; of the others only the port has a meaning
 * @param allow           addresses from which it calls; none: this machine alone
 * @param connections     over which the link spreads its requests
 * @param tls             our side of it: a listener's where the network calls
 * @param profile         in what the network differs from the standard
 * @param acquirer        DE32 of what we send, as a number: 42 and 000042 are the same one
 * @param terminal        DE41 of what we send
 * @param answerTimeoutMs of a sign-on or an echo
 * @param pinKeyFile      of the zone key under which the edge makes PIN blocks for the card processor; without one the
 *                        switch takes PIN blocks as channels make them and makes none itself
 * @param keyExchange     of a card processor that sends the zone key in an 0800; none: it is refused
 */
public record IsoLinkConfig(
        Role role,
        String host,
        BindAddress bind,
        List<InetAddress> allow,
        int connections,
        Optional<TlsConfig> tls,
        IsoProfile profile,
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
        Optional<Path> pinKeyFile,
        Optional<KeyExchangeConfig> keyExchange) implements NetworkConfig.Transport {

    /** Who makes the connections. */
    public enum Role {
        /** We call the network. */
        CLIENT,
        /** The network calls us. */
        SERVER
    }

    /**
     * Keys of keys.
     *
     * @param kekFile   32 or 48 hexadecimal digits: the key-encrypting key, agreed upon by other means
     * @param storeFile where the zone key stays, under the key-encrypting key as it came
     */
    public record KeyExchangeConfig(Path kekFile, Path storeFile) {
        static KeyExchangeConfig read(final YamlMap map) {
            map.keys("kekFile", "storeFile");
            return new KeyExchangeConfig(
                    map.required("kekFile", Values::path), map.required("storeFile", Values::path));
        }
    }

    static final String[] KEYS = {
        "role", "port", "connections", "tls", "profile", "dialect", "frame", "acquirer", "terminal", "connectTimeout",
        "answerTimeout", "echoInterval", "lostEchoes", "reconnectFirst", "reconnectMax"};
    static final String[] CLIENT_KEYS = {"host"};
    static final String[] SERVER_KEYS = {"address", "allow"};
    static final String[] CARD_KEYS = {"pinKeyFile", "keyExchange"};

    private static final int MAX_CONNECTIONS = 64;

    static Role role(final YamlMap map) {
        return map.deciding("role", Role.CLIENT,
                Values.oneOf(Role.values(), each -> each.name().toLowerCase(Locale.ROOT)));
    }

    /** @return the port of a network. */
    public int port() {
        return bind.port();
    }

    static IsoLinkConfig read(final YamlMap map, final LinkKind kind) {
        final Role role = role(map);
        final boolean calls = role == Role.CLIENT;
        final boolean isCard = kind == LinkKind.CARD;
        final IsoProfileFile file = map.optional("profile", Values.pathBeside(map.file()))
                .map(IsoProfileFile::load).orElse(IsoProfileFile.STANDARD);
        final int port = map.required("port", Values.integer(calls ? 1 : 0, 65_535));
        final IsoLinkConfig config = new IsoLinkConfig(
                role,
                calls ? map.required("host", Values.text(253)) : "",
                new BindAddress(calls ? InetAddress.getLoopbackAddress()
                        : map.optional("address", InetAddress.getLoopbackAddress(), BindAddress::address), port),
                calls ? List.of() : map.scalars("allow", BindAddress::address),
                map.optional("connections", 1, Values.integer(1, MAX_CONNECTIONS)),
                map.optionalSection("tls", calls ? TlsConfig::ofLink : TlsConfig::ofListener),
                file.profile(),
                map.optional("dialect", file.dialect(), WireNames::dialect),
                map.optional("frame", file.frame(), WireNames::frame),
                map.required("acquirer", Values.longNumber(1, 99_999_999_999L)),
                map.required("terminal", Values.text(8)),
                map.optional("connectTimeout", 5_000L, Values.duration(1)),
                map.optional("answerTimeout", 5_000L, Values.duration(1)),
                map.optional("echoInterval", 30_000L, Values.duration(1)),
                map.optional("lostEchoes", 3, Values.integer(1, 100)),
                map.optional("reconnectFirst", 250L, Values.duration(1)),
                map.optional("reconnectMax", 30_000L, Values.duration(1)),
                isCard ? map.optional("pinKeyFile", Values::path) : Optional.empty(),
                isCard ? map.optionalSection("keyExchange", KeyExchangeConfig::read) : Optional.empty());
        WireNames.checkFrame(map, config.frame, config.dialect);
        config.check(map);
        return config;
    }

    private void check(final YamlMap map) {
        if (echoIntervalMs <= answerTimeoutMs) {
            throw map.errorAt("echoInterval",
                    "must be longer than answerTimeout, so that an echo is answered or lost before the next");
        }
        if (reconnectMaxMs < reconnectFirstMs) {
            throw map.errorAt("reconnectMax", "must not be shorter than reconnectFirst");
        }
        if (pinKeyFile.isPresent() && keyExchange.isPresent()) {
            throw map.errorAt("pinKeyFile", "the zone key comes from this file or from keyExchange, not from both");
        }
    }
}
