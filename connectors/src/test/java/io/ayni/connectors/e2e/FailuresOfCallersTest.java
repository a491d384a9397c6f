package io.ayni.connectors.e2e;

import static io.ayni.connectors.launch.TestSite.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.JposPackagers;
import io.ayni.connectors.harness.TestCertificate;

import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOUtil;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What callers get who type the wrong password, break the rules of a format, or are slow or hostile: the rows of the table
 * of failures in its words, over real sockets.
 */
class FailuresOfCallersTest extends SiteTest {
    private static final String TRANSFER = """
        {"type":"transfer.internal","amountMinor":1500,"currency":"USD","debitAccount":"1000000001",\
        "creditAccount":"1000000002"}""";

    @Nested
    @DisplayName("OTP wrong, expired, of another payment")
    class OneTimePassword {
        private int keys;

        @Test
        @DisplayName("63, counted; 3 tries a payment: DECLINED 75 (ISO 8583)")
        void iso() throws Exception {
            final JposCaller channel = site.channel();
            final ISOMsg request = IsoMessages.internal(AMOUNT);
            final ISOMsg challenge = channel.request(request, PATIENCE_MS);
            assertThat(challenge.getString(39)).isEqualTo("1A");
            final String code = site.code(ANA);
            for (final String expected : List.of("63", "63", "75")) {
                assertThat(channel.request(IsoMessages.confirmed(request, challenge, not(code)), PATIENCE_MS)
                    .getString(39)).isEqualTo(expected);
            }
            assertThat(channel.request(IsoMessages.confirmed(request, challenge, code), PATIENCE_MS).getString(39))
                .as("the right one comes too late").isEqualTo("75");
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
        }

        @Test
        @DisplayName("401, counted; 3 tries a payment: DECLINED 75 (JSON)")
        void json() {
            final String payment = challenged();
            final String code = site.code(ANA);
            assertThat(confirm(payment, not(code)).statusCode()).isEqualTo(401);
            assertThat(confirm(payment, not(code)).statusCode()).isEqualTo(401);
            assertThat(confirm(payment, not(code)).body()).contains("\"state\":\"DECLINED\"", "\"responseCode\":\"75\"");
            assertThat(confirm(payment, code).body()).contains("\"responseCode\":\"75\"");
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
        }

        @Test
        @DisplayName("expired")
        void expired() {
            final String payment = challenged();
            final String code = site.code(ANA);
            site.time().passMs(180_000);
            Await.until("its time is over", () -> state(payment).equals("EXPIRED"));
            assertThat(confirm(payment, code).statusCode()).isEqualTo(401);
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
        }

        @Test
        @DisplayName("of another payment")
        void ofAnotherPayment() {
            final String payment = challenged();
            final String first = site.code(ANA);
            challenged();
            final String other = site.code(ANA);
            if (!first.equals(other)) {
                assertThat(confirm(payment, other).statusCode()).isEqualTo(401);
            }
            assertThat(state(confirm(payment, first), "")).as("consumed in the same step as the approval")
                .isEqualTo("POSTED");
            assertThat(site.balances(ANA)).isEqualTo(PAID);
        }

        @Test
        @DisplayName("15 failures an account and day: locked; sending again never resets the count")
        void locked() {
            for (int i = 0; i < 5; i++) {
                final String payment = challenged();
                final String code = site.code(ANA);
                confirm(payment, not(code));
                confirm(payment, not(code));
                assertThat(site.post(PAYMENTS + '/' + payment + "/otp/resend", "r" + ++keys, "{}").statusCode())
                    .isEqualTo(200);
                final String again = site.code(ANA);
                assertThat(confirm(payment, not(again)).body()).as("the third failure is the last")
                    .contains("\"responseCode\":\"75\"");
            }
            assertThat(site.post(PAYMENTS, "locked", TRANSFER).body())
                .contains("\"state\":\"DECLINED\"", "\"responseCode\":\"75\"");
            site.time().passMs(86_400_000);
            challenged(); // and the next day it is open again
        }

        private String challenged() {
            final HttpResponse<String> asked = site.post(PAYMENTS, "k" + ++keys, TRANSFER);
            assertThat(state(asked, "")).as(asked.body()).isEqualTo("CHALLENGED");
            return id(asked.body());
        }

        private HttpResponse<String> confirm(final String payment, final String code) {
            return site.post(PAYMENTS + '/' + payment + "/otp", "c" + ++keys, "{\"code\":\"" + code + "\"}");
        }

        private static String not(final String code) {
            return code.equals("000000") ? "000001" : "000000";
        }
    }

