package io.ayni.connectors.channel.iso;

import io.ayni.connectors.channel.FailureText;
import io.ayni.connectors.channel.ReadGate;
import io.ayni.connectors.frame.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.channels.ClosedChannelException;

/** The last handler of a caller's connection: hands each message to its {@link IsoCaller}. */
final class IsoConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(IsoConnectionHandler.class);

    private final IsoPeerTools tools;
    private final ReadGate gate;
    private final IsoCounters counters;
    private final int maxInFlight;
    private IsoCaller caller;

    IsoConnectionHandler(
        final IsoPeerTools tools, final ReadGate gate, final IsoCounters counters, final int maxInFlight) {
        this.tools = tools;
        this.gate = gate;
        this.counters = counters;
        this.maxInFlight = maxInFlight;
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        caller = new IsoCaller(ctx.channel(), tools, new FrameWriter(ctx.channel(), tools.peer().frame()), gate,
            counters, maxInFlight);
        LOG.info("{}: connected from {}", tools.peer().name(), ctx.channel().remoteAddress());
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        if (caller != null) {
            caller.close();
            caller = null;
            LOG.info("{}: connection from {} ended", tools.peer().name(), ctx.channel().remoteAddress());
        }
    }

    /** A whole message of the peer. */
    void onMessage(final ByteBuf buffer, final int index, final int length) {
        if (caller != null) {
            final long result = tools.read(buffer, index, length);
            caller.onMessage(tools.reader(), result);
        }
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext ctx) {
        if (caller != null) {
            caller.onReadEnd();
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return; // what still waited to be written when it was closed: one for each write
        }
        LOG.warn("{}: connection from {} failed: {}", tools.peer().name(), ctx.channel().remoteAddress(),
            FailureText.of(cause));
        ctx.close();
    }
}
