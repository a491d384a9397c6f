package io.ayni.connectors.network.interbank;

import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.channel.iso.IsoLoop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a network calls us: its connections take the lines of the link, all on the link's loop. One more than there are
 * lines is closed, unless a line no longer answers its echo: a peer that lost its machine comes back before we miss it.
 */
final class LinkAcceptor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkAcceptor.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(131_072, 524_288);

    private final LinkSettings settings;
    private final LinkEnd.Server end;
    private final List<LinkLine> lines;
    private final SslContext tls;
    private Channel server;

    LinkAcceptor(final LinkSettings settings, final List<LinkLine> lines, final SslContext tls) {
        this.settings = settings;
        this.end = (LinkEnd.Server) settings.end();
        this.lines = lines;
        this.tls = tls;
    }

    /** @throws io.netty.channel.ChannelException when the address cannot be had */
    void start(final EventLoops loops, final IsoLoop loop) {
        server = new ServerBootstrap()
            .group(loops.group(), loop.executor())
            .channel(loops.serverChannel())
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
            .bind(end.address())
            .syncUninterruptibly()
            .channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close().syncUninterruptibly();
        }
    }

    private void accept(final Channel channel) {
        final InetAddress caller = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        final LinkLine line = end.isAllowed(caller) ? lineFor() : null;
        if (line == null) {
            LOG.warn("link {} ({}): refused a connection from {}", settings.linkId(), settings.network().name(),
                caller.getHostAddress());
            channel.close();
            return;
        }
        line.reserve(LinkConnection.install(channel, line, tls));
    }

    private LinkLine lineFor() {
        for (final LinkLine line : lines) {
            if (line.session().isFree() && !line.isTaken()) {
                return line;
            }
        }
        for (final LinkLine line : lines) {
            if (line.session().isDoubtful()) {
                line.giveUp();
                return line;
            }
        }
        return null;
    }
}
