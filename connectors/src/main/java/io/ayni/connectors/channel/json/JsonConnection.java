package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.FailureText;
import io.ayni.connectors.channel.ReadGate;
import io.ayni.connectors.channel.ReplyReceiver;
import io.ayni.connectors.config.JsonListenerConfig;
import io.ayni.connectors.security.ApiKeys;
import io.ayni.connectors.translate.JsonFault;
import io.ayni.connectors.translate.JsonReplies.Asked;
import io.ayni.connectors.translate.JsonTranslator;
import io.ayni.connectors.translate.Problem;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.Disposition;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
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

    private final JsonLoop loop;
    private final ReadGate gate;
    private final RequestClock clock;
    private final RequestBody body = new RequestBody();
    private final ExchangeQueue exchanges = new ExchangeQueue();
    private ChannelHandlerContext context;
    private long connectionId;
    private RequestHead head;
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
        writeAnswers();
        ctx.flush();
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
        final Exchange exchange = addExchange();
        exchange.keepsAlive = request.keepsAlive();
        isEnding = !exchange.keepsAlive;
        if (exchanges.size() >= loop.maxInFlight) {
            gate.stop(ReadGate.Reason.TOO_MANY_IN_FLIGHT);
        }
        final Route route = request.route();
        if (route == null || route == Route.INBOX && loop.node.inbox().isEmpty()) {
            refuse(exchange, Problem.NOT_FOUND, "there is no such resource");
        } else if (!request.method().equals(route.method())) {
            finish(exchange, loop.replies.problem(Problem.METHOD_NOT_ALLOWED, "only " + route.method() + " is", ""),
                    "Allow: " + route.method() + "\r\n");
        } else if (route == Route.HEALTH) {
            onHealth(exchange);
        } else if (!authenticate(exchange, request)) {
            loop.counters.unauthenticated.increment();
            refuse(exchange, Problem.UNAUTHENTICATED, "as Authorization: Bearer KEY, or X-API-Key: KEY");
        } else if (route.isPost()) {
            onPost(exchange, route, request);
        } else {
            onGet(exchange, route, request);
        }
    }

    private Exchange addExchange() {
        final Exchange exchange = exchanges.add();
        exchange.arrivedNs = nanoTime();
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

    private void onPost(final Exchange exchange, final Route route, final RequestHead request) {
        final String key = request.idempotencyKey();
        if (key == null) {
            refuse(exchange, Problem.MISSING_IDEMPOTENCY_KEY, "the same key on a repeat gets the first answer again");
        } else if (!JsonTranslator.isIdempotencyKey(key)) {
            refuse(exchange, Problem.MISSING_IDEMPOTENCY_KEY, "expected 1 to 128 visible ASCII characters");
        } else if (!request.isJson()) {
            refuse(exchange, Problem.UNSUPPORTED_MEDIA_TYPE, "expected Content-Type: application/json");
        } else {
            exchange.idempotencyKey = key;
            switch (route) {
                case AUTHORIZE -> onAuthorize(exchange);
                case STEP_UP -> onStepUp(exchange, Asked.STEP_UP, request);
                case RESEND -> onStepUp(exchange, Asked.RESEND, request);
                default -> throw new IllegalStateException(route.name());
            }
        }
    }

    private void onAuthorize(final Exchange exchange) {
        exchange.asked = Asked.AUTHORIZATION;
        final JsonFault fault = loop.translator.authorization(
                connectionId, exchange.correlationId, exchange.peerId, exchange.idempotencyKey, body.bytes(),
                body.length());
        if (fault != null) {
            finish(exchange, loop.replies.problem(fault));
            return;
        }
        exchange.code = loop.translator.takeCode();
        offer(exchange);
    }

    /** The code is bound to amount and payee: the payment is looked up first, see {@link #onPaymentReply}. */
    private void onStepUp(final Exchange exchange, final Asked asked, final RequestHead request) {
        exchange.asked = asked;
        final JsonFault fault = asked == Asked.STEP_UP
                ? loop.translator.stepUpBody(body.bytes(), body.length())
                : loop.translator.emptyBody(body.bytes(), body.length());
        exchange.code = loop.translator.takeCode();
        if (fault != null) {
            finish(exchange, loop.replies.problem(fault));
        } else {
            queryPayment(exchange, request);
        }
    }

    private void queryPayment(final Exchange exchange, final RequestHead request) {
        final long paymentId = request.paymentId();
        if (paymentId < 0) {
            refuse(exchange, Problem.NOT_FOUND, "that is no payment id");
            return;
        }
        loop.translator.paymentQuery(connectionId, exchange.correlationId, exchange.peerId, paymentId);
        offer(exchange);
    }

    private void onGet(final Exchange exchange, final Route route, final RequestHead request) {
        switch (route) {
            case PAYMENT -> {
                exchange.asked = Asked.VIEW;
                queryPayment(exchange, request);
            }
            case ACCOUNT -> onAccount(exchange, request.accountInPath());
            case METRICS -> onMetrics(exchange);
            case INBOX -> onInbox(exchange, request.accountInQuery());
            default -> throw new IllegalStateException(route.name());
        }
    }

    private void onAccount(final Exchange exchange, final long account) {
        if (account < 0) {
            refuse(exchange, Problem.NOT_FOUND, "an account number has 1 to 18 digits");
            return;
        }
        loop.translator.accountQuery(connectionId, exchange.correlationId, exchange.peerId, account);
        offer(exchange);
    }

    private void offer(final Exchange exchange) {
        final Ingress.Result result = loop.ingress.offer(
                Ingress.Lane.REQUEST, loop.translator.command(), 0, loop.translator.commandLength());
        if (result != Ingress.Result.ACCEPTED) {
            loop.counters.backPressured.increment();
            refuse(exchange, Problem.OVERLOADED,
                    "nothing was done: send the request again, under the same key, a little later");
        }
    }

    // ------------------------------------------------------------------------------------------- the node itself

    private void onHealth(final Exchange exchange) {
        final boolean isReady = loop.node.ready().getAsBoolean();
        if (isReady) {
            loop.writer.reset().startObject().text("status", "ready").endObject();
            finish(exchange, 200);
        } else {
            refuse(exchange, Problem.OVERLOADED, "the switch is starting or stopping");
        }
    }

    private void onMetrics(final Exchange exchange) {
        final long correlationId = exchange.correlationId;
        loop.node.background().execute(() -> {
            final String text = loop.node.metrics().get();
            context.executor().execute(() -> {
                final Exchange waiting = exchanges.awaiting(correlationId);
                if (waiting != null) {
                    waiting.response = loop.responses.text(context.alloc(), 200, HttpResponses.PROMETHEUS,
                            waiting.keepsAlive, text);
                    writeAnswers();
                    context.flush();
                }
            });
        });
    }

    private void onInbox(final Exchange exchange, final long account) {
        if (account < 0) {
            refuse(exchange, Problem.INVALID_PARAMETER, "expected /demo/inbox?account=DIGITS");
            return;
        }
        InboxView.write(loop.writer, loop.node.inbox().orElseThrow().of(account));
        finish(exchange, 200);
    }

    // ------------------------------------------------------------------------------------------- replies

    @Override
    public void onPaymentReply(final PaymentReplyDecoder reply) {
        final Exchange exchange = exchanges.awaiting(reply.replyTo().correlationId());
        if (exchange == null || exchange.asked == null) {
            return;
        }
        if (!exchange.isLookedUp && isFound(reply) && sendStepUp(exchange, reply)) {
            return;
        }
        if (reply.mayReveal() != 0 && exchange.code != JsonTranslator.NO_CODE) {
            loop.notifier.oneTimePassword(reply, exchange.code);
        }
        finish(exchange, loop.replies.payment(exchange.asked, reply));
    }

    private static boolean isFound(final PaymentReplyDecoder reply) {
        return reply.disposition() == Disposition.VIEW.code();
    }

    /** @return whether the request goes on with a second command. */
    private boolean sendStepUp(final Exchange exchange, final PaymentReplyDecoder payment) {
        if (exchange.asked == Asked.STEP_UP) {
            loop.translator.stepUpAnswer(
                    connectionId, exchange.correlationId, exchange.peerId, exchange.idempotencyKey, payment,
                    exchange.code);
            exchange.code = JsonTranslator.NO_CODE;
        } else if (exchange.asked == Asked.RESEND) {
            loop.translator.stepUpResend(connectionId, exchange.correlationId, exchange.peerId, exchange.idempotencyKey,
                    payment);
            exchange.code = loop.translator.takeCode();
        } else {
            return false;
        }
        exchange.isLookedUp = true;
        offer(exchange);
        return true;
    }

    @Override
    public void onAccountReply(final AccountReplyDecoder reply) {
        final Exchange exchange = exchanges.awaiting(reply.replyTo().correlationId());
        if (exchange != null && exchange.asked == null) {
            finish(exchange, loop.replies.account(reply));
        }
    }

    @Override
    public void onRepliesEnd() {
        writeAnswers();
        context.flush();
    }

    // ------------------------------------------------------------------------------------------- answers

    private void refuse(final Exchange exchange, final Problem problem, final String detail) {
        finish(exchange, loop.replies.problem(problem, detail, ""));
    }

    /** The rest of what this peer sends cannot be told apart from requests, or is not wanted. */
    private void refuseAndEnd(final Problem problem) {
        head = null;
        isEnding = true;
        final Exchange exchange = addExchange();
        exchange.keepsAlive = false;
        refuse(exchange, problem, "the connection is closed");
    }

    private void finish(final Exchange exchange, final int status) {
        finish(exchange, status, "");
    }

    /** The answer is what the loop's writer holds. */
    private void finish(final Exchange exchange, final int status, final String headers) {
        if (status >= SERVER_ERROR) {
            loop.counters.serverErrors.increment();
        } else if (status >= CLIENT_ERROR) {
            loop.counters.clientErrors.increment();
        }
        exchange.response = loop.responses.json(
                context.alloc(), status, exchange.keepsAlive, headers, loop.writer.buffer(), loop.writer.length());
        exchange.forgetSecrets();
    }

    /** Writes the answers that are known up to the first that is not. */
    private void writeAnswers() {
        for (Exchange exchange = exchanges.peek(); exchange != null && exchange.isDone(); exchange = exchanges.peek()) {
            final ByteBuf response = exchange.response;
            final boolean keepsAlive = exchange.keepsAlive;
            exchange.response = null;
            loop.latencies.record(loop.mailbox.loopIndex(), nanoTime() - exchange.arrivedNs);
            exchanges.remove();
            final ChannelFuture written = context.write(response);
            if (!keepsAlive) {
                LingeringClose.after(written);
            }
        }
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
        writeAnswers();
        context.flush();
        return false;
    }
}
