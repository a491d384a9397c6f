package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.ConnectionQuota;
import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.PeerReadWatch;
import io.ayni.connectors.channel.QuotaHandler;
import io.ayni.connectors.channel.ReadGate;
import io.ayni.connectors.config.ConnectionLimits;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** The HTTP listener: opens on construction, closes its connections with {@link #close}. */
public final class JsonServer implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int MAX_LINE = 4_096;
    private static final int MAX_HEADERS = 8_192;
    private static final long HANDSHAKE_TIMEOUT_MS = 5_000;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final JsonServerContext context;
    private final Map<LoopMailbox, JsonLoop> loops = new HashMap<>();
    private final EventLoops eventLoops;
    private final ConnectionQuota quota;
    private final Channel listener;

    /** @throws IOException if the address cannot be bound */
    public JsonServer(final JsonServerContext context, final EventLoops eventLoops) throws IOException {
        this.context = context;
        this.eventLoops = eventLoops;
        final ConnectionLimits limits = context.config().limits();
        this.quota = new ConnectionQuota(limits.connectionsPerAddress(), limits.connections());
        for (int i = 0; i < eventLoops.count(); i++) {
            final LoopMailbox mailbox = eventLoops.mailboxes().get(i);
            loops.put(mailbox, new JsonLoop(context, mailbox, eventLoops.loop(i)));
        }
        listener = bind();
    }

    /** @return where it listens; the port is the one the system chose when none was configured. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    private Channel bind() throws IOException {
        final InetSocketAddress address = context.config().bind().socketAddress();
        final var bound = new ServerBootstrap()
                .group(eventLoops.group())
                .channel(eventLoops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(final Channel channel) {
                        initialize(channel, loops.get(eventLoops.mailboxOf(channel.eventLoop())));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + address.getAddress().getHostAddress() + ':' + address.getPort()
                    + ": " + bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
    }

    private void initialize(final Channel channel, final JsonLoop loop) {
        final ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new QuotaHandler(quota, context.counters().refusedConnections::increment));
        context.tls().ifPresent(tls -> {
            final SslHandler handler = tls.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT_MS);
            pipeline.addLast(handler);
        });
        addHandlers(pipeline, loop);
    }

    /** What stands behind the socket and TLS. */
    static void addHandlers(final ChannelPipeline pipeline, final JsonLoop loop) {
        final ReadGate gate = new ReadGate(pipeline.channel());
        final JsonConnection connection = new JsonConnection(loop, gate);
        pipeline.addLast(new PeerReadWatch(gate, loop.counters.slowReaders::increment));
        pipeline.addLast(connection.clock());
        pipeline.addLast(new HttpRequestDecoder(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setHeadersFactory(new ReusedHeaders(DefaultHttpHeadersFactory.headersFactory()))
                .setTrailersFactory(new ReusedHeaders(DefaultHttpHeadersFactory.trailersFactory()))));
        pipeline.addLast(connection);
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
    }
}
