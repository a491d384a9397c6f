package io.ayni.connectors.channel;

import io.ayni.core.host.Ingress;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Stops reading callers' sockets while the ring is at 80 % or more, and goes on when it is not: what does not fit then
 * waits in the peers' own send buffers. One per event loop, called on that loop alone.
 */
public final class ReadPressure {
    static final long RECHECK_MS = 2;

    private final Ingress ingress;
    private final EventLoop loop;
    private final ArrayDeque<Channel> paused = new ArrayDeque<>();
    private final Runnable recheck = this::recheck;

    public ReadPressure(final Ingress ingress, final EventLoop loop) {
        this.ingress = ingress;
        this.loop = loop;
    }

    /** To be called after each read. @return whether the channel was stopped. */
    public boolean pauseIfPressed(final Channel channel) {
        if (!ingress.isPressed()) {
            return false;
        }
        if (channel.config().isAutoRead()) {
            channel.config().setAutoRead(false);
            paused.add(channel);
            if (paused.size() == 1) {
                scheduleRecheck();
            }
        }
        return true;
    }

    public int pausedChannels() {
        return paused.size();
    }

    private void scheduleRecheck() {
        loop.schedule(recheck, RECHECK_MS, TimeUnit.MILLISECONDS);
    }

    private void recheck() {
        if (ingress.isPressed()) {
            scheduleRecheck();
            return;
        }
        for (Channel channel = paused.poll(); channel != null; channel = paused.poll()) {
            if (channel.isOpen()) {
                channel.config().setAutoRead(true);
            }
        }
    }
}
