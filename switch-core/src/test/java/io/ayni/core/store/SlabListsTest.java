package io.ayni.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists by owner against sorted sets: in order of the key, whatever the order of coming and going. */
class SlabListsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void saysWhatSortedSetsSay(final long seed) {
        final Random random = new Random(seed);
        final long[] keys = random.longs(2_000).toArray();
        final SlabLists lists = new SlabLists(id -> keys[id], 4);
        final Map<Long, TreeSet<Long>> expected = new HashMap<>();
        final Map<Integer, Long> ownerOf = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            final int id = random.nextInt(keys.length);
            final Long owner = ownerOf.remove(id);
            if (owner != null) {
                lists.remove(owner, id);
                expected.get(owner).remove(keys[id]);
            } else {
                final long to = random.nextInt(50);
                lists.add(to, id);
                ownerOf.put(id, to);
                expected.computeIfAbsent(to, any -> new TreeSet<>()).add(keys[id]);
            }
        }
        expected.forEach((owner, sorted) -> assertThat(walk(lists, owner, keys)).containsExactlyElementsOf(sorted));
        assertThat(lists.first(99)).as("nobody's").isEqualTo(Slab.NONE);
    }

    private static List<Long> walk(final SlabLists lists, final long owner, final long[] keys) {
        final List<Long> seen = new ArrayList<>();
        for (int id = lists.first(owner); id != Slab.NONE; id = lists.next(id)) {
            seen.add(keys[id]);
        }
        return seen;
    }
}
