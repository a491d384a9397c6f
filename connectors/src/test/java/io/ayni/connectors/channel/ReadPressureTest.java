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
    private final ReadGate gate = new ReadGate(channel);
    private final ReadPressure pressure = new ReadPressure(ring, channel.eventLoop());

    @Test
    void readingGoesOnWhileTheRingHasRoom() {
        assertThat(pressure.stopIfPressed(gate)).isFalse();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void readingStopsWhenTheRingIsPressedAndResumesWhenItIsNot() {
        channel.freezeTime();
        ring.pressed = true;
        assertThat(pressure.stopIfPressed(gate)).isTrue();
        assertThat(channel.config().isAutoRead()).isFalse();

        recheck();
        assertThat(channel.config().isAutoRead()).as("still pressed").isFalse();

        ring.pressed = false;
        recheck();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(pressure.stoppedConnections()).isZero();
    }

    @Test
    void aConnectionIsReadWhenNobodyWantsItStopped() {
        gate.stop(ReadGate.Reason.TOO_MANY_IN_FLIGHT);
        gate.stop(ReadGate.Reason.PEER_NOT_READING);
        gate.go(ReadGate.Reason.TOO_MANY_IN_FLIGHT);
        assertThat(channel.config().isAutoRead()).as("one reason is left").isFalse();

        gate.go(ReadGate.Reason.PEER_NOT_READING);
        assertThat(channel.config().isAutoRead()).isTrue();
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
