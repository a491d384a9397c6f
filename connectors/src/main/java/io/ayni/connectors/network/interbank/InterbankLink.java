package io.ayni.connectors.network.interbank;

import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.channel.SendReceiver;
import io.ayni.connectors.channel.iso.IsoCounters;
import io.ayni.connectors.channel.iso.IsoEdge;
import io.ayni.connectors.channel.iso.IsoLoop;
import io.ayni.connectors.channel.iso.IsoPeerTools;
import io.ayni.connectors.network.LinkCommands;
import io.ayni.connectors.security.CardSecrets;
import io.ayni.connectors.translate.DataElement;
import io.ayni.connectors.translate.IsoNetworkMessages;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.payment.LinkState;
import io.ayni.iso8583.codec.IsoReader;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.ScheduledFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The link to a network that speaks ISO 8583, interbank or card processor, on one event loop: what the engine wants sent goes out, what the network answers
 * goes in, and {@link LinkSession} says when to connect, sign on and echo. Keeps nothing that a crash may not lose.
 * <pre>
 * NetworkSend ─→ not up, or the socket is full? ─→ NetworkSendFailed
 *                        └─→ 0100 / 0200 / 0420 / 0421 ─→ network
 * network ─→ 0110 0210 0410 0430 ─→ NetworkAnswer          network ─→ 0810 ─→ session
 *         └→ 0200 0420 …    ─→ as from any caller              └→ 0800 ─→ session, 0810
 * </pre>
 */
