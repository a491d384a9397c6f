package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.Deadline;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Bounds how long a request may take to arrive: its headers from the first byte on, then its body; and how long a
 * connection may stay without one. Stands in front of the decoder, to see the first byte. While we do not read, the
 * peer is not to blame and the clock goes on anew.
 */
final class RequestClock extends ChannelInboundHandlerAdapter {
    static final long HEADERS_MS = 5_000;
    static final long BODY_MS = 10_000;
    static final long IDLE_MS = 60_000;

    enum Phase { IDLE, HEADERS, BODY }

    /** Told once, on the event loop; the connection is to be closed. */
    interface Listener {
        /** @return whether the connection is kept: answers are still awaited on it. */
        boolean onTooLate(Phase phase);
    }

    private final Listener listener;
    private ChannelHandlerContext context;
    private Deadline deadline;
    private Phase phase = Phase.HEADERS;
    private long readNs;

    RequestClock(final Listener listener) {
        this.listener = listener;
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext ctx) {
        context = ctx;
        deadline = new Deadline(ctx.executor(), this::onDue);
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        readNs = nanoTime();
        enter(Phase.HEADERS); // who connects has something to say
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
        readNs = nanoTime();
        if (phase == Phase.IDLE) {
            enter(Phase.HEADERS);
        }
        ctx.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        deadline.clear();
        ctx.fireChannelInactive();
    }

    /** The headers of a request are there. */
    void onHeaders() {
        enter(Phase.BODY);
    }

    /** A whole request is there. */
    void onRequestEnd() {
        enter(Phase.IDLE);
    }

    private void enter(final Phase next) {
        phase = next;
        deadline.in(patience(), readNs);
    }

    /** @return when the bytes came that are being handled: one time for all requests of a read. */
    long readNs() {
        return readNs;
    }

    private long nanoTime() {
        return context.executor().ticker().nanoTime();
    }

    private long patience() {
        return switch (phase) {
            case IDLE -> IDLE_MS;
            case HEADERS -> HEADERS_MS;
            case BODY -> BODY_MS;
        };
    }

    private void onDue() {
        if (!context.channel().config().isAutoRead() || listener.onTooLate(phase)) {
            deadline.in(patience());
        }
    }
}
