package io.ayni.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a HashMap that sees the same additions and removals. */
class SlabIndexTest {
    private record Key(long high, long low) {
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void findsWhatAMapFindsThroughAdditionsAndRemovals(final int keyWords) {
        final Random random = new Random(20_261_121 + keyWords);
        final Slab slab = new Slab(3);
        final SlabIndex index = new SlabIndex(slab, 0, keyWords, 4);
        final Map<Key, Integer> twin = new HashMap<>();
        final List<Key> known = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            // Few distinct keys, so that clusters form and gaps open in the middle of them.
            final Key key = new Key(random.nextInt(3_000), keyWords == 2 ? random.nextInt(2) : 0);
            if (twin.containsKey(key) && random.nextInt(3) > 0) {
                final int id = twin.remove(key);
                index.remove(id);
                slab.free(id);
            } else if (!twin.containsKey(key)) {
                final int id = slab.allocate();
                slab.set(id, 0, key.high());
                slab.set(id, 1, key.low());
                index.add(id);
                twin.put(key, id);
                known.add(key);
            }
            final Key probe = known.get(random.nextInt(known.size()));
            assertThat(index.find(probe.high(), probe.low())).isEqualTo(twin.getOrDefault(probe, Slab.NONE));
        }
        assertThat(index.size()).isEqualTo(twin.size());
        assertThat(slab.size()).isEqualTo(twin.size());
    }

    @Test
    void removingWhatIsNotThereIsABugThatShows() {
        final Slab slab = new Slab(1);
        final SlabIndex index = new SlabIndex(slab, 0, 1, 4);
        final int id = slab.allocate();
        assertThatIllegalStateException().isThrownBy(() -> index.remove(id));
    }

    @Test
    void aFreedRecordComesBackEmptyAndWordsKeepTheirBits() {
        final Slab slab = new Slab(2);
        final int id = slab.allocate();
        slab.setInt(id, 0, 0, -1);
        slab.setInt(id, 0, 32, 7);
        slab.setBits(id, 1, 8, 16, 0xFFFF);
        slab.setBits(id, 1, 24, 8, 3);
        assertThat(slab.getInt(id, 0, 0)).isEqualTo(-1);
        assertThat(slab.getInt(id, 0, 32)).isEqualTo(7);
        assertThat(slab.getBits(id, 1, 8, 16)).isEqualTo(0xFFFF);
        slab.setBits(id, 1, 8, 16, 1);
        assertThat(slab.getBits(id, 1, 24, 8)).as("neighbour").isEqualTo(3);
        slab.free(id);
        assertThat(slab.allocate()).isEqualTo(id);
        assertThat(slab.get(id, 0) | slab.get(id, 1)).isZero();
    }
}
