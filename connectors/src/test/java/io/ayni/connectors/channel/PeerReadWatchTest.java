package io.ayni.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeerReadWatchTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AtomicInteger tooSlow = new AtomicInteger();

    PeerReadWatchTest() {
        channel.freezeTime();
        channel.pipeline().addLast(new PeerReadWatch(new ReadGate(channel), tooSlow::incrementAndGet));
    }

    @Test
    void aPeerThatDoesNotReadIsClosedAfterFiveSeconds() {
        writable(false);
        advance(PeerReadWatch.PATIENCE_MS - 1);
        assertThat(channel.isOpen()).isTrue();

        advance(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(tooSlow).hasValue(1);
    }

    @Test
    void aPeerThatReadsInTimeStaysAndItsNextDelayIsMeasuredAnew() {
        writable(false);
        advance(PeerReadWatch.PATIENCE_MS - 1);
        writable(true);
        writable(false);
        advance(PeerReadWatch.PATIENCE_MS - 1);
        assertThat(channel.isOpen()).isTrue();

        writable(true);
        advance(10 * PeerReadWatch.PATIENCE_MS);
        assertThat(channel.isOpen()).isTrue();
        assertThat(tooSlow).hasValue(0);
    }

    @Test
    void aPeerThatDoesNotReadIsNotReadEither() {
        writable(false);
        assertThat(channel.config().isAutoRead()).isFalse();

        writable(true);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private void writable(final boolean isWritable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, isWritable);
        channel.runPendingTasks();
    }

    private void advance(final long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }
}
