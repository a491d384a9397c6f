package io.ayni.connectors.network.interbank;

import io.ayni.connectors.network.LinkView;
import io.ayni.core.payment.LinkState;

import java.util.concurrent.ThreadLocalRandom;

/** One connection of a link, from call to call: its {@link LinkSession} over Netty. On the link's event loop alone. */
final class LinkLine implements LinkSession.Wire {
    private final InterbankLink link;
    private final LinkConnector connector;
    private final LinkSession session;
    private LinkConnection connection;
    /** Accepted, and not through its TLS handshake yet. */
    private LinkConnection accepted;
    private LinkSession.State seen = LinkSession.State.STOPPED;
    private long seenSinceMs;

    /** @param connector null where the network calls */
    LinkLine(final InterbankLink link, final LinkConnector connector) {
        this.link = link;
        this.connector = connector;
        final LinkSettings settings = link.settings();
        this.session = new LinkSession(settings.timings(), settings.calls(), settings.signOn(), this,
            bound -> ThreadLocalRandom.current().nextLong(bound + 1));
    }

    LinkSession session() {
        return session;
    }

    InterbankLink link() {
        return link;
    }

    /** Looks from time to time, so that {@link #view} can tell since when. */
    void look(final long nowMs) {
        if (seen != session.state()) {
            seen = session.state();
            seenSinceMs = nowMs;
        }
    }

    LinkView.Line view(final long nowMs) {
        look(nowMs);
        return new LinkView.Line(seen.name(), nowMs - seenSinceMs,
            session.lastEchoMs() == Long.MAX_VALUE ? LinkView.NEVER : nowMs - session.lastEchoMs(),
            session.lostEchoes());
    }

    boolean isConnected() {
        return connection != null;
    }

    /** @return whether a caller has it, though its connection does not stand yet. */
    boolean isTaken() {
        return accepted != null;
    }

    void reserve(final LinkConnection caller) {
        accepted = caller;
    }

    /** Its caller called again: the connection that stands is dead. */
    void giveUp() {
        disconnect();
        session.onDisconnected(link.nowMs());
    }

    /** @return whether a payment may be sent over it now. */
    boolean canSend() {
        return session.isUp() && connection != null && connection.isWritable();
    }

    void write(final byte[] message, final int length) {
        connection.write(message, length);
    }

    void flush() {
        if (connection != null) {
            connection.flush();
        }
    }

    /** The connection stands, its TLS handshake done. */
    void onConnected(final LinkConnection made) {
        connection = made;
        accepted = null;
        link.counters().onConnected();
        session.onConnected(link.isPeerOn(), link.nowMs());
        made.flush();
    }

    /** A connection ended, or could not be made (null). */
    void onDisconnected(final LinkConnection ended) {
        if (ended != connection) {
            accepted = ended == accepted ? null : accepted;
            return;
        }
        if (ended != null) {
            connection = null;
            link.counters().onLost();
        }
        session.onDisconnected(link.nowMs());
        link.onLineLost();
    }

    @Override
    public void connect() {
        connector.connect(this);
    }

    @Override
    public void disconnect() {
        final LinkConnection ending = connection;
        connection = null;
        if (connector != null) {
            connector.abandon();
        }
        if (ending != null) {
            link.counters().onLost();
            ending.close();
        }
    }

    @Override
    public void sendSignOn(final int stan) {
        link.management().sendSignOn(this, stan);
    }

    @Override
    public void sendEcho(final int stan) {
        link.management().sendEcho(this, stan);
    }

    @Override
    public void sendSignOff(final int stan) {
        link.management().sendSignOff(this, stan);
        flush();
    }

    @Override
    public boolean report(final LinkState state) {
        return link.report();
    }
}
