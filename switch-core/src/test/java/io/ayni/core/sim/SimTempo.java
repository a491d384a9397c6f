package io.ayni.core.sim;

/**
 * How long a history is and how often the power goes in it. Most are long, so that months pass and lists fill; every
 * eighth is short and rough, since a recovery costs as much as the history before it.
 *
 * @param steps       of the history
 * @param crashOneIn  steps, on average
 * @param followOneIn steps, on average, the second engine works
 */
record SimTempo(int steps, int crashOneIn, int followOneIn) {
    private static final SimTempo LONG = new SimTempo(6_500, 10_000, 100);
    private static final SimTempo ROUGH = new SimTempo(1_500, 300, 20);

    static SimTempo of(final long seed) {
        return seed % 8 == 0 ? ROUGH : LONG;
    }

    boolean isRough() {
        return this == ROUGH;
    }
}
