package io.ayni.core.host.cluster;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;

/** How the threads of a node (driver, archive, consensus module, engine) and of a gateway's client wait. */
public enum NodeIdle {
    /** Spins: a core each for four threads of a node, for microseconds. */
    LATENCY {
        @Override
        public IdleStrategy newStrategy() {
            return BusySpinIdleStrategy.INSTANCE;
        }
    },
    /** Spins, yields, parks for up to 100 µs: the default. */
    BALANCED {
        @Override
        public IdleStrategy newStrategy() {
            return new BackoffIdleStrategy(10, 20, TimeUnit.MICROSECONDS.toNanos(50),
                TimeUnit.MICROSECONDS.toNanos(100));
        }
    },
    /** Sleeps for a millisecond: several nodes on a machine of two cores. */
    FRUGAL {
        @Override
        public IdleStrategy newStrategy() {
            return new SleepingIdleStrategy(TimeUnit.MILLISECONDS.toNanos(1));
        }
    };

    /** @return one for each thread: some keep state. */
    public abstract IdleStrategy newStrategy();

    /** @return the name used in configuration. */
    public String configName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
