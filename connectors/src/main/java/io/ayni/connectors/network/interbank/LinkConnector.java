package io.ayni.connectors.network.interbank;

import io.ayni.connectors.channel.iso.IsoLoop;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Makes connections to a network: looks its name up on a thread that may block, connects on the link's loop. One
 * attempt at a time; an attempt that was abandoned ends without a word.
 */
final class LinkConnector {
    private static final Logger LOG = LoggerFactory.getLogger(LinkConnector.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(131_072, 524_288);

    private final LinkSettings settings;
    private final LinkEnd.Client network;
    private final Class<? extends SocketChannel> channelClass;
    private final IsoLoop loop;
    private final SslContext tls;
    private int attempt;
    private Channel connecting;

    LinkConnector(
        final LinkSettings settings, final Class<? extends SocketChannel> channelClass, final IsoLoop loop,
        final SslContext tls) {
        this.settings = settings;
        this.network = (LinkEnd.Client) settings.end();
        this.channelClass = channelClass;
        this.loop = loop;
        this.tls = tls;
    }

    /** Event loop. The line hears of success through its connection, of failure as a disconnect of none. */
    void connect(final LinkLine line) {
        final int thisAttempt = ++attempt;
        Thread.ofVirtual().name("ayni-lookup").start(() -> {
            try {
                final InetAddress address = InetAddress.getByName(network.host());
                loop.executor().execute(() -> open(line, new InetSocketAddress(address, network.port()), thisAttempt));
            } catch (final UnknownHostException e) {
                loop.executor().execute(() -> failed(line, thisAttempt, "unknown host " + network.host()));
            }
        });
    }

    /** Event loop: what is being tried is not wanted any more. */
    void abandon() {
        attempt++;
        if (connecting != null) {
            connecting.close();
            connecting = null;
        }
    }

    private void open(final LinkLine line, final InetSocketAddress address, final int thisAttempt) {
        if (thisAttempt != attempt) {
            return;
        }
        final ChannelFuture future = new Bootstrap()
            .group(loop.executor())
            .channel(channelClass)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.timings().connectTimeoutMs())
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(final Channel channel) {
                    LinkConnection.install(channel, line, tls);
                }
            })
            .connect(address);
        connecting = future.channel();
        future.addListener(done -> {
            if (!done.isSuccess()) {
                failed(line, thisAttempt, String.valueOf(done.cause().getMessage()));
            }
        });
    }

    private void failed(final LinkLine line, final int thisAttempt, final String why) {
        if (thisAttempt == attempt) {
            LOG.info("link {} ({}): no connection: {}", settings.linkId(), settings.network().name(), why);
            line.onDisconnected(null);
        }
    }
}
