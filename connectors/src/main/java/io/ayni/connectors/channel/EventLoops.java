package io.ayni.connectors.channel;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The node's event loops, native epoll where it is there, and the mailbox of each. Callers and links share them. */
public final class EventLoops implements AutoCloseable {
    private static final long QUIET_MS = 0;
    private static final long CLOSE_TIMEOUT_MS = 5_000;
    private static final long SETTLE_MS = 1_000;

    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup group;
    private final List<LoopMailbox> mailboxes = new ArrayList<>();
    private final List<EventLoop> loops = new ArrayList<>();
    private final Map<EventExecutor, LoopMailbox> mailboxByLoop = new IdentityHashMap<>();

    /**
     * @param count                of event loops, each one thread
     * @param mailboxCapacityBytes of each loop's mailbox
     * @param nodeStartMs          clock at the start of the node
     */
    public EventLoops(final int count, final int mailboxCapacityBytes, final long nodeStartMs) {
        this(count, mailboxCapacityBytes, nodeStartMs, Ticker.systemTicker());
    }

    /** @param ticker that every deadline of the loops and their connections is measured by */
    public EventLoops(final int count, final int mailboxCapacityBytes, final long nodeStartMs, final Ticker ticker) {
        this(count, mailboxCapacityBytes, nodeStartMs, System::nanoTime, ticker);
    }

    EventLoops(final int count, final int mailboxCapacityBytes, final long nodeStartMs, final LongSupplier nanoTime) {
        this(count, mailboxCapacityBytes, nodeStartMs, nanoTime, Ticker.systemTicker());
    }

    private EventLoops(
            final int count, final int mailboxCapacityBytes, final long nodeStartMs, final LongSupplier nanoTime,
            final Ticker ticker) {
        if (count < 1 || count > ConnectionId.MAX_LOOPS) {
            throw new IllegalArgumentException("event loops: " + count);
        }
        final IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new LoopGroup(count, io, ticker);
        for (final EventExecutor executor : group) {
            final LoopMailbox mailbox = new LoopMailbox(mailboxes.size(), executor, mailboxCapacityBytes, nodeStartMs,
                    nanoTime);
            mailboxes.add(mailbox);
            loops.add((EventLoop) executor);
            mailboxByLoop.put(executor, mailbox);
        }
    }

    public EventLoopGroup group() {
        return group;
    }

    public int count() {
        return loops.size();
    }

    public EventLoop loop(final int index) {
        return loops.get(index);
    }

    /** @return the mailbox of this loop, which must be one of these. */
    public LoopMailbox mailboxOf(final EventExecutor loop) {
        return mailboxByLoop.get(loop);
    }

    /** @return one per loop, at its index. */
    public List<LoopMailbox> mailboxes() {
        return mailboxes;
    }

    public Class<? extends ServerChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    public Class<? extends SocketChannel> clientChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** @return {@code epoll} or {@code nio}. */
    public String transport() {
        return epoll ? "epoll" : "nio";
    }

    /** Lets the loops hand out what has reached their mailboxes, then ends them and every connection. */
    @Override
    public void close() {
        for (int i = 0; i < loops.size(); i++) {
            settle(loops.get(i), mailboxes.get(i));
        }
        group.shutdownGracefully(QUIET_MS, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_TIMEOUT_MS * 2);
    }

    /** A loop that shuts down closes its sockets first: answers must have been written before. */
    private static void settle(final EventLoop loop, final LoopMailbox mailbox) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MS);
        do {
            loop.submit(() -> { }).awaitUninterruptibly(SETTLE_MS);
        } while (mailbox.waitingBytes() > 0 && System.nanoTime() - deadlineNs < 0);
    }

    /** Loops that measure by a ticker of our choice. */
    private static final class LoopGroup extends MultiThreadIoEventLoopGroup {
        LoopGroup(final int count, final IoHandlerFactory io, final Ticker ticker) {
            super(count, new DefaultThreadFactory("ayni-loop", true), io, ticker);
        }

        /** Called by the constructor above: the ticker comes as an argument, since no field is set yet. */
        @Override
        protected IoEventLoop newChild(final Executor executor, final IoHandlerFactory io, final Object... args) {
            final Ticker ticker = (Ticker) args[0];
            return new SingleThreadIoEventLoop(this, executor, io) {
                @Override
                public Ticker ticker() {
                    return ticker;
                }

                /** The transport passes {@code System.nanoTime()}: not what the deadlines are measured by. */
                @Override
                protected long delayNanos(final long systemNanos) {
                    return super.delayNanos(ticker.initialNanoTime() + ticker.nanoTime());
                }
            };
        }
    }
}
