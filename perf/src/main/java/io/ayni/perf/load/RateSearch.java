package io.ayni.perf.load;

/**
 * The highest rate that a bound still holds at: doubled from the lowest until it does not, then halved in between until
 * the two are near. Each rate is tried once more before it counts as too high, since one stall of the machine says
 * nothing about the switch.
 */
final class RateSearch {
    private static final double NEAR = 1.05;
    private static final int TRIES = 2;

    /** Runs a load. */
    @FunctionalInterface
    interface Trial {
        /** @return whether the bound held at this rate. */
        boolean holdsAt(long ratePerSecond) throws Exception;
    }

    private RateSearch() {
    }

    /**
     * @return the highest rate found to hold, 0 when not even the lowest does
     * @throws IllegalArgumentException unless 1 ≤ lowest ≤ highest
     */
    static long highest(final long lowest, final long highest, final Trial trial) throws Exception {
        if (lowest < 1 || highest < lowest) {
            throw new IllegalArgumentException("search from " + lowest + " to " + highest);
        }
        long holds = 0;
        long tooHigh = 0;
        long rate = lowest;
        while (tooHigh == 0 && holds < highest) {
            if (holds(rate, trial)) {
                holds = rate;
                rate = Math.min(highest, rate * 2);
            } else {
                tooHigh = rate;
            }
        }
        while (holds > 0 && tooHigh > 0 && tooHigh > holds * NEAR && tooHigh - holds > 1) {
            final long middle = (holds + tooHigh) / 2;
            if (holds(middle, trial)) {
                holds = middle;
            } else {
                tooHigh = middle;
            }
        }
        return holds;
    }

    private static boolean holds(final long rate, final Trial trial) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            if (trial.holdsAt(rate)) {
                return true;
            }
        }
        return false;
    }
}
