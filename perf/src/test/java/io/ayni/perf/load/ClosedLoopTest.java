package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClosedLoopTest {
    private static final AccountRange ACCOUNTS = new AccountRange(701, 799);
    private static final long WARM_UP_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MEASURE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    @Test
    void sendsTheNextRequestWhenAnAnswerComes() throws Exception {
        try (LoopbackServer server = new LoopbackServer(pipeline -> pipeline.addLast(new Echo()));
            ClosedLoop client = new ClosedLoop(LoadProtocols.iso(ACCOUNTS), server.address(), 3, 4)) {
            final ClosedLoopResult result = client.run(WARM_UP_NS, MEASURE_NS);

            assertThat(result.failures()).isZero();
            assertThat(result.answersByCode()).containsExactly(Map.entry("none", result.answers()));
            assertThat(result.allAnswers()).as("warm-up and end count apart").isGreaterThanOrEqualTo(result.answers() + 12);
            assertThat(result.latency().getTotalCount()).isEqualTo(result.answers());
            assertThat(result.durationNs()).isGreaterThanOrEqualTo(MEASURE_NS / 2);
            assertThat(result.isOnly("none")).isTrue();
            assertThat(result.isOnly("00")).isFalse();
        }
    }

    @Test
    void hasNeverMoreInFlightThanAsked() throws Exception {
        final AtomicInteger bytes = new AtomicInteger();
        try (LoopbackServer server = new LoopbackServer(pipeline -> pipeline.addLast(new Silent(bytes)));
            ClosedLoop client = new ClosedLoop(LoadProtocols.iso(ACCOUNTS), server.address(), 2, 5)) {
            final ClosedLoopResult result = client.run(WARM_UP_NS, MEASURE_NS);

            assertThat(result.answers()).isZero();
            assertThat(result.failures()).as("two times five were never answered").isEqualTo(10);
            assertThat(bytes.get() % 10).as("ten messages of one length").isZero();
        }
    }

    @Test
    void aConnectionThatIsLostIsAFailure() throws Exception {
        try (LoopbackServer server = new LoopbackServer(pipeline -> pipeline.addLast(new HangsUp()));
            ClosedLoop client = new ClosedLoop(LoadProtocols.iso(ACCOUNTS), server.address(), 1, 1)) {
            assertThat(client.run(WARM_UP_NS, MEASURE_NS).failures()).as("the connection and its request").isEqualTo(2);
        }
    }

    @Test
    void aServerThatIsNotThereIsTold() throws Exception {
        try (Socket boundAndNotListening = new Socket()) {
            boundAndNotListening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            final InetSocketAddress nobody =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), boundAndNotListening.getLocalPort());
            assertThatThrownBy(() -> new ClosedLoop(LoadProtocols.iso(ACCOUNTS), nobody, 1, 1))
                .isInstanceOf(IOException.class).hasMessageContaining("no connection to");
        }
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
            ctx.writeAndFlush(bytes);
        }
    }

    private static final class Silent extends ChannelInboundHandlerAdapter {
        private final AtomicInteger bytes;

        Silent(final AtomicInteger bytes) {
            this.bytes = bytes;
        }

        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object message) {
            final ByteBuf buffer = (ByteBuf) message;
            bytes.addAndGet(buffer.readableBytes());
            buffer.release();
        }
    }

    private static final class HangsUp extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(final ChannelHandlerContext ctx, final Object bytes) {
            ((ByteBuf) bytes).release();
            ctx.close();
        }
    }
}
