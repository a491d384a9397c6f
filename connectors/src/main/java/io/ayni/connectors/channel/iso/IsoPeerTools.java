package io.ayni.connectors.channel.iso;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.translate.IsoAnswers;
import io.ayni.connectors.translate.IsoPeer;
import io.ayni.connectors.translate.IsoTranslator;
import io.ayni.iso8583.codec.IsoReader;
import io.netty.buffer.ByteBuf;

/**
 * The flyweights for one peer on one event loop, shared by its connections there.
 *
 * @param loop       where they are used, and nowhere else
 * @param peer       whose dialect they speak
 * @param reader     of the message at hand
 * @param translator of its requests
 * @param answers    to them
 */
public record IsoPeerTools(IsoLoop loop, IsoPeer peer, IsoReader reader, IsoTranslator translator, IsoAnswers answers) {
    public static IsoPeerTools of(final IsoLoop loop, final IsoPeer peer) {
        return new IsoPeerTools(loop, peer, new IsoReader(peer.dialect()),
            new IsoTranslator(peer, loop.random(), loop.codes(), loop.cards(), loop.services().sealer(),
                loop.services().facts()),
            new IsoAnswers(peer));
    }

    /** Copies a message to where {@link #reader} lies over it until the next. @return the result of the reading. */
    public long read(final ByteBuf frame) {
        return read(frame, frame.readerIndex(), frame.readableBytes());
    }

    /** As {@link #read(ByteBuf)}, of a part of the buffer. */
    public long read(final ByteBuf buffer, final int index, final int length) {
        final int within = Math.min(length, FrameFormat.MAX_MESSAGE_LENGTH);
        buffer.getBytes(index, loop.in().byteArray(), 0, within);
        return reader.wrap(loop.in(), 0, within);
    }
}
