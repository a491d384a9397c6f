package io.ayni.connectors.channel.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.DirectEngine;
import io.ayni.connectors.channel.BillInquiry;
import io.ayni.connectors.channel.LatencyRecorder;
import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.NodeReceiver;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.config.JsonListenerConfig;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.notify.DemoInbox;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.PinDesk;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.security.TotpVerifier;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.LinkState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON interface with the real engine behind it; time and ring are the test's. */
class JsonConnectionTest {
    private static final String MARIA = "4200000017";
    private static final String JOSE = "4200000025";
    private static final String INTERNAL = """
            {"type":"transfer.internal","amountMinor":1500,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000025"}""";
    private static final String INTERBANK = """
            {"type":"transfer.interbank","amountMinor":1500,"currency":"840","debitAccount":"4200000017",\
            "creditAccount":"2200-118","institution":"0036"}""";
    private static final Pattern CODE = Pattern.compile("código es (\\d{6})");

    private static final EdgeKeys KEYS = EdgeKeys.ofSecret(new byte[32]);

    private final DirectEngine engine = new DirectEngine();
    private final EdgeServices services = new EdgeServices(
            new SealedCards(KEYS), (sealed, code, nowMs) -> TotpVerifier.NO_STEP, PinDesk.CLOSED,
            BillInquiry.NONE, () -> new InstitutionFacts("Cooperativa Ayni", ZoneId.of("America/Guayaquil"),
                    Currency.getInstance("USD"), List.of(), Map.of()));
    private final DemoInbox inbox = new DemoInbox("Cooperativa Ayni", Currency.getInstance("USD"), 100);
    private final JsonCounters counters = new JsonCounters();
    private final LatencyRecorder latencies = new LatencyRecorder(1);
    private EmbeddedChannel channel;
    private LoopMailbox mailbox;

    JsonConnectionTest() {
        engine.account(MARIA, 1, 10_000_000);
        engine.account(JOSE, 2, 0);
        connect("", true);
    }

    @AfterEach
    void nothingLeaks() {
        channel.finishAndReleaseAll();
        assertThat(mailbox.openConnections()).isZero();
    }

    // ------------------------------------------------------------------------------------------- payments

    @Test
    void aTransferAsksForThePasswordAndIsPostedWithIt() {
        final Answer challenged = post("/v1/authorizations", "k1", INTERNAL);

        assertThat(challenged.status).isEqualTo(202);
        assertThat(challenged.body).contains("\"state\":\"CHALLENGED\",\"responseCode\":\"1A\",\"reason\":\"none\"",
                "\"challenge\":{\"method\":\"OTP\",\"expiresAt\":\"2025-11-21T04:43:00.000Z\",\"triesLeft\":3}",
                "\"debitAccount\":\"******0017\"", "\"creditAccount\":\"******0025\"");

        final Answer posted = post("/v1/authorizations/" + challenged.id() + "/otp", "k2", code(lastCode()));

        assertThat(posted.status).isEqualTo(200);
        assertThat(posted.body).contains("\"id\":\"" + challenged.id() + '"',
                "\"state\":\"POSTED\",\"responseCode\":\"00\"",
                "\"totalMinor\":1500", "\"currency\":\"USD\"", "\"ledgerMinor\":9998500,\"availableMinor\":9998500");
        assertThat(get("/v1/authorizations/" + challenged.id())).satisfies(view -> {
            assertThat(view.status).isEqualTo(200);
            assertThat(view.body).isEqualTo(posted.body);
        });
    }

    @Test
    void anInterbankTransferHoldsAmountFeeAndTaxAndWaitsForTheNetwork() {
        engine.linkIs(LinkState.UP);
        final Answer challenged = post("/v1/authorizations", "k1", INTERBANK);
        assertThat(challenged.body).contains("\"amountMinor\":1500,\"feeMinor\":36,\"taxMinor\":5,\"totalMinor\":1541",
                "\"creditAccount\":\"****-118\",\"institution\":\"0036\"");

        send(request("POST", "/v1/authorizations/" + challenged.id() + "/otp", "k2", code(lastCode())));
        assertThat(channel.outboundMessages()).as("no answer while the network has not answered").isEmpty();

        engine.advance(10_000);
        channel.runPendingTasks();
        final Answer late = answer();
        assertThat(late.status).isEqualTo(202);
        assertThat(late.body).contains("\"state\":\"REVERSAL_PENDING\",\"responseCode\":\"68\"", "\"transient\":true",
                "\"network\":{\"stan\":\"", "\"reversals\":");
    }

