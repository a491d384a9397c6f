package io.ayni.connectors.e2e;

import static io.ayni.connectors.launch.TestSite.ANA;
import static io.ayni.connectors.launch.TestSite.OPENING_MINOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.simulator.Fault;

import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOUtil;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What happens when there is too much of everything, and when links come and go: the rows of the table of failures in its
 * words, for each network that a row speaks of, over real sockets.
 */
class FailuresOfLinksTest extends SiteTest {
    private static final int RING = 64;
    /** 80 % of the ring. */
    private static final int PRESSED = 52;
    private static final long ECHO_INTERVAL_MS = 30_000;
    private static final long ECHO_TIMEOUT_MS = 5_000;

    @Override
    Map<String, String> settings() {
        return Map.of("RING", Integer.toString(RING));
    }

    @Nested
    @DisplayName("Overload")
    class Overload {
        @Test
        @DisplayName("ring 80 % full: stop reading sockets")
        void stopReading() throws Exception {
            restartWith("RING", "1024"); // what one read brings is little of it
            final List<CompletableFuture<ISOMsg>> answers = fillTheRing(site.debit(), 820);
            final JposCaller stopped = site.debit();
            answers.add(stopped.send(withdrawal())); // is read, and nothing of this connection after it
            Await.until("it is in", () -> site.ringDepth() > 820);
            site.settleLoops();
            final double read = site.metric("ayni_iso_requests_total{peer=\"debit\"");
            for (int i = 0; i < 100; i++) {
                answers.add(stopped.send(withdrawal()));
            }
            site.settleLoops();
            assertThat(site.metric("ayni_iso_requests_total{peer=\"debit\"")).as("they wait in the socket")
                .isEqualTo(read);
            site.disk().resume();

            for (final CompletableFuture<ISOMsg> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS).getString(39)).isEqualTo("00");
            }
            assertThat(site.balances(ANA)).isEqualTo(List.of(OPENING_MINOR - answers.size(), 0L));
        }

        @Test
        @DisplayName("95 %: 96 / 503 with Retry-After, before any hold")
        void refuse() throws Exception {
            final List<CompletableFuture<ISOMsg>> taken = fillTheRing(site.debit(), PRESSED);
            final List<CompletableFuture<ISOMsg>> more = new ArrayList<>();
            for (int i = 0; i < RING - PRESSED; i++) {
                more.add(site.debit().send(withdrawal()));
            }
            Await.until("one is refused", () -> more.stream().anyMatch(CompletableFuture::isDone));
            final String refused = postInOnePiece();
            site.disk().resume();

            assertThat(refused).startsWith("HTTP/1.1 503 ").containsIgnoringCase("\r\nretry-after: ");
            int approved = 0;
            for (final CompletableFuture<ISOMsg> answer : taken) {
                assertThat(answer.get(10, TimeUnit.SECONDS).getString(39)).isEqualTo("00");
                approved++;
            }
            int refusals = 0;
            for (final CompletableFuture<ISOMsg> answer : more) {
                final String code = answer.get(10, TimeUnit.SECONDS).getString(39);
                assertThat(code).isIn("00", "96");
                approved += code.equals("00") ? 1 : 0;
                refusals += code.equals("96") ? 1 : 0;
            }
            assertThat(refusals).isPositive();
            assertThat(site.balances(ANA)).as("of what was refused nothing is held").isEqualTo(
                List.of(OPENING_MINOR - approved, 0L));
            assertThat(site.post(PAYMENTS, "k1", BILL).statusCode()).as("under the same key, later").isEqualTo(201);
        }

        @Test
        @DisplayName("a peer that does not read for 5 s is closed: ISO 8583")
        void aPeerThatDoesNotRead() throws Exception {
            final byte[] echo = frame(management());
            doesNotRead("channel", ByteBuffer.wrap(echo), "ayni_iso_slow_readers_total{peer=\"channel\"");
        }

        @Test
        @DisplayName("a peer that does not read for 5 s is closed: JSON")
        void aClientThatDoesNotRead() throws Exception {
            final byte[] request = "GET /openapi.json HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            doesNotRead("json", ByteBuffer.wrap(request), "ayni_http_slow_readers_total");
        }

        /** Asks and asks, and never reads an answer; time passes when nothing can be written any more. */
        private void doesNotRead(final String listener, final ByteBuffer request, final String counter)
            throws IOException {
            try (SocketChannel peer = SocketChannel.open()) {
                peer.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
                peer.setOption(StandardSocketOptions.SO_SNDBUF, 4_096);
                peer.connect(site.address(listener));
                peer.configureBlocking(false);
                final ByteBuffer many = ByteBuffer.allocate(request.remaining() * 100);
                for (int i = 0; i < 100; i++) {
                    many.put(request.duplicate());
                }
                many.flip();
                Await.until("closed after 5 s", () -> {
                    if (isStuck(peer, many)) {
                        site.passOnLoops(5_000);
                    }
                    return site.metric(counter) == 1;
                });
                assertThat(site.log().lines().filter(line -> line.contains(" failed: ")).count()).as("told once")
                    .isLessThanOrEqualTo(1);
            }
        }

        private static boolean isStuck(final SocketChannel peer, final ByteBuffer many) {
            try {
                int written = 0;
                for (int i = 0; i < 1_000; i++) {
                    if (!many.hasRemaining()) {
                        many.rewind();
                    }
                    written += peer.write(many);
                }
                return written == 0;
            } catch (final IOException closed) {
                return true;
            }
        }

        private List<CompletableFuture<ISOMsg>> fillTheRing(final JposCaller caller, final int commands)
            throws Exception {
            site.disk().stall();
            final List<CompletableFuture<ISOMsg>> answers = new ArrayList<>();
            while (site.ringDepth() < commands) {
                final int before = site.ringDepth();
                answers.add(caller.send(withdrawal()));
                Await.until("it is in", () -> site.ringDepth() > before);
            }
            return answers;
        }

        /** Of a connection that comes now one read is still made. */
        private String postInOnePiece() throws IOException {
            final Socket socket = site.connect("json");
            socket.getOutputStream().write(("POST " + PAYMENTS + " HTTP/1.1\r\nHost: h\r\nX-API-Key: demo-key\r\n"
                + "Idempotency-Key: k1\r\nContent-Type: application/json\r\nContent-Length: " + BILL.length()
                + "\r\n\r\n" + BILL).getBytes(StandardCharsets.US_ASCII));
            final byte[] answer = new byte[4_096];
            return new String(answer, 0, socket.getInputStream().read(answer), StandardCharsets.US_ASCII);
        }

        private static ISOMsg withdrawal() throws Exception {
            return IsoMessages.card("0200", "010000", "000000000001");
        }

        private static ISOMsg management() throws Exception {
            final ISOMsg echo = new ISOMsg("0800");
            echo.set(7, "1121040506");
            echo.set(11, "000009");
            echo.set(70, "301");
            return echo;
        }
    }

    @Nested
    @DisplayName("Link flapping")
    class LinkFlapping {
        @ParameterizedTest
        @EnumSource
        @DisplayName("3 lost echoes (0800 DE70 301): DOWN, 91 at once and no hold; sign-on (001) before traffic, waiting "
            + "reversals drain first")
        void threeLostEchoes(final Reversible network) throws Exception {
            final JposNetwork peer = network.of(site);
            peer.behave((source, message) -> { });
            final CompletableFuture<ISOMsg> waits = site.channel().send(network.payment(AMOUNT));
            awaitReceived(peer, 1);
            peer.answerManagement(false);
            for (int i = 0; i < 3; i++) {
                final int echoes = peer.management().size();
                site.passOnLoops(ECHO_INTERVAL_MS);
                Await.until("an echo", () -> peer.management().size() > echoes);
                assertThat(peer.management().getLast().getString(70)).isEqualTo("301");
                site.passOnLoops(ECHO_TIMEOUT_MS);
            }
            awaitLink(name(network), false);

            assertThat(site.channel().request(network.payment(AMOUNT), PATIENCE_MS).getString(39)).isEqualTo("91");
            assertThat(site.balances(ANA)).as("the first is held alone").isEqualTo(HELD);
            site.time().passMs(ANSWER_TIMEOUT_MS);
            assertThat(waits.get(10, TimeUnit.SECONDS).getString(39)).isEqualTo("91");
            assertThat(peer.received()).as("nothing leaves over a link that is down").hasSize(1);

            final int before = peer.management().size();
            peer.behave((source, message) -> JposNetwork.answer(source, message, "00"));
            peer.answerManagement(true);
            site.passOnLoops(ECHO_TIMEOUT_MS); // of a sign-on that is waited for in vain
            awaitBalances(ANA, UNTOUCHED);
            assertThat(peer.received().get(1).getMTI()).as("first of all").isEqualTo("0420");
            assertThat(peer.management().get(before).getString(70)).isEqualTo("001");
            assertThat(site.channel().request(network.payment(AMOUNT), PATIENCE_MS).getString(39)).isEqualTo("00");
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("5 timeouts in 10 s: DOWN, 91 at once and no hold")
        void fiveTimeouts(final Reversible network) throws Exception {
            final JposNetwork peer = network.of(site);
            peer.behave((source, message) -> { });
            final List<CompletableFuture<ISOMsg>> silent = new ArrayList<>();
            final JposCaller channel = site.channel();
            for (int i = 0; i < 5; i++) {
                silent.add(channel.send(network.payment(AMOUNT)));
            }
            awaitReceived(peer, 5);
            peer.answerManagement(false);
            site.time().passMs(ANSWER_TIMEOUT_MS);
            for (final CompletableFuture<ISOMsg> each : silent) {
                assertThat(each.get(10, TimeUnit.SECONDS).getString(39)).isIn("68", "91");
            }
            final List<Long> held = site.balances(ANA);

            awaitLink(name(network), false);
            assertThat(site.channel().request(network.payment(AMOUNT), PATIENCE_MS).getString(39)).isEqualTo("91");
            assertThat(site.balances(ANA)).isEqualTo(held);

            peer.behave((source, message) -> JposNetwork.answer(source, message, "00"));
            peer.answerManagement(true);
            site.passOnLoops(ECHO_TIMEOUT_MS);
            awaitBalances(ANA, UNTOUCHED);
        }

        @Test
        @DisplayName("of billers: 5 timeouts in 10 s: DOWN, 91 at once and no hold")
        void ofBillers() {
            site.billers().outOfOrder(true);
            awaitLink("services", false);
            final HttpResponse<String> refused = site.post(PAYMENTS, "k1", BILL);
            assertThat(refused.body()).contains("\"responseCode\":\"91\"");
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);

            site.billers().outOfOrder(false);
            awaitLink("services", true);
            assertThat(state(site.post(PAYMENTS, "k2", BILL), "")).isEqualTo("POSTED");
        }

        @Test
        @DisplayName("of billers: nobody listens there")
        void nobodyListens() {
            site.billers().down(600_000);
            awaitLink("services", false);
            assertThat(site.post(PAYMENTS, "k1", BILL).body()).contains("\"responseCode\":\"91\"");
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
            assertThat(site.billers().paymentFaults().met()).doesNotContainKey(Fault.Kind.NEVER);
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("waiting reversals drain at a limited rate, in the order in which they were decided")
        void drain(final Reversible network) throws Exception {
            final JposNetwork peer = network.of(site);
            peer.behave((source, message) -> { });
            final int many = RING / 2;
            final JposCaller channel = site.channel();
            for (int i = 1; i <= many; i++) {
                channel.send(network.payment(String.format("%012d", i)));
            }
            awaitReceived(peer, many);
            peer.answerManagement(false);
            peer.dropConnection();
            awaitLink(name(network), false);
            site.time().passMs(ANSWER_TIMEOUT_MS);
            final long heldMinor = many * (many + 1) / 2;
            awaitBalances(ANA, List.of(OPENING_MINOR, heldMinor));

            peer.behave((source, message) -> JposNetwork.answer(source, message, "00"));
            peer.answerManagement(true);
            site.passOnLoops(ECHO_TIMEOUT_MS);

            awaitBalances(ANA, UNTOUCHED);
            final List<ISOMsg> reversals = peer.received().subList(many, peer.received().size());
            assertThat(reversals).hasSize(many).allSatisfy(each -> assertThat(each.getMTI()).isEqualTo("0420"));
        }
    }

    @Nested
    @DisplayName("Full store of reversals")
    class FullStoreOfReversals {
        private static final int STORE = 4;

        @ParameterizedTest
        @EnumSource
        @DisplayName("never dropped. 80 %: alarm. Full: no new traffic to that peer, 91")
        void full(final Reversible network) throws Exception {
            restartWith("STORE", Integer.toString(STORE));
            final JposNetwork peer = network.of(site);
            peer.behave((source, message) -> { });
            final JposCaller channel = site.channel();
            final List<CompletableFuture<ISOMsg>> silent = new ArrayList<>();
            for (int i = 0; i < STORE; i++) {
                silent.add(channel.send(network.payment(AMOUNT)));
            }
            awaitReceived(peer, STORE);
            site.time().passMs(ANSWER_TIMEOUT_MS);
            for (final CompletableFuture<ISOMsg> each : silent) {
                assertThat(each.get(10, TimeUnit.SECONDS).getString(39)).isEqualTo("68");
            }
            site.awaitLog("alarm REVERSAL_STORE_FILLING: link " + network.linkId);
            final List<Long> held = List.of(OPENING_MINOR, 1_500L * STORE);
            assertThat(site.balances(ANA)).isEqualTo(held);

            assertThat(channel.request(network.payment(AMOUNT), PATIENCE_MS).getString(39)).isEqualTo("91");
            assertThat(site.balances(ANA)).as("holds nothing").isEqualTo(held);

            peer.behave((source, message) -> JposNetwork.answer(source, message, "00"));
            site.time().passMs(2_000);
            awaitBalances(ANA, UNTOUCHED);
            assertThat(channel.request(network.payment(AMOUNT), PATIENCE_MS).getString(39)).isEqualTo("00");
        }
    }

    private static String name(final Reversible network) {
        return network.name().toLowerCase(Locale.ROOT);
    }

    private static byte[] frame(final ISOMsg message) throws Exception {
        final byte[] packed = ISOUtil.hex2byte(packed(message));
        return ByteBuffer.allocate(2 + packed.length).putShort((short) packed.length).put(packed).array();
    }
}
