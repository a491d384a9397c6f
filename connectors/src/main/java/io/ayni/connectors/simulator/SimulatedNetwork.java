package io.ayni.connectors.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What every simulated network can be told to do, and to tell. Any thread. */
public interface SimulatedNetwork extends AutoCloseable {
    /** The requests that a {@link Fault} may meet. */
    enum Target {
        /** 0200; PUT of a payment. */
        PAYMENTS,
        /** 0420, 0421. */
        REVERSALS,
        /** What became of a payment, asked of a biller. */
        INQUIRIES,
        /** 0100 with a new PIN. */
        PINS
    }

    /** @return {@code interbank}, {@code card}, {@code biller}. */
    String name();

    /** @param address where to listen; port 0 lets the system choose. @return where it listens now. */
    InetSocketAddress start(InetSocketAddress address);

    /** @return what happens to these requests; empty when this network has none of them. */
    Optional<FaultRules> faults(Target target);

    /** @return connections taken since the start. */
    long accepted();

    /** Ends every connection; new ones are taken. */
    void dropConnections();

    /** Ends every connection and takes none for so long, or until {@link #up}. */
    void down(long forMs);

    /** Takes connections again. */
    void up();

    /** Reads nothing for so long, as a peer that is slow. */
    void pause(long forMs);

    /** Whether sign-on, echo and questions about its health are answered; if not, a link finds out by itself. */
    void answerManagement(boolean answers);

    /** Writes the books: a header, then a line for each payment in the order of their references. */
    void writeBooks(Appendable csv) throws IOException;

    /** @return the books in one line. */
    String summary();

    @Override
    void close();
}
