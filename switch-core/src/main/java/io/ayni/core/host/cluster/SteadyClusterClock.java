package io.ayni.core.host.cluster;

import io.aeron.cluster.service.ClusterClock;
import io.ayni.core.host.SequencerClock;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The time a leader stamps, passing as on one machine: a step of the clock on the wall makes no timeout of a payment
 * early or late, and no leader look dead. For the consensus module's thread; others come by seldom and take turns.
 */
final class SteadyClusterClock implements ClusterClock {
    private final SequencerClock clock;

    SteadyClusterClock() {
        clock = new SequencerClock(SystemEpochClock.INSTANCE, SystemNanoClock.INSTANCE, jumpMs -> { });
        clock.start(Long.MIN_VALUE);
    }

    @Override
    public synchronized long time() {
        return clock.advance();
    }

    @Override
    public long timeMillis() {
        return time();
    }

    @Override
    public long timeMicros() {
        return TimeUnit.MILLISECONDS.toMicros(time());
    }

    @Override
    public long timeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(time());
    }

    @Override
    public long convertToNanos(final long time) {
        return TimeUnit.MILLISECONDS.toNanos(time);
    }

    @Override
    public TimeUnit timeUnit() {
        return TimeUnit.MILLISECONDS;
    }
}
