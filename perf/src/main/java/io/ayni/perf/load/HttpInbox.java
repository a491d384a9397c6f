package io.ayni.perf.load;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** {@code GET /demo/inbox?account=…}, pipelined on one connection of its own. */
final class HttpInbox implements Inbox {
    private static final int MAX_ANSWER_LENGTH = 1 << 20;
    private static final String CODE = "\"paymentId\":\"%s\",\"text\":\"[^\"]*?\\b(\\d{6})\\b";

    private record Question(String paymentId, Consumer<String> code) {
    }

    private final ArrayDeque<Question> waiting = new ArrayDeque<>();
    private final String head;
    private Channel channel;

    /** @param apiKey null when the listener asks for none */
    HttpInbox(final InetSocketAddress target, final String apiKey) {
        this.head = " HTTP/1.1\r\nHost: " + target.getHostString() + "\r\n"
            + (apiKey == null ? "" : "X-API-Key: " + apiKey + "\r\n") + "\r\n";
    }

    void setUp(final ChannelPipeline pipeline) {
        channel = pipeline.channel();
        pipeline.addLast(new HttpResponseDecoder(), new HttpObjectAggregator(MAX_ANSWER_LENGTH), new Answers());
    }

    @Override
    public void ask(final long account, final String paymentId, final Consumer<String> code) {
        if (!channel.isActive()) {
            code.accept(null);
            return;
        }
        waiting.add(new Question(paymentId, code));
        channel.writeAndFlush(
            Unpooled.copiedBuffer("GET /demo/inbox?account=" + account + head, StandardCharsets.US_ASCII));
    }

    private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
        @Override
        protected void channelRead0(final ChannelHandlerContext ctx, final FullHttpResponse answer) {
            final Question question = waiting.poll();
            if (question != null) {
                final Matcher message = Pattern.compile(CODE.formatted(Pattern.quote(question.paymentId)))
                    .matcher(answer.content().toString(StandardCharsets.UTF_8));
                question.code.accept(message.find() ? message.group(1) : null);
            }
        }

        @Override
        public void channelInactive(final ChannelHandlerContext ctx) {
            while (!waiting.isEmpty()) {
                waiting.poll().code.accept(null);
            }
            ctx.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
            ctx.close();
        }
    }
}
