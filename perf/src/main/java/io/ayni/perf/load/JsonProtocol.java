package io.ayni.perf.load;

import static java.nio.charset.StandardCharsets.US_ASCII;


import io.ayni.core.command.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import org.agrona.collections.LongArrayQueue;

/**
 * {@code POST /v1/authorizations} over HTTP/1.1 with keep-alive. A request does not wait for the answer before it (that
 * would close the loop): it is pipelined, and answers belong to requests in the order of sending (RFC 9112, 9.3.2).
 */
final class JsonProtocol implements LoadProtocol {
    private static final ByteBuf RESPONSE_CODE = Unpooled.unreleasableBuffer(
        Unpooled.copiedBuffer("\"responseCode\":\"", US_ASCII));
    private static final long NO_REQUEST = -1;
    private static final int MAX_BODY_LENGTH = 8_192;

    private final String head;
    private final String keyPrefix;
    private final Transfers transfers;
    private final ByteBuf body = Unpooled.buffer(256);

    /**
     * @param host   for the Host header
     * @param apiKey null when the listener asks for none
     * @param runId  a text no other run has: it starts the idempotency keys
     */
    JsonProtocol(
        final String host,
        final String apiKey,
        final Transfers transfers,
        final String runId) {
        this.transfers = transfers;
        this.keyPrefix = runId + "-";
        this.head = "POST /v1/authorizations HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
            + (apiKey == null ? "" : "X-API-Key: " + apiKey + "\r\n");
    }

    @Override
    public Session open(final ChannelPipeline pipeline, final AnswerListener answers) {
        final Connection connection = new Connection(answers);
        pipeline.addLast(new HttpResponseDecoder(), connection);
        return connection;
    }

    private void writeBody() {
        transfers.next();
        body.clear();
        ByteBufUtil.writeAscii(body, "{\"type\":\"transfer.internal\",\"amountMinor\":");
        ByteBufUtil.writeAscii(body, Long.toString(transfers.amountMinor()));
        ByteBufUtil.writeAscii(body, ",\"currency\":\"");
        ByteBufUtil.writeAscii(body, transfers.currency().getCurrencyCode());
        ByteBufUtil.writeAscii(body, "\",\"debitAccount\":\"");
        ByteBufUtil.writeAscii(body, Long.toString(transfers.debitAccount()));
        ByteBufUtil.writeAscii(body, "\",\"creditAccount\":\"");
        ByteBufUtil.writeAscii(body, Long.toString(transfers.creditAccount()));
        ByteBufUtil.writeAscii(body, "\"}");
    }

    private final class Connection extends SimpleChannelInboundHandler<HttpObject> implements Session {
        private final AnswerListener answers;
        private final LongArrayQueue inFlight = new LongArrayQueue(NO_REQUEST);
        private final ByteBuf answerBody = Unpooled.buffer(1_024);
        private HttpResponse response;

        Connection(final AnswerListener answers) {
            this.answers = answers;
        }

        @Override
        public void write(final long requestId, final ByteBuf out) {
            writeBody();
            ByteBufUtil.writeAscii(out, head);
            ByteBufUtil.writeAscii(out, "Idempotency-Key: ");
            ByteBufUtil.writeAscii(out, keyPrefix);
            ByteBufUtil.writeAscii(out, Long.toString(requestId));
            ByteBufUtil.writeAscii(out, "\r\nContent-Length: ");
            ByteBufUtil.writeAscii(out, Integer.toString(body.readableBytes()));
            ByteBufUtil.writeAscii(out, "\r\n\r\n");
            out.writeBytes(body, body.readerIndex(), body.readableBytes());
            inFlight.addLong(requestId);
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext ctx, final HttpObject part) {
            if (part.decoderResult().isFailure()) {
                answers.onUnreadable();
                ctx.close();
                return;
            }
            if (part instanceof final HttpResponse started) {
                response = started;
                answerBody.clear();
            }
            if (part instanceof final HttpContent content) {
                final int room = MAX_BODY_LENGTH - answerBody.readableBytes();
                answerBody.writeBytes(content.content(), Math.min(room, content.content().readableBytes()));
            }
            if (part instanceof LastHttpContent && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
                onAnswer();
            }
        }

        private void onAnswer() {
            final long requestId = inFlight.pollLong();
            if (requestId == NO_REQUEST) {
                answers.onUnreadable();
            } else {
                answers.onAnswer(requestId, code());
            }
        }

        private int code() {
            if (response.status().codeClass() != HttpStatusClass.SUCCESS) {
                return AnswerCode.httpStatus(response.status().code());
            }
            final int at = ByteBufUtil.indexOf(RESPONSE_CODE, answerBody);
            final int value = at + RESPONSE_CODE.readableBytes();
            if (at < 0 || answerBody.writerIndex() < value + 2) {
                return AnswerCode.NONE;
            }
            return ResponseCode.pack((char) answerBody.getByte(value), (char) answerBody.getByte(value + 1));
        }
    }
}
