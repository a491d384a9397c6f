package io.ayni.connectors.launch;

import io.ayni.connectors.channel.BillInquiry;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.channel.iso.IsoEdge;
import io.ayni.connectors.config.BatchLinkConfig;
import io.ayni.connectors.config.BillerConfig;
import io.ayni.connectors.config.HttpLinkConfig;
import io.ayni.connectors.config.InstitutionConfig;
import io.ayni.connectors.config.IsoLinkConfig;
import io.ayni.connectors.config.NetworkConfig;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.config.TlsConfig;
import io.ayni.connectors.network.OperatedLink;
import io.ayni.connectors.network.batch.BatchLink;
import io.ayni.connectors.network.biller.BillerDesk;
import io.ayni.connectors.network.biller.BillerLink;
import io.ayni.connectors.network.biller.BillerLink.Terms;
import io.ayni.connectors.network.biller.BillerSettings;
import io.ayni.connectors.network.interbank.InterbankLink;
import io.ayni.connectors.network.interbank.KeyExchange;
import io.ayni.connectors.network.interbank.LinkEnd;
import io.ayni.connectors.network.interbank.LinkSettings;
import io.ayni.connectors.network.interbank.LinkTimings;
import io.ayni.connectors.network.interbank.ZoneKeyStore;
import io.ayni.connectors.security.CardSecrets;
import io.ayni.connectors.security.PinKeeper;
import io.ayni.connectors.telemetry.SwitchMetrics;
import io.ayni.connectors.translate.BillerMapping;
import io.ayni.connectors.translate.BillerMessages;
import io.ayni.connectors.translate.IsoPeer;
import io.ayni.connectors.translate.IsoRole;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.LinkHolder;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.LinkState;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbound links of a switch, each as its network's kind asks. */
final class NetworkLinks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkLinks.class);
    private static final int MAX_IN_FLIGHT = 1_024;

    private final SwitchConfig config;
    private final IsoEdge edge;
    private final OutcomeRouter router;
    private final Ingress ingress;
    private final SwitchMetrics metrics;
    private final CardSecrets secrets;
    private final PinKeeper pins;
    private final Tls tls;
    private final LinkClaims claims;
    private final Map<String, OperatedLink> open = new ConcurrentHashMap<>();
    private final Map<String, BillerLink> billerLinks = new ConcurrentHashMap<>();
    private final Map<String, InterbankLink> isoLinks = new ConcurrentHashMap<>();
    private final BillInquiry desk = new BillerDesk(this::linkOf);
    private volatile Map<Integer, Biller> billers = Map.of();

    /** A biller under the rules of now. @param network by name */
    private record Biller(String network, Terms terms) {
    }

    /** Our side of a connection, as caller and as called. */
    record Tls(Function<TlsConfig, SslContext> client, Function<TlsConfig, SslContext> server) {
    }

    NetworkLinks(
            final SwitchConfig config, final IsoEdge edge, final OutcomeRouter router, final Ingress ingress,
            final SwitchMetrics metrics, final CardSecrets secrets, final PinKeeper pins, final Tls tls,
            final LinkClaims claims) {
        this.config = config;
        this.edge = edge;
        this.router = router;
        this.ingress = ingress;
        this.metrics = metrics;
        this.secrets = secrets;
        this.pins = pins;
        this.tls = tls;
        this.claims = claims;
    }

    void start() {
        rules(config.institution());
        config.networks().forEach(network -> claims.claim(network.linkId(), new Claim(network)));
    }

    /** A network's link is opened when this process is the one that has it, and closed when it may not be any more. */
    private final class Claim implements LinkHolder {
        private final NetworkConfig network;

        private Claim(final NetworkConfig network) {
            this.network = network;
        }

        @Override
        public void onGranted() {
            switch (network.transport()) {
                case final IsoLinkConfig iso -> startIso(network, iso);
                case final HttpLinkConfig http -> startBillers(network, http);
                case final BatchLinkConfig batch -> startBatch(network, batch);
            }
        }

        @Override
        public void onTaken() {
            shut(open.remove(network.name()));
        }
    }

    /** Billers, and how each is spoken to, are rules of the institution and change while links stay. */
    void rules(final InstitutionConfig institution) {
        final Map<Integer, Biller> changed = new HashMap<>();
        for (final BillerConfig biller : institution.billers()) {
            biller.network().ifPresent(network -> changed.put(biller.id(), new Biller(network, new Terms(
                    new BillerMessages(biller.mapping().orElse(BillerMapping.USUAL)),
                    biller.currency().getNumericCode()))));
        }
        billers = Map.copyOf(changed);
    }

    /** @return who asks the billers what is owed. */
    BillInquiry bills() {
        return desk;
    }

    private BillerLink linkOf(final int billerId) {
        final Biller biller = billers.get(billerId);
        return biller == null ? null : billerLinks.get(biller.network);
    }

    /** @return the link of a network, when this process has it. */
    Optional<OperatedLink> find(final String network) {
        return Optional.ofNullable(open.get(network));
    }

    /** @return whether every network takes traffic. */
    boolean areUp() {
        return open.size() == config.networks().size()
                && open.values().stream().allMatch(each -> each.state() == LinkState.UP);
    }

    private void startIso(final NetworkConfig network, final IsoLinkConfig iso) {
        final IsoRole role = network.kind() == LinkKind.CARD ? IsoRole.CARD : IsoRole.INTERBANK;
        final boolean calls = iso.role() == IsoLinkConfig.Role.CLIENT;
        final IsoPeer peer = new IsoPeer(
                network.peerId(), network.name(), role, iso.dialect(), iso.frame(), iso.profile());
        final LinkTimings timings = new LinkTimings(
                iso.connectTimeoutMs(), iso.answerTimeoutMs(), iso.echoIntervalMs(),
                iso.lostEchoes(), iso.reconnectFirstMs(), iso.reconnectMaxMs());
        final LinkEnd end = calls ? new LinkEnd.Client(iso.host(), iso.port())
                : new LinkEnd.Server(iso.bind().socketAddress(), Set.copyOf(iso.allow()));
        final InterbankLink link = new InterbankLink(
                new LinkSettings(network.linkId(), end, iso.connections(), peer, timings, MAX_IN_FLIGHT),
                edge, router, new InterbankLink.Means(
                        iso.tls().map(calls ? tls.client() : tls.server()).orElse(null), Clock.systemUTC(), secrets,
                        iso.keyExchange().map(this::keys).orElse(KeyExchange.REFUSED)));
        if (calls) {
            link.start();
        } else {
            Faults.listening("networks '" + network.name() + "'", iso.bind().socketAddress(), () -> {
                link.start();
                return link;
            });
        }
        metrics.link(link);
        isoLinks.put(network.name(), link);
        open.put(network.name(), link);
    }

    private KeyExchange keys(final IsoLinkConfig.KeyExchangeConfig config) {
        try {
            return ZoneKeyStore.open(config.kekFile(), config.storeFile(), pins::zoneKey);
        } catch (final IOException e) {
            throw UserError.wrongUse("networks: keyExchange: " + e.getMessage());
        }
    }

    private void startBillers(final NetworkConfig network, final HttpLinkConfig http) {
        final BillerLink link = new BillerLink(
                new BillerSettings(
                        network.linkId(), network.name(), withoutSlash(http.url()),
                        http.apiKeyFile().map(NetworkLinks::apiKey).orElse(""),
                        http.tls().map(each -> jdk(tls.client().apply(each))), http.connectTimeoutMs(), http.answerTimeoutMs(),
                        http.probeIntervalMs(), http.connections(), MAX_IN_FLIGHT),
                id -> {
                    final Biller biller = billers.get(id);
                    return biller == null ? null : biller.terms;
                },
                edge.loops(), router, ingress);
        link.start();
        metrics.billers(link);
        billerLinks.put(network.name(), link);
        open.put(network.name(), link);
    }

    private void startBatch(final NetworkConfig network, final BatchLinkConfig batch) {
        final BatchLink link = new BatchLink(
                network.linkId(), network.name(), batch.directory(), config.institution().zone(), Clock.systemUTC(),
                edge.loops(), router, ingress);
        link.start();
        metrics.batch(link);
        open.put(network.name(), link);
    }

    private static URI withoutSlash(final URI url) {
        return URI.create(url.toString().replaceFirst("/+$", ""));
    }

    private static String apiKey(final Path file) {
        try {
            return Files.readString(file).strip();
        } catch (final IOException e) {
            throw UserError.wrongUse("networks: apiKeyFile " + file + " cannot be read");
        }
    }

    private static SSLContext jdk(final SslContext context) {
        if (context instanceof final JdkSslContext made) {
            return made.context();
        }
        throw UserError.failed("networks: TLS of billers needs the JDK's own");
    }

    private static void shut(final OperatedLink link) {
        if (link != null) {
            try {
                link.close();
            } catch (final Exception e) {
                LOG.error("closing a link failed", e);
            }
        }
    }

    @Override
    public void close() {
        open.values().forEach(NetworkLinks::shut);
        open.clear();
    }
}
