package io.ayni.connectors.simulator;

import io.ayni.connectors.frame.FrameDecoder;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.frame.FramedDialect;
import io.ayni.iso8583.spec.Dialect;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An interbank network on a port of this machine: answers sign-on, echo, 0200, 0420 and 0421 of the switches that call
 * it, keeps its own {@link InterbankBooks}, does wrong when {@link #paymentFaults} or {@link #reversalFaults} say so,
 * and sends credits of other institutions to the switch. Runs its own thread; every method may be called from any.
 */
public final class InterbankSimulator implements SimulatedNetwork {
    private final Dialect dialect;
    private final FrameFormat frame;
    private final SslContext tls;
    private final NetworkDesk desk;
    private final InterbankBooks books = new InterbankBooks();
    private final FaultRules paymentFaults = new FaultRules();
    private final FaultRules reversalFaults = new FaultRules();
    private final Set<SimulatorConnection> connections = ConcurrentHashMap.newKeySet();
    private final CreditSender credits = new CreditSender();
    private final SimulatorPort port;
    private volatile boolean answersManagement = true;

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
        this.port = new SimulatorPort(desk.name() + "-simulator", this::install);
    }

    private void install(final Channel channel) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline()
            .addLast(new FrameDecoder(frame, () -> { }))
            .addLast(new SimulatorConnection(this, channel));
    }

    @Override
    public InetSocketAddress start(final InetSocketAddress address) {
        return port.start(address);
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

    @Override
    public String name() {
        return desk.name();
    }

    @Override
    public Optional<FaultRules> faults(final Target target) {
        return switch (target) {
            case PAYMENTS -> Optional.of(paymentFaults);
            case REVERSALS -> Optional.of(reversalFaults);
            default -> Optional.empty();
        };
    }

    @Override
    public void writeBooks(final Appendable csv) throws IOException {
        books.write(csv);
    }

    @Override
    public String summary() {
        return books.summary();
    }

    @Override
    public void down(final long forMs) {
        port.down(forMs);
    }

    @Override
    public void up() {
        port.up();
    }

    @Override
    public void pause(final long forMs) {
        port.pause(forMs);
    }

    @Override
    public void answerManagement(final boolean answers) {
        answersManagement = answers;
    }

    @Override
    public long accepted() {
        return port.accepted();
    }

    @Override
    public void dropConnections() {
        port.dropConnections();
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
        port.close();
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
