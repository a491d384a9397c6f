package io.ayni.perf.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The sockets of a load, all on one event loop of their own. */
final class LoadConnections implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int EXPECTED_REQUEST_LENGTH = 512;
    /** A whole batch of the rig fits in front of one socket, so that only a peer that does not read refuses. */
    private static final int HIGH_WATER_MARK = LoadTestRig.MAX_BATCH * EXPECTED_REQUEST_LENGTH;
    /** What a server's backlog takes without the pauses of TCP. */
    private static final int CONNECTING_AT_ONCE = 64;

    private final EventLoopGroup group;
    private final Bootstrap bootstrap;

    /** @param onChannel sets each connection up, on the loop, before it connects */
    LoadConnections(final Consumer<Channel> onChannel) {
        final boolean epoll = Epoll.isAvailable();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("ayni-load", true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        bootstrap = new Bootstrap()
            .group(group)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(HIGH_WATER_MARK / 2, HIGH_WATER_MARK))
            .handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(final Channel channel) {
                    onChannel.accept(channel);
                }
            });
    }

    void open(final InetSocketAddress target, final int count) throws IOException, InterruptedException {
        final ArrayDeque<ChannelFuture> connecting = new ArrayDeque<>();
        for (int i = 0; i < count || !connecting.isEmpty(); i++) {
            if (i < count) {
                connecting.add(bootstrap.connect(target));
            }
            if (connecting.size() == CONNECTING_AT_ONCE || i >= count) {
                final ChannelFuture connected = connecting.poll().await();
                if (!connected.isSuccess()) {
                    throw new IOException("no connection to " + target + ": " + reason(connected.cause()));
                }
            }
        }
    }

    /** One connection more, for something else than the load. */
    void open(final InetSocketAddress target, final Consumer<Channel> onChannel) throws IOException, InterruptedException {
        final ChannelFuture connected = bootstrap.clone().handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(final Channel channel) {
                onChannel.accept(channel);
            }
        }).connect(target).await();
        if (!connected.isSuccess()) {
            throw new IOException("no connection to " + target + ": " + reason(connected.cause()));
        }
    }

    /** The innermost reason: Netty wraps what the kernel said, such as too many open files. */
    private static String reason(final Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == failure ? failure.getMessage() : failure.getMessage() + " (" + cause.getMessage() + ")";
    }

    EventLoop loop() {
        return group.next();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
