package io.ayni.connectors.harness;

import io.ayni.connectors.channel.EventLoops;
import io.netty.util.concurrent.Ticker;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

import java.util.concurrent.TimeUnit;

/**
 * The time of a switch under test: that of the machine, and what the test let pass beside it. A timer of ten seconds is
 * ten seconds in the configuration and no time at all in the test; what nobody lets pass is so far away that a slow
 * machine cannot meet it.
 *
 * <p>The host's time and the event loops' pass apart from each other: a payment may time out while its connection is
 * idle for no time at all. Any thread.
 */
public final class TestTime {
    private volatile long hostAheadMs;
    private volatile long wallAheadMs;
    private volatile long loopsAheadNs;
    /** Which of the host's times a thread has read last: the pair that it reads passes together. */
    private final ThreadLocal<Long> lastRead = ThreadLocal.withInitial(() -> hostAheadMs);

    /** The engine's timers see this pass. */
    public void passMs(final long ms) {
        hostAheadMs += ms;
    }

    /** Somebody sets the clock on the wall; no time passes. */
    public void setWallMs(final long ms) {
        wallAheadMs += ms;
    }

    /** The timers of sockets see this pass. */
    public void passOnLoops(final EventLoops loops, final long ms) {
        loopsAheadNs += TimeUnit.MILLISECONDS.toNanos(ms);
        loops.group().forEach(loop -> loop.execute(() -> { })); // wakes it, to look again
    }

    /** On the wall. */
    public EpochClock epochClock() {
        return () -> {
            final long aheadMs = hostAheadMs;
            lastRead.set(aheadMs);
            return System.currentTimeMillis() + aheadMs + wallAheadMs;
        };
    }

    /** Monotonic: as far ahead as the clock on the wall was when this thread read it. */
    public NanoClock nanoClock() {
        return () -> System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lastRead.get());
    }

    /** Of the event loops. */
    public Ticker loopTicker() {
        final Ticker system = Ticker.systemTicker();
        return new Ticker() {
            @Override
            public long initialNanoTime() {
                return system.initialNanoTime();
            }

            @Override
            public long nanoTime() {
                return system.nanoTime() + loopsAheadNs;
            }

            @Override
            public void sleep(final long delay, final TimeUnit unit) throws InterruptedException {
                system.sleep(delay, unit);
            }
        };
    }
}
