package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import java.util.List;

/**
 * Cuts a stream into messages, however the pieces arrive. The header is judged before a byte is kept for its message: a
 * length beyond the maximum or that is no length closes the connection, since the next message cannot be found any
 * more.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
    private final FrameFormat format;
    private final Runnable onBadFrame;
    private boolean isClosed;

    /** @param onBadFrame told once, on the event loop, before the connection is closed for a bad header. */
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
        final int headerLength = format.headerLength();
        if (in.readableBytes() < headerLength) {
            return;
        }
        final int length = format.messageLength(in, in.readerIndex());
        if (length == FrameFormat.INVALID) {
            isClosed = true;
            onBadFrame.run();
            in.skipBytes(in.readableBytes());
            ctx.close();
        } else if (in.readableBytes() >= headerLength + length) {
            in.skipBytes(headerLength);
            if (length > 0) {
                out.add(in.readRetainedSlice(length));
            }
        }
    }
}
