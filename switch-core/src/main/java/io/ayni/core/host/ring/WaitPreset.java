package io.ayni.core.host.ring;

import java.util.Locale;

/**
 * How the threads of the ring wait when there is nothing to do: with few cores a wait takes time from those it waits
 * for.
 */
public enum WaitPreset {
    /**
     * Spins without a pause. Wakes in well under a microsecond; each of the two threads uses a core up, idle or not. For
     * machines with at least two cores to spare besides those of the event loops: with fewer, the spinning takes time
     * from the very threads it waits for, and latency gets worse instead of better.
     */
    LATENCY {
        @Override
        RingWaiting newWaiting(final int threads) {
            return new SpinningWait();
        }
    },
    /**
     * Spins for a microsecond or two, then parks until woken; the only thread of a ring yields for a moment in between,
     * which two would take from each other. Under load a batch follows the other without a wake-up; after a pause the
     * command that comes first wakes the ring, some microseconds on the caller's thread. Idle, it uses nothing. The
     * default: two cores shared with event loops.
     */
    BALANCED {
        @Override
        RingWaiting newWaiting(final int threads) {
            return new ParkingWait(SPINS, threads == 1 ? YIELD_NS : 0);
        }
    },
    /** Parks at once until woken. For a switch that shares its machine. */
    FRUGAL {
        @Override
        RingWaiting newWaiting(final int threads) {
            return new ParkingWait(0, 0);
        }
    };

    private static final int SPINS = 100;
    /** About half the time of a sync: who answers at once finds the journal awake. */
    private static final long YIELD_NS = 60_000;

    /** @param threads of the ring */
    abstract RingWaiting newWaiting(int threads);

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
