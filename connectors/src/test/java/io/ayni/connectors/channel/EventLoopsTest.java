package io.ayni.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventLoopsTest {
    @Test
    void eachLoopHasItsOwnMailboxAtItsIndex() {
        try (EventLoops loops = new EventLoops(2, 4_096, 0)) {
            assertThat(loops.count()).isEqualTo(2);
            for (int i = 0; i < 2; i++) {
                assertThat(loops.mailboxOf(loops.loop(i))).isSameAs(loops.mailboxes().get(i));
                assertThat(loops.mailboxes().get(i).loopIndex()).isEqualTo(i);
            }
        }
    }

    @Test
    void aNodeHasAtLeastOneLoop() {
        assertThatThrownBy(() -> new EventLoops(0, 4_096, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
