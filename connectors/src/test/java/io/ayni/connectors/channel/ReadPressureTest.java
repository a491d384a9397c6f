package io.ayni.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.host.Ingress;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

class ReadPressureTest {
    private final Ring ring = new Ring();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ReadPressure pressure = new ReadPressure(ring, channel.eventLoop());

    @Test
    void readingGoesOnWhileTheRingHasRoom() {
        assertThat(pressure.pauseIfPressed(channel)).isFalse();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void readingStopsWhenTheRingIsPressedAndResumesWhenItIsNot() {
        channel.freezeTime();
        ring.pressed = true;
        assertThat(pressure.pauseIfPressed(channel)).isTrue();
        assertThat(channel.config().isAutoRead()).isFalse();

        recheck();
        assertThat(channel.config().isAutoRead()).as("still pressed").isFalse();

        ring.pressed = false;
        recheck();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(pressure.pausedChannels()).isZero();
    }

    private void recheck() {
        channel.advanceTimeBy(ReadPressure.RECHECK_MS, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private static final class Ring implements Ingress {
        private boolean pressed;

        @Override
        public Result offer(final Lane lane, final DirectBuffer command, final int offset, final int length) {
            return Result.ACCEPTED;
        }

        @Override
        public boolean isPressed() {
            return pressed;
        }
    }
}
