package io.ayni.connectors.simulator;

import io.ayni.connectors.frame.FrameDecoder;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.frame.FramedDialect;
import io.ayni.iso8583.spec.Dialect;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * An interbank network on a port of this machine: answers sign-on, echo, 0200, 0420 and 0421 of the switches that call
 * it, keeps its own {@link InterbankBooks}, does wrong when {@link #paymentFaults} or {@link #reversalFaults} say so,
 * and sends credits of other institutions to the switch. Runs its own thread; every method may be called from any.
 */
public final class InterbankSimulator implements AutoCloseable {
    private final Dialect dialect;
    private final FrameFormat frame;
    private final SslContext tls;
    private final NetworkDesk desk;
    private final InterbankBooks books = new InterbankBooks();
    private final FaultRules paymentFaults = new FaultRules();
    private final FaultRules reversalFaults = new FaultRules();
    private final Set<SimulatorConnection> connections = ConcurrentHashMap.newKeySet();
    private final CreditSender credits = new CreditSender();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory("interbank-simulator", true), NioIoHandler.newFactory());
    private volatile boolean answersManagement = true;
    private Channel server;

    public InterbankSimulator(final Dialect dialect, final FrameFormat frame) {
        this(dialect, frame, null);
    }

    /** @param tls null for none */
    public InterbankSimulator(final Dialect dialect, final FrameFormat frame, final SslContext tls) {
        this(dialect, frame, tls, NetworkDesk.INTERBANK);
    }

    InterbankSimulator(
        final Dialect dialect, final FrameFormat frame, final SslContext tls, final NetworkDesk desk) {
        this.desk = desk;
        this.dialect = FramedDialect.behind(frame, dialect);
        this.frame = frame;
        this.tls = tls;
    }

    /** @param address where to listen; port 0 lets the system choose. @return where it listens now. */
    public InetSocketAddress start(final InetSocketAddress address) {
        server = new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(final Channel channel) {
                    if (tls != null) {
                        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel.pipeline()
                        .addLast(new FrameDecoder(frame, () -> { }))
                        .addLast(new SimulatorConnection(InterbankSimulator.this, channel));
                }
            })
            .bind(address)
            .syncUninterruptibly()
            .channel();
        return (InetSocketAddress) server.localAddress();
    }

    /** @return what the network holds to be true. */
    public InterbankBooks books() {
        return books;
    }

    /** @return what happens to the 0200 that arrive. */
    public FaultRules paymentFaults() {
        return paymentFaults;
    }

    /** @return what happens to the 0420 and 0421 that arrive. */
    public FaultRules reversalFaults() {
        return reversalFaults;
    }

    /** Whether sign-on and echo are answered; if not, a link finds out by its lost echoes. */
    public void answerManagement(final boolean answers) {
        answersManagement = answers;
    }

    /** Ends every connection, as a network that goes down does; it goes on listening. */
    public void dropConnections() {
        connections.forEach(SimulatorConnection::close);
    }

    /** @return switches connected now. */
    public int connections() {
        return connections.size();
    }

    /**
     * Sends a credit to an account at the switch: 0200, DE3 21.
     *
     * @param credit what to send; the same one again is the same message again, as 0201
     * @return the answer; failed when no switch is connected or the connection ends
     */
    public CompletableFuture<CreditAnswer> send(final InboundCredit credit) {
        return credits.send(credit, connections);
    }

    /** Takes a credit back: 0420. @return as {@link #send} */
    public CompletableFuture<CreditAnswer> reverse(final InboundCredit credit) {
        return credits.reverse(credit, connections);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close().syncUninterruptibly();
        }
        dropConnections();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
    }

    NetworkDesk desk() {
        return desk;
    }

    Dialect dialect() {
        return dialect;
    }

    FrameFormat frame() {
        return frame;
    }

    boolean answersManagement() {
        return answersManagement;
    }

    CreditSender credits() {
        return credits;
    }

    void opened(final SimulatorConnection connection) {
        connections.add(connection);
    }

    void closed(final SimulatorConnection connection) {
        connections.remove(connection);
        credits.connectionLost(connection);
    }
}
