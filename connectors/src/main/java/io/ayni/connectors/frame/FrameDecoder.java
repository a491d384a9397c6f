package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import java.util.List;

/**
 * Cuts a stream into messages, however the pieces arrive. The frame is judged before a byte is kept for its message: a
 * length beyond the maximum or that is no length closes the connection, since the next message cannot be found any
 * more.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
    private final FrameFormat format;
    private final Runnable onBadFrame;
    private boolean isClosed;

    /** @param onBadFrame told once, on the event loop, before the connection is closed for a bad frame. */
    public FrameDecoder(final FrameFormat format, final Runnable onBadFrame) {
        this.format = format;
        this.onBadFrame = onBadFrame;
    }

    @Override
    protected void decode(final ChannelHandlerContext ctx, final ByteBuf in, final List<Object> out) {
        if (isClosed) {
            in.skipBytes(in.readableBytes());
            return;
        }
        final int length = format.messageLength(in, in.readerIndex(), in.readableBytes());
        if (length == FrameFormat.MORE_NEEDED) {
            return;
        }
        if (length == FrameFormat.INVALID) {
            isClosed = true;
            onBadFrame.run();
            in.skipBytes(in.readableBytes());
            ctx.close();
        } else if (in.readableBytes() >= format.leadLength() + length + format.trailLength()) {
            in.skipBytes(format.leadLength());
            if (length > 0) {
                out.add(in.readRetainedSlice(length));
            }
            in.skipBytes(format.trailLength());
        }
    }
}
