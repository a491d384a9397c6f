package io.ayni.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AtomicInteger due = new AtomicInteger();
    private final Deadline deadline = new Deadline(channel.eventLoop(), due::incrementAndGet);

    @BeforeEach
    void freeze() {
        channel.freezeTime();
    }

    @Test
    void fallsDueOnceAtItsTime() {
        deadline.in(100);
        advance(99);
        assertThat(due).hasValue(0);

        advance(1);
        assertThat(due).hasValue(1);
        assertThat(deadline.isSet()).isFalse();
        advance(1_000);
        assertThat(due).hasValue(1);
    }

    @Test
    void movedOnItFallsDueAtTheLaterTime() {
        deadline.in(100);
        advance(60);
        deadline.in(100);
        advance(99);
        assertThat(due).hasValue(0);

        advance(1);
        assertThat(due).hasValue(1);
    }

    @Test
    void movedForwardItFallsDueAtTheEarlierTimeAndTheNextOneAtItsOwn() {
        deadline.in(100);
        deadline.in(10);
        advance(10);
        assertThat(due).hasValue(1);

        deadline.in(200);
        advance(199);
        assertThat(due).as("the first one's task came meanwhile").hasValue(1);
        advance(1);
        assertThat(due).hasValue(2);
    }

    @Test
    void clearedItNeverFallsDue() {
        deadline.in(100);
        deadline.clear();
        advance(1_000);

        assertThat(due).hasValue(0);
    }

    @Test
    void setAgainAfterItWasClearedItFallsDue() {
        deadline.in(100);
        deadline.clear();
        deadline.in(300);
        advance(299);
        assertThat(due).hasValue(0);
        advance(1);
        assertThat(due).hasValue(1);
    }

    private void advance(final long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }
}
