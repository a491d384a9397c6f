package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomSourceTest {
    @Test
    void idsArePositiveAndNeverTheSameAcrossPagesAndSources() {
        final Set<Long> seen = new HashSet<>();
        for (int source = 0; source < 4; source++) {
            final RandomSource random = new RandomSource();
            for (int i = 0; i < 5_000; i++) {
                final long id = random.nextPositiveLong();
                assertThat(id).isPositive();
                assertThat(seen.add(id)).as("id seen for the first time").isTrue();
            }
        }
    }

    @Test
    void numbersBelowABoundAreAboutEquallyLikely() {
        final RandomSource random = new RandomSource();
        final int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++) {
            counts[random.nextBelow(10)]++;
        }
        // Ten standard deviations: a fair source never leaves them.
        for (final int count : counts) {
            assertThat(count).isBetween(9_050, 10_950);
        }
    }
}