public final class InterbankLink implements SendReceiver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InterbankLink.class);
    private static final long TICK_MS = 20;

    private final LinkSettings settings;
    private final OutcomeRouter router;
    private final IsoLoop loop;
    private final IsoPeerTools tools;
    private final IsoNetworkMessages messages;
    private final LinkCommands commands;
    private final LinkConnector connector;
    private final LinkSession session;
    private final LinkCounters counters = new LinkCounters();
    private final IsoCounters callerCounters = new IsoCounters();
    private final Clock clock;
    private LinkConnection connection;
    private ScheduledFuture<?> ticking;
    private volatile LinkState state = LinkState.DOWN;

    /** A link over which no card goes. */
    public InterbankLink(
        final LinkSettings settings, final IsoEdge edge, final OutcomeRouter router, final SslContext tls,
        final Clock clock) {
        this(settings, edge, router, tls, clock, CardSecrets.NONE);
    }

    /**
     * @param router  that brings this link's outcomes to its loop
     * @param tls     null for none
     * @param clock   of DE7 in 0800
     * @param secrets card numbers and PIN blocks, which join the messages here
     */
    public InterbankLink(
        final LinkSettings settings, final IsoEdge edge, final OutcomeRouter router, final SslContext tls,
        final Clock clock, final CardSecrets secrets) {
        this.settings = settings;
        this.router = router;
        this.loop = edge.loop(settings.linkId() % edge.loops().count());
        this.tools = IsoPeerTools.of(loop, settings.network());
        this.messages = new IsoNetworkMessages(settings.network().dialect(), secrets);
        this.commands = new LinkCommands(settings.linkId(), loop.ingress(), loop.command());
        this.connector = new LinkConnector(settings, edge.loops().clientChannel(), loop, tls);
        this.clock = clock;
        this.session = new LinkSession(
            settings.timings(), new SessionWire(), bound -> ThreadLocalRandom.current().nextLong(bound + 1));
    }

    /** Begins to connect; returns at once. */
    public void start() {
        router.assignLink(settings.linkId(), loop.mailbox());
        loop.executor().execute(() -> {
            loop.mailbox().bindLink(settings.linkId(), this);
            session.start(loop.nowMs());
            ticking = loop.executor().scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        });
    }

    /** Signs off and ends the connection. */
    @Override
    public void close() {
        loop.executor().submit(() -> {
            if (ticking != null) {
                ticking.cancel(false);
            }
            session.stop();
            loop.mailbox().unbindLink(settings.linkId());
        }).awaitUninterruptibly(TimeUnit.SECONDS.toMillis(1));
    }

    public LinkSettings settings() {
        return settings;
    }

    /** Any thread. @return as it was last reported to the engine. */
    public LinkState state() {
        return state;
    }

    public LinkCounters counters() {
        return counters;
    }

    /** @return what the network asked of us over this link. */
    public IsoCounters callerCounters() {
        return callerCounters;
    }

    @Override
    public void onNetworkSend(final NetworkSendDecoder send) {
        final boolean canSend = session.isUp() && connection != null && connection.isWritable();
        final int length = canSend ? messages.encode(send, loop.out()) : IsoNetworkMessages.FAILED;
        if (length == IsoNetworkMessages.FAILED) {
            counters.notSent.increment();
            if (!commands.sendFailed(send.paymentId(), send.attempt())) {
                counters.refusedCommands.increment();
            }
        } else {
            counters.sent.increment();
            connection.write(loop.out().byteArray(), length);
        }
    }

    @Override
    public void onSendsEnd() {
        if (connection != null) {
            connection.flush();
        }
    }

    /** Event loop: the connection stands, its TLS handshake done. */
    void onConnected(final LinkConnection made) {
        connection = made;
        counters.connects.increment();
        session.onConnected(loop.nowMs());
        made.flush();
    }

    /** Event loop: a connection ended, or could not be made (null). */
    void onDisconnected(final LinkConnection ended) {
        if (ended != connection) {
            return;
        }
        if (ended != null) {
            connection = null;
            counters.lost.increment();
        }
        session.onDisconnected(loop.nowMs());
    }

    /** Event loop: a message that was read without a fault. @return whether it was one for the link itself. */
    boolean onMessage(final IsoReader message) {
        return switch (message.messageClass()) {
            case NETWORK_MANAGEMENT -> onManagement(message);
            case AUTHORIZATION, FINANCIAL, REVERSAL_OR_CHARGEBACK -> isAnswer(message) && onAnswer(message);
            default -> false;
        };
    }

    IsoPeerTools tools() {
        return tools;
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
            counters.unusableAnswers.increment();
        } else if (commands.offer(length)) {
            counters.answers.increment();
        } else {
            counters.refusedCommands.increment();
        }
        return true;
    }

    /** An 0810 is for the session alone; an 0800 is also answered, as any caller's. */
    private boolean onManagement(final IsoReader message) {
        if (isAnswer(message)) {
            session.onManagementAnswer(
                (int) message.number(DataElement.STAN), IsoNetworkMessages.isApproved(message), loop.nowMs());
            return true;
        }
        final long code = message.number(DataElement.NETWORK_MANAGEMENT_CODE);
        if (code == IsoNetworkMessages.SIGN_OFF) {
            session.onPeerSignOff();
        } else if (code == IsoNetworkMessages.SIGN_ON) {
            session.onPeerSignOn();
        }
        return false;
    }

    private void tick() {
        session.doWork(loop.nowMs());
        onSendsEnd();
    }

    /** What the session wants done, over Netty. */
    private final class SessionWire implements LinkSession.Wire {
        @Override
        public void connect() {
            connector.connect(InterbankLink.this);
        }

        @Override
        public void disconnect() {
            final LinkConnection ending = connection;
            connection = null;
            connector.abandon();
            if (ending != null) {
                counters.lost.increment();
                ending.close();
            }
        }

        @Override
        public void sendSignOn(final int stan) {
            send(IsoNetworkMessages.SIGN_ON, stan);
        }

        @Override
        public void sendEcho(final int stan) {
            send(IsoNetworkMessages.ECHO, stan);
        }

        @Override
        public void sendSignOff(final int stan) {
            send(IsoNetworkMessages.SIGN_OFF, stan);
            onSendsEnd();
        }

        @Override
        public boolean report(final LinkState reported) {
            final boolean isTaken = commands.status(reported);
            if (isTaken) {
                state = reported;
                LOG.info("link {} ({}) is {}", settings.linkId(), settings.network().name(), reported);
            }
            return isTaken;
        }

        private void send(final int code, final int stan) {
            final int length = messages.encodeManagement(code, stan, transmissionTime(), loop.out());
            if (connection != null && length != IsoNetworkMessages.FAILED) {
                connection.write(loop.out().byteArray(), length);
            }
        }

        /** DE7: MMDDhhmmss in UTC. */
        private long transmissionTime() {
            final ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
            return (((now.getMonthValue() * 100L + now.getDayOfMonth()) * 100 + now.getHour()) * 100
                + now.getMinute()) * 100 + now.getSecond();
        }
    }
}
