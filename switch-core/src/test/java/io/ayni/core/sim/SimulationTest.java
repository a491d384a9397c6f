package io.ayni.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The switch under everything that can go wrong, from seeds; {@code -Dayni.simulation.seeds} for more of them. */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("ayni.simulation.seeds", 2_000);
    private static final long EVENTS_PER_SEED = 5_000;

    @Test
    void noSeedBreaksAnInvariant() {
        long events = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            events += Simulation.run(seed).events();
        }
        System.out.println(SEEDS + " seeds, " + events + " events, 0 violations");
        assertThat(events).isGreaterThan(SEEDS * EVENTS_PER_SEED);
    }

    @Test
    void oneSeedIsOneHistory() {
        assertThat(Simulation.run(4_711)).isEqualTo(Simulation.run(4_711));
    }
}
