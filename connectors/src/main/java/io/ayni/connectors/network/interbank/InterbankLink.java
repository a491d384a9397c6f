package io.ayni.connectors.network.interbank;

import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.channel.SendReceiver;
import io.ayni.connectors.channel.iso.IsoCounters;
import io.ayni.connectors.channel.iso.IsoEdge;
import io.ayni.connectors.channel.iso.IsoLoop;
import io.ayni.connectors.channel.iso.IsoPeerTools;
import io.ayni.connectors.network.LinkCommands;
import io.ayni.connectors.network.LinkCounters;
import io.ayni.connectors.network.LinkOrder;
import io.ayni.connectors.network.LinkView;
import io.ayni.connectors.network.OperatedLink;
import io.ayni.connectors.security.CardSecrets;
import io.ayni.connectors.translate.IsoNetworkMessages;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.payment.LinkState;
import io.ayni.iso8583.codec.IsoReader;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.ScheduledFuture;

import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The link to a network that speaks ISO 8583, interbank or card processor: one logical link over several connections, all
 * on one event loop. What the engine wants sent goes out over them in turn, what the network answers over any goes in,
 * and each connection's {@link LinkSession} says when to connect, sign on and echo. Up while one connection is. Keeps
 * nothing that a crash may not lose.
 * <pre>
 * NetworkSend ─→ none up, or all sockets full? ─→ NetworkSendFailed
 *                        └─→ 0100 / 0200 / 0420 / 0421 ─→ network
 * network ─→ 0110 0210 0410 0430 ─→ NetworkAnswer          network ─→ 0810 ─→ session
 *         └→ 0200 0420 …    ─→ as from any caller              └→ 0800 ─→ {@link LinkManagement}
 * </pre>
 */
public final class InterbankLink implements SendReceiver, OperatedLink {
    private static final Logger LOG = LoggerFactory.getLogger(InterbankLink.class);
    private static final long TICK_MS = 20;

    private final LinkSettings settings;
    private final OutcomeRouter router;
    private final EventLoops loops;
    private final IsoLoop loop;
    private final IsoPeerTools tools;
    private final IsoNetworkMessages messages;
    private final LinkCommands commands;
    private final LinkManagement management;
    private final List<LinkLine> lines;
    private final LinkAcceptor acceptor;
    private final LinkCounters counters = new LinkCounters();
    private final IsoCounters callerCounters = new IsoCounters();
    private ScheduledFuture<?> ticking;
    private int next;
    private boolean isPeerOn;
    private int suspensions;
    private LinkState told = LinkState.DOWN;
    private long toldSinceMs;
    private volatile LinkState state = LinkState.DOWN;
    private volatile int connectionsUp;

    /** What a link needs beside its settings. */
    public record Means(SslContext tls, Clock clock, CardSecrets secrets, KeyExchange keys) {
        /** Of a link over which neither card nor key goes. @param tls null for none */
        public static Means of(final SslContext tls, final Clock clock) {
            return new Means(tls, clock, CardSecrets.NONE, KeyExchange.REFUSED);
        }
    }

    /** A link over which no card goes. @param tls null for none */
    public InterbankLink(
        final LinkSettings settings, final IsoEdge edge, final OutcomeRouter router, final SslContext tls,
        final Clock clock) {
        this(settings, edge, router, Means.of(tls, clock));
    }

    /**
     * @param router that brings this link's outcomes to its loop
     * @param means  TLS of our side, null for none; the clock of DE7; card numbers and PIN blocks, which join the
     *               messages here; what becomes of keys
     */
    public InterbankLink(
        final LinkSettings settings, final IsoEdge edge, final OutcomeRouter router, final Means means) {
        this.settings = settings;
        this.router = router;
        this.loops = edge.loops();
        this.loop = edge.loop(settings.linkId() % loops.count());
        this.tools = IsoPeerTools.of(loop, settings.network());
        this.messages = new IsoNetworkMessages(
            settings.network().dialect(), settings.network().profile(), means.secrets(), means.clock());
        this.commands = new LinkCommands(settings.linkId(), loop.ingress(), loop.command());
        this.management = new LinkManagement(this, tools, messages, commands, means.keys(), means.clock());
        this.lines = Stream.generate(() -> new LinkLine(this, settings.calls()
                ? new LinkConnector(settings, loops.clientChannel(), loop, means.tls()) : null))
            .limit(settings.connections()).toList();
        this.acceptor = settings.calls() ? null : new LinkAcceptor(settings, lines, means.tls());
    }

