package io.ayni.connectors.launch;

import io.ayni.connectors.channel.BillInquiry;
import io.ayni.connectors.channel.ConnectionQuota;
import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.LatencyRecorder;
import io.ayni.connectors.channel.NodeReceiver;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.channel.iso.IsoEdge;
import io.ayni.connectors.channel.iso.IsoListener;
import io.ayni.connectors.channel.iso.IsoServices;
import io.ayni.connectors.channel.json.EdgeServices;
import io.ayni.connectors.channel.json.JsonCounters;
import io.ayni.connectors.channel.json.JsonServer;
import io.ayni.connectors.channel.json.JsonServerContext;
import io.ayni.connectors.channel.json.NodeView;
import io.ayni.connectors.config.EdgeText;
import io.ayni.connectors.config.InstitutionConfig;
import io.ayni.connectors.config.IsoListenerConfig;
import io.ayni.connectors.config.JsonListenerConfig;
import io.ayni.connectors.config.NetworkConfig;
import io.ayni.connectors.config.PolicyCommands;
import io.ayni.connectors.config.PolicyDifference;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.config.TlsConfig;
import io.ayni.connectors.operate.EngineDesk;
import io.ayni.connectors.security.CardSecrets;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.PinBlocks;
import io.ayni.connectors.security.PinKeeper;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.security.SoftTokens;
import io.ayni.connectors.security.TlsContexts;
import io.ayni.connectors.telemetry.AlarmLog;
import io.ayni.connectors.telemetry.SwitchMetrics;
import io.ayni.connectors.translate.DataElement;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.IsoPeer;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.cluster.ClusterIngress;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.recovery.SnapshotContext;
import io.ayni.iso8583.spec.FieldSpec;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole switch, wired in the one place. Stages start in their order and end in the reverse:
 * <pre>
 * 1 keys          2 loops, mailboxes, router, notices  3 engine: ring and journal here, or the nodes of a cluster
 * 4 policy        5 snapshots: a second engine         6 metrics
 * 7 links to networks                                  8 listeners
 * </pre>
 * Nothing is listened to before the state is recovered and the policy is in force; on the way down nothing new comes in
 * before what was taken is answered.
 */
