package io.ayni.connectors.channel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Closes a connection at once when its address, or the listener, has as many as it may. First in the pipeline. */
public final class QuotaHandler extends ChannelInboundHandlerAdapter {
    private final ConnectionQuota quota;
    private final Runnable onRefused;
    private InetAddress acquired;

    /** @param onRefused called before the connection is closed, to count it */
    public QuotaHandler(final ConnectionQuota quota, final Runnable onRefused) {
        this.quota = quota;
        this.onRefused = onRefused;
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        final InetAddress address = ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
        if (quota.tryAcquire(address)) {
            acquired = address;
            ctx.fireChannelActive();
        } else {
            onRefused.run();
            ctx.close();
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        if (acquired != null) {
            quota.release(acquired);
            acquired = null;
            ctx.fireChannelInactive();
        }
    }
}
