package io.ayni.connectors.channel.iso;

import io.ayni.connectors.channel.ConnectionQuota;
import io.ayni.connectors.channel.PeerReadWatch;
import io.ayni.connectors.channel.ReadGate;
import io.ayni.connectors.frame.FrameDecoder;
import io.ayni.connectors.translate.IsoPeer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * A listener for one ISO 8583 peer: who reaches it from an allowed address is that peer, anybody else is closed at
 * once. The peer's requests go to the engine; its answers come back on the event loop that read the request.
 */
public final class IsoListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IsoListener.class);
    private static final long TLS_HANDSHAKE_TIMEOUT_MS = 5_000;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32_768, 131_072);

    private final IsoEdge edge;
    private final IsoPeer peer;
    private final Set<InetAddress> allowed;
    private final ConnectionQuota quota;
    private final int maxInFlight;
    private final SslContext tls;
    private final IsoCounters counters = new IsoCounters();
    private final IsoPeerTools[] toolsByLoop;
    private Channel server;

    /**
     * @param allowed     addresses the peer calls from; none: this machine alone
     * @param quota       of connections
     * @param maxInFlight requests of one connection that wait for their answers; more are not read
     * @param tls         null for none
     */
    public IsoListener(
        final IsoEdge edge, final IsoPeer peer, final Set<InetAddress> allowed, final ConnectionQuota quota,
        final int maxInFlight, final SslContext tls) {
        this.edge = edge;
        this.peer = peer;
        this.allowed = Set.copyOf(allowed);
        this.quota = quota;
        this.maxInFlight = maxInFlight;
        this.tls = tls;
        this.toolsByLoop = new IsoPeerTools[edge.loops().count()];
        for (int i = 0; i < toolsByLoop.length; i++) {
            toolsByLoop[i] = IsoPeerTools.of(edge.loop(i), peer);
        }
    }

    /**
     * Listens.
     *
     * @param address where; port 0 lets the system choose
     * @return where it listens now
     * @throws io.netty.channel.ChannelException when the address cannot be had
     */
    public InetSocketAddress start(final InetSocketAddress address) {
        server = new ServerBootstrap()
            .group(edge.loops().group())
            .channel(edge.loops().serverChannel())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(final Channel channel) {
                    accept(channel);
                }
            })
            .bind(address)
            .syncUninterruptibly()
            .channel();
        return (InetSocketAddress) server.localAddress();
    }

    public IsoPeer peer() {
        return peer;
    }

    public IsoCounters counters() {
        return counters;
    }

    /** @return connections open now. */
    public int connections() {
        return quota.total();
    }

    /** Listens no more; connections that stand go on until their event loops end. */
    @Override
    public void close() {
        if (server != null) {
            server.close().syncUninterruptibly();
        }
    }

    private void accept(final Channel channel) {
        final InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (!isAllowed(address) || !quota.tryAcquire(address)) {
            counters.refusedConnections.increment();
            LOG.warn("{}: refused a connection from {}", peer.name(), address.getHostAddress());
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> quota.release(address));
        if (tls != null) {
            final SslHandler handler = tls.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(TLS_HANDSHAKE_TIMEOUT_MS);
            channel.pipeline().addLast(handler);
        }
        final ReadGate gate = new ReadGate(channel);
        final IsoPeerTools tools = toolsByLoop[edge.loops().mailboxOf(channel.eventLoop()).loopIndex()];
        final IsoConnectionHandler handler = new IsoConnectionHandler(tools, gate, counters, maxInFlight);
        channel.pipeline()
            .addLast(new FrameDecoder(peer.frame(), counters::onBadFrame, handler::onMessage))
            .addLast(new PeerReadWatch(gate, counters::onStalledPeer))
            .addLast(handler);
    }

    private boolean isAllowed(final InetAddress address) {
        return allowed.isEmpty() ? address.isLoopbackAddress() : allowed.contains(address);
    }
}
