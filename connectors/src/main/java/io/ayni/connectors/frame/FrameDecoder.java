package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import java.util.List;

/**
 * Cuts a stream into messages, however the pieces arrive. The frame is judged before a byte is kept for its message: a
 * length beyond the maximum or that is no length closes the connection, since the next message cannot be found any
 * more. Messages are handed on as buffers, or shown to a {@link Consumer} where they lie.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
    /** Takes messages in place: nothing is allocated for one. */
    @FunctionalInterface
    public interface Consumer {
        /** A message without its frame, at this index of the buffer; the buffer is read from and not kept. */
        void onMessage(ByteBuf buffer, int index, int length);
    }

    private final FrameFormat format;
    private final Runnable onBadFrame;
    private final Consumer consumer;
    private boolean isClosed;

    /** @param onBadFrame told once, on the event loop, before the connection is closed for a bad frame. */
    public FrameDecoder(final FrameFormat format, final Runnable onBadFrame) {
        this(format, onBadFrame, null);
    }

    /** @param consumer gets every message, and the next handler none */
    public FrameDecoder(final FrameFormat format, final Runnable onBadFrame, final Consumer consumer) {
        this.format = format;
        this.onBadFrame = onBadFrame;
        this.consumer = consumer;
    }

    @Override
    protected void decode(final ChannelHandlerContext ctx, final ByteBuf in, final List<Object> out) {
        if (isClosed) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int length = nextMessage(in);
        while (length > 0 && consumer != null) {
            consumer.onMessage(in, skipMessage(in, length), length);
            length = nextMessage(in);
        }
        if (length == FrameFormat.INVALID) {
            isClosed = true;
            onBadFrame.run();
            in.skipBytes(in.readableBytes());
            ctx.close();
        } else if (length >= 0) {
            final int index = skipMessage(in, length);
            if (length > 0) {
                out.add(in.retainedSlice(index, length));
            }
        }
    }

    /** @return the length of the message that lies there as a whole, or why there is none. */
    private int nextMessage(final ByteBuf in) {
        if (!in.isReadable()) {
            return FrameFormat.MORE_NEEDED;
        }
        final int length = format.messageLength(in, in.readerIndex(), in.readableBytes());
        return length < 0 || in.readableBytes() >= format.leadLength() + length + format.trailLength()
            ? length : FrameFormat.MORE_NEEDED;
    }

    /** Before it is handled: a message that makes its handler fail is not read again. @return where it begins. */
    private int skipMessage(final ByteBuf in, final int length) {
        final int index = in.readerIndex() + format.leadLength();
        in.skipBytes(format.leadLength() + length + format.trailLength());
        return index;
    }
}
