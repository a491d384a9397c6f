package io.ayni.perf.soak;

import io.ayni.connectors.frame.FrameDecoder;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The connections of one kind of caller: opened again for as long as the switch is there. On one event loop. */
final class Callers {
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final long AGAIN_MS = 50;

    private final EventLoop loop;
    private final Supplier<InetSocketAddress> address;
    private final Consumer<ByteBuf> answers;
    private final Channel[] channels;
    private final boolean[] hasWritten;
    private int turn;
    private boolean isClosed;

    /** @param address of the switch now; null while it does not listen */
    Callers(
        final EventLoop loop, final int count, final Supplier<InetSocketAddress> address,
        final Consumer<ByteBuf> answers) {
        this.loop = loop;
        this.address = address;
        this.answers = answers;
        this.channels = new Channel[count];
        this.hasWritten = new boolean[count];
    }

    void start() {
        for (int i = 0; i < channels.length; i++) {
            connect(i);
        }
    }

    private void connect(final int index) {
        final InetSocketAddress target = address.get();
        if (isClosed) {
            return;
        }
        if (target == null) {
            loop.schedule(() -> connect(index), AGAIN_MS, TimeUnit.MILLISECONDS);
            return;
        }
        new Bootstrap().group(loop).channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
            .handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(final Channel channel) {
                    channel.pipeline().addLast(new FrameDecoder(SoakMessages.FRAME, () -> { }), new Connection(index));
                }
            })
            .connect(target).addListener(connected -> {
                if (!connected.isSuccess()) {
                    loop.schedule(() -> connect(index), AGAIN_MS, TimeUnit.MILLISECONDS);
                }
            });
    }

    /** @return what the next message is written to; null when no connection takes one now. */
    Channel next() {
        for (int tried = 0; tried < channels.length; tried++) {
            turn = turn + 1 == channels.length ? 0 : turn + 1;
            final Channel channel = channels[turn];
            if (channel != null && channel.isActive() && channel.isWritable()) {
                hasWritten[turn] = true;
                return channel;
            }
        }
        return null;
    }

    void flush() {
        for (int i = 0; i < channels.length; i++) {
            if (hasWritten[i] && channels[i] != null) {
                channels[i].flush();
            }
            hasWritten[i] = false;
        }
    }

    /** Ends one connection, whatever is under way on it. */
    void hangUp() {
        final Channel channel = next();
        if (channel != null) {
            channel.close();
        }
    }

    void close() {
        isClosed = true;
        for (final Channel channel : channels) {
            if (channel != null) {
                channel.close();
            }
        }
    }

    private final class Connection extends SimpleChannelInboundHandler<ByteBuf> {
        private final int index;

        Connection(final int index) {
            this.index = index;
        }

        @Override
        public void channelActive(final ChannelHandlerContext ctx) {
            channels[index] = ctx.channel();
        }

        @Override
        public void channelInactive(final ChannelHandlerContext ctx) {
            channels[index] = null;
            loop.schedule(() -> connect(index), AGAIN_MS, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext ctx, final ByteBuf message) {
            answers.accept(message);
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
            ctx.close();
        }
    }
}
