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

    private static final ByteBuf ID = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\"id\":\"", US_ASCII));
    private static final String CONTENT_TYPE = "Content-Type: application/json\r\n";

    private final String hostAndKey;
    private final String keyPrefix;
    private final LoadMix mix;
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
        final LoadMix mix,
        final Transfers transfers,
        final String runId) {
        this.mix = mix;
        this.transfers = transfers;
        this.keyPrefix = runId + "-";
        this.hostAndKey = " HTTP/1.1\r\nHost: " + host + "\r\n"
            + (apiKey == null ? "" : "X-API-Key: " + apiKey + "\r\n");
    }

    @Override
    public Session open(final ChannelPipeline pipeline, final AnswerListener answers) {
        final Connection connection = new Connection(answers);
        pipeline.addLast(new HttpResponseDecoder(), connection);
        return connection;
    }

    private void writeBody(final LoadOperation operation) {
        body.clear();
        put(body, "{\"type\":\"", operation.word(), "\",\"amountMinor\":", Long.toString(transfers.amountMinor()),
            ",\"currency\":\"", transfers.currency().getCurrencyCode(), "\",\"debitAccount\":\"",
            Long.toString(transfers.debitAccount()));
        switch (operation) {
            case TRANSFER_INTERBANK -> put(body, "\",\"creditAccount\":\"", mix.externalAccount(),
                "\",\"institution\":\"", mix.institution());
            case BILL_PAY -> put(body, "\",\"reference\":\"", mix.reference(), "\",\"billerId\":",
                Integer.toString(mix.billerId()), "}");
            default -> put(body, "\",\"creditAccount\":\"", Long.toString(transfers.creditAccount()));
        }
        if (operation != LoadOperation.BILL_PAY) {
            put(body, "\"}");
        }
    }

    private void writePost(final String path, final long keyNumber, final ByteBuf out) {
        put(out, "POST ", path, hostAndKey, CONTENT_TYPE, "Idempotency-Key: ", keyPrefix, Long.toString(keyNumber),
            "\r\nContent-Length: ", Integer.toString(body.readableBytes()), "\r\n\r\n");
        out.writeBytes(body, body.readerIndex(), body.readableBytes());
    }

    private static void put(final ByteBuf out, final String... parts) {
        for (final String part : parts) {
            ByteBufUtil.writeAscii(out, part);
        }
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
            transfers.select(requestId);
            final LoadOperation operation = mix.operationOf(requestId);
            if (operation == LoadOperation.BALANCE) {
                put(out, "GET /v1/accounts/", Long.toString(transfers.debitAccount()), hostAndKey, "\r\n");
            } else {
                writeBody(operation);
                writePost("/v1/authorizations", requestId, out);
            }
            inFlight.addLong(requestId);
        }

        @Override
        public void writeConfirmation(final long confirmationId, final long requestId, final String paymentId,
            final String code, final ByteBuf out) {
            body.clear();
            put(body, "{\"code\":\"", code, "\"}");
            writePost("/v1/authorizations/" + paymentId + "/otp", confirmationId, out);
            inFlight.addLong(confirmationId);
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
                return;
            }
            final int code = code(requestId);
            if (code == AnswerCode.CHALLENGED && requestId < Confirmations.FIRST_ID) {
                transfers.select(requestId);
                answers.onChallenge(requestId, transfers.debitAccount(), paymentId());
            }
            answers.onAnswer(requestId, code);
        }

        private String paymentId() {
            final int at = ByteBufUtil.indexOf(ID, answerBody);
            if (at < 0) {
                return "";
            }
            final int from = at + ID.readableBytes();
            final int to = answerBody.indexOf(from, answerBody.writerIndex(), (byte) '"');
            return to < 0 ? "" : answerBody.toString(from, to - from, US_ASCII);
        }

        private int code(final long requestId) {
            if (response.status().codeClass() != HttpStatusClass.SUCCESS) {
                return AnswerCode.httpStatus(response.status().code());
            }
            if (requestId < Confirmations.FIRST_ID && mix.operationOf(requestId) == LoadOperation.BALANCE) {
                return AnswerCode.APPROVED;
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
