package io.ayni.connectors.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Closes a connection whose peer does not read for {@link #PATIENCE_MS} while answers wait for it, and reads no more
 * requests from it meanwhile.
 */
public final class PeerReadWatch extends ChannelInboundHandlerAdapter {
    public static final long PATIENCE_MS = 5_000;

    private final ReadGate gate;
    private final Runnable onTooSlow;
    private Deadline deadline;

    /** @param onTooSlow called before the connection is closed, to count it */
    public PeerReadWatch(final ReadGate gate, final Runnable onTooSlow) {
        this.gate = gate;
        this.onTooSlow = onTooSlow;
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext ctx) {
        final Channel channel = ctx.channel();
        deadline = new Deadline(ctx.executor(), () -> {
            onTooSlow.run();
            channel.close();
        });
    }

    @Override
    public void channelWritabilityChanged(final ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            deadline.clear();
            gate.go(ReadGate.Reason.PEER_NOT_READING);
        } else {
            deadline.in(PATIENCE_MS);
            gate.stop(ReadGate.Reason.PEER_NOT_READING);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        deadline.clear();
        ctx.fireChannelInactive();
    }
}
