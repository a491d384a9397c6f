package io.ayni.perf.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.agrona.concurrent.SystemNanoClock;

/**
 * All connections of a load on one event loop, and the rig on it as well: between two bursts the loop parks in the
 * selector until the next one is due or an answer is there. So one thread sends and measures, nothing is handed over
 * between threads, and the machine is left to the switch.
 */
final class LoadClient implements LoadTransport, AutoCloseable {
    private static final int EXPECTED_REQUEST_LENGTH = 512;
    /** Below this a schedule of Netty's runs before sockets are looked at: a task at once would keep answers out. */
    private static final long SHORTEST_PARK_NS = 1;

    private final LoadProtocol protocol;
    private final LoadConnections sockets;
    private final List<Connection> connections = new ArrayList<>();
    /** Since the last flush: of 10,000 connections a burst touches one. */
    private final List<Connection> written = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final LoadMix mix;
    /** Until there is one, nobody finds a password. */
    private Inbox inbox = (account, paymentId, code) -> code.accept(null);
    private Confirmations confirmations;
    private LoadTestRig rig;
    private int open;
    private int turn;

    LoadClient(final LoadProtocol protocol) {
        this(protocol, LoadMix.TRANSFERS);
    }

    /** @param mix whose challenges are answered; the protocol sends by the same */
    LoadClient(final LoadProtocol protocol, final LoadMix mix) {
        this.protocol = protocol;
        this.mix = mix;
        this.sockets = new LoadConnections(this::setUp);
    }

    /** Opens the connection to the inbox that passwords are read from; to be called before {@link #start}. */
    void openInbox(final InetSocketAddress target, final String apiKey) throws IOException, InterruptedException {
        final HttpInbox http = new HttpInbox(target, apiKey);
        sockets.open(target, channel -> http.setUp(channel.pipeline()));
        inbox = http;
    }

    private void setUp(final Channel channel) {
        final Connection connection = new Connection(channel);
        connection.session = protocol.open(channel.pipeline(), connection);
        channel.pipeline().addLast(connection);
        connections.add(connection);
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
        confirmations = new Confirmations(mix, SystemNanoClock.INSTANCE, inbox, rig::onConfirmation);
        sockets.open(target, connectionCount);
        sockets.loop().execute(TimerSlack::lower);
        sockets.loop().execute(this::duty);
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
                sockets.loop().schedule(this::duty, Math.max(idleNs, SHORTEST_PARK_NS), TimeUnit.NANOSECONDS);
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
        for (int i = 0; i < written.size(); i++) {
            written.get(i).flush();
        }
        written.clear();
    }

    @Override
    public int pending() {
        return confirmations.pending();
    }

    @Override
    public boolean isConnected() {
        return open > 0;
    }

    @Override
    public void close() {
        sockets.close();
    }

    /** Last in its pipeline: sees the connection come and go. */
    private final class Connection extends ChannelInboundHandlerAdapter implements AnswerListener {
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
            if (!hasWritten) {
                hasWritten = true;
                written.add(this);
            }
        }

        @Override
        public void onAnswer(final long requestId, final int code) {
            if (requestId < Confirmations.FIRST_ID) {
                rig.onAnswer(requestId, code);
            } else {
                confirmations.onAnswer(requestId, code);
            }
        }

        @Override
        public void onChallenge(final long requestId, final long account, final String paymentId) {
            if (mix.expectsChallenges()) {
                confirmations.onChallenge(requestId, account, paymentId, this::confirm);
            }
        }

        private void confirm(
            final long confirmationId, final long requestId, final String paymentId, final String code) {
            final ByteBuf out = channel.alloc().directBuffer(EXPECTED_REQUEST_LENGTH);
            session.writeConfirmation(confirmationId, requestId, paymentId, code, out);
            channel.writeAndFlush(out, channel.voidPromise());
        }

        @Override
        public void onUnreadable() {
            rig.onUnreadable();
        }

        @Override
        public void onConnectionLost() {
            rig.onConnectionLost();
        }

        private void flush() {
            hasWritten = false;
            channel.flush();
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
