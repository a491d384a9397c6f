package io.ayni.core.host.ring;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.LiteBlockingWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;

import java.util.Locale;

/**
 * How the engine and journal threads wait when there is nothing to do. Waiting decides latency at low load alone: under
 * load the next batch is there already.
 */
public enum WaitPreset {
    /**
     * Spins without a pause. Wakes in well under a microsecond; each of the two threads uses a core up, idle or not. For
     * machines with at least two cores to spare besides those of the event loops: with fewer, the spinning takes time
     * from the very threads it waits for, and latency gets worse instead of better.
     */
    LATENCY {
        @Override
        WaitStrategy newWaitStrategy() {
            return new BusySpinWaitStrategy();
        }
    },
    /**
     * Spins 100 times, yields 100 times, then parks 50 µs at a time. Wakes in a microsecond under load and in about
     * 100 µs (50 µs and the timer slack of the kernel) after a pause; idle, a few per cent of one core. More spins or
     * shorter parks: faster wake-up, more of the processor used up while idle. The default: two cores shared with event
     * loops.
     */
    BALANCED {
        @Override
        WaitStrategy newWaitStrategy() {
            return new SleepingWaitStrategy(SPINS_AND_YIELDS, PARK_NS);
        }
    },
    /**
     * Blocks until woken. Uses nothing while idle; each command that finds the engine asleep pays for the wake-up (some
     * ten microseconds, on the caller's thread too, which takes a lock for it). For a switch that shares its machine.
     */
    FRUGAL {
        @Override
        WaitStrategy newWaitStrategy() {
            return new LiteBlockingWaitStrategy();
        }
    };

    private static final int SPINS_AND_YIELDS = 200;
    private static final long PARK_NS = 50_000;

    abstract WaitStrategy newWaitStrategy();

    /** @return the name used in configuration. */
    public String configName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the preset with this name of the configuration, or null. */
    public static WaitPreset ofConfigName(final String name) {
        for (final WaitPreset preset : values()) {
            if (preset.configName().equals(name)) {
                return preset;
            }
        }
        return null;
    }
}
