package io.ayni.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The queue against a deque that sees the same coming and going. */
class IntQueueTest {
    @Test
    void idsComeOutInTheOrderTheyCame() {
        final Random random = new Random(7);
        final IntQueue queue = new IntQueue(4);
        final ArrayDeque<Integer> twin = new ArrayDeque<>();
        for (int i = 0; i < 50_000; i++) {
            // Long runs of each, so that it wraps, grows while wrapped, and empties.
            if (random.nextInt(100) < (i / 1_000 % 2 == 0 ? 60 : 35)) {
                queue.add(i);
                twin.add(i);
            } else if (!twin.isEmpty()) {
                assertThat(queue.remove()).isEqualTo(twin.remove());
            }
            assertThat(queue.size()).isEqualTo(twin.size());
        }
        final List<Integer> left = new ArrayList<>();
        for (int i = 0; i < queue.size(); i++) {
            left.add(queue.get(i));
        }
        assertThat(left).containsExactlyElementsOf(twin);
    }

    @Test
    void takingFromAnEmptyQueueIsABugThatShows() {
        assertThatIllegalStateException().isThrownBy(new IntQueue(4)::remove);
    }
}
