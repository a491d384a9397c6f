package io.ayni.connectors.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One connection of a switch to simulated billers. Writes its answers byte by byte, for no HTTP library sends two to one
 * request, or half of one. On the simulator's thread.
 */
final class BillerConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String NOT_JSON = "<html><body>Servicio no disponible</body></html>";

    private final BillerSimulator billers;
    private final HeldAnswers held;

    /**
     * What goes back.
     *
     * @param fault how
     * @param body  as it should be
     * @param wrong as a fault of its content makes it
     */
    record Answer(Fault fault, int status, String body, String wrong) {
        static Answer of(final int status, final String body) {
            return new Answer(Fault.NONE, status, body, body);
        }
    }

    BillerConnection(final BillerSimulator billers, final HeldAnswers held) {
        this.billers = billers;
        this.held = held;
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext ctx, final FullHttpRequest request) {
        final Answer answer = billers.answer(HttpMethod.GET.equals(request.method()), request.uri(),
                request.content().toString(StandardCharsets.UTF_8));
        final Channel channel = ctx.channel();
        final ByteBuf right = http(answer.status, answer.body);
        switch (answer.fault.kind()) {
            case NEVER, LOST -> { }
            case LATE -> channel.eventLoop().schedule(
                    () -> channel.writeAndFlush(right), answer.fault.delayMs(), TimeUnit.MILLISECONDS);
            case TWICE -> {
                channel.write(right.retainedDuplicate());
                channel.writeAndFlush(right);
            }
            case REORDER -> held.hold(channel, right);
            case GARBAGE -> channel.writeAndFlush(http(answer.status, NOT_JSON));
            case HALF -> {
                channel.writeAndFlush(right.writerIndex(right.writerIndex() - Math.max(1, answer.body.length() / 2)));
                channel.close();
            }
            case CUT -> channel.close();
            case WRONG_AMOUNT, INCOMPLETE -> channel.writeAndFlush(http(answer.status, answer.wrong));
            case NONE, DECLINE, PENDING -> {
                channel.writeAndFlush(right);
                held.release();
            }
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        ctx.close();
    }

    private static ByteBuf http(final int status, final String body) {
        final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        final String head = "HTTP/1.1 " + status + " -\r\n" + (status == 204 ? "" : "Content-Type: application/json\r\n"
                + "Content-Length: " + bytes.length + "\r\n") + "\r\n";
        return Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), bytes);
    }
}
