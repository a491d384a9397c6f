package io.ayni.core.host.ring;

import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.TickEncoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.SequencerClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Offers a Tick when the engine's next deadline is due, at once again while one still is, and at least one each
 * heartbeat. At most one is on its way at a time.
 */
final class Ticker {
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Ingress ingress;
    private final SequencerClock clock;
    private final NanoClock nanoClock;
    private final long heartbeatNs;
    private final UnsafeBuffer tick =
        new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH]);
    private volatile long deadlineMs = Long.MAX_VALUE;
    private volatile boolean isUnderWay;
    /** Journaled time at which the parked thread wakes by itself, an earlier deadline wakes it up; lowest while it runs. */
    private volatile long wakeAtMs = Long.MIN_VALUE;
    private volatile Thread thread;
    private long nextHeartbeatNs;

    Ticker(final Ingress ingress, final SequencerClock clock, final NanoClock nanoClock, final long heartbeatMs) {
        this.ingress = ingress;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.heartbeatNs = TimeUnit.MILLISECONDS.toNanos(heartbeatMs);
        new TickEncoder().wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
    }

    void start() {
        nextHeartbeatNs = nanoClock.nanoTime() + heartbeatNs;
    }

    /** Engine thread, after each batch. */
    void onDeadline(final long nextDeadlineMs) {
        deadlineMs = nextDeadlineMs;
        if (nextDeadlineMs < wakeAtMs) {
            LockSupport.unpark(thread);
        }
    }

    /** Engine thread; {@link #onDeadline} follows. */
    void onTickApplied() {
        isUnderWay = false;
    }

    /** @return 1 when a tick was offered and taken. */
    int doWork() {
        if (isUnderWay || !isDue()) {
            return 0;
        }
        isUnderWay = true;
        if (ingress.offer(Ingress.Lane.COMPLETION, tick, 0, tick.capacity()) != Ingress.Result.ACCEPTED) {
            isUnderWay = false;
            return 0;
        }
        nextHeartbeatNs = nanoClock.nanoTime() + heartbeatNs;
        return 1;
    }

    private boolean isDue() {
        return clock.estimateMs() >= deadlineMs || nanoClock.nanoTime() - nextHeartbeatNs >= 0;
    }

    /** Parks the calling thread until the next tick may be due, one heartbeat at the most. */
    void park() {
        thread = Thread.currentThread();
        final long nowMs = clock.estimateMs();
        final long heartbeatInNs = Math.max(RETRY_NS, nextHeartbeatNs - nanoClock.nanoTime());
        final long heartbeatAtMs = nowMs + TimeUnit.NANOSECONDS.toMillis(heartbeatInNs);
        wakeAtMs = heartbeatAtMs;
        final long deadline = deadlineMs;
        if (isUnderWay || deadline >= heartbeatAtMs) {
            LockSupport.parkNanos(this, heartbeatInNs);
        } else {
            wakeAtMs = deadline;
            LockSupport.parkNanos(this, Math.max(RETRY_NS, TimeUnit.MILLISECONDS.toNanos(deadline - nowMs)));
        }
        wakeAtMs = Long.MIN_VALUE;
    }

    void wake() {
        LockSupport.unpark(thread);
    }
}
