package io.ayni.connectors.harness;

import io.ayni.connectors.channel.ConnectionQuota;
import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.NodeReceiver;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.channel.iso.IsoEdge;
import io.ayni.connectors.channel.iso.IsoListener;
import io.ayni.connectors.config.IsoLinkConfig;
import io.ayni.connectors.config.IsoListenerConfig;
import io.ayni.connectors.config.NetworkConfig;
import io.ayni.connectors.config.PolicyCommands;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.config.TlsConfig;
import io.ayni.connectors.network.interbank.InterbankLink;
import io.ayni.connectors.network.interbank.LinkEnd;
import io.ayni.connectors.network.interbank.LinkSettings;
import io.ayni.connectors.network.interbank.LinkTimings;
import io.ayni.connectors.notify.DemoInbox;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.TlsContexts;
import io.ayni.connectors.translate.IsoPeer;
import io.ayni.connectors.translate.IsoRole;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.engine.AlarmCode;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.ring.RingHost;
import io.ayni.core.host.ring.RingHostContext;
import io.ayni.core.payment.LinkState;
import io.netty.handler.ssl.SslContext;

import org.agrona.DirectBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A whole switch in this process, on loopback and a journal of its own: ring host, engine, ISO 8583 listeners, links.
 * Made of a configuration text as {@code ayni run} reads it, see {@link TestConfig}. Close it and make another over the
 * same directory to restart.
 */
public final class TestSwitch implements AutoCloseable {
    private final EventLoops loops;
    private final RingHost host;
    private final OutcomeRouter router;
    private final List<IsoListener> listeners = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<InterbankLink> links = new ArrayList<>();
    private final DemoInbox inbox;
    private final TestAdmin admin;
    private final Queue<AlarmCode> alarms = new ConcurrentLinkedQueue<>();

    /** Starts. @param directory of the journal, may hold that of an earlier run */
    public TestSwitch(final Path directory, final TestConfig configText) {
        final SwitchConfig config = SwitchConfig.parse("test.yaml", configText.yaml(directory));
        final long startMs = System.currentTimeMillis();
        loops = new EventLoops(2, 1 << 20, startMs);
        router = new OutcomeRouter(loops.mailboxes(), new Alarms());
        host = new RingHost(new RingHostContext()
            .journalDirectory(directory.resolve("journal"))
            .segmentLength(4 << 20)
            .ringSize(4_096)
            .stateMachine(outcomes -> new AuthorizationEngine(EngineContext.defaults(), outcomes))
            .outcomeSink(router)
            .threadFactory(TestSwitch::daemon));
        host.start();
        new PolicyCommands(config).commands().forEach(this::offer);
        inbox = new DemoInbox("Cooperativa Ayni", config.institution().currency(), 1_000);
        admin = new TestAdmin(host, loops.mailboxes().getFirst(), loops.loop(0));
        final IsoEdge edge = new IsoEdge(loops, host, EdgeKeys.ofSecret(new byte[32]), inbox);
        config.iso().forEach(each -> listen(edge, each));
        config.networks().forEach(each -> link(edge, each));
    }

    private void listen(final IsoEdge edge, final IsoListenerConfig config) {
        final IsoPeer peer = new IsoPeer(config.peerId(), config.name(), config.role(),
            config.dialect(), config.frame(), config.profile());
        final IsoListener listener = new IsoListener(edge, peer, new HashSet<>(config.allow()),
            new ConnectionQuota(config.limits().connectionsPerAddress(), config.limits().connections()),
            config.limits().inFlight(), config.tls().map(TestSwitch::serverTls).orElse(null));
        listeners.add(listener);
        addresses.add(listener.start(config.bind().socketAddress()));
    }

    private void link(final IsoEdge edge, final NetworkConfig config) {
        final IsoLinkConfig iso = config.iso();
        final boolean calls = iso.role() == IsoLinkConfig.Role.CLIENT;
        final IsoPeer network = new IsoPeer(config.peerId(), config.name(), IsoRole.INTERBANK,
            iso.dialect(), iso.frame(), iso.profile());
        final LinkTimings timings = new LinkTimings(iso.connectTimeoutMs(), iso.answerTimeoutMs(),
            iso.echoIntervalMs(), iso.lostEchoes(), iso.reconnectFirstMs(), iso.reconnectMaxMs());
        final LinkEnd end = calls ? new LinkEnd.Client(iso.host(), iso.port())
            : new LinkEnd.Server(iso.bind().socketAddress(), new HashSet<>(iso.allow()));
        final InterbankLink link = new InterbankLink(
            new LinkSettings(config.linkId(), end, iso.connections(), network, timings, 4_096),
            edge, router, iso.tls().map(calls ? TestSwitch::clientTls : TestSwitch::serverTls).orElse(null),
            Clock.systemUTC());
        links.add(link);
        link.start();
    }

    private static SslContext serverTls(final TlsConfig tls) {
        try {
            return TlsContexts.server(tls.certificate().orElseThrow(), tls.key().orElseThrow(), tls.trusted());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SslContext clientTls(final TlsConfig tls) {
        try {
            return TlsContexts.client(tls.certificate(), tls.key(), tls.trusted());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(final Runnable task) {
        final Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private void offer(final DirectBuffer command) {
        Await.until("room in the ring",
            () -> host.offer(Ingress.Lane.COMPLETION, command, 0, command.capacity()) == Ingress.Result.ACCEPTED);
    }

    /** Where the listener of that name in the configuration listens. */
    public InetSocketAddress address(final String peerName) {
        for (int i = 0; i < listeners.size(); i++) {
            if (listeners.get(i).peer().name().equals(peerName)) {
                return addresses.get(i);
            }
        }
        throw new IllegalArgumentException(peerName);
    }

    public IsoListener listener(final String peerName) {
        return listeners.stream().filter(each -> each.peer().name().equals(peerName)).findFirst().orElseThrow();
    }

    public InterbankLink link() {
        return links.getFirst();
    }

    /** Waits until the link takes traffic, as the engine knows it. */
    public TestSwitch awaitLinkUp() {
        Await.until("the link is up", () -> link().state() == LinkState.UP);
        admin.account("0"); // a query behind the link's report: the engine has it now
        return this;
    }

    public TestAdmin admin() {
        return admin;
    }

    public RingHost host() {
        return host;
    }

    /** @return the one-time password sent last for this account. */
    public String lastCode(final String account) {
        final long packed = AccountNumber.parse(account);
        Await.until("a one-time password for " + account, () -> !inbox.of(packed).isEmpty());
        return inbox.of(packed).getFirst().text().replaceFirst(".*su código es (\\d{6}).*", "$1");
    }

    /** @return how many one-time passwords were sent for this account. */
    public int codesSent(final String account) {
        return inbox.of(AccountNumber.parse(account)).size();
    }

    /** @return alarms of the engine so far. */
    public List<AlarmCode> alarms() {
        return List.copyOf(alarms);
    }

    @Override
    public void close() {
        links.forEach(InterbankLink::close);
        listeners.forEach(IsoListener::close);
        host.close();
        loops.close();
    }

    private final class Alarms implements NodeReceiver {
        @Override
        public void onAlarm(final AlarmDecoder alarm) {
            alarms.add(AlarmCode.ofCode(alarm.code()));
        }

        @Override
        public void onAdminReply(final AdminReplyDecoder reply) {
            // nobody asks for one here
        }
    }
}