    @Test
    void aDeclineIsAnAnswer() {
        final Answer declined = post("/v1/authorizations", "k1", INTERNAL.replace("4200000025", "4200000099"));

        assertThat(declined.status).isEqualTo(201);
        assertThat(declined.body)
                .contains("\"state\":\"DECLINED\",\"responseCode\":\"14\",\"reason\":\"credit_account_unknown\"",
                "\"transient\":false");
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndTheSameKeyWithAnotherBodyIsRefused() {
        final Answer first = post("/v1/authorizations", "k1", INTERNAL);
        final Answer again = post("/v1/authorizations", "k1", INTERNAL);
        final Answer other = post("/v1/authorizations", "k1", INTERNAL.replace("1500", "1501"));

        assertThat(again.body).isEqualTo(first.body);
        assertThat(again.status).isEqualTo(first.status);
        assertThat(other.status).isEqualTo(422);
        assertThat(other.body).contains("\"type\":\"/problems/key-reused\"");
        assertThat(inbox.of(AccountNumber.parse(MARIA))).as("one password").hasSize(1);
    }

    @Test
    void aRepeatWhileTheNetworkHasNotAnsweredIsInFlight() {
        engine.linkIs(LinkState.UP);
        final Answer challenged = post("/v1/authorizations", "k1", INTERBANK);
        send(request("POST", "/v1/authorizations/" + challenged.id() + "/otp", "k2", code(lastCode())));
        connectAnother();

        assertThat(post("/v1/authorizations", "k1", INTERBANK).status).isEqualTo(409);
    }

    @Test
    void aWrongPasswordIsA401ThatSaysHowManyTriesAreLeftAndTheLastOneDeclines() {
        final String id = post("/v1/authorizations", "k1", INTERNAL).id();
        final int right = lastCode();

        final Answer wrong = post("/v1/authorizations/" + id + "/otp", "k2", code((right + 1) % 1_000_000));
        assertThat(wrong.status).isEqualTo(401);
        assertThat(wrong.body).contains("/problems/step-up-failed", "\"triesLeft\":2", "\"responseCode\":\"63\"");
        assertThat(wrong.head).contains("WWW-Authenticate");
        post("/v1/authorizations/" + id + "/otp", "k3", code((right + 1) % 1_000_000));
        final Answer last = post("/v1/authorizations/" + id + "/otp", "k4", code((right + 1) % 1_000_000));
        assertThat(last.status).isEqualTo(200);
        assertThat(last.body).contains("\"state\":\"DECLINED\",\"responseCode\":\"75\"");
    }

    @Test
    void anExpiredPasswordIsA401() {
        final String id = post("/v1/authorizations", "k1", INTERNAL).id();
        final int code = lastCode();
        engine.advance(180_000);

        assertThat(post("/v1/authorizations/" + id + "/otp", "k2", code(code)).status).isEqualTo(401);
    }

    @Test
    void aPasswordSentAgainIsAnotherOneAndTheFirstIsVoid() {
        final String id = post("/v1/authorizations", "k1", INTERNAL).id();
        final int first = lastCode();

        final Answer resent = post("/v1/authorizations/" + id + "/otp/resend", "k2", "");
        assertThat(resent.status).isEqualTo(200);
        assertThat(inbox.of(AccountNumber.parse(MARIA))).hasSize(2);
        final int second = lastCode();

        if (first != second) {
            assertThat(post("/v1/authorizations/" + id + "/otp", "k3", code(first)).status).isEqualTo(401);
        }
        assertThat(post("/v1/authorizations/" + id + "/otp", "k4", code(second)).body).contains("\"state\":\"POSTED\"");
    }

    @Test
    void resendsHaveABound() {
        final String id = post("/v1/authorizations", "k1", INTERNAL).id();
        for (int i = 0; i < 3; i++) {
            assertThat(post("/v1/authorizations/" + id + "/otp/resend", "r" + i, "{}").status).isEqualTo(200);
        }
        final Answer refused = post("/v1/authorizations/" + id + "/otp/resend", "r3", "{}");
        assertThat(refused.status).isEqualTo(429);
        assertThat(inbox.of(AccountNumber.parse(MARIA))).hasSize(4);
    }

    @Test
    void anAccountShowsItsBalances() {
        assertThat(get("/v1/accounts/" + MARIA).body)
                .isEqualTo("{\"number\":\"4200000017\",\"kind\":\"SAVINGS\",\"status\":\"ACTIVE\","
                + "\"signature\":\"SINGLE\",\"currency\":\"USD\",\"ledgerMinor\":10000000,\"heldMinor\":0,"
                + "\"availableMinor\":10000000,\"authorisedLineMinor\":0}");
        assertThat(get("/v1/accounts/4299999999").status).isEqualTo(404);
    }

    @Test
    void thePasswordIsInTheInboxAndNowhereElse() {
        final Answer challenged = post("/v1/authorizations", "k1", INTERNAL);
        final String code = "%06d".formatted(lastCode());

        assertThat(challenged.body).doesNotContain(code);
        assertThat(get("/demo/inbox?account=" + MARIA).body).contains("es " + code + " para", "\"paymentId\":\""
                + challenged.id());
    }

    // ------------------------------------------------------------------------------------------- bodies

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"transfer.internal"       | {"typ":"transfer.internal"           | $.typ            | is not known here
            {"type":"transfer.internal"       | {"code":"1","type":"transfer.internal" | $.code         | is not known here
            {"type":"transfer.internal"       | {"type":"card.purchase"              | $.type           | expected transfer.own
            {"type":"transfer.internal"       | {"type":null                         | $.type           | expected a string
            {"type":"transfer.internal"       | {"type":"transfer.internal","type":"transfer.own" | $.type | is there twice
            {"type":"transfer.internal"       | {"institution":"0036","type":"transfer.internal" | $.institution | does not belong to transfer.internal
            {"type":"transfer.internal"       | {"type":"transfer.interbank"         | $.institution    | is missing
            "amountMinor":1500                | "amountMinor":15.00                  | $.amountMinor    | expected an integer
            "amountMinor":1500                | "amountMinor":1.5e3                  | $.amountMinor    | expected an integer
            "amountMinor":1500                | "amountMinor":"1500"                 | $.amountMinor    | expected an integer
            "amountMinor":1500                | "amountMinor":99999999999999999999   | $.amountMinor    | expected an integer
            "amountMinor":1500                | "amountMinor":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]] | $.amountMinor | expected an integer
            "amountMinor":1500,               |                                      | $.amountMinor    | is missing
            "currency":"USD"                  | "currency":"DOL"                     | $.currency       | expected ISO 4217
            "debitAccount":"4200000017"       | "debitAccount":"42-17"               | $.debitAccount   | expected 1 to 18 digits
            "debitAccount":"4200000017"       | "debitAccount":4200000017            | $.debitAccount   | expected a string
            "creditAccount":"4200000025"      | "creditAccount":""                   | $.creditAccount  | expected 1 to 18 digits
            "creditAccount":"4200000025"}     | "creditAccount":"4200000025"}}       | $                | is no JSON
            "creditAccount":"4200000025"}     | "creditAccount":"4200000025"} 1      | $                | expected nothing behind
            "creditAccount":"4200000025"}     | "creditAccount":"4200000025"         | $                | is no JSON
            "creditAccount":"4200000025"}     | "creditAccount":"4200000025",}       | $                | is no JSON
            {"type":"transfer.internal"       | [{"type":"transfer.internal"         | $                | expected an object
            """)
    void aBodyThatIsNotAsExpectedIsA400ThatNamesThePath(
            final String part, final String replacement, final String path, final String detail) {
        assertThat(INTERNAL).contains(part);

        final Answer answer = post("/v1/authorizations", "k1", INTERNAL.replace(part, replacement == null ? ""
                : replacement));

        assertThat(answer.status).isEqualTo(400);
        assertThat(answer.head).contains("Content-Type: application/problem+json");
        assertThat(answer.body).contains("\"type\":\"/problems/invalid-body\"", "\"status\":400", "\"path\":\"" + path
                + '"')
                .containsPattern("\"detail\":\"[^\"]*" + Pattern.quote(detail));
        assertThat(engine.offered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"code\":123456}", "{\"code\":\"12345\"}", "{\"code\":\"12345x\"}",
            "{\"code\":\"123456\",\"a\":1}"})
    void aPasswordIsSixDigitsInAString(final String body) {
        assertThat(post("/v1/authorizations/0000000000001/otp", "k1", body).status).isEqualTo(400);
    }

    @Test
    void deepNestingIsA400() {
        assertThat(post("/v1/authorizations", "k1", "{\"type\":" + "[".repeat(5_000)).status).isEqualTo(400);
    }

    // ------------------------------------------------------------------------------------------- HTTP

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404", "GET, /v1, 404", "GET, /v1/accounts/42x, 404", "GET, /v1/accounts/1/2, 404",
        "GET, /v1/authorizations/nonsense, 404", "GET, /v1/authorizations/0000000000001, 404",
        "POST, /v1/authorizations/0000000000001/nonsense, 404",
        "GET, /v1/authorizations, 405", "GET, /v1/authorizations/0000000000001/otp, 405",
        "PUT, /v1/authorizations/0000000000001, 405", "DELETE, /v1/accounts/42, 405", "POST, /healthz, 405",
        "GET, /healthz, 200", "GET, /demo/inbox, 400", "GET, /demo/inbox?account=x, 400"})
    void eachResourceHasItsMethod(final String method, final String path, final int status) {
        send(request(method, path, "k", ""));

        final Answer answer = answer();
        assertThat(answer.status).isEqualTo(status);
        if (status == 405) {
            assertThat(answer.head).containsPattern("Allow: (GET|POST)\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Idempotency-Key: \r\n", "Idempotency-Key: a b\r\n", "Idempotency-Key: clé\r\n"})
    void postNeedsAnIdempotencyKey(final String header) {
        send("POST /v1/authorizations HTTP/1.1\r\nHost: h\r\n" + header + "Content-Length: 2\r\n\r\n{}");

        final Answer answer = answer();
        assertThat(answer.status).isEqualTo(400);
        assertThat(answer.body).contains("/problems/missing-idempotency-key");
    }

    @Test
    void aKeyOf128CharactersServesAndOneMoreDoesNot() {
        assertThat(post("/v1/authorizations", "k".repeat(128), INTERNAL).status).isEqualTo(202);
        assertThat(post("/v1/authorizations", "k".repeat(129), INTERNAL).status).isEqualTo(400);
    }

    @Test
    void anotherMediaTypeIsA415() {
        send("POST /v1/authorizations HTTP/1.1\r\nHost: h\r\nIdempotency-Key: k\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b");

        assertThat(answer().status).isEqualTo(415);
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrderWhateverBecomesKnownFirst() {
        engine.linkIs(LinkState.UP);
        final String id = post("/v1/authorizations", "k1", INTERBANK).id();
        send(request("POST", "/v1/authorizations/" + id + "/otp", "k2", code(lastCode()))
                + request("GET", "/v1/accounts/" + JOSE, null, "")
                + request("GET", "/nowhere", null, ""));
        assertThat(channel.outboundMessages()).as("the first has no answer yet").isEmpty();

        engine.advance(10_000);
        channel.runPendingTasks();

        assertThat(answer().body).contains("REVERSAL_PENDING");
        assertThat(answer().body).contains("\"number\":\"" + JOSE);
        assertThat(answer().status).isEqualTo(404);
    }

    @Test
    void aRequestMayComeByteByByte() {
        for (final byte each : request("POST", "/v1/authorizations", "k1", INTERNAL).getBytes(StandardCharsets.UTF_8)) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {each}));
        }
        channel.runPendingTasks();

        assertThat(answer().status).isEqualTo(202);
    }

    @Test
    void aChunkedBodyIsReadAndBoundToo() {
        final String head =
                "POST /v1/authorizations HTTP/1.1\r\nHost: h\r\nIdempotency-Key: k\r\nTransfer-Encoding: chunked\r\n\r\n";
        send(head + Integer.toHexString(INTERNAL.length()) + "\r\n" + INTERNAL + "\r\n0\r\n\r\n");
        assertThat(answer().status).isEqualTo(202);

        send(head + "4001\r\n" + " ".repeat(0x4001) + "\r\n0\r\n\r\n");
        assertThat(answer().status).isEqualTo(413);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aBodyOf16KiBIsReadAndOneByteMoreIsRefusedUnread() {
        final String largest = INTERNAL + " ".repeat(16 * 1_024 - INTERNAL.length());
        assertThat(post("/v1/authorizations", "k1", largest).status).isEqualTo(202);

        send("POST /v1/authorizations HTTP/1.1\r\nHost: h\r\nIdempotency-Key: k\r\nContent-Length: 16385\r\n\r\n");
        final Answer answer = answer();
        assertThat(answer.status).isEqualTo(413);
        assertThat(answer.head).contains("Connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void headersAboveTheLimitAreA431AndEndTheConnection() {
        send("GET /healthz HTTP/1.1\r\nHost: h\r\nX-Long: " + "x".repeat(8_200) + "\r\n\r\n");

        assertThat(answer().status).isEqualTo(431);
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET /healthz HTTP/1.1\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"})
    void whatIsNoHttpEndsTheConnection(final String bytes) {
        send(bytes);

        assertThat(answer().status).isEqualTo(400);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionEndsWhenThePeerWantsIt() {
        send("GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + request("GET", "/healthz", null, ""));

        assertThat(answer().head).contains("Connection: close");
        assertThat(channel.outboundMessages()).as("what came behind it is not answered").isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    // ------------------------------------------------------------------------------------------- time

    @Test
    void headersMustComeWithinFiveSecondsOfTheFirstByte() {
        channel.freezeTime();
        post("/v1/authorizations", "k1", INTERNAL);
        advance(50_000);
        send("GET /healthz HT");
        advance(RequestClock.HEADERS_MS - 1);
        assertThat(channel.isOpen()).isTrue();

        advance(1);
        assertThat(answer().status).isEqualTo(408);
        assertThat(channel.isOpen()).isFalse();
        assertThat(counters.timeouts()).isEqualTo(1);
    }

    @Test
    void aDrippingPeerGainsNothing() {
        channel.freezeTime();
        send(request("GET", "/healthz", null, ""));
        answer();
        send("GET /healthz HTTP/1.1\r\n");
        for (int i = 0; i < 4; i++) {
            advance(1_000);
            send("X-A" + i + ": b\r\n");
        }
        advance(1_000);

        assertThat(answer().status).isEqualTo(408);
    }

    @Test
    void aBodyMustComeWithinTenSeconds() {
        channel.freezeTime();
        send("POST /v1/authorizations HTTP/1.1\r\nHost: h\r\nIdempotency-Key: k\r\nContent-Length: 100\r\n\r\n{");
        advance(RequestClock.BODY_MS - 1);
        assertThat(channel.isOpen()).isTrue();

        advance(1);
        assertThat(answer().status).isEqualTo(408);
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() {
        channel.freezeTime();
        send(request("GET", "/healthz", null, ""));
        answer();
        advance(RequestClock.IDLE_MS);

        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatWaitsForItsAnswerIsNotIdle() {
        engine.linkIs(LinkState.UP);
        channel.freezeTime();
        final String id = post("/v1/authorizations", "k1", INTERBANK).id();
        send(request("POST", "/v1/authorizations/" + id + "/otp", "k2", code(lastCode())));
        advance(RequestClock.IDLE_MS * 2);
        assertThat(channel.isOpen()).isTrue();

        engine.advance(10_000);
        channel.runPendingTasks();
        assertThat(answer().body).contains("REVERSAL_PENDING");
    }

    // ------------------------------------------------------------------------------------------- load

    @ParameterizedTest
    @CsvSource({"BACK_PRESSURED", "CLOSED"})
    void aRingWithoutRoomIsA503BeforeAnythingIsDone(final Ingress.Result result) {
        engine.answerOffersWith(result);

        final Answer answer = post("/v1/authorizations", "k1", INTERNAL);

        assertThat(answer.status).isEqualTo(503);
        assertThat(answer.head).contains("Retry-After: 1");
        assertThat(answer.body).contains("/problems/overloaded");
        assertThat(counters.backPressured()).isEqualTo(1);
    }

    @Test
    void aPressedRingStopsReadingUntilItIsNot() {
        channel.freezeTime();
        engine.press(true);
        send(request("GET", "/healthz", null, ""));
        assertThat(channel.config().isAutoRead()).isFalse();

        engine.press(false);
        advance(10);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void aSlowRequestIsNotThePeersFaultWhileWeDoNotRead() {
        channel.freezeTime();
        send(request("GET", "/healthz", null, ""));
        answer();
        engine.press(true);
        send("GET /healthz HT");
        advance(RequestClock.HEADERS_MS * 3);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aConnectionWithTooManyRequestsInFlightIsNotReadUntilHalfAreAnswered() {
        engine.linkIs(LinkState.UP);
        final String id = post("/v1/authorizations", "k1", INTERBANK).id();
        send(request("POST", "/v1/authorizations/" + id + "/otp", "k2", code(lastCode())));
        for (int i = 0; i < 7; i++) {
            assertThat(channel.config().isAutoRead()).isTrue();
            send(request("GET", "/healthz", null, ""));
        }
        assertThat(channel.config().isAutoRead()).isFalse();

        engine.advance(10_000);
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(channel.outboundMessages()).hasSize(8);
    }

    @Test
    void anAnswerForAConnectionThatIsGoneIsDropped() {
        engine.linkIs(LinkState.UP);
        final String id = post("/v1/authorizations", "k1", INTERBANK).id();
        send(request("POST", "/v1/authorizations/" + id + "/otp", "k2", code(lastCode())));
        channel.close();

        engine.advance(10_000);
        channel.runPendingTasks();

        assertThat(channel.outboundMessages()).isEmpty();
    }

    // ------------------------------------------------------------------------------------------- who calls

    @ParameterizedTest
    @CsvSource({"'', 401", "'Authorization: Bearer wrong\r\n', 401", "'Authorization: Bearer sesame\r\n', 200",
        "'authorization: bearer sesame\r\n', 200", "'X-API-Key: sesame\r\n', 200", "'X-Api-Key: sesam\r\n', 401",
        "'Authorization: Basic c2VzYW1l\r\n', 401"})
    void aCallerShowsTheKeyOfItsChannel(final String header, final int status) {
        connect("channels: [{name: web, apiKeySha256: d0c04f4b1951e4aeaaec8223ed2039e542f3aae805a6fa7f6d794e5afff5d272}]", true);

        send("GET /v1/accounts/" + MARIA + " HTTP/1.1\r\nHost: h\r\n" + header + "\r\n");

        final Answer answer = answer();
        assertThat(answer.status).isEqualTo(status);
        if (status == 401) {
            assertThat(answer.head).contains("WWW-Authenticate: Bearer");
            assertThat(engine.offered()).isZero();
        }
    }

    @Test
    void healthNeedsNoKeyAndMetricsDo() {
        connect("channels: [{name: web, apiKeySha256: d0c04f4b1951e4aeaaec8223ed2039e542f3aae805a6fa7f6d794e5afff5d272}]", true);

        assertThat(get("/healthz").status).isEqualTo(200);
        assertThat(get("/metrics").status).isEqualTo(401);
    }

    @Test
    void aPaymentOfAnotherChannelIsNotThere() {
        final String id = post("/v1/authorizations", "k1", INTERNAL).id();
        connect("channels: [{name: web, apiKeySha256: d0c04f4b1951e4aeaaec8223ed2039e542f3aae805a6fa7f6d794e5afff5d272}]", true);

        send("GET /v1/authorizations/" + id + " HTTP/1.1\r\nHost: h\r\nX-API-Key: sesame\r\n\r\n");
        assertThat(answer().status).isEqualTo(404);
    }

    @Test
    void withoutAnInboxThereIsNoInbox() {
        connect("", false);

        assertThat(get("/demo/inbox?account=" + MARIA).status).isEqualTo(404);
    }

    @Test
    void theLatencyOfARequestIsFromItsLastByteToItsAnswer() {
        channel.freezeTime();
        engine.linkIs(LinkState.UP);
        final String id = post("/v1/authorizations", "k1", INTERBANK).id();
        send(request("POST", "/v1/authorizations/" + id + "/otp", "k2", code(lastCode())));
        latencies.takeInterval();
        advance(700);
        assertThat(latencies.takeInterval().getTotalCount()).as("not answered yet").isZero();

        engine.advance(10_000);
        channel.runPendingTasks();

        final Histogram taken = latencies.takeInterval();
        assertThat(taken.getTotalCount()).isEqualTo(1);
        assertThat(taken.valuesAreEquivalent(taken.getMaxValue(), 700_000)).isTrue();
    }

    @Test
    void metricsAreText() {
        final Answer metrics = get("/metrics");

        assertThat(metrics.status).isEqualTo(200);
        assertThat(metrics.head).contains("Content-Type: text/plain; version=0.0.4");
        assertThat(metrics.body).isEqualTo("ayni_up 1\n");
    }

    // ------------------------------------------------------------------------------------------- the test's own

    private void connect(final String listenerYaml, final boolean hasInbox) {
        final String yaml = "limits: {connections: 8, connectionsPerAddress: 8, inFlight: 8}" + (listenerYaml.isEmpty()
                ? "" : ", " + listenerYaml);
        connect(listener(yaml), hasInbox);
    }

    private void connectAnother() {
        channel.close();
        connect("", true);
    }

    private void connect(final JsonListenerConfig config, final boolean hasInbox) {
        final NodeView node = new NodeView(() -> true, () -> "ayni_up 1\n", Runnable::run, hasInbox ? Optional.of(inbox)
                : Optional.empty());
        final JsonServerContext context = new JsonServerContext(
                config, Optional.empty(), engine, KEYS, inbox, node, services, counters, latencies,
                () -> 1_763_700_000_000L);
        channel = new EmbeddedChannel(new ChannelInitializer<>() {
            @Override
            protected void initChannel(final Channel created) {
                mailbox = new LoopMailbox(0, created.eventLoop(), 1 << 16, 0, System::nanoTime);
                engine.sink(new OutcomeRouter(List.of(mailbox), new SilentNode()));
                JsonServer.addHandlers(created.pipeline(), new JsonLoop(context, mailbox, created.eventLoop()));
            }
        });
    }

    private static JsonListenerConfig listener(final String yaml) {
        try {
            final String example = Files.readString(DirectEngine.EXAMPLE);
            return SwitchConfig.parse("test", example.replaceFirst("(?m)^    limits: .*$",
                    Matcher.quoteReplacement("    " + yaml.replace(", channels:", "\n    channels:")))).json()
                    .orElseThrow();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer post(final String path, final String key, final String body) {
        send(request("POST", path, key, body));
        return answer();
    }

    private Answer get(final String path) {
        send(request("GET", path, null, ""));
        return answer();
    }

    private static String request(final String method, final String path, final String key, final String body) {
        return method + ' ' + path + " HTTP/1.1\r\nHost: h\r\n"
                + (key == null ? "" : "Idempotency-Key: " + key + "\r\n")
                + (body.isEmpty() ? "" : "Content-Type: application/json; charset=utf-8\r\nContent-Length: "
                + body.length() + "\r\n")
                + "\r\n" + body;
    }

    private void send(final String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.UTF_8));
        channel.runPendingTasks();
    }

    private void advance(final long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private Answer answer() {
        channel.runPendingTasks();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            final String text = bytes.toString(StandardCharsets.UTF_8);
            bytes.release();
            if (!text.isEmpty()) {
                return Answer.of(text);
            }
        }
        throw new AssertionError("no answer");
    }

    private int lastCode() {
        final Matcher matcher = CODE.matcher(inbox.of(AccountNumber.parse(MARIA)).getFirst().text());
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static String code(final int code) {
        return "{\"code\":\"%06d\"}".formatted(code);
    }

    private record Answer(int status, String head, String body) {
        static Answer of(final String text) {
            final int end = text.indexOf("\r\n\r\n") + 4;
            final String head = text.substring(0, end);
            final String body = text.substring(end);
            assertThat(head).startsWith("HTTP/1.1 ")
                    .containsPattern("\r\nDate: \\w{3}, 21 Nov 2025 \\d\\d:\\d\\d:\\d\\d GMT\r\n")
                    .contains("\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
            return new Answer(Integer.parseInt(head.substring(9, 12)), head, body);
        }

        String id() {
            final Matcher matcher = Pattern.compile("\"id\":\"([0-9A-Z]{13})\"").matcher(body);
            assertThat(matcher.find()).as(body).isTrue();
            return matcher.group(1);
        }
    }

    private static final class SilentNode implements NodeReceiver {
        @Override
        public void onAlarm(final AlarmDecoder alarm) {
            // not looked at here
        }

        @Override
        public void onAdminReply(final AdminReplyDecoder reply) {
            // not looked at here
        }
    }
}
