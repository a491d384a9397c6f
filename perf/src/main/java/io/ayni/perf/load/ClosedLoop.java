package io.ayni.perf.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import org.HdrHistogram.Histogram;
import org.agrona.collections.Long2LongCounterMap;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * As many requests in flight on each connection as asked, the next one sent when an answer comes: shows how much a
 * server does when it is never idle, and its answer time when there is one request at a time. It says nothing about
 * latency under a given load, since it slows down with what it measures; that is what {@link LoadTestRig} is for.
 * <p>
 * One event loop; all that one read of a socket brought is answered with one write.
 */
public final class ClosedLoop implements AutoCloseable {
    private static final int TIMES = 1 << 18;
    private static final int BATCH_BYTES = 16_384;
    private static final long DRAIN_POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(3);

    private enum Phase { WARM_UP, MEASURING, DRAINING }

    private final LoadProtocol protocol;
    private final int inFlightEach;
    private final NanoClock clock;
    private final LoadConnections sockets;
    private final List<Connection> connections = new ArrayList<>();
    /** By request id: when it was sent. Far more places than requests can be in flight. */
    private final long[] sentNs = new long[TIMES];
    private final Histogram latency = new Histogram(LoadStats.HIGHEST_LATENCY_NS, 3);
    private final Long2LongCounterMap codes = new Long2LongCounterMap(0);
    private final CompletableFuture<ClosedLoopResult> ended = new CompletableFuture<>();
    private Phase phase = Phase.WARM_UP;
    private long lastId;
    private long nowNs;
    private long inFlight;
    private long failures;
    private long startNs;
    private long durationNs;
    private long drainDeadlineNs;

    /**
     * @param inFlightEach requests of one connection that wait for their answers
     * @throws IOException if a connection cannot be opened
     */
    public ClosedLoop(
        final LoadProtocol protocol, final InetSocketAddress target, final int connectionCount, final int inFlightEach)
        throws IOException, InterruptedException {
        if ((long) connectionCount * inFlightEach > TIMES / 4) {
            throw new IllegalArgumentException(connectionCount + " x " + inFlightEach + " in flight");
        }
        this.protocol = protocol;
        this.inFlightEach = inFlightEach;
        this.clock = SystemNanoClock.INSTANCE;
        this.sockets = new LoadConnections(channel -> connections.add(new Connection(channel)));
        try {
            sockets.open(target, connectionCount);
        } catch (final IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** Runs once, then hands over what was measured after the warm-up. */
    public ClosedLoopResult run(final long warmUpNs, final long measureNs) throws InterruptedException {
        final EventLoop loop = sockets.loop();
        loop.execute(this::begin);
        loop.schedule(this::measure, warmUpNs, TimeUnit.NANOSECONDS);
        loop.schedule(this::drain, warmUpNs + measureNs, TimeUnit.NANOSECONDS);
        try {
            return ended.get();
        } catch (final ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void begin() {
        nowNs = clock.nanoTime();
        for (final Connection connection : connections) {
            for (int i = 0; i < inFlightEach; i++) {
                connection.write();
            }
            connection.flush();
        }
    }

    private void measure() {
        startNs = clock.nanoTime();
        phase = Phase.MEASURING;
    }

    private void drain() {
        durationNs = clock.nanoTime() - startNs;
        phase = Phase.DRAINING;
        drainDeadlineNs = clock.nanoTime() + DRAIN_NS;
        endOnceDrained();
    }

    private void endOnceDrained() {
        if (inFlight > 0 && clock.nanoTime() - drainDeadlineNs < 0) {
            sockets.loop().schedule(this::endOnceDrained, DRAIN_POLL_NS, TimeUnit.NANOSECONDS);
            return;
        }
        final Map<String, Long> byCode = new TreeMap<>();
        codes.forEach((code, count) -> byCode.put(AnswerCode.format((int) code), count));
        ended.complete(new ClosedLoopResult(
            latency.getTotalCount(), durationNs, latency, byCode, lastId - inFlight, failures + inFlight));
    }

    @Override
    public void close() {
        sockets.close();
    }

    /** First in its pipeline: takes the time before an answer is read, and writes when all of a read is handled. */
    private final class Connection extends ChannelDuplexHandler implements AnswerListener {
        private final Channel channel;
        private final LoadProtocol.Session session;
        private ByteBuf batch;

        Connection(final Channel channel) {
            this.channel = channel;
            channel.pipeline().addLast(this);
            this.session = protocol.open(channel.pipeline(), this);
        }

        private void write() {
            if (batch == null) {
                batch = channel.alloc().directBuffer(BATCH_BYTES);
            }
            final long id = ++lastId;
            sentNs[(int) id & TIMES - 1] = nowNs;
            inFlight++;
            session.write(id, batch);
        }

        private void flush() {
            if (batch != null) {
                final ByteBuf full = batch;
                batch = null;
                channel.writeAndFlush(full, channel.voidPromise());
            }
        }

        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
            nowNs = clock.nanoTime();
            ctx.fireChannelRead(bytes);
        }

        @Override
        public void channelReadComplete(final ChannelHandlerContext ctx) {
            ctx.fireChannelReadComplete();
            flush();
        }

        @Override
        public void onAnswer(final long requestId, final int code) {
            inFlight--;
            if (phase == Phase.MEASURING) {
                latency.recordValue(Math.max(0, nowNs - sentNs[(int) requestId & TIMES - 1]));
                codes.incrementAndGet(code);
            }
            if (phase != Phase.DRAINING) {
                write();
            }
        }

        @Override
        public void onUnreadable() {
            failures++;
        }

        @Override
        public void onConnectionLost() {
            failures++;
        }

        @Override
        public void channelInactive(final ChannelHandlerContext ctx) {
            if (!ended.isDone()) {
                onConnectionLost();
            }
            if (batch != null) {
                batch.release();
                batch = null;
            }
            ctx.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
            onUnreadable();
            ctx.close();
        }
    }
}
