package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;

/**
 * STX, message, ETX and the exclusive or of all bytes behind STX, ETX included. There is no escape: the message is
 * text.
 * <pre>
 *   +------+----------------+------+------+
 *   | 0x02 | message        | 0x03 | LRC  |
 *   +------+----------------+------+------+
 * </pre>
 */
enum DelimitedFrame implements FrameFormat {
    STX_ETX_LRC;

    private static final byte STX = 0x02;
    private static final byte ETX = 0x03;

    @Override
    public int leadLength() {
        return 1;
    }

    @Override
    public int trailLength() {
        return 2;
    }

    @Override
    public MessageHeader header() {
        return MessageHeader.NONE;
    }

    @Override
    public boolean takesBytes() {
        return false;
    }

    @Override
    public int messageLength(final ByteBuf in, final int index, final int readable) {
        if (in.getByte(index) != STX) {
            return INVALID;
        }
        final int start = index + 1;
        final int searched = Math.min(readable - 1, MAX_MESSAGE_LENGTH + 1);
        final int end = in.indexOf(start, start + searched, ETX);
        if (end < 0) {
            return searched > MAX_MESSAGE_LENGTH ? INVALID : MORE_NEEDED;
        }
        if (end + 1 == index + readable) {
            return MORE_NEEDED;
        }
        return in.getByte(end + 1) == lrc(in, start, end + 1) ? end - start : INVALID;
    }

    @Override
    public int begin(final ByteBuf out) {
        final int index = out.writerIndex();
        out.writeByte(STX);
        return index;
    }

    @Override
    public void end(final ByteBuf out, final int begun) {
        final int start = begun + 1;
        final int length = out.writerIndex() - start;
        if (length > MAX_MESSAGE_LENGTH || out.indexOf(start, start + length, ETX) >= 0) {
            throw new IllegalArgumentException("a message of " + length + " bytes does not fit this frame: longer than "
                + MAX_MESSAGE_LENGTH + ", or with an ETX");
        }
        out.writeByte(ETX);
        out.writeByte(lrc(out, start, out.writerIndex()));
    }

    private static byte lrc(final ByteBuf buffer, final int from, final int to) {
        byte lrc = 0;
        for (int i = from; i < to; i++) {
            lrc ^= buffer.getByte(i);
        }
        return lrc;
    }
}
