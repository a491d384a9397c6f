package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.FailureText;
import io.ayni.connectors.channel.ReadGate;
import io.ayni.connectors.channel.ReplyReceiver;
import io.ayni.connectors.config.JsonListenerConfig;
import io.ayni.connectors.security.ApiKeys;
import io.ayni.connectors.translate.CommandFrame;
import io.ayni.connectors.translate.JsonFault;
import io.ayni.connectors.translate.JsonTranslator;
import io.ayni.connectors.translate.Problem;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.host.Ingress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection of a channel server: requests in, answers out in the order of the requests, whatever the order in
 * which they become known. On its event loop alone.
 */
final class JsonConnection extends ChannelInboundHandlerAdapter implements ReplyReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(JsonConnection.class);
    private static final int SERVER_ERROR = 500;
    private static final int CLIENT_ERROR = 400;
    private static final int BATCH_BYTES = 16_384;
    private static final int LARGE_ANSWER = 2_048;
    /** In every row: replyTo is its first field. */
    private static final int CORRELATION_ID = MessageHeaderDecoder.ENCODED_LENGTH
            + ReplyToDecoder.correlationIdEncodingOffset();

    private final JsonLoop loop;
    private final ReadGate gate;
    private final RequestClock clock;
    private final RequestBody body = new RequestBody();
    private final ExchangeQueue exchanges = new ExchangeQueue();
    private ChannelHandlerContext context;
    private long connectionId;
    private RequestHead head;
    /** Answers that are to be written; null when there are none. */
    private ByteBuf batch;
    /** Commands that the engine may not have been woken for. */
    private boolean hasOffered;
    /** The connection closes behind the batch. */
    private boolean isBatchLast;
    /** No further request is read: the last answer is on its way, then the connection closes. */
    private boolean isEnding;

    JsonConnection(final JsonLoop loop, final ReadGate gate) {
        this.loop = loop;
        this.gate = gate;
        this.clock = new RequestClock(this::onTooLate);
    }

    RequestClock clock() {
        return clock;
    }

    // ------------------------------------------------------------------------------------------- Netty

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        context = ctx;
        connectionId = loop.mailbox.open(this);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        isEnding = true;
        loop.mailbox.close(connectionId);
        for (Exchange exchange = exchanges.peek(); exchange != null; exchange = exchanges.peek()) {
            exchange.forgetSecrets();
            ReferenceCountUtil.release(exchange.response);
            exchanges.remove();
        }
        body.clear();
        if (batch != null) {
            batch.release();
            batch = null;
        }
        if (hasOffered) {
            loop.ingress.endBatch(); // of a read that ended with the connection
        }
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        try {
            if (isEnding) {
                return;
            }
            if (message instanceof final HttpRequest request) {
                onHead(request);
            }
            if (head != null && message instanceof final HttpContent content) {
                onContent(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext ctx) {
        endTurn();
        loop.pressure.stopIfPressed(gate);
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        LOG.debug("connection closed: {}", FailureText.of(cause));
        ctx.close();
    }

    // ------------------------------------------------------------------------------------------- request

    private void onHead(final HttpRequest request) {
        loop.counters.requests.increment();
        head = new RequestHead(request);
        body.clear();
        final Problem problem = head.problem();
        if (problem != null) {
            refuseAndEnd(problem);
            return;
        }
        if (head.contentLength() > JsonTranslator.MAX_BODY_LENGTH) {
            refuseAndEnd(Problem.BODY_TOO_LARGE);
            return;
        }
        clock.onHeaders();
        if (head.expectsContinue() && exchanges.isEmpty()) {
            writeBatch();
            context.writeAndFlush(loop.responses.proceed(context.alloc()));
        }
    }

    private void onContent(final HttpContent content) {
        if (content.decoderResult().isFailure()) {
            refuseAndEnd(Problem.INVALID_HTTP);
        } else if (!body.append(content.content())) {
            refuseAndEnd(Problem.BODY_TOO_LARGE);
        } else if (content instanceof LastHttpContent) {
            clock.onRequestEnd();
            final RequestHead whole = head;
            head = null;
            onRequest(whole);
            body.clear();
        }
    }

    private void onRequest(final RequestHead request) {
        final Exchange exchange = addExchange(clock.readNs());
        exchange.keepsAlive = request.keepsAlive();
        isEnding = !exchange.keepsAlive;
        if (exchanges.size() >= loop.maxInFlight) {
            gate.stop(ReadGate.Reason.TOO_MANY_IN_FLIGHT);
        }
        loop.match.match(request.method(), request.path());
        final Route route = loop.match.route();
        if (route == null && loop.match.isPathKnown()) {
            final String allowed = loop.match.allowed();
            finish(exchange, loop.replies.problem(Problem.METHOD_NOT_ALLOWED, "only " + allowed + " is", ""),
                    "Allow: " + allowed + "\r\n");
        } else if (route == null || route == Route.INBOX && loop.node.inbox().isEmpty()) {
            refuse(exchange, Problem.NOT_FOUND, "there is no such resource");
        } else if (route.needsApiKey() && !authenticate(exchange, request)) {
            loop.counters.unauthenticated.increment();
            refuse(exchange, Problem.UNAUTHENTICATED, "as Authorization: Bearer KEY, or X-API-Key: KEY");
        } else if (isAcceptable(exchange, route, request)) {
            loop.requests.begin(this, exchange, route, request, body);
        }
    }

    /** @return false when it has been refused for its headers. */
    private boolean isAcceptable(final Exchange exchange, final Route route, final RequestHead request) {
        if (!route.needsIdempotencyKey()) {
            return true;
        }
        final String key = request.idempotencyKey();
        if (key == null) {
            refuse(exchange, Problem.MISSING_IDEMPOTENCY_KEY, "the same key on a repeat gets the first answer again");
        } else if (!JsonTranslator.isIdempotencyKey(key)) {
            refuse(exchange, Problem.MISSING_IDEMPOTENCY_KEY, "expected 1 to 128 visible ASCII characters");
        } else if (!request.isJson()) {
            refuse(exchange, Problem.UNSUPPORTED_MEDIA_TYPE, "expected Content-Type: application/json");
        } else {
            exchange.idempotencyKey = key;
            return true;
        }
        return false;
    }

    private Exchange addExchange(final long arrivedNs) {
        final Exchange exchange = exchanges.add();
        exchange.arrivedNs = arrivedNs;
        return exchange;
    }

    private long nanoTime() {
        return context.executor().ticker().nanoTime();
    }

    private boolean authenticate(final Exchange exchange, final RequestHead request) {
        if (loop.apiKeys.isOpen()) {
            exchange.peerId = JsonListenerConfig.ANONYMOUS_PEER_ID;
            return true;
        }
        final String key = request.apiKey();
        final int channel = key == null ? ApiKeys.NOBODY : loop.apiKeys.find(key);
        if (channel < 0) {
            return false;
        }
        exchange.peerId = loop.peerIds[channel];
        return true;
    }

    // ------------------------------------------------------------------------------------------- for conversations

    /** @return the loop's command frame, for commands of this request. */
    CommandFrame frame(final Exchange exchange) {
        return loop.frame.by(connectionId, exchange.correlationId, exchange.peerId, exchange.idempotencyKey);
    }

    /** Offers the command that lies in the loop's frame; when the ring has no room the request is refused. */
    void offer(final Exchange exchange, final Ingress.Lane lane) {
        offer(exchange, lane, loop.frame.buffer(), loop.frame.length());
    }

    void offer(final Exchange exchange, final Ingress.Lane lane, final DirectBuffer command, final int length) {
        hasOffered = true;
        if (loop.ingress.offerInBatch(lane, command, 0, length) != Ingress.Result.ACCEPTED) {
            loop.counters.backPressured.increment();
            refuse(exchange, Problem.OVERLOADED,
                    "nothing was done: send the request again, under the same key, a little later");
        }
    }

    /** Any thread: goes on with a request on the event loop, if its answer is still awaited there. */
    void later(final long correlationId, final Consumer<Exchange> action) {
        context.executor().execute(() -> {
            final Exchange waiting = exchanges.awaiting(correlationId);
            if (waiting != null) {
                action.accept(waiting);
                endTurn();
            }
        });
    }

    void refuse(final Exchange exchange, final Problem problem, final String detail) {
        finish(exchange, loop.replies.problem(problem, detail, ""));
    }

    void refuse(final Exchange exchange, final JsonFault fault) {
        finish(exchange, loop.replies.problem(fault));
    }

    /** The answer is what the loop's writer holds. */
    void finish(final Exchange exchange, final int status) {
        finish(exchange, status, "");
    }

    /** The answer is these bytes. */
    void finish(final Exchange exchange, final String contentType, final byte[] bytes) {
        exchange.response = loop.responses.bytes(context.alloc(), contentType, exchange.keepsAlive, bytes);
        finish(exchange);
    }

    // ------------------------------------------------------------------------------------------- replies

    @Override
    public void onPaymentReply(final PaymentReplyDecoder reply) {
        final Exchange exchange = exchanges.awaiting(reply.replyTo().correlationId());
        if (exchange != null && exchange.conversation != null) {
            exchange.conversation.onPayment(this, exchange, reply);
        }
    }

    @Override
    public void onAccountReply(final AccountReplyDecoder reply) {
        final Exchange exchange = exchanges.awaiting(reply.replyTo().correlationId());
        if (exchange != null && exchange.conversation != null) {
            exchange.conversation.onAccount(this, exchange, reply);
        }
    }

    @Override
    public void onRow(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        final Exchange exchange = exchanges.awaiting(buffer.getLong(offset + CORRELATION_ID, ByteOrder.LITTLE_ENDIAN));
        if (exchange != null && exchange.conversation != null) {
            exchange.conversation.onRow(this, exchange, templateId, buffer, offset, length);
        }
    }

    @Override
    public void onRepliesEnd() {
        endTurn();
    }

    // ------------------------------------------------------------------------------------------- answers

    /** The answer is what the background thread makes of it. */
    void finishInBackground(final Exchange exchange, final String contentType, final Supplier<byte[]> document) {
        final long correlationId = exchange.correlationId;
        loop.node.background().execute(() -> {
            final byte[] bytes = document.get();
            later(correlationId, waiting -> finish(waiting, contentType, bytes));
        });
    }

    /** The rest of what this peer sends cannot be told apart from requests, or is not wanted. */
    private void refuseAndEnd(final Problem problem) {
        head = null;
        isEnding = true;
        final Exchange exchange = addExchange(nanoTime());
        exchange.keepsAlive = false;
        refuse(exchange, problem, "the connection is closed");
    }

    /** The answer is what the loop's writer holds. */
    private void finish(final Exchange exchange, final int status, final String headers) {
        if (status >= SERVER_ERROR) {
            loop.counters.serverErrors.increment();
        } else if (status >= CLIENT_ERROR) {
            loop.counters.clientErrors.increment();
        }
        final boolean isNext = exchange == exchanges.peek();
        if (isNext && batch == null) {
            batch = context.alloc().ioBuffer(BATCH_BYTES);
        }
        final ByteBuf out = isNext ? batch : context.alloc().ioBuffer();
        loop.responses.json(out, status, exchange.keepsAlive, headers, loop.writer.buffer(), loop.writer.length());
        exchange.response = isNext ? Unpooled.EMPTY_BUFFER : out;
        finish(exchange);
    }

    /** Takes the answers that are known, up to the first that is not, for written: in their order, into one buffer. */
    private void finish(final Exchange answered) {
        answered.forgetSecrets();
        for (Exchange exchange = exchanges.peek(); exchange != null && exchange.isDone(); exchange = exchanges.peek()) {
            final ByteBuf response = exchange.response;
            exchange.response = null;
            loop.latencies.record(loop.mailbox.loopIndex(), nanoTime() - exchange.arrivedNs);
            final boolean keepsAlive = exchange.keepsAlive;
            exchanges.remove();
            if (response.isReadable()) {
                writeBatch();
                write(response, keepsAlive);
            } else {
                isBatchLast = !keepsAlive;
            }
        }
        if (batch != null && batch.readableBytes() > BATCH_BYTES - LARGE_ANSWER) {
            writeBatch();
        }
    }

    private void writeBatch() {
        if (batch != null) {
            final ByteBuf full = batch;
            batch = null;
            write(full, !isBatchLast);
        }
    }

    private void write(final ByteBuf answers, final boolean keepsAlive) {
        if (keepsAlive) {
            context.write(answers, context.voidPromise());
        } else {
            LingeringClose.after(context.write(answers));
        }
    }

    /** Sends what this turn of the loop brought: commands to the engine, answers to the peer. */
    private void endTurn() {
        if (hasOffered) {
            hasOffered = false;
            loop.ingress.endBatch();
        }
        writeBatch();
        context.flush();
        if (exchanges.size() <= loop.maxInFlight / 2) {
            gate.go(ReadGate.Reason.TOO_MANY_IN_FLIGHT);
        }
    }

    private boolean onTooLate(final RequestClock.Phase phase) {
        if (isEnding || phase == RequestClock.Phase.IDLE && !exchanges.isEmpty()) {
            return true;
        }
        if (phase == RequestClock.Phase.IDLE) {
            context.close();
            return false;
        }
        loop.counters.timeouts.increment();
        refuseAndEnd(Problem.REQUEST_TIMEOUT);
        endTurn();
        return false;
    }
}
