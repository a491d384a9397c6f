package io.ayni.perf.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * All connections of a load on one event loop, and the rig on it as well: between two bursts the loop parks in the
 * selector until the next one is due or an answer is there. So one thread sends and measures, nothing is handed over
 * between threads, and the machine is left to the switch.
 */
final class LoadClient implements LoadTransport, AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int EXPECTED_REQUEST_LENGTH = 512;
    /** A whole batch of the rig fits in front of one socket, so that only a peer that does not read refuses. */
    private static final int HIGH_WATER_MARK = LoadTestRig.MAX_BATCH * EXPECTED_REQUEST_LENGTH;
    /** Below this a schedule of Netty's runs before sockets are looked at: a task at once would keep answers out. */
    private static final long SHORTEST_PARK_NS = 1;

    private final LoadProtocol protocol;
    private final EventLoopGroup loop;
    private final Bootstrap bootstrap;
    private final List<Connection> connections = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private LoadTestRig rig;
    private int open;
    private int turn;

    LoadClient(final LoadProtocol protocol) {
        this.protocol = protocol;
        final boolean epoll = Epoll.isAvailable();
        loop = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("ayni-load", true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        bootstrap = new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(HIGH_WATER_MARK / 2, HIGH_WATER_MARK));
    }

    /**
     * Opens the connections and starts the rig on the loop.
     *
     * @param rigOf makes the rig that sends through this client
     * @return the rig, running
     * @throws IOException if a connection cannot be opened
     */
    LoadTestRig start(
        final InetSocketAddress target,
        final int connectionCount,
        final Function<LoadTransport, LoadTestRig> rigOf) throws IOException, InterruptedException {
        rig = rigOf.apply(this);
        bootstrap.handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(final Channel channel) {
                final Connection connection = new Connection(channel);
                connection.session = protocol.open(channel.pipeline(), rig);
                channel.pipeline().addLast(connection);
                connections.add(connection);
            }
        });
        for (int i = 0; i < connectionCount; i++) {
            final ChannelFuture connected = bootstrap.connect(target).await();
            if (!connected.isSuccess()) {
                throw new IOException("no connection to " + target + ": " + connected.cause().getMessage());
            }
        }
        loop.execute(TimerSlack::lower);
        loop.execute(this::duty);
        return rig;
    }

    /** @return done when the run has ended, or with what broke it. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void duty() {
        try {
            final long idleNs = rig.doWork();
            if (idleNs == LoadTestRig.ENDED) {
                ended.complete(null);
            } else {
                loop.schedule(this::duty, Math.max(idleNs, SHORTEST_PARK_NS), TimeUnit.NANOSECONDS);
            }
        } catch (final RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    @Override
    public boolean send(final long requestId) {
        final int count = connections.size();
        for (int tried = 0; tried < count; tried++) {
            final Connection connection = connections.get(turn);
            turn = turn + 1 == count ? 0 : turn + 1;
            if (connection.channel.isActive() && connection.channel.isWritable()) {
                connection.write(requestId);
                return true;
            }
        }
        return false;
    }

    @Override
    public void flush() {
        for (int i = 0; i < connections.size(); i++) {
            connections.get(i).flush();
        }
    }

    @Override
    public boolean isConnected() {
        return open > 0;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    /** Last in its pipeline: sees the connection come and go. */
    private final class Connection extends ChannelInboundHandlerAdapter {
        private final Channel channel;
        private LoadProtocol.Session session;
        private boolean hasWritten;

        Connection(final Channel channel) {
            this.channel = channel;
        }

        private void write(final long requestId) {
            final ByteBuf out = channel.alloc().directBuffer(EXPECTED_REQUEST_LENGTH);
            session.write(requestId, out);
            channel.write(out, channel.voidPromise());
            hasWritten = true;
        }

        private void flush() {
            if (hasWritten) {
                hasWritten = false;
                channel.flush();
            }
        }

        @Override
        public void channelActive(final ChannelHandlerContext ctx) {
            open++;
        }

        @Override
        public void channelInactive(final ChannelHandlerContext ctx) {
            open--;
            if (!ended.isDone()) {
                rig.onConnectionLost();
            }
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
            rig.onUnreadable();
            ctx.close();
        }
    }
}
