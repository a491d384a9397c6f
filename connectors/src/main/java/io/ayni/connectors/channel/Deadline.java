package io.ayni.connectors.channel;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One deadline of a connection that moves often and rarely falls due: moving it on costs a store, not a task on the
 * loop's timer. On the event loop alone.
 */
public final class Deadline {
    private static final long NONE = Long.MAX_VALUE;

    private final EventExecutor loop;
    private final Runnable onDue;
    private final Runnable check = this::check;
    private long dueNs = NONE;
    private long checkNs;
    private boolean isScheduled;

    /** @param onDue runs on the loop when the deadline falls due; it may set another one */
    public Deadline(final EventExecutor loop, final Runnable onDue) {
        this.loop = loop;
        this.onDue = onDue;
    }

    /** Falls due after this time unless it is moved before. */
    public void in(final long delayMs) {
        in(delayMs, loop.ticker().nanoTime());
    }

    /** As {@link #in(long)}, by a caller that knows the time. */
    public void in(final long delayMs, final long nowNs) {
        dueNs = nowNs + TimeUnit.MILLISECONDS.toNanos(delayMs);
        if (!isScheduled || dueNs - checkNs < 0) {
            schedule(nowNs);
        }
    }

    /** Never falls due. */
    public void clear() {
        dueNs = NONE;
    }

    public boolean isSet() {
        return dueNs != NONE;
    }

    private void schedule(final long nowNs) {
        isScheduled = true;
        checkNs = dueNs;
        loop.schedule(check, dueNs - nowNs, TimeUnit.NANOSECONDS);
    }

    private void check() {
        final long nowNs = loop.ticker().nanoTime();
        if (isScheduled && nowNs - checkNs < 0) {
            return; // an earlier check took over from this one
        }
        isScheduled = false;
        if (dueNs == NONE) {
            return;
        }
        if (nowNs - dueNs < 0) {
            schedule(nowNs);
        } else {
            dueNs = NONE;
            onDue.run();
        }
    }
}
