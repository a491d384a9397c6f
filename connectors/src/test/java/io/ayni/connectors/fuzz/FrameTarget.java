package io.ayni.connectors.fuzz;

import io.ayni.connectors.frame.FrameDecoder;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.frame.MessageHeader;
import io.ayni.iso8583.fuzz.Finding;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first byte chooses a format, the second how the stream is cut into pieces, the others are the stream: however it
 * is cut, the same messages come out of it, and none is longer than a message may be; written again they are the stream.
 */
public final class FrameTarget {
    private static final List<FrameFormat> FORMATS = FrameFormat.names().stream().map(FrameFormat::named).toList();

    private FrameTarget() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        if (input.length < 2) {
            return;
        }
        final FrameFormat format = FORMATS.get((input[0] & 0xFF) % FORMATS.size());
        final byte[] stream = Arrays.copyOfRange(input, 2, input.length);
        final Received whole = receive(format, stream, stream.length);
        final Received pieces = receive(format, stream, 1 + (input[1] & 0xFF));
        Finding.unless(whole.badFrames == pieces.badFrames && whole.messages.size() == pieces.messages.size(),
            "the pieces change how many messages there are");
        for (int i = 0; i < whole.messages.size(); i++) {
            final byte[] message = whole.messages.get(i);
            Finding.unless(Arrays.equals(message, pieces.messages.get(i)), "the pieces change a message");
            Finding.unless(message.length > 0 && message.length <= FrameFormat.MAX_MESSAGE_LENGTH, "length of a message");
        }
        framedAgain(format, whole);
    }

    private record Received(List<byte[]> messages, int badFrames) {
    }

    private static Received receive(final FrameFormat format, final byte[] stream, final int piece) {
        final int[] badFrames = new int[1];
        final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(format, () -> badFrames[0]++));
        final List<byte[]> messages = new ArrayList<>();
        final List<ByteBuf> sent = new ArrayList<>();
        for (int at = 0; at < stream.length; at += piece) {
            final ByteBuf bytes = Unpooled.copiedBuffer(stream, at, Math.min(piece, stream.length - at));
            sent.add(bytes);
            if (channel.isOpen()) {
                channel.writeInbound(bytes);
            } else {
                bytes.release();
            }
            ByteBuf message = channel.readInbound();
            while (message != null) {
                messages.add(ByteBufUtil.getBytes(message));
                message.release();
                message = channel.readInbound();
            }
        }
        Finding.unless(badFrames[0] <= 1 && channel.isOpen() == (badFrames[0] == 0), "a bad frame closes, once");
        channel.finishAndReleaseAll();
        Finding.unless(sent.stream().allMatch(bytes -> bytes.refCnt() == 0), "a buffer is never released");
        return new Received(messages, badFrames[0]);
    }

    private static void framedAgain(final FrameFormat format, final Received received) {
        final ByteBuf out = Unpooled.buffer();
        for (final byte[] message : received.messages) {
            final int begun = format.begin(out);
            out.writeBytes(message);
            format.end(out, begun);
        }
        final Received again = receive(format, ByteBufUtil.getBytes(out), Math.max(1, out.readableBytes()));
        out.release();
        Finding.unless(again.badFrames == 0 && again.messages.size() == received.messages.size(), "written differently");
        for (int i = 0; format.header() == MessageHeader.NONE && i < again.messages.size(); i++) {
            Finding.unless(Arrays.equals(again.messages.get(i), received.messages.get(i)), "another message is written");
        }
    }

    static List<byte[]> seeds() {
        final List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < FORMATS.size(); i++) {
            final ByteBuf out = Unpooled.buffer().writeByte(i).writeByte(3 * i);
            for (final int length : new int[]{30, 0, 1, 300}) {
                final int begun = FORMATS.get(i).begin(out);
                out.writeBytes("6".repeat(length).getBytes(StandardCharsets.US_ASCII));
                FORMATS.get(i).end(out, begun);
            }
            seeds.add(ByteBufUtil.getBytes(out));
            out.release();
        }
        return seeds;
    }
}
