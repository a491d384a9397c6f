package io.ayni.core.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The heap against a sorted set that sees the same schedules, cancellations and polls. */
class DeadlineHeapTest {
    private record Entry(long timeMs, long order, int id) {
    }

    @Test
    void givesTheSameOrderAsASortedSetAlsoAmongEqualTimes() {
        final Random random = new Random(7);
        final DeadlineHeap heap = new DeadlineHeap(1);
        final TreeSet<Entry> twin = new TreeSet<>(
            Comparator.comparingLong(Entry::timeMs).thenComparingLong(Entry::order));
        final Entry[] byId = new Entry[500];
        for (int i = 0; i < 300_000; i++) {
            final int id = random.nextInt(byId.length);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    if (byId[id] != null) {
                        twin.remove(byId[id]);
                    }
                    byId[id] = new Entry(random.nextInt(50), 1_000 - id, id);
                    twin.add(byId[id]);
                    heap.schedule(id, byId[id].timeMs(), byId[id].order());
                }
                case 2 -> {
                    if (byId[id] != null) {
                        twin.remove(byId[id]);
                        byId[id] = null;
                    }
                    heap.cancel(id);
                }
                default -> {
                    if (!twin.isEmpty()) {
                        final Entry first = twin.pollFirst();
                        byId[first.id()] = null;
                        assertThat(heap.poll()).isEqualTo(first.id());
                    }
                }
            }
            assertThat(heap.nextMs()).isEqualTo(twin.isEmpty() ? Long.MAX_VALUE : twin.first().timeMs());
            assertThat(heap.size()).isEqualTo(twin.size());
        }
    }
}
