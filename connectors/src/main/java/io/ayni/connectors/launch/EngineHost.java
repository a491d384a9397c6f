package io.ayni.connectors.launch;

import io.ayni.connectors.telemetry.SwitchMetrics;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.LinkHolder;

/** Where the engine runs, as a switch is wired to it: in this process, or on the nodes of a cluster. */
interface EngineHost extends AutoCloseable {
    /** When it returns, commands are taken. @throws UserError with what a person can do about it */
    void start();

    /** After {@link #start}. */
    Ingress ingress();

    /** @return of the rules that the engine is known to hold; 0 when it is not known. */
    long policyHash();

    /** The rules are in force. */
    void afterPolicy();

    /** Any thread. */
    boolean isReady();

    void register(SwitchMetrics metrics);

    /** Asks for a link; the holder is told, here or on another thread, when this process has it. */
    void claim(int linkId, LinkHolder holder);

    @Override
    void close();
}
