package io.ayni.perf.bench;

import java.io.IOException;
import java.net.InetSocketAddress;

import io.ayni.perf.peer.PeerProcess;
import io.ayni.perf.peer.ProcessStats;

/** A server under measurement, in a process of its own. */
record Server(String name, InetSocketAddress address, Stats stats, AutoCloseable process) implements AutoCloseable {
    static final String AYNI = "Ayni";
    static final String THREE_NODES = "Ayni, three nodes";
    static final String ECHO = "raw echo";
    static final String HTTP_ECHO = "raw HTTP echo";
    static final String JPOS_LISTENER = "jPOS listener";
    static final String JPOS_TRANSACTIONS = "jPOS TransactionManager";
    static final String POSTGRESQL = "PostgreSQL";

    /** What the process has taken so far. */
    @FunctionalInterface
    interface Stats {
        ProcessStats get() throws IOException, InterruptedException;
    }

    static Server of(final String name, final PeerProcess process) {
        return new Server(name, process.address(), process::stats, process);
    }

    @Override
    public void close() {
        try {
            process.close();
        } catch (final Exception e) {
            throw new IllegalStateException(name + " does not end", e);
        }
    }
}
