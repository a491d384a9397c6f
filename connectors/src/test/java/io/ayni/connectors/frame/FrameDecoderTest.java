package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrameDecoderTest {
    private EmbeddedChannel channel;
    private int badFrames;

    @AfterEach
    void close() {
        if (channel != null) {
            channel.finishAndReleaseAll();
        }
    }

    static Set<String> names() {
        return FrameFormat.names();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "binary-2,                3, 0003414243",
        "binary-2-inclusive,      3, 0005414243",
        "binary-2-le,             3, 0300414243",
        "binary-2-le-inclusive,   3, 0500414243",
        "binary-4,                3, 00000003414243",
        "binary-4-inclusive,      3, 00000007414243",
        "binary-4-le,             3, 03000000414243",
        "binary-4-le-inclusive,   3, 07000000414243",
        "ascii-4,                 3, 30303033414243",
        "ascii-4-inclusive,       3, 30303037414243",
        "hex-4,                   3, 30303033414243",
        "hex-4-inclusive,         3, 30303037414243",
        "bcd-2,                   3, 0003414243",
        "bcd-2-inclusive,         3, 0005414243",
        "binary-2-tpdu,           7, 000760000100024142",
        "binary-2-inclusive-tpdu, 7, 000960000100024142",
        "bcd-2-tpdu,              7, 000760000100024142",
        "vap,                    23, 001700001601020017000001000002000000000000000000000041",
        "stx-etx-lrc,             3, 024142430343",
    })
    void readsEachFormat(final String name, final int length, final String hex) {
        open(name);
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
        final FrameFormat format = FrameFormat.named(name);
        final int lead = 2 * format.leadLength();
        assertThat(readHex()).containsExactly(hex.substring(lead, lead + 2 * length));
    }

    @Test
    void everyFormatHasARowAbove() {
        assertThat(FrameFormat.names()).hasSize(19);
        assertThat(FrameFormat.named("morse")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"binary-2, 300, 012C", "binary-2-le, 300, 2C01", "binary-4-le, 300, 2C010000", "ascii-4, 300, 30333030",
        "hex-4, 300, 30313243", "bcd-2, 300, 0300", "bcd-2-inclusive, 300, 0302", "vap, 300, 012C0000"})
    void writesTheLengthBeforeTheMessage(final String name, final int length, final String hex) {
        assertThat(ByteBufUtil.hexDump(framed(FrameFormat.named(name), "x".repeat(length))).toUpperCase()).startsWith(hex);
    }

    /** Three messages, cut in two at each byte, and at each byte of what is left in two again. */
    @ParameterizedTest
    @MethodSource("names")
    void findsEachMessageWhereverTheStreamIsCut(final String name) {
        findsEachMessage(name, () -> open(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void showsEachMessageInPlaceWhereverTheStreamIsCut(final String name) {
        findsEachMessage(name, () -> openInPlace(name));
    }

    private void findsEachMessage(final String name, final Runnable open) {
        final FrameFormat format = FrameFormat.named(name);
        final List<String> sent = List.of("A".repeat(30), "B".repeat(23), "C".repeat(40));
        final ByteBuf stream = Unpooled.buffer();
        sent.forEach(message -> stream.writeBytes(framed(format, message)));
        final List<String> expected = unturned(format, sent);
        final int length = stream.readableBytes();
        for (int first = 0; first <= length; first++) {
            for (int second = first; second <= length; second += 1 + second % 7) {
                open.run();
                channel.writeInbound(stream.retainedSlice(0, first));
                channel.writeInbound(stream.retainedSlice(first, second - first));
                channel.writeInbound(stream.retainedSlice(second, length - second));
                assertThat(read()).as("cut at %d and %d", first, second).isEqualTo(expected);
                channel.finishAndReleaseAll();
            }
        }
        assertThat(badFrames).isZero();
    }

    @ParameterizedTest
    @MethodSource("names")
    void findsEachMessageHoweverTheStreamIsCut(final String name) {
        final FrameFormat format = FrameFormat.named(name);
        final Random random = new Random(8583);
        final List<String> sent = new ArrayList<>();
        final ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 100; i++) {
            final String message = "x".repeat(format.header().length() + 1 + random.nextInt(i % 20 == 0 ? 4_070 : 300));
            sent.add(message);
            stream.writeBytes(framed(format, message));
        }
        open(name);
        while (stream.isReadable()) {
            final int piece = Math.min(stream.readableBytes(), 1 + random.nextInt(random.nextInt(4) == 0 ? 6_000 : 5));
            channel.writeInbound(stream.readRetainedSlice(piece));
        }
        assertThat(read()).isEqualTo(unturned(format, sent));
        assertThat(badFrames).isZero();
    }

    @ParameterizedTest
    @MethodSource("names")
    void takesAMessageOfTheMaximumLengthAndWritesNoLongerOne(final String name) {
        final FrameFormat format = FrameFormat.named(name);
        final String longest = "x".repeat(4_096);
        open(name);
        channel.writeInbound(framed(format, longest));
        assertThat(read()).isEqualTo(unturned(format, List.of(longest)));
        assertThatThrownBy(() -> framed(format, longest + "x")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("4097");
    }

    @ParameterizedTest
    @CsvSource({
        "binary-2,           1001,     one byte above the maximum",
        "binary-2,           FFFF,     as much as the header can say",
        "binary-2-inclusive, 0001,     shorter than its own header",
        "binary-2-le,        0110,     one byte above the maximum",
        "binary-4,           00001001, one byte above the maximum",
        "binary-4,           80000000, above what an int holds",
        "binary-4-le,        FFFFFFFF, as much as the header can say",
        "ascii-4,            34303937, 4097",
        "ascii-4,            30303A31, not a digit",
        "ascii-4,            2D303031, a sign",
        "ascii-4-inclusive,  30303033, shorter than its own header",
        "hex-4,              31303031, one byte above the maximum",
        "hex-4,              30303047, no hexadecimal digit",
        "bcd-2,              4097,     one byte above the maximum",
        "bcd-2,              00A0,     no digit",
        "binary-2-tpdu,      1001,     one byte above the maximum",
        "vap,                10010000, one byte above the maximum",
        "stx-etx-lrc,        41,       no STX",
        "stx-etx-lrc,        02410343, a wrong check byte",
    })
    void closesOnAHeaderThatCannotBe(final String name, final String hex, final String why) {
        open(name);
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
        assertThat(badFrames).as(why).isEqualTo(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(read()).isEmpty();
    }

    @Test
    void closesWhenNoEndComesWithinTheMaximum() {
        open("stx-etx-lrc");
        channel.writeInbound(Unpooled.copiedBuffer("\u0002" + "x".repeat(4_096), StandardCharsets.US_ASCII));
        assertThat(badFrames).isZero();
        channel.writeInbound(Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII));
        assertThat(badFrames).isEqualTo(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void hearsNothingAfterABadHeader() {
        open("binary-2");
        channel.writeInbound(Unpooled.wrappedBuffer(
            framed(FrameFormat.BINARY_2, "good"), Unpooled.copyShort(0x7000), framed(FrameFormat.BINARY_2, "lost")));
        assertThat(read()).containsExactly("good");
        assertThat(badFrames).isEqualTo(1);
    }

    @Test
    void aMessageThatMakesItsConsumerFailIsNotReadAgain() {
        final List<Integer> lengths = new ArrayList<>();
        channel = new EmbeddedChannel(new FrameDecoder(FrameFormat.BINARY_2, () -> badFrames++, (in, index, length) -> {
            lengths.add(length);
            if (lengths.size() < 3) {
                throw new IllegalStateException("of message " + lengths.size());
            }
        }));

        assertThatThrownBy(() -> channel.writeInbound(Unpooled.wrappedBuffer(
            framed(FrameFormat.BINARY_2, "one"), framed(FrameFormat.BINARY_2, "three"))))
            .hasMessageContaining("of message 1");
        assertThatThrownBy(() -> channel.writeInbound(framed(FrameFormat.BINARY_2, "x"))).hasMessageContaining("of message 2");
        assertThat(lengths).containsExactly(3, 5);
    }

    @ParameterizedTest
    @CsvSource({"binary-2, 0000", "binary-2-le, 0000", "binary-4, 00000000", "ascii-4, 30303030", "hex-4, 30303030",
        "bcd-2, 0000", "binary-2-inclusive, 0000", "binary-2-inclusive, 0002", "vap, 00000000", "stx-etx-lrc, 020303"})
    void anEmptyFrameIsAKeepAliveAndNoMessage(final String name, final String hex) {
        final FrameFormat format = FrameFormat.named(name);
        open(name);
        channel.writeInbound(Unpooled.wrappedBuffer(
            Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)), framed(format, "next")));
        assertThat(read()).containsExactly("next");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "binary-2-tpdu, 6001020304, 6003040102",
        "bcd-2-tpdu,    6801020304, 6803040102",
        "binary-2-tpdu, 0000000000, 6000000000",
        "vap, 160102AAAA1111112222223300000000000000000000, 16010200182222221111113300000000000000000000",
        "vap, 00000000000000000000000000000000000000000000, 16010200180000000000000000000000000000000000",
    })
    void anAnswerGoesBackWhereItsRequestCameFrom(final String name, final String request, final String answer) {
        final FrameFormat format = FrameFormat.named(name);
        final byte[] header = ByteBufUtil.decodeHexDump(request);
        assertThat(header).hasSize(format.header().length());
        final ByteBuf out = Unpooled.buffer();
        final int begun = format.begin(out);
        out.writeBytes(header).writeCharSequence("02", StandardCharsets.US_ASCII);
        format.end(out, begun);
        assertThat(ByteBufUtil.hexDump(out, format.leadLength(), header.length)).isEqualToIgnoringCase(answer);
    }

    @Test
    void textThatHoldsTheEndOfItsFrameIsNotWritten() {
        assertThatThrownBy(() -> framed(FrameFormat.named("stx-etx-lrc"), "a\u0003b"))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ETX");
    }

    private void open(final String name) {
        channel = new EmbeddedChannel(new FrameDecoder(FrameFormat.named(name), () -> badFrames++));
    }

    /** Messages are copied where they are shown, and then read as those of the other kind. */
    private void openInPlace(final String name) {
        channel = new EmbeddedChannel(new FrameDecoder(FrameFormat.named(name), () -> badFrames++,
            (in, index, length) -> channel.inboundMessages().add(in.copy(index, length))));
    }

    private List<String> read() {
        return frames(frame -> frame.toString(StandardCharsets.ISO_8859_1));
    }

    private List<String> readHex() {
        return frames(frame -> ByteBufUtil.hexDump(frame).toUpperCase());
    }

    private List<String> frames(final Function<ByteBuf, String> text) {
        final List<String> messages = new ArrayList<>();
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            messages.add(text.apply(frame));
            frame.release();
        }
        return messages;
    }

    /** The messages as they arrive: a header has been turned round on the way out. */
    private static List<String> unturned(final FrameFormat format, final List<String> sent) {
        return sent.stream().map(message -> {
            final ByteBuf turned = framed(format, message);
            return turned.toString(format.leadLength(), message.length(), StandardCharsets.ISO_8859_1);
        }).toList();
    }

    private static ByteBuf framed(final FrameFormat format, final String message) {
        final ByteBuf out = Unpooled.buffer();
        final int begun = format.begin(out);
        out.writeCharSequence(message, StandardCharsets.US_ASCII);
        format.end(out, begun);
        return out;
    }
}
