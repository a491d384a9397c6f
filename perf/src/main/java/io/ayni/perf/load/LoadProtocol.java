package io.ayni.perf.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;

/** How requests are written and answers read. On the load's one event loop. */
public interface LoadProtocol {
    /** Adds the handlers that read the answers of a new connection and tell the listener. */
    Session open(ChannelPipeline pipeline, AnswerListener answers);

    /** The state of one connection. */
    interface Session {
        /** Writes one whole request, frame or head included. */
        void write(long requestId, ByteBuf out);

        /**
         * Writes the request that answers a challenge.
         *
         * @param confirmationId as {@link AnswerListener#onAnswer} will have it
         * @param requestId      of the request that was challenged
         * @param code           six digits
         */
        default void writeConfirmation(
            final long confirmationId, final long requestId, final String paymentId, final String code,
            final ByteBuf out) {
            throw new UnsupportedOperationException("no passwords");
        }
    }
}
