package io.ayni.connectors.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** A port of a simulated network that can be gone for a while, or not be read. One thread of its own for all of it. */
final class SimulatorPort implements AutoCloseable {
    private static final long CLOSE_PATIENCE_MS = 2_000;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final ServerBootstrap bootstrap;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final LongAdder accepted = new LongAdder();
    private volatile Channel server;
    private int words;
    private volatile boolean isPaused;
    private boolean isDown;

    /** @param install fills the pipeline of a connection */
    SimulatorPort(final String thread, final Consumer<Channel> install) {
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(thread, true), NioIoHandler.newFactory());
        loop = group.next();
        bootstrap = new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(final Channel channel) {
                    if (isDown) {
                        channel.close();
                        return;
                    }
                    accepted.increment();
                    connections.add(channel);
                    channel.config().setAutoRead(!isPaused);
                    install.accept(channel);
                }
            });
    }

    /** @param where port 0 lets the system choose. @return where it listens now. */
    InetSocketAddress start(final InetSocketAddress where) {
        server = bootstrap.bind(where).syncUninterruptibly().channel();
        return (InetSocketAddress) server.localAddress();
    }

    /** Ends every connection; new ones are taken. */
    void dropConnections() {
        connections.close();
    }

    /**
     * Ends every connection, and each new one at once, for so long or until {@link #up}; the last word counts. The port
     * stays taken: whoever got it meanwhile would answer in the name of this network.
     */
    void down(final long forMs) {
        loop.execute(() -> {
            final int word = ++words;
            isDown = true;
            connections.close();
            loop.schedule(() -> {
                if (word == words) {
                    isDown = false;
                }
            }, forMs, TimeUnit.MILLISECONDS);
        });
    }

    void up() {
        loop.execute(() -> {
            words++;
            isDown = false;
        });
    }

    /** Reads nothing for so long: what is sent here stays in the sockets. */
    void pause(final long forMs) {
        isPaused = true;
        connections.forEach(channel -> channel.config().setAutoRead(false));
        loop.schedule(() -> {
            isPaused = false;
            connections.forEach(channel -> channel.config().setAutoRead(true));
        }, forMs, TimeUnit.MILLISECONDS);
    }

    long accepted() {
        return accepted.sum();
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close().awaitUninterruptibly(CLOSE_PATIENCE_MS);
        }
        connections.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_PATIENCE_MS);
    }
}
