package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;

/**
 * A length in front of each message.
 * <pre>
 *   0            lengthBytes
 *   +------------+----------+----------+----------------+
 *   | length     | reserved | header   | message        |
 *   +------------+----------+----------+----------------+
 * </pre>
 * The length counts header and message; those and all that stands before them when {@code countsItself}.
 *
 * @param encoding      how the number is written
 * @param lengthBytes   1 to 8
 * @param reservedBytes behind the length: written as zeros, read as anything
 * @param countsItself  whether the number includes itself and what is reserved
 * @param header        of each message
 */
record LengthFrame(LengthEncoding encoding, int lengthBytes, int reservedBytes, boolean countsItself,
                   MessageHeader header) implements FrameFormat {
    LengthFrame {
        if (lengthBytes < 1 || lengthBytes > 8) {
            throw new IllegalArgumentException("a length has 1 to 8 bytes, not " + lengthBytes);
        }
    }

    static LengthFrame of(final LengthEncoding encoding, final int lengthBytes) {
        return new LengthFrame(encoding, lengthBytes, 0, false, MessageHeader.NONE);
    }

    LengthFrame countingItself() {
        return new LengthFrame(encoding, lengthBytes, reservedBytes, true, header);
    }

    LengthFrame withReserved(final int bytes) {
        return new LengthFrame(encoding, lengthBytes, bytes, countsItself, header);
    }

    LengthFrame with(final MessageHeader other) {
        return new LengthFrame(encoding, lengthBytes, reservedBytes, countsItself, other);
    }

    @Override
    public int leadLength() {
        return lengthBytes + reservedBytes;
    }

    @Override
    public int trailLength() {
        return 0;
    }

    @Override
    public boolean takesBytes() {
        return true;
    }

    @Override
    public int messageLength(final ByteBuf in, final int index, final int readable) {
        if (readable < leadLength()) {
            return MORE_NEEDED;
        }
        final int said = encoding.read(in, index, lengthBytes);
        final int length = countsItself && said > 0 ? said - leadLength() : said;
        return length < 0 || length > MAX_MESSAGE_LENGTH ? INVALID : length;
    }

    @Override
    public int begin(final ByteBuf out) {
        final int index = out.writerIndex();
        out.writeZero(leadLength());
        return index;
    }

    @Override
    public void end(final ByteBuf out, final int begun) {
        final int start = begun + leadLength();
        final int length = out.writerIndex() - start;
        final int said = countsItself ? length + leadLength() : length;
        if (length > MAX_MESSAGE_LENGTH || said > encoding.capacity(lengthBytes)) {
            throw new IllegalArgumentException("a message of " + length + " bytes does not fit this frame");
        }
        encoding.write(out, begun, lengthBytes, said);
        header.turn(out, start, length);
    }
}
