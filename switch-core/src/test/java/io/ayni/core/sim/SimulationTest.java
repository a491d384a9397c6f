package io.ayni.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The switch under everything that can go wrong, from seeds. */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("ayni.simulation.seeds", 50);

    @Test
    void noSeedBreaksAnInvariant() {
        long events = 0;
        final long start = System.nanoTime();
        for (long seed = 1; seed <= SEEDS; seed++) {
            events += Simulation.run(seed).events();
        }
        System.out.println("seeds " + SEEDS + " events " + events + " ms " + (System.nanoTime() - start) / 1_000_000);
        assertThat(events).isGreaterThan(SEEDS * 1_000L);
    }

    @Test
    void oneSeedIsOneHistory() {
        assertThat(Simulation.run(4711)).isEqualTo(Simulation.run(4711));
    }
}
