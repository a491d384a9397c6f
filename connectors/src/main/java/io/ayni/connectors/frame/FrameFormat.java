package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;

import java.util.Set;

/**
 * How messages are told apart on a stream, as data. What stands between the frame and the message's type indicator, a
 * {@link MessageHeader}, counts as part of the message. A frame of nothing is the keep alive that some peers send.
 * <pre>
 *   +---------+------------------+-----------+---------+
 *   | lead    | header           | message   | trail   |
 *   +---------+------------------+-----------+---------+
 *             |←  messageLength, at most 4,096 →|
 * </pre>
 */
public sealed interface FrameFormat permits LengthFrame, DelimitedFrame {
    /** Longest message taken or sent, in bytes without the frame; a longer one closes the connection unread. */
    int MAX_MESSAGE_LENGTH = 4_096;

    /** What {@link #messageLength} answers for bytes that no peer in its right mind sends. */
    int INVALID = -1;
    /** What {@link #messageLength} answers while more bytes must come before it can tell. */
    int MORE_NEEDED = -2;

    FrameFormat BINARY_2 = LengthFrame.of(LengthEncoding.BINARY_BIG_ENDIAN, 2);
    FrameFormat BINARY_2_INCLUSIVE = LengthFrame.of(LengthEncoding.BINARY_BIG_ENDIAN, 2).countingItself();
    FrameFormat ASCII_4 = LengthFrame.of(LengthEncoding.ASCII_DECIMAL, 4);
    FrameFormat ASCII_4_INCLUSIVE = LengthFrame.of(LengthEncoding.ASCII_DECIMAL, 4).countingItself();

    /** @return the built-in format of that name in configuration, or null. */
    static FrameFormat named(final String name) {
        return FrameFormats.BY_NAME.get(name);
    }

    /** @return the names that {@link #named} knows, sorted. */
    static Set<String> names() {
        return FrameFormats.BY_NAME.keySet();
    }

    /** @return the bytes in front of header and message. */
    int leadLength();

    /** @return the bytes behind the message. */
    int trailLength();

    /** @return what stands before the type indicator of each message. */
    MessageHeader header();

    /** @return whether a message may hold any byte; else it must be text, with the bitmap in hexadecimal. */
    boolean takesBytes();

    /**
     * Judges what has come so far of a frame, before a byte is kept for its message.
     *
     * @param readable bytes from {@code index} on that are there, at least one
     * @return length of the message, 0 to {@link #MAX_MESSAGE_LENGTH}, whether or not all of it is there;
     *     {@link #MORE_NEEDED}, {@link #INVALID}
     */
    int messageLength(ByteBuf in, int index, int readable);

    /**
     * Leaves room for what comes before the message at the writer index; the message is written behind it, then
     * {@link #end} called.
     *
     * @return what {@link #end} must be given.
     */
    int begin(ByteBuf out);

    /**
     * Completes the frame of the message that now ends at the writer index, and turns its header round if it is the one
     * that a request came with.
     *
     * @throws IllegalArgumentException when the message does not fit the frame
     */
    void end(ByteBuf out, int begun);
}
