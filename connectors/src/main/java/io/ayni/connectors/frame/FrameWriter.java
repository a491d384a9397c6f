package io.ayni.connectors.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Frames messages into one buffer until {@link #flush}, so that a batch of answers costs one write. On the channel's
 * event loop alone; allocates nothing but Netty's pooled buffers.
 */
public final class FrameWriter {
    private static final int BATCH_BYTES = 16_384;

    private final Channel channel;
    private final FrameFormat format;
    private ByteBuf batch;

    public FrameWriter(final Channel channel, final FrameFormat format) {
        this.channel = channel;
        this.format = format;
    }

    /** Adds a message; a batch that has grown large enough is written at once. */
    public void write(final byte[] message, final int offset, final int length) {
        if (batch == null) {
            batch = channel.alloc().directBuffer(BATCH_BYTES);
        }
        final int begun = format.begin(batch);
        batch.writeBytes(message, offset, length);
        format.end(batch, begun);
        if (batch.readableBytes() > BATCH_BYTES - format.leadLength() - format.trailLength()
            - FrameFormat.MAX_MESSAGE_LENGTH) {
            flush();
        }
    }

    /** Hands all that was added to the socket. */
    public void flush() {
        if (batch != null) {
            final ByteBuf full = batch;
            batch = null;
            channel.writeAndFlush(full, channel.voidPromise());
        }
    }

    /** Drops what was added and not flushed: the channel is closed. */
    public void discard() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }
}
