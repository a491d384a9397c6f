package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrameDecoderTest {
    private int badFrames;
    private EmbeddedChannel channel;

    @AfterEach
    void close() {
        if (channel != null) {
            channel.finishAndReleaseAll();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "binary-2,           0003414243",
        "binary-2-inclusive, 0005414243",
        "ascii-4,            30303033414243",
        "ascii-4-inclusive,  30303037414243",
    })
    void writesAndReadsEachFormat(final String name, final String hex) {
        assertThat(ByteBufUtil.hexDump(framed(FrameFormat.named(name), "ABC"))).isEqualTo(hex);
        open(name);
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
        assertThat(read()).containsExactly("ABC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary-2", "binary-2-inclusive", "ascii-4", "ascii-4-inclusive"})
    void findsEachMessageHoweverTheStreamIsCut(final String name) {
        final Random random = new Random(8583);
        final List<String> sent = new ArrayList<>();
        final ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 200; i++) {
            final String message = "x".repeat(1 + random.nextInt(i % 20 == 0 ? 4_096 : 300));
            sent.add(message);
            stream.writeBytes(framed(FrameFormat.named(name), message));
        }
        open(name);
        while (stream.isReadable()) {
            final int piece = Math.min(stream.readableBytes(), 1 + random.nextInt(random.nextInt(4) == 0 ? 6_000 : 5));
            channel.writeInbound(stream.readRetainedSlice(piece));
        }
        assertThat(read()).isEqualTo(sent);
        assertThat(badFrames).isZero();
    }

    @Test
    void takesAMessageOfTheMaximumLength() {
        open("binary-2");
        channel.writeInbound(framed(FrameFormat.BINARY_2, "x".repeat(4_096)));
        assertThat(read()).containsExactly("x".repeat(4_096));
    }

    @ParameterizedTest
    @CsvSource({
        "binary-2,           1001,     one byte above the maximum",
        "binary-2,           FFFF,     as much as the header can say",
        "binary-2-inclusive, 0001,     shorter than its own header",
        "ascii-4,            34303937, 4097",
        "ascii-4,            30303A31, not a digit",
        "ascii-4,            2D303031, a sign",
        "ascii-4-inclusive,  30303033, shorter than its own header",
    })
    void closesOnAHeaderThatCannotBe(final String name, final String hex, final String why) {
        open(name);
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
        assertThat(channel.isOpen()).as(why).isFalse();
        assertThat(badFrames).isEqualTo(1);
        assertThat(read()).isEmpty();
    }

    @Test
    void keepsTheMessagesBeforeABadHeaderAndNothingAfterIt() {
        open("binary-2");
        channel.writeInbound(Unpooled.wrappedBuffer(
            framed(FrameFormat.BINARY_2, "good"), Unpooled.copyShort(0x7000), framed(FrameFormat.BINARY_2, "lost")));
        assertThat(read()).containsExactly("good");
        assertThat(badFrames).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"binary-2, 0000", "ascii-4, 30303030", "binary-2-inclusive, 0000", "binary-2-inclusive, 0002"})
    void anEmptyFrameIsAKeepAliveAndNoMessage(final String name, final String hex) {
        open(name);
        channel.writeInbound(Unpooled.wrappedBuffer(
            Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)), framed(FrameFormat.named(name), "next")));
        assertThat(read()).containsExactly("next");
    }

    @Test
    void refusesToWriteWhatThePeerWouldRefuseToRead() {
        assertThatThrownBy(() -> framed(FrameFormat.BINARY_2, "x".repeat(4_097)))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4097");
    }

    @Test
    void knowsItsFormatsByName() {
        assertThat(FrameFormat.names())
            .containsExactly("ascii-4", "ascii-4-inclusive", "binary-2", "binary-2-inclusive");
        assertThat(FrameFormat.named("morse")).isNull();
    }

    private void open(final String name) {
        channel = new EmbeddedChannel(new FrameDecoder(FrameFormat.named(name), () -> badFrames++));
    }

    private List<String> read() {
        final List<String> messages = new ArrayList<>();
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            messages.add(frame.toString(StandardCharsets.US_ASCII));
            frame.release();
        }
        return messages;
    }

    private static ByteBuf framed(final FrameFormat format, final String message) {
        final ByteBuf out = Unpooled.buffer();
        final int begun = format.begin(out);
        out.writeCharSequence(message, StandardCharsets.US_ASCII);
        format.end(out, begun);
        return out;
    }
}
