package io.ayni.connectors.network.interbank;

import io.ayni.connectors.channel.FailureText;
import io.ayni.connectors.channel.PeerReadWatch;
import io.ayni.connectors.channel.ReadGate;
import io.ayni.connectors.channel.iso.IsoCaller;
import io.ayni.connectors.frame.FrameDecoder;
import io.ayni.connectors.frame.FrameWriter;
import io.ayni.iso8583.codec.Result;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.channels.ClosedChannelException;

/** One connection of a link, from connect to its end. On the link's event loop alone. */
final class LinkConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);

    private final LinkLine line;
    private final InterbankLink link;
    private final LinkSettings settings;
    private final boolean isTls;
    private Channel channel;
    private FrameWriter out;
    private IsoCaller caller;

    private LinkConnection(final LinkLine line, final boolean isTls) {
        this.line = line;
        this.link = line.link();
        this.settings = link.settings();
        this.isTls = isTls;
    }

    /**
     * Fills the pipeline of a channel that is about to connect, or was accepted.
     *
     * @param tls of our side of it; null for none
     */
    static LinkConnection install(final Channel channel, final LinkLine line, final SslContext tls) {
        final InterbankLink link = line.link();
        if (tls != null) {
            final SslHandler handler = link.settings().end() instanceof final LinkEnd.Client client
                ? tls.newHandler(channel.alloc(), client.host(), client.port()) : tls.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(link.settings().timings().connectTimeoutMs());
            channel.pipeline().addLast(handler);
        }
        final ReadGate gate = new ReadGate(channel);
        final LinkConnection connection = new LinkConnection(line, tls != null);
        channel.pipeline()
            .addLast(new FrameDecoder(link.settings().network().frame(), link.callerCounters()::onBadFrame))
            .addLast(new PeerReadWatch(gate, link.callerCounters()::onStalledPeer))
            .addLast(connection);
        connection.channel = channel;
        connection.out = new FrameWriter(channel, link.settings().network().frame());
        connection.caller = new IsoCaller(
            channel, link.tools(), connection.out, gate, link.callerCounters(), link.settings().maxInFlight());
        return connection;
    }

    boolean isWritable() {
        return channel.isActive() && channel.isWritable();
    }

    void write(final byte[] message, final int length) {
        out.write(message, 0, length);
    }

    void flush() {
        out.flush();
    }

    void close() {
        out.flush();
        channel.close();
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        if (!isTls) {
            line.onConnected(this);
        }
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
        if (event instanceof final SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            line.onConnected(this);
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        line.onDisconnected(this);
    }

    @Override
    public void handlerRemoved(final ChannelHandlerContext ctx) {
        caller.close();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object frame) {
        final ByteBuf bytes = (ByteBuf) frame;
        try {
            final long result = link.tools().read(bytes);
            if (!Result.isOk(result) || !link.onMessage(line, this, link.tools().reader())) {
                caller.onMessage(link.tools().reader(), result);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext ctx) {
        caller.onReadEnd();
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return; // what still waited to be written when it was closed: one for each write
        }
        LOG.warn("link {}: {}", settings.linkId(), FailureText.of(cause));
        ctx.close();
    }
}
