package io.ayni.connectors.channel.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.DirectEngine;
import io.ayni.connectors.channel.BillInquiry;
import io.ayni.connectors.channel.BillInquiry.Bill;
import io.ayni.connectors.channel.LatencyRecorder;
import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.NodeReceiver;
import io.ayni.connectors.channel.OutcomeRouter;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.notify.DemoInbox;
import io.ayni.connectors.notify.Notifier;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.security.PinBlocks;
import io.ayni.connectors.security.PinKeeper;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.security.SoftTokens;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.InstitutionFacts.Biller;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cooperative behind the JSON interface, on the caller's thread: the real engine with the rules of
 * {@code examples/switch-ecuador.yaml}, members, and networks that say yes at once. Each answer is held against the
 * OpenAPI document.
 */
final class JsonBench implements AutoCloseable {
    static final Path ECUADOR = Path.of("..", "examples", "switch-ecuador.yaml");
    static final EdgeKeys KEYS = EdgeKeys.ofSecret(new byte[32]);
    static final PinBlocks PIN_BLOCKS = new PinBlocks(new byte[16]);
    private static final Currency USD = Currency.getInstance("USD");
    static final OpenApiCheck OPEN_API = new OpenApiCheck(new String(Docs.OPENAPI, StandardCharsets.UTF_8));
    private static final Pattern PROBLEM =
            Pattern.compile("/problems/([\\w-]+).*?(\"path\":\"([^\"]+)\")?\\}$");
    private static final Pattern REASON = Pattern.compile("\"responseCode\":\"(\\w\\w)\",\"reason\":\"(\\w+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9A-Z]{13})\"");

    final DirectEngine engine = new DirectEngine(ECUADOR);
    final Members members = new Members(engine);
    final Networks networks = new Networks(engine);
    final PinKeeper pins = pins(engine::nowMs);
    final Map<String, Bill> bills = new HashMap<>();
    private final Codes codes = new Codes();
    private final AtomicInteger keys = new AtomicInteger();
    private final EmbeddedChannel channel;

    JsonBench() {
        members.open();
        networks.up();
        final DemoInbox inbox = new DemoInbox("Cooperativa Ayni", USD, 100);
        final NodeView node = new NodeView(() -> true, () -> "", Runnable::run, Optional.of(inbox));
        final JsonServerContext context = new JsonServerContext(
                SwitchConfig.load(ECUADOR).json().orElseThrow(), Optional.empty(), engine, KEYS, codes, node,
                services((billerId, reference, answer) ->
                        answer.accept(bills.getOrDefault(reference, Bill.UNREACHABLE)), pins),
                new JsonCounters(), new LatencyRecorder(1), engine::nowMs);
        channel = new EmbeddedChannel(new ChannelInitializer<>() {
            @Override
            protected void initChannel(final Channel created) {
                final LoopMailbox mailbox =
                        new LoopMailbox(0, created.eventLoop(), 1 << 18, 0, System::nanoTime);
                engine.sink(networks.before(new OutcomeRouter(List.of(mailbox), new SilentNode())));
                JsonServer.addHandlers(created.pipeline(), new JsonLoop(context, mailbox, created.eventLoop()));
            }
        });
    }

    /** With three billers of the institution, the first of which tells what is owed. */
    static EdgeServices services(final BillInquiry bills, final PinKeeper pins) {
        final SealedCards seal = new SealedCards(KEYS);
        final InstitutionFacts facts = new InstitutionFacts("Cooperativa Ayni", ZoneId.of("America/Guayaquil"), USD,
                List.of(biller(101, "CNEL EP", "bill.pay", true), biller(201, "Recarga Claro", "topup", false),
                        biller(401, "Seguro de la cooperativa", "internal.payment", false),
                        new Biller(106, "Netlife", "internet", "bill.pay", USD, 0, 0, false, true, false, 1, 500_000, 0,
                                "Cédula o RUC", null, true)),
                Map.of(AccountNumber.parse("0036"), "Produbanco"));
        return new EdgeServices(seal, new SoftTokens(seal), pins, bills, () -> facts);
    }