    /**
     * Begins to connect, or to be called; returns at once.
     *
     * @throws io.netty.channel.ChannelException when the address on which the network calls cannot be had
     */
    public void start() {
        router.assignLink(settings.linkId(), loop.mailbox());
        loop.executor().execute(() -> {
            loop.mailbox().bindLink(settings.linkId(), this);
            toldSinceMs = loop.nowMs();
            lines.forEach(line -> line.session().start(loop.nowMs()));
            ticking = loop.executor().scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        });
        if (acceptor != null) {
            acceptor.start(loops, loop);
        }
    }

    /** Signs off and ends the connections. */
    @Override
    public void close() {
        if (acceptor != null) {
            acceptor.close();
        }
        loop.executor().submit(() -> {
            if (ticking != null) {
                ticking.cancel(false);
            }
            lines.forEach(line -> line.session().stop());
            loop.mailbox().unbindLink(settings.linkId());
        }).awaitUninterruptibly(TimeUnit.SECONDS.toMillis(1));
    }

    public LinkSettings settings() {
        return settings;
    }

    /** @return where the network calls; only of a link that is called. */
    public InetSocketAddress address() {
        return acceptor.address();
    }

    /** Any thread. @return as it was last reported to the engine. */
    @Override
    public LinkState state() {
        return state;
    }

    /** Any thread. @return connections that take payments. */
    public int connectionsUp() {
        return connectionsUp;
    }

    public LinkCounters counters() {
        return counters;
    }

    /** @return what the network asked of us over this link. */
    public IsoCounters callerCounters() {
        return callerCounters;
    }

    @Override
    public CompletableFuture<LinkView> view() {
        return CompletableFuture.supplyAsync(() -> new LinkView(
            told, loop.nowMs() - toldSinceMs, counters.sent(), counters.answers(),
            lines.stream().map(line -> line.view(loop.nowMs())).toList()), loop.executor());
    }

    /** Sign-off holds until sign-on or a restart, over whatever connections. */
    @Override
    public CompletableFuture<LinkOrder.Said> order(final LinkOrder order, final int settlementDay) {
        return CompletableFuture.supplyAsync(() -> switch (order) {
            case SIGN_OFF -> CompletableFuture.completedFuture(signOff());
            case SIGN_ON -> CompletableFuture.completedFuture(signOn());
            case CUTOVER, KEY_EXCHANGE -> {
                final LinkLine line = nextLine();
                yield line == null ? CompletableFuture.completedFuture(LinkOrder.Said.refused("the link is " + told))
                    : management.order(line, order, settlementDay);
            }
        }, loop.executor()).thenCompose(said -> said);
    }

    private LinkOrder.Said signOff() {
        final long told = lines.stream().filter(line -> line.session().isUp()).count();
        lines.forEach(line -> line.session().signOff());
        return LinkOrder.Said.done(told == 0
            ? "takes no payments now and none when it is back, until sign-on"
            : "signed off over " + connections(told) + "; no payments until sign-on");
    }

    private LinkOrder.Said signOn() {
        final long ordered = lines.stream().filter(line -> line.session().isOrderedOff()).count();
        lines.forEach(line -> {
            line.session().signOnAgain(loop.nowMs());
            line.flush();
        });
        return ordered == 0 ? LinkOrder.Said.refused("nobody signed it off here")
            : LinkOrder.Said.done("signing on over " + connections(ordered));
    }

    private static String connections(final long count) {
        return count == 1 ? "1 connection" : count + " connections";
    }

    @Override
    public void onNetworkSend(final NetworkSendDecoder send) {
        final LinkLine line = nextLine();
        final int length = line != null ? messages.encode(send, loop.out()) : IsoNetworkMessages.FAILED;
        if (length == IsoNetworkMessages.FAILED) {
            counters.onNotSent();
            if (!commands.sendFailed(send.paymentId(), send.attempt())) {
                counters.onRefusedCommand();
            }
        } else {
            counters.onSent();
            line.write(loop.out().byteArray(), length);
        }
    }

