package io.ayni.connectors.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/** One answer at a time that waits for the next to overtake it, or for a while when none comes. One thread. */
final class HeldAnswers {
    private static final long LONGEST_MS = 200;

    private Channel channel;
    private ByteBuf answer;

    void hold(final Channel onto, final ByteBuf late) {
        release();
        channel = onto;
        answer = late;
        onto.eventLoop().schedule(() -> {
            if (answer == late) {
                release();
            }
        }, LONGEST_MS, TimeUnit.MILLISECONDS);
    }

    void release() {
        if (answer != null) {
            channel.writeAndFlush(answer);
            answer = null;
            channel = null;
        }
    }
}