    @Nested
    @DisplayName("Malformed ISO 8583")
    class MalformedIso {
        @ParameterizedTest
        @ValueSource(strings = {"channel", "debit"})
        @DisplayName("length checked against 4,096 before anything is allocated, else close")
        void length(final String listener) throws Exception {
            final Socket socket = site.connect(listener);
            socket.getOutputStream().write(new byte[]{0x10, 0x01});
            assertThat(socket.getInputStream().read()).as("end of stream").isEqualTo(-1);
            final Socket allowed = site.connect(listener);
            allowed.getOutputStream().write(new byte[]{0x10, 0x00});
            allowed.getOutputStream().write(new byte[4_096]);
            final byte[] good = ISOUtil.hex2byte(packed(IsoMessages.internal("000000000000")));
            write(allowed, good);
            assertThat(read(allowed).getMTI()).as("4,096 is not too long, and that it is noise is another matter")
                .isEqualTo("0210");
        }

        @ParameterizedTest
        @ValueSource(strings = {"channel", "debit"})
        @DisplayName("a bad field with MTI and DE11 readable: 30 with the field; else drop")
        void badField(final String listener) throws Exception {
            final byte[] message = ISOUtil.hex2byte(packed(IsoMessages.internal(AMOUNT)));
            message[message.length - 12] = 'X'; // in the length of DE103
            final Socket socket = site.connect(listener);
            write(socket, "0200 this is no message".getBytes(StandardCharsets.US_ASCII));
            write(socket, message);
            final ISOMsg answer = read(socket);
            assertThat(answer.getString(39) + answer.getString(44)).isEqualTo("30103");
            assertThat(site.metric("ayni_iso_dropped_total{peer=\"" + listener + '"')).isEqualTo(1);
            assertThat(site.metric("ayni_iso_format_errors_total{peer=\"" + listener + '"')).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"channel", "debit"})
        @DisplayName("3 in a row: close")
        void threeInARow(final String listener) throws Exception {
            final byte[] noise = "0200 this is no message".getBytes(StandardCharsets.US_ASCII);
            final Socket socket = site.connect(listener);
            write(socket, noise);
            write(socket, noise);
            write(socket, ISOUtil.hex2byte(packed(IsoMessages.internal("000000000000"))));
            assertThat(read(socket).getMTI()).as("a good one starts the count again").isEqualTo("0210");
            for (int i = 0; i < 3; i++) {
                write(socket, noise);
            }
            assertThat(socket.getInputStream().read()).as("end of stream").isEqualTo(-1);
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("from a network: a request that lacks a field is answered 30 with the field")
        void fromANetwork(final Reversible network) throws Exception {
            final List<ISOMsg> answers = new ArrayList<>();
            network.of(site).behave((source, message) -> answers.add(message));
            final ISOMsg credit = Caller.INTERBANK.request(AMOUNT);
            credit.unset(37);
            site.channel().request(IsoMessages.internal("000000000000"), PATIENCE_MS);
            network.of(site).send(credit);
            Await.until("an answer", () -> !answers.isEmpty());
            assertThat(answers.getFirst().getMTI()).isEqualTo("0210");
            assertThat(answers.getFirst().getString(39)).isEqualTo("30");
            assertThat(Integer.parseInt(answers.getFirst().getString(44))).isEqualTo(37);
        }
    }

    @Nested
    @DisplayName("Malformed JSON")
    class MalformedJson {
        @ParameterizedTest(name = "{0}")
        @CsvSource(delimiter = '|', value = {
            "depth 16                             | {\"a\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]} | 400",
            "duplicate keys                       | {\"type\":\"bill.pay\",\"type\":\"bill.pay\"} | 400",
            "fractions where integers belong      | {\"type\":\"bill.pay\",\"amountMinor\":15.5} | 400",
            "an exponent where an integer belongs | {\"type\":\"bill.pay\",\"amountMinor\":1e3} | 400",
            "no JSON                              | {\"type\": | 400",
        })
        @DisplayName("400 with the path. RFC 9457 problem")
        void problems(final String what, final String body, final int status) {
            final HttpResponse<String> answer = site.post(PAYMENTS, "k1", body);
            assertThat(answer.statusCode()).as(what).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.body()).contains("\"type\":", "\"title\":", "\"status\":" + status);
            if (!what.startsWith("no JSON")) {
                assertThat(answer.body()).contains("\"path\":");
            }
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
        }

