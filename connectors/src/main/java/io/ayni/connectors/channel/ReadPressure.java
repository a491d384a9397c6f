package io.ayni.connectors.channel;

import io.ayni.core.host.Ingress;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Stops reading callers' sockets while the ring is at 80 % or more, and goes on when it is not. One per event loop,
 * called on that loop alone.
 */
public final class ReadPressure {
    static final long RECHECK_MS = 2;

    private final Ingress ingress;
    private final EventExecutor loop;
    private final ArrayDeque<ReadGate> stopped = new ArrayDeque<>();
    private final Runnable recheck = this::recheck;

    public ReadPressure(final Ingress ingress, final EventExecutor loop) {
        this.ingress = ingress;
        this.loop = loop;
    }

    /** To be called after each read. @return whether the connection is stopped. */
    public boolean stopIfPressed(final ReadGate gate) {
        if (!ingress.isPressed()) {
            return false;
        }
        if (!gate.isStopped(ReadGate.Reason.RING_PRESSED)) {
            gate.stop(ReadGate.Reason.RING_PRESSED);
            stopped.add(gate);
            if (stopped.size() == 1) {
                scheduleRecheck();
            }
        }
        return true;
    }

    public int stoppedConnections() {
        return stopped.size();
    }

    private void scheduleRecheck() {
        loop.schedule(recheck, RECHECK_MS, TimeUnit.MILLISECONDS);
    }

    private void recheck() {
        if (ingress.isPressed()) {
            scheduleRecheck();
            return;
        }
        for (ReadGate gate = stopped.poll(); gate != null; gate = stopped.poll()) {
            gate.go(ReadGate.Reason.RING_PRESSED);
        }
    }
}
