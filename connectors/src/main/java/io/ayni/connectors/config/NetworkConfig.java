package io.ayni.connectors.config;

import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.Links;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An outbound link to a network: interbank, card processor, billers, or files that billers fetch.
 *
 * @param name              in routes and billers, the node's log and metrics
 * @param linkId            in commands
 * @param kind              what is on the other side
 * @param settlementAccount packed, the other side of what goes through it
 * @param hasReversal       false: silence leads to UNKNOWN and inquiries, not to a reversal
 * @param paymentTimeoutMs  the engine's patience with one payment; 0: that of institution.network.answerTimeout
 * @param window            requests in flight at most; 0: unbounded
 * @param recovery          what takes it down, and how what waited for it leaves
 * @param transport         how it is reached
 * @param peerId            in commands, for requests that come in over the link
 */
public record NetworkConfig(
        String name,
        int linkId,
        LinkKind kind,
        long settlementAccount,
        boolean hasReversal,
        long paymentTimeoutMs,
        int window,
        Recovery recovery,
        Transport transport,
        int peerId) {

    private static final String[] KEYS = {
        "name", "linkId", "kind", "settlementAccount", "reversal", "paymentTimeout", "window",
        "recovery"};

    /**
     * A network that does not answer.
     *
     * @param downAfterTimeouts  payments without answer within {@code downWithinMs} that take it down; 0: none do
     * @param reversalsPerSecond at which reversals leave
     * @param reversalWindow     that await their answer at most
     * @param reversalStore      not yet accepted at most, before new payments are declined 91
     */
    public record Recovery(
            int downAfterTimeouts, long downWithinMs, int reversalsPerSecond, int reversalWindow, int reversalStore) {
        static final Recovery DEFAULT = new Recovery(5, 10_000, 2_500, 512, 1_000_000);

        static Recovery read(final YamlMap map) {
            map.keys("downAfterTimeouts", "downWithin", "reversalsPerSecond", "reversalWindow", "reversalStore");
            return new Recovery(
                    map.optional("downAfterTimeouts", DEFAULT.downAfterTimeouts, Values.integer(0, 64)),
                    map.optional("downWithin", DEFAULT.downWithinMs, Values.duration(1)),
                    map.optional("reversalsPerSecond", DEFAULT.reversalsPerSecond, Values.integer(1, 100_000)),
                    map.optional("reversalWindow", DEFAULT.reversalWindow, Values.integer(1, 100_000)),
                    map.optional("reversalStore", DEFAULT.reversalStore, Values.integer(1, 10_000_000)));
        }
    }

    /** How a network is reached: ISO 8583 for interbank and card, HTTP for billers, files for batch. */
    public sealed interface Transport permits IsoLinkConfig, HttpLinkConfig, BatchLinkConfig {
    }

    /** @return the transport of an interbank or card link. */
    public IsoLinkConfig iso() {
        return (IsoLinkConfig) transport;
    }

    static NetworkConfig read(final YamlMap map, final OwnAccounts accounts) {
        final LinkKind kind = map.deciding("kind", LinkKind.INTERBANK,
                Values.oneOf(LinkKind.values(), each -> each.name().toLowerCase(Locale.ROOT)));
        map.keys(Stream.of(KEYS, keysOf(kind, map)).flatMap(Stream::of).toArray(String[]::new));
        final String name = map.required("name", Values.text(32));
        return new NetworkConfig(
                name,
                map.required("linkId", Values.integer(1, Links.MAX_LINK_ID)),
                kind,
                map.required("settlementAccount", accounts::add),
                map.optional("reversal", kind == LinkKind.INTERBANK || kind == LinkKind.CARD, Values::yesOrNo),
                map.optional("paymentTimeout", 0L, Values.duration(1)),
                map.optional("window", 0, Values.integer(0, 1_000_000)),
                map.optionalSection("recovery", Recovery::read).orElse(Recovery.DEFAULT),
                transport(kind, map),
                PeerId.of("iso", name));
    }

    private static String[] keysOf(final LinkKind kind, final YamlMap map) {
        return switch (kind) {
            case INTERBANK -> isoKeys(map, new String[0]);
            case CARD -> isoKeys(map, IsoLinkConfig.CARD_KEYS);
            case BILLER -> HttpLinkConfig.KEYS;
            case BATCH -> BatchLinkConfig.KEYS;
        };
    }

    private static String[] isoKeys(final YamlMap map, final String[] further) {
        final String[] end = IsoLinkConfig.role(map) == IsoLinkConfig.Role.CLIENT
                ? IsoLinkConfig.CLIENT_KEYS : IsoLinkConfig.SERVER_KEYS;
        return Stream.of(IsoLinkConfig.KEYS, end, further).flatMap(Stream::of).toArray(String[]::new);
    }

    private static Transport transport(final LinkKind kind, final YamlMap map) {
        return switch (kind) {
            case INTERBANK, CARD -> IsoLinkConfig.read(map, kind);
            case BILLER -> HttpLinkConfig.read(map);
            case BATCH -> BatchLinkConfig.read(map);
        };
    }
}