        @Test
        @DisplayName("16 KiB (413)")
        void sixteenKibibytes() {
            final String long16 = BILL.replace("{", "{" + " ".repeat((16 << 10) - BILL.length()));
            assertThat(site.post(PAYMENTS, "k1", long16 + ' ').statusCode()).isEqualTo(413);
            assertThat(site.post(PAYMENTS, "k1", long16).statusCode()).as("and not a byte less").isEqualTo(201);
        }
    }

    @Nested
    @DisplayName("Slow or hostile clients")
    class SlowOrHostileClients {
        @TempDir
        private Path keys;

        @Test
        @DisplayName("headers 5 s")
        void headers() throws Exception {
            closedAfter("POST /v1/authorizations HTTP/1.1\r\nHost: h\r\n", 5_000);
        }

        @Test
        @DisplayName("body 10 s")
        void body() throws Exception {
            closedAfter("POST /v1/authorizations HTTP/1.1\r\nHost: h\r\nX-API-Key: demo-key\r\nIdempotency-Key: k\r\n"
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{", 10_000);
        }

        @ParameterizedTest
        @ValueSource(strings = {"json", "channel"})
        @DisplayName("TLS handshake 5 s")
        void handshake(final String listener) throws Exception {
            final TestCertificate certificate = new TestCertificate(keys, "server");
            restartWith("TLS", "{certificate: " + certificate.certificate() + ", key: " + certificate.key() + '}');
            final Socket socket = site.connect(listener);
            socket.getOutputStream().write(new byte[]{0x16, 0x03, 0x01}); // the beginning of a ClientHello
            site.settleLoops();
            assertThat(isOpen(socket)).isTrue();
            Await.until("closed", () -> {
                site.passOnLoops(5_000);
                return !isOpen(socket);
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"json", "channel"})
        @DisplayName("a bound on connections per address")
        void connectionsPerAddress(final String listener) throws Exception {
            final List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                open.add(site.connect(listener));
            }
            final Socket oneMore = site.connect(listener);
            assertThat(oneMore.getInputStream().read()).as("closed at once").isEqualTo(-1);
            site.settleLoops();
            assertThat(open).allMatch(SlowOrHostileClients::isOpen);
            open.getFirst().close();
            Await.until("there is room again", () -> {
                try {
                    final Socket next = site.connect(listener);
                    site.settleLoops();
                    return isOpen(next);
                } catch (final IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        private void closedAfter(final String begun, final long ms) throws IOException {
            final Socket socket = site.connect("json");
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            awaitSeen();
            site.passOnLoops(ms - 1_500);
            site.settleLoops();
            assertThat(isOpen(socket)).as("not before its time").isTrue();
            site.passOnLoops(1_500);
            socket.setSoTimeout((int) PATIENCE_MS);
            final String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).as("and then the end").matches("(?s)(HTTP/1.1 408 .*)?");
            assertThat(site.metric("ayni_http_timeouts_total")).isEqualTo(1);
        }

        /** A connection made later, on each loop, has been answered: what was sent before has been read. */
        private void awaitSeen() {
            site.settleLoops();
            site.metric("ayni_ready");
            site.settleLoops();
        }

        private static boolean isOpen(final Socket socket) {
            try {
                socket.setSoTimeout(20);
                return socket.getInputStream().read() >= 0;
            } catch (final SocketTimeoutException open) {
                return true;
            } catch (final IOException reset) {
                return false;
            }
        }
    }

    @Nested
    @DisplayName("Amounts")
    class Amounts {
        @ParameterizedTest
        @EnumSource
        @DisplayName("long minor units, exact arithmetic; ≤ 0 or above the maximum: 13")
        void thirteen(final Caller caller) throws Exception {
            assertThat(caller.ask(site, caller.request("000000000000")).getString(39)).isEqualTo("13");
            assertThat(caller.ask(site, caller.request("000001000001")).getString(39)).isEqualTo("13");
            assertThat(caller.ask(site, caller.request("999999999999")).getString(39)).isEqualTo("13");
            assertThat(site.balances(caller.account)).isEqualTo(UNTOUCHED);
            assertThat(caller.ask(site, caller.request("000001000000")).getString(39)).as("the maximum").isEqualTo("00");
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("currency other than the account's: 12")
        void twelve(final Caller caller) throws Exception {
            final ISOMsg request = caller.request(AMOUNT);
            request.set(49, "978");
            assertThat(caller.ask(site, request).getString(39)).isEqualTo("12");
            assertThat(site.balances(caller.account)).isEqualTo(UNTOUCHED);
        }

        @ParameterizedTest
        @ValueSource(longs = {0, -1, 1_000_001, Long.MAX_VALUE})
        @DisplayName("over JSON")
        void json(final long amountMinor) {
            final HttpResponse<String> answer =
                site.post(PAYMENTS, "k1", BILL.replace("1500", Long.toString(amountMinor)));
            assertThat(answer.statusCode() == 400 || answer.body().contains("\"responseCode\":\"13\""))
                .as(answer.body()).isTrue();
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
        }
    }

    private static void write(final Socket socket, final byte[] message) throws IOException {
        socket.getOutputStream().write(
            ByteBuffer.allocate(2 + message.length).putShort((short) message.length).put(message).array());
    }

    private static ISOMsg read(final Socket socket) throws Exception {
        final InputStream in = socket.getInputStream();
        final int length = in.read() << 8 | in.read();
        final ISOMsg message = new ISOMsg();
        message.setPackager(JposPackagers.binaryBitmap());
        message.unpack(in.readNBytes(length));
        return message;
    }
}
