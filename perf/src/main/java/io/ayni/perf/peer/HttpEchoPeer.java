package io.ayni.perf.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Sends the body of each request back as the body of a 200: Netty's HTTP codec, keep-alive, and no work at all. */
final class HttpEchoPeer {
    private HttpEchoPeer() {
    }

    /** @param loops event loops */
    static Peer start(final int loops) {
        return new NettyPeer(loops, pipeline -> pipeline.addLast(new HttpServerCodec(), new Echo()));
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        private ByteBuf body;

        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object part) {
            if (!(part instanceof final HttpContent content)) {
                ReferenceCountUtil.release(part);
                return;
            }
            if (body == null) {
                body = content.content();
            } else if (content.content().isReadable()) {
                body = Unpooled.wrappedBuffer(body, content.content());
            } else {
                content.release();
            }
            if (part instanceof LastHttpContent) {
                answer(ctx);
            }
        }

        private void answer(final ChannelHandlerContext ctx) {
            final FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK,
                body, DefaultHttpHeadersFactory.headersFactory().withValidation(false),
                DefaultHttpHeadersFactory.trailersFactory());
            response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
            body = null;
            ctx.write(response, ctx.voidPromise());
        }

        @Override
        public void channelReadComplete(final ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void channelInactive(final ChannelHandlerContext ctx) {
            ReferenceCountUtil.release(body);
            body = null;
            ctx.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
            ctx.close();
        }
    }
}
