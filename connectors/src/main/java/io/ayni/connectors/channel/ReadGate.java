package io.ayni.connectors.channel;

import io.netty.channel.Channel;

/**
 * Whether a connection is read. Several may want it stopped, each for its own reason; it is read when none does. What
 * is not read waits in the peer's send buffer. On the connection's event loop alone.
 */
public final class ReadGate {
    /** Why a connection is not read. */
    public enum Reason {
        /** The ring is at 80 %. */
        RING_PRESSED,
        /** Too many requests of this connection wait for their answers. */
        TOO_MANY_IN_FLIGHT,
        /** The peer does not read what we write. */
        PEER_NOT_READING
    }

    private final Channel channel;
    private int reasons;

    public ReadGate(final Channel channel) {
        this.channel = channel;
    }

    public void stop(final Reason reason) {
        set(reasons | 1 << reason.ordinal());
    }

    public void go(final Reason reason) {
        set(reasons & ~(1 << reason.ordinal()));
    }

    public boolean isStopped(final Reason reason) {
        return (reasons & 1 << reason.ordinal()) != 0;
    }

    private void set(final int next) {
        if (next != reasons) {
            reasons = next;
            channel.config().setAutoRead(next == 0);
        }
    }
}
