package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A length header in front of each message, as data.
 * <pre>
 *   0            lengthBytes          lengthBytes + message
 *   +------------+----------------------------------------+
 *   | length     | message                                |
 *   +------------+----------------------------------------+
 * </pre>
 * The length counts the message alone, or header and message when {@code countsItself}. A length of nothing is the keep
 * alive that some peers send between messages.
 *
 * @param encoding     how the number is written
 * @param lengthBytes  1 to 8
 * @param countsItself whether the number includes the header
 */
public record FrameFormat(LengthEncoding encoding, int lengthBytes, boolean countsItself) {
    /** Longest message taken or sent, in bytes without the frame; a longer one closes the connection unread. */
    public static final int MAX_MESSAGE_LENGTH = 4_096;

    public static final FrameFormat BINARY_2 = new FrameFormat(LengthEncoding.BINARY_BIG_ENDIAN, 2, false);
    public static final FrameFormat BINARY_2_INCLUSIVE = new FrameFormat(LengthEncoding.BINARY_BIG_ENDIAN, 2, true);
    public static final FrameFormat ASCII_4 = new FrameFormat(LengthEncoding.ASCII_DECIMAL, 4, false);
    public static final FrameFormat ASCII_4_INCLUSIVE = new FrameFormat(LengthEncoding.ASCII_DECIMAL, 4, true);

    /** What {@link #messageLength} answers for a header that no peer in its right mind sends. */
    public static final int INVALID = -1;

    private static final Map<String, FrameFormat> BY_NAME = new TreeMap<>(Map.of(
        "binary-2", BINARY_2,
        "binary-2-inclusive", BINARY_2_INCLUSIVE,
        "ascii-4", ASCII_4,
        "ascii-4-inclusive", ASCII_4_INCLUSIVE));

    public FrameFormat {
        if (lengthBytes < 1 || lengthBytes > 8) {
            throw new IllegalArgumentException("a length header has 1 to 8 bytes, not " + lengthBytes);
        }
    }

    /** @return the built-in format of that name in configuration, or null. */
    public static FrameFormat named(final String name) {
        return BY_NAME.get(name);
    }

    /** @return the names that {@link #named} knows, sorted. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** @return the bytes in front of the message. */
    public int headerLength() {
        return lengthBytes;
    }

    /**
     * Reads the header at the index, {@link #headerLength} bytes of which are there.
     *
     * @return length of the message that follows, 0 to {@link #MAX_MESSAGE_LENGTH}; {@link #INVALID} otherwise.
     */
    public int messageLength(final ByteBuf in, final int index) {
        final int said = encoding.read(in, index, lengthBytes);
        final int length = countsItself && said > 0 ? said - lengthBytes : said;
        return length < 0 || length > MAX_MESSAGE_LENGTH ? INVALID : length;
    }

    /**
     * Leaves room for the header at the writer index; the message is written behind it, then {@link #end} called.
     *
     * @return what {@link #end} must be given.
     */
    public int begin(final ByteBuf out) {
        final int index = out.writerIndex();
        out.writeZero(lengthBytes);
        return index;
    }

    /** Fills in the header of the message that now ends at the writer index. */
    public void end(final ByteBuf out, final int begun) {
        final int length = out.writerIndex() - begun - lengthBytes;
        final int said = countsItself ? length + lengthBytes : length;
        if (length > MAX_MESSAGE_LENGTH || said > encoding.capacity(lengthBytes)) {
            throw new IllegalArgumentException("a message of " + length + " bytes does not fit this frame");
        }
        encoding.write(out, begun, lengthBytes, said);
    }
}