    static PinKeeper pins(final LongSupplier nowMs) {
        return new PinKeeper(Optional.of(PIN_BLOCKS), 16, 180_000, nowMs);
    }

    private static Biller biller(final int id, final String name, final String operation, final boolean asks) {
        return new Biller(id, name, "services", operation, USD, 0, 0, false, asks, false, 1, 500_000, 0, "", "");
    }

    /** @return a fresh idempotency key. */
    String key() {
        return "key-" + keys.incrementAndGet();
    }

    /** Sends under a fresh key. */
    Answer send(final String method, final String path, final String body) {
        return send(method, path, key(), body);
    }

    Answer send(final String method, final String path, final String key, final String body) {
        write(method, path, key, body);
        final Answer answer = await();
        OPEN_API.check(method, path, answer.status, answer.contentType, answer.text());
        return answer;
    }

    /** Sends, and does not wait for the answer. */
    void sendAlone(final String method, final String path, final String body) {
        write(method, path, key(), body);
        channel.runPendingTasks();
        networks.answer();
    }

    private void write(final String method, final String path, final String key, final String body) {
        final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        final String head = method + ' ' + path + " HTTP/1.1\r\nHost: h\r\nIdempotency-Key: " + key + "\r\n"
                + (bytes.length == 0 ? ""
                : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n") + "\r\n";
        channel.writeInbound(Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), bytes));
    }

    Answer get(final String path) {
        return send("GET", path, "");
    }

    /** Types the code that the member was sent. */
    Answer confirm(final Answer challenged) {
        return send("POST", "/v1/authorizations/" + challenged.id() + "/otp", code(codes.last));
    }

    int lastCode() {
        return codes.last;
    }

    static String code(final int code) {
        return "{\"code\":\"%06d\"}".formatted(code);
    }

    /** @return the next answer. */
    Answer await() {
        for (int i = 0; i < 100; i++) {
            channel.runPendingTasks();
            networks.answer();
            for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
                final byte[] all = new byte[bytes.readableBytes()];
                bytes.readBytes(all);
                bytes.release();
                if (all.length > 0) {
                    return Answer.of(all);
                }
            }
        }
        throw new AssertionError("no answer");
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }

    record Answer(int status, String contentType, byte[] body) {
        static Answer of(final byte[] bytes) {
            final String all = new String(bytes, StandardCharsets.ISO_8859_1);
            final int end = all.indexOf("\r\n\r\n") + 4;
            final Matcher type = Pattern.compile("Content-Type: ([^\r;]+)").matcher(all.substring(0, end));
            assertThat(type.find()).isTrue();
            return new Answer(Integer.parseInt(all.substring(9, 12)), type.group(1),
                    Arrays.copyOfRange(bytes, end, bytes.length));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String id() {
            final Matcher matcher = ID.matcher(text());
            assertThat(matcher.find()).as(text()).isTrue();
            assertThat(PaymentIds.parse(matcher.group(1))).isPositive();
            return matcher.group(1);
        }

        String state() {
            final Matcher matcher = Pattern.compile("\"state\":\"(\\w+)\"").matcher(text());
            assertThat(matcher.find()).as(text()).isTrue();
            return matcher.group(1);
        }

        /** {@code POSTED 00}, {@code DECLINED 51 insufficient_funds}, or the problem and its path. */
        String outcome() {
            if (contentType.equals("application/problem+json")) {
                final Matcher matcher = PROBLEM.matcher(text());
                assertThat(matcher.find()).as(text()).isTrue();
                return status + " " + matcher.group(1) + (matcher.group(3) == null ? "" : " " + matcher.group(3));
            }
            final Matcher matcher = REASON.matcher(text());
            assertThat(matcher.find()).as(text()).isTrue();
            return state() + " " + matcher.group(1) + (matcher.group(2).equals("none") ? "" : " " + matcher.group(2));
        }
    }

    /** The member's phone. */
    private static final class Codes implements Notifier {
        private int last = -1;

        @Override
        public void oneTimePassword(final PaymentReplyDecoder reply, final int code) {
            last = code;
        }
    }

    static final class SilentNode implements NodeReceiver {
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
