package io.ayni.connectors.channel.json;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection after its last answer. A socket that is closed while the peer still sends is reset, and the peer
 * may never see the answer: so our direction is shut first, and what still comes is thrown away for a moment (RFC 9112,
 * 9.6).
 */
final class LingeringClose {
    private static final long LINGER_MS = 1_000;

    private LingeringClose() {
    }

    static void after(final ChannelFuture lastAnswer) {
        final Channel channel = lastAnswer.channel();
        lastAnswer.addListener(written -> {
            if (written.isSuccess() && channel instanceof final DuplexChannel duplex
                    && channel.pipeline().get(SslHandler.class) == null) {
                channel.config().setAutoRead(true);
                duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
                channel.eventLoop().schedule(() -> channel.close(), LINGER_MS, TimeUnit.MILLISECONDS);
            } else {
                channel.close();
            }
        });
    }
}
