package io.ayni.perf.peer;

/** A server that the switch is measured beside. Closing it ends its threads and gives its port back. */
interface Peer extends AutoCloseable {
    /** @return where it listens on loopback. */
    int port();

    @Override
    void close();
}
