package io.ayni.perf.peer;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Sends back what it reads, without a look at it: what sockets, kernel and event loop cost before anybody does any work.
 * Nothing that answers over the same client can be faster; how near to it a server comes is its figure.
 */
final class EchoPeer {
    private EchoPeer() {
    }

    /** @param loops event loops */
    static Peer start(final int loops) {
        return new NettyPeer(loops, pipeline -> pipeline.addLast(new Echo()));
    }

    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
            ctx.write(bytes, ctx.voidPromise());
        }

        @Override
        public void channelReadComplete(final ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
            ctx.close();
        }
    }
}