    @Override
    public void onSendsEnd() {
        lines.forEach(LinkLine::flush);
    }

    @Override
    public void onLinkSuspended(final int count) {
        suspensions = count;
        counters.onSuspended();
        LOG.warn("link {} ({}): taken down, it misses answers", settings.linkId(), settings.network().name());
        lines.forEach(line -> line.session().suspend(loop.nowMs()));
    }

    @Override
    public void onCutoverTaken(final int settlementDay) {
        management.onCutoverTaken(settlementDay);
    }

    /** Event loop: a message that was read without a fault. @return whether it was one for the link itself. */
    boolean onMessage(final LinkLine line, final LinkConnection connection, final IsoReader message) {
        return switch (message.messageClass()) {
            case NETWORK_MANAGEMENT -> onManagement(line, connection, message);
            case AUTHORIZATION, FINANCIAL, REVERSAL_OR_CHARGEBACK -> isAnswer(message) && onAnswer(message);
            default -> false;
        };
    }

    /** The network takes no traffic: over none of its connections. */
    void onPeerSignOff() {
        isPeerOn = false;
        lines.forEach(line -> line.session().onPeerSignOff());
    }

    void onPeerSignOn() {
        isPeerOn = true;
        lines.forEach(line -> line.session().onPeerSignOn(loop.nowMs()));
    }

    /** Where no connection is left, the next one signs on anew. */
    void onLineLost() {
        isPeerOn &= lines.stream().anyMatch(LinkLine::isConnected);
    }

    /** A connection changed. @return whether the engine knows the state of the whole. */
    boolean report() {
        int up = 0;
        int signedOff = 0;
        for (final LinkLine line : lines) {
            up += line.session().linkState() == LinkState.UP ? 1 : 0;
            signedOff += line.session().linkState() == LinkState.SIGNED_OFF ? 1 : 0;
        }
        connectionsUp = up;
        final LinkState present = up > 0 ? LinkState.UP : signedOff > 0 ? LinkState.SIGNED_OFF : LinkState.DOWN;
        if (present == told) {
            return true;
        }
        if (!commands.status(present, suspensions)) {
            return false;
        }
        told = present;
        toldSinceMs = loop.nowMs();
        state = present;
        LOG.info("link {} ({}) is {}", settings.linkId(), settings.network().name(), present);
        return true;
    }

    boolean isPeerOn() {
        return isPeerOn;
    }

    IsoPeerTools tools() {
        return tools;
    }

    LinkManagement management() {
        return management;
    }

    long nowMs() {
        return loop.nowMs();
    }

    UnsafeBuffer out() {
        return loop.out();
    }

    void execute(final Runnable task) {
        loop.executor().execute(task);
    }

    /** In turn, so that the connections share the load. @return null when none takes a payment now */
    private LinkLine nextLine() {
        final int count = lines.size();
        for (int i = 0; i < count; i++) {
            final LinkLine line = lines.get(next);
            next = next + 1 == count ? 0 : next + 1;
            if (line.canSend()) {
                return line;
            }
        }
        return null;
    }

    private static boolean isAnswer(final IsoReader message) {
        return switch (message.function()) {
            case RESPONSE, ADVICE_RESPONSE -> true;
            default -> false;
        };
    }

    private boolean onAnswer(final IsoReader message) {
        final int length = commands.answer(messages, message);
        if (length == IsoNetworkMessages.FAILED) {
            counters.onUnclear();
        } else if (commands.offer(length)) {
            counters.onAnswer();
        } else {
            counters.onRefusedCommand();
        }
        return true;
    }

    private boolean onManagement(final LinkLine line, final LinkConnection connection, final IsoReader message) {
        if (isAnswer(message)) {
            management.onAnswer(line, message);
            return true;
        }
        return management.onRequest(line, connection, message);
    }

    private void tick() {
        for (final LinkLine line : lines) {
            line.session().doWork(loop.nowMs());
            line.look(loop.nowMs());
            line.flush();
        }
        management.doWork(loop.nowMs());
    }
}
