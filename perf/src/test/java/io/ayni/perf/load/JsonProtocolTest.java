package io.ayni.perf.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class JsonProtocolTest {
    private static final int REQUESTS = 200;
    private static final String APPROVED = "{\"id\":\"X\",\"state\":\"POSTED\",\"responseCode\":\"00\"}";
    private static final String DECLINED = "{\"id\":\"X\",\"state\":\"DECLINED\",\"responseCode\":\"51\"}";

    private final List<FullHttpRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    @Test
    void postsTransfersUnderAKeyOfTheirOwn() throws Exception {
        final LoadResult result = loadAgainst(n -> answer(HttpResponseStatus.CREATED, APPROVED));

        assertThat(result.errors()).isZero();
        assertThat(result.answersByCode()).containsOnly(Map.entry("00", (long) REQUESTS));
        assertThat(requests).hasSize(REQUESTS).allSatisfy(request -> {
            assertThat(request.method().name() + " " + request.uri()).isEqualTo("POST /v1/authorizations");
            assertThat(request.headers().get("X-API-Key")).isEqualTo("secret");
            assertThat(request.headers().get(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("application/json");
        });
        assertThat(requests).extracting(request -> request.headers().get("Idempotency-Key")).doesNotHaveDuplicates();
        assertThat(bodies).allSatisfy(body -> {
            final JsonNode json = JsonMapper.shared().readTree(body);
            assertThat(json.get("type").stringValue()).isEqualTo("transfer.internal");
            assertThat(json.get("amountMinor").longValue()).isEqualTo(100);
            assertThat(json.get("currency").stringValue()).isEqualTo("USD");
            assertThat(json.get("debitAccount").stringValue()).isBetween("701", "709")
                .isNotEqualTo(json.get("creditAccount").stringValue());
        });
    }

    @Test
    void tellsDeclinesAndProblemsFromApprovals() throws Exception {
        final LoadResult result = loadAgainst(n -> switch (n % 4) {
            case 0 -> answer(HttpResponseStatus.CREATED, DECLINED);
            case 1 -> answer(HttpResponseStatus.SERVICE_UNAVAILABLE, "{\"title\":\"busy\",\"responseCode\":\"00\"}");
            case 2 -> answer(HttpResponseStatus.OK, "{}");
            default -> answer(HttpResponseStatus.CREATED, APPROVED);
        });

        final long quarter = REQUESTS / 4;
        assertThat(result.answersByCode()).containsOnly(Map.entry("00", quarter), Map.entry("51", quarter),
            Map.entry("HTTP 503", quarter), Map.entry("none", quarter));
        assertThat(result.errors()).isEqualTo(3 * quarter);
    }

    private LoadResult loadAgainst(final IntFunction<FullHttpResponse> answers) throws Exception {
        final Transfers transfers =
            new Transfers(new AccountRange(701, 709), 100, Currency.getInstance("USD"), 1);
        final LoadProtocol protocol = new JsonProtocol("localhost", "secret", LoadMix.TRANSFERS, transfers, "run");
        final SendSchedule warmUp = new SendSchedule(1_000, 0, 0);
        final SendSchedule load = new SendSchedule(REQUESTS * 5, TimeUnit.MILLISECONDS.toNanos(200), 0);
        try (LoopbackServer server = new LoopbackServer(pipeline ->
                pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(1_024), new Caller(answers)));
            LoadClient client = new LoadClient(protocol)) {
            final LoadTestRig rig = client.start(server.address(), 1, transport ->
                new LoadTestRig(SystemNanoClock.INSTANCE, transport, warmUp, load, TimeUnit.SECONDS.toNanos(10)));
            client.ended().get();
            return LoadResult.of(rig, rig.stats(1).latency().getIntervalHistogram());
        }
    }

    private static FullHttpResponse answer(final HttpResponseStatus status, final String body) {
        final FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
            Unpooled.copiedBuffer(body, UTF_8));
        response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        return response;
    }

    private final class Caller extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final IntFunction<FullHttpResponse> answers;

        Caller(final IntFunction<FullHttpResponse> answers) {
            this.answers = answers;
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext ctx, final FullHttpRequest request) {
            bodies.add(request.content().toString(UTF_8));
            requests.add(request.copy());
            ctx.writeAndFlush(answers.apply(requests.size() - 1));
        }
    }
}