final class Switch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Switch.class);
    private static final int MAILBOX_BYTES = 4 << 20;
    private static final long SCRAPE_PATIENCE_MS = 250;
    private static final int MAX_PENDING_PINS = 4_096;
    /** A challenge lives 180 s, and anew with each of its resends. */
    private static final long PENDING_PIN_MS = 720_000;

    private final SwitchConfig config;
    private final SwitchContext context;
    private final Deque<AutoCloseable> stages = new ArrayDeque<>();
    private final PolicyInstaller policy;
    private final AlarmLog alarms;
    private final Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    private NetworkLinks links;
    /** Asked only when the links are there: the listeners come after them. */
    private final BillInquiry bills = (billerId, reference, answer) -> links.bills().ask(billerId, reference, answer);
    private EdgeKeys keys;
    private EventLoops loops;
    private OutcomeRouter router;
    private EngineHost engine;
    private Ingress host;
    private EngineDesk desk;
    private SwitchMetrics metrics;
    private IsoEdge isoEdge;
    private Notifiers notices;
    private PinKeeper pins;
    private SealedCards sealedCards;
    private volatile InstitutionFacts facts;
    private volatile InstitutionConfig rules;
    private volatile boolean isReady;

    private Switch(final SwitchConfig config, final SwitchContext context) {
        this.config = config;
        this.context = context;
        this.policy = new PolicyInstaller(config);
        this.rules = config.institution();
        this.facts = Facts.of(rules);
        this.alarms = new AlarmLog(policy);
    }

    /**
     * Starts everything; when it returns, payments are taken.
     *
     * @param onFatal told once, on a thread of the host, when the switch has closed by itself and must end
     * @throws UserError with what a person can do about it; what was started has been closed
     */
    static Switch start(final SwitchConfig config, final Consumer<Throwable> onFatal) {
        return start(config, SwitchContext.SYSTEM, onFatal);
    }

    /** As {@link #start(SwitchConfig, Consumer)}, on a machine that may be a test's. */
    static Switch start(final SwitchConfig config, final SwitchContext context, final Consumer<Throwable> onFatal) {
        final Switch node = new Switch(config, context);
        try {
            node.startKeys();
            node.startLoops();
            node.startNotices();
            node.startHost(onFatal);
            node.policy.install(node.host, node.engine.policyHash());
            node.engine.afterPolicy();
            node.startMetrics();
            node.startLinks();
            node.startListeners();
            node.startAdmin();
            node.isReady = true;
            return node;
        } catch (final RuntimeException | Error e) {
            node.close();
            throw e;
        }
    }

    /** @return where each listener listens, by its name; {@code json} for the HTTP one. */
    Map<String, InetSocketAddress> addresses() {
        return addresses;
    }

    EventLoops loops() {
        return loops;
    }

    SwitchMetrics metrics() {
        return metrics;
    }

    String transport() {
        return loops.transport();
    }

    /** @return whether every network takes traffic. */
    boolean areLinksUp() {
        return links.areUp();
    }

    /** @return the way into the cluster of a gateway. */
    Optional<ClusterIngress> cluster() {
        return engine instanceof final ClusterEngine gateway ? Optional.of(gateway.client()) : Optional.empty();
    }

    boolean isReady() {
        return isReady && engine.isReady();
    }

    private void startKeys() {
        try {
            if (EdgeKeys.createIfAbsent(config.node().keyFile())) {
                LOG.info("made the key file {}: keep a copy apart from the journal's", config.node().keyFile());
            }
            keys = EdgeKeys.load(config.node().keyFile());
            sealedCards = new SealedCards(keys);
            pins = new PinKeeper(
                    pinBlocks(),
                    MAX_PENDING_PINS, PENDING_PIN_MS, () -> context.nanoClock().nanoTime() / 1_000_000);
        } catch (final IOException e) {
            throw UserError.wrongUse(Faults.describe(e));
        }
    }

    /** Under the key of the first card link that has one, whose messages must have room for them. */
    private Optional<PinBlocks> pinBlocks() throws IOException {
        for (final NetworkConfig network : config.networks()) {
            if (network.kind() == LinkKind.CARD && network.iso().pinKeyFile().isPresent()) {
                final PinBlocks blocks = PinBlocks.load(network.iso().pinKeyFile().get());
                final FieldSpec field = network.iso().dialect().field(DataElement.PIN_BLOCK);
                if (field == null || field.form().maxLength() != blocks.length()) {
                    throw UserError.wrongUse("network " + network.name() + ": its PIN blocks have " + blocks.length()
                            + " bytes, DE52 of dialect " + network.iso().dialect().name() + " has not");
                }
                return Optional.of(blocks);
            }
        }
        return Optional.empty();
    }

    private void startLoops() {
        loops = new EventLoops(
                config.node().eventLoops(), MAILBOX_BYTES, context.epochClock().time(), context.loopTicker());
        stages.push(loops);
        router = new OutcomeRouter(loops.mailboxes(), new NodeEvents());
    }

    private void startNotices() {
        try {
            notices = new Notifiers(config, () -> facts,
                    () -> new EngineContacts(() -> host, loops.mailboxes().getFirst(), loops.loop(0)));
        } catch (final IOException e) {
            throw UserError.wrongUse("notify: " + Faults.describe(e));
        }
        stages.push(notices);
    }

    /** What the engine tells the node and no connection. Outcome thread. */
    private final class NodeEvents implements NodeReceiver {
        @Override
        public void onAlarm(final AlarmDecoder alarm) {
            alarms.onAlarm(alarm);
        }

        @Override
        public void onAdminReply(final AdminReplyDecoder reply) {
            alarms.onAdminReply(reply);
        }

        @Override
        public void onMemberNotice(final MemberNoticeDecoder notice) {
            notices.notifier().notice(notice, context.epochClock().time());
        }
    }

    private void startHost(final Consumer<Throwable> onFatal) {
        engine = config.membership().isPresent()
                ? new ClusterEngine(config, router, onFatal)
                : new RingEngine(config, context, router, onFatal);
        stages.push(engine);
        engine.start();
        host = engine.ingress();
    }

    /** What follows the journal of this configuration: an engine of the same size as the one that answers. */
    static SnapshotContext snapshotContext(final SwitchConfig config) {
        final Path directory = config.node().dataDirectory();
        return config.node().snapshots().context()
                .storage(new DirectoryStorage(directory), new SnapshotDirectory(directory))
                .reserveBytes(2L * config.node().journalSegmentBytes())
                .stateMachine(() -> new AuthorizationEngine(engineContext(config), (buffer, offset, length) -> { }));
    }

    static EngineContext engineContext(final SwitchConfig config) {
        return new EngineContext(config.node().expectedAccounts(), config.node().expectedPayments());
    }

    private void startMetrics() {
        desk = new EngineDesk(host, loops.mailboxes().getFirst(), loops.loop(0));
        metrics = new SwitchMetrics().loops(loops).alarms(alarms);
        config.networks().forEach(network -> metrics.engineLink(network.name(), network.linkId()));
        metrics.engineLinks(() -> desk.links(SCRAPE_PATIENCE_MS));
        engine.register(metrics);
        stages.push(metrics);
        notices.postman().ifPresent(metrics::postman);
        isoEdge = new IsoEdge(loops, host, keys, notices.notifier(),
                new IsoServices(sealedCards, bills, () -> facts));
    }

    private void startLinks() {
        links = new NetworkLinks(
                config, isoEdge, router, host, metrics, new CardSecrets(sealedCards, pins), pins,
                new NetworkLinks.Tls(Switch::clientTls, Switch::serverTls), engine::claim);
        stages.push(links);
        links.start();
    }

    private void startListeners() {
        config.iso().forEach(this::startIso);
        config.json().ifPresent(this::startJson);
    }

    private void startIso(final IsoListenerConfig listener) {
        final IsoListener server = new IsoListener(
                isoEdge,
                new IsoPeer(listener.peerId(), listener.name(), listener.role(), listener.dialect(), listener.frame(),
                        listener.profile()),
                Set.copyOf(listener.allow()),
                new ConnectionQuota(listener.limits().connectionsPerAddress(), listener.limits().connections()),
                listener.limits().inFlight(),
                listener.tls().map(Switch::serverTls).orElse(null));
        addresses.put(listener.name(), Faults.listening(
                "listen.iso '" + listener.name() + "'", listener.bind().socketAddress(),
                () -> server.start(listener.bind().socketAddress())));
        stages.push(server);
        metrics.iso(listener.name(), server.counters());
    }

    private void startJson(final JsonListenerConfig listener) {
        final ExecutorService background = BackgroundThread.start();
        stages.push(background::shutdownNow);
        final JsonCounters counters = new JsonCounters();
        final NodeView view = new NodeView(
                this::isReady, metrics::scrape, background, listener.bind().isLoopback() ? notices.inbox() : Optional.empty());
        final LatencyRecorder latencies = new LatencyRecorder(loops.count());
        final JsonServerContext context = new JsonServerContext(
                listener, listener.tls().map(Switch::serverTls), host, keys, notices.notifier(), view, services(), counters, latencies,
                this.context.epochClock()::time);
        final JsonServer server = Faults.listening(
                "listen.json", listener.bind().socketAddress(), () -> new JsonServer(context, loops));
        stages.push(server);
        addresses.put("json", server.address());
        metrics.json(counters).latency("json", latencies);
    }

    private void startAdmin() {
        config.admin().ifPresent(admin -> {
            final AdminEndpoint endpoint = Faults.listening("listen.admin", admin.bind().socketAddress(),
                    () -> new AdminEndpoint(admin, Map.of(
                            PolicyResource.PATH, new PolicyResource(new RunningRules()),
                            PaymentsResource.PATH, new PaymentsResource(desk, config.networks().stream()
                                    .collect(Collectors.toMap(NetworkConfig::linkId, NetworkConfig::name))),
                            LinksResource.PATH, new LinksResource(desk, config.networks(), links::find))));
            stages.push(endpoint);
            addresses.put("admin", endpoint.address());
        });
    }

    /** The engine takes the rules first; then what channels tell of them is that of the same file. */
    private final class RunningRules implements PolicyResource.Rules {
        @Override
        public byte[] inForce() {
            final DirectBuffer command = policy.policy().policy();
            final byte[] bytes = new byte[command.capacity()];
            command.getBytes(0, bytes);
            return bytes;
        }

        @Override
        public SortedMap<String, String> texts() {
            final SortedMap<String, String> texts = EdgeText.ofInstitution(rules);
            texts.putAll(EdgeText.ofNotices(config.notices()));
            return texts;
        }

        @Override
        public List<String> apply(final String name, final String text, final boolean isWhole) {
            final SwitchConfig changed = isWhole ? config.withRulesOf(name, text) : config.withInstitution(name, text);
            final PolicyCommands commands = new PolicyCommands(changed);
            final List<String> lines = new ArrayList<>(PolicyDifference.lines(
                    policy.policy().policy(), commands.policy(), changed.institution().currency()));
            lines.addAll(PolicyDifference.lines(
                    EdgeText.ofInstitution(rules), EdgeText.ofInstitution(changed.institution())));
            final InstitutionFacts next = Facts.of(changed.institution());
            facts = facts.confirmingAlso(next);
            policy.change(host, commands);
            rules = changed.institution();
            facts = next;
            links.rules(changed.institution());
            LOG.info("the rules of {} are in force, {} changed", name, lines.size());
            return lines;
        }
    }

    private EdgeServices services() {
        return new EdgeServices(sealedCards, new SoftTokens(sealedCards), pins, bills, () -> facts);
    }

    private static SslContext serverTls(final TlsConfig tls) {
        try {
            return TlsContexts.server(tls.certificate().orElseThrow(), tls.key().orElseThrow(), tls.trusted());
        } catch (final IOException e) {
            throw UserError.wrongUse(e.getMessage());
        }
    }

    private static SslContext clientTls(final TlsConfig tls) {
        try {
            return TlsContexts.client(tls.certificate(), tls.key(), tls.trusted());
        } catch (final IOException e) {
            throw UserError.wrongUse(e.getMessage());
        }
    }

    /** Ends the stages in reverse; harmless when closed already. */
    @Override
    public synchronized void close() {
        isReady = false;
        for (AutoCloseable stage = stages.poll(); stage != null; stage = stages.poll()) {
            try {
                stage.close();
            } catch (final Exception e) {
                LOG.error("closing {} failed", stage.getClass().getSimpleName(), e);
            }
        }
    }
}
