package io.ayni.connectors.e2e;

import static io.ayni.connectors.launch.TestSite.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.simulator.Fault;

import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a crash, a disk or a clock does to payments: the rows of the table of failures in its words, for each network that
 * a row speaks of, over real sockets. A crash leaves what the journal's files hold at that moment.
 */
class FailuresOfTheMachineTest extends SiteTest {
    @Nested
    @DisplayName("Crash after HELD, before SENT")
    class CrashAfterHeldBeforeSent {
        @ParameterizedTest
        @EnumSource
        @DisplayName("the intent to send is journaled with the hold, before any byte leaves: nothing is HELD and not SENT")
        void nothingIsHeldAndNotSent(final Reversible network) throws Exception {
            site.disk().stall();
            final ISOMsg request = network.payment(AMOUNT);
            site.channel().send(request);
            Await.until("the switch has it", () -> site.ringDepth() >= 2);
            final Path image = site.image();
            assertThat(network.of(site).received()).as("no byte before it is on the disk").isEmpty();
            site.disk().resume();
            awaitReceived(network.of(site), 1);

            site.crashTo(image);

            Await.until("nothing is held for ever", () -> site.balances(ANA).equals(UNTOUCHED));
            assertThat(network.of(site).received().stream().filter(FailuresOfTheMachineTest::isPayment)).hasSize(1);
        }

        @Test
        @DisplayName("a challenge still open simply goes on")
        void aChallengeGoesOn() throws Exception {
            final HttpResponse<String> asked = site.post(PAYMENTS, "k1", """
                {"type":"transfer.internal","amountMinor":1500,"currency":"USD","debitAccount":"1000000001",\
                "creditAccount":"1000000002"}""");
            assertThat(state(asked, "")).isEqualTo("CHALLENGED");
            final String code = site.code(ANA);

            site.crashTo(site.image());

            final HttpResponse<String> done =
                site.post(PAYMENTS + '/' + id(asked.body()) + "/otp", "k2", "{\"code\":\"" + code + "\"}");
            assertThat(state(done, "")).isEqualTo("POSTED");
            assertThat(site.balances(ANA)).isEqualTo(PAID);
        }
    }

    @Nested
    @DisplayName("Crash after SENT")
    class CrashAfterSent {
        @ParameterizedTest
        @EnumSource
        @DisplayName("as a timeout: reversal. Never a blind second send")
        void reversal(final Reversible network) throws Exception {
            final JposNetwork peer = network.of(site);
            peer.behave((source, message) -> {
                if (!isPayment(message)) {
                    JposNetwork.answer(source, message, "00");
                }
            });
            final ISOMsg request = network.payment(AMOUNT);
            site.channel().send(request);
            awaitReceived(peer, 1);

            site.crashTo(site.image());

            awaitReceived(peer, 2);
            assertThat(peer.received().getLast().getMTI()).isEqualTo("0420");
            assertThat(peer.received().getLast().getString(90)).startsWith(
                "0200" + peer.received().getFirst().getString(11) + peer.received().getFirst().getString(7));
            awaitBalances(ANA, UNTOUCHED);
            assertThat(site.channel().request(as("0201", request), PATIENCE_MS).getString(39)).isIn("68", "91");
            assertThat(peer.received()).hasSize(2);
        }

        @Test
        @DisplayName("to a biller: as silence, inquiry. Never a blind second send")
        void inquiry() {
            site.billers().paymentFaults().forNext(1, Fault.NEVER);
            site.sent(PAYMENTS, "k1", BILL);
            Await.until("the biller has it", () -> site.billers().books().requests() == 1);

            site.crashTo(site.image());

            Await.until("nobody knows", () -> state(site.post(PAYMENTS, "k1", BILL), "").equals("UNKNOWN"));
            site.time().passMs(15_000);
            awaitBalances(ANA, PAID);
            assertThat(site.billers().books().requests()).isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("Crash between the answer and the posting")
    class CrashBetweenTheAnswerAndThePosting {
        @ParameterizedTest
        @EnumSource
        @DisplayName("the answer was journaled: replay posts it")
        void journaled(final Reversible network) throws Exception {
            final ISOMsg request = network.payment(AMOUNT);
            final ISOMsg first = site.channel().request(request, PATIENCE_MS);
            assertThat(first.getString(39)).isEqualTo("00");

            site.crashTo(site.image());

            assertThat(site.balances(ANA)).isEqualTo(PAID);
            assertThat(packed(site.channel().request(request, PATIENCE_MS))).isEqualTo(packed(first));
            assertThat(network.of(site).received()).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("it was not: as a timeout")
        void notJournaled(final Reversible network) throws Exception {
            final JposNetwork peer = network.of(site);
            final List<Path> images = new ArrayList<>();
            peer.behave((source, message) -> {
                if (isPayment(message)) {
                    images.add(site.image());
                }
                JposNetwork.answer(source, message, "00");
            });
            final ISOMsg request = network.payment(AMOUNT);
            assertThat(site.channel().request(request, PATIENCE_MS).getString(39)).isEqualTo("00");

            site.crashTo(images.getFirst());

            awaitReceived(peer, 2);
            assertThat(peer.received().getLast().getMTI()).isEqualTo("0420");
            awaitBalances(ANA, UNTOUCHED);
        }
    }

    @Nested
    @DisplayName("Torn journal tail")
    class TornJournalTail {
        @Test
        @DisplayName("cut only where no valid record follows")
        void cut() throws Exception {
            assertThat(site.post(PAYMENTS, "k1", BILL).statusCode()).isEqualTo(201);
            site.stopNode();
            neverWritten(lastSegment(), end(lastSegment()) - 16);

            site.startNode();

            site.awaitLog("cut, nothing of it was acknowledged");
            assertThat(site.balances(ANA)).isEqualTo(PAID);
            site.awaitLinks();
            assertThat(site.post(PAYMENTS, "k2", BILL).statusCode()).isEqualTo(201);
        }

        @Test
        @DisplayName("otherwise refuse to start and say which file and offset")
        void refuse() throws Exception {
            assertThat(site.post(PAYMENTS, "k1", BILL).statusCode()).isEqualTo(201);
            site.stopNode();
            final long offset = end(lastSegment()) / 2;
            flip(lastSegment(), offset);

            assertThatThrownBy(() -> site.startNode())
                .hasMessageContaining(lastSegment().getFileName().toString())
                .hasMessageMatching("(?s).*offset \\d+.*");

            flip(lastSegment(), offset); // and with that byte as it was it starts
            site.startNode();
            assertThat(site.balances(ANA)).isEqualTo(PAID);
        }

        @Test
        @DisplayName("an fsync error stops the process: never retried")
        void fsyncError() {
            assertThat(site.post(PAYMENTS, "k1", BILL).statusCode()).isEqualTo(201);
            site.disk().breakDown();
            final CompletableFuture<HttpResponse<String>> lost = site.sent(PAYMENTS, "k2", BILL);

            Await.until("the switch stops", () -> site.fatal() != null);

            assertThat(site.fatal()).hasMessageContaining("input/output error");
            assertThat(site.disk().failedSyncs()).isEqualTo(1);
            assertThat(site.post(PAYMENTS, "k3", BILL).statusCode()).as("nothing is taken any more").isEqualTo(503);
            assertThat(lost.isDone() && lost.join().statusCode() == 201).as("nothing is acknowledged").isFalse();
        }

        private Path lastSegment() throws IOException {
            try (Stream<Path> files = Files.list(site.journal())) {
                return files.filter(each -> each.toString().endsWith(".segment"))
                    .max(Comparator.comparingLong(this::end)).orElseThrow();
            }
        }

        /** @return where nothing but zeros follows. */
        private long end(final Path segment) {
            try {
                final byte[] bytes = Files.readAllBytes(segment);
                int end = bytes.length;
                while (end > 0 && bytes[end - 1] == 0) {
                    end--;
                }
                return end;
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The last bytes of a write did not reach the disk. */
        private static void neverWritten(final Path segment, final long offset) throws IOException {
            try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
                file.seek(offset);
                file.write(new byte[16]);
            }
        }

        private static void flip(final Path segment, final long offset) throws IOException {
            try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
                final byte[] bytes = new byte[8];
                file.seek(offset);
                file.readFully(bytes);
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] ^= 0x55;
                }
                file.seek(offset);
                file.write(bytes);
            }
        }
    }

    @Nested
    @DisplayName("Disk full")
    class DiskFull {
        @Test
        @DisplayName("below the reserve new requests get 96 / 503; reversals and captures still work; "
            + "it resumes by itself when space is back")
        void belowTheReserve() throws Exception {
            final ISOMsg authorization = IsoMessages.card("0100", "000000", AMOUNT);
            final ISOMsg withdrawal = IsoMessages.card("0200", "010000", AMOUNT);
            Caller.CARDS.ask(site, authorization);
            Caller.CARDS.ask(site, withdrawal);
            site.disk().full(true);
            fillASegment();

            assertThat(Caller.CARDS.ask(site, IsoMessages.card("0200", "010000", AMOUNT)).getString(39)).isEqualTo("96");
            assertThat(Caller.CHANNEL.ask(site, IsoMessages.interbank(AMOUNT)).getString(39)).isEqualTo("96");
            final HttpResponse<String> refused = site.post(PAYMENTS, "k1", BILL);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();

            assertThat(Caller.CARDS.ask(site, IsoMessages.about(withdrawal, "0420")).getString(39)).isEqualTo("00");
            assertThat(Caller.CARDS.ask(site, IsoMessages.about(authorization, "0220")).getString(39)).isEqualTo("00");

            site.disk().full(false);
            site.awaitLog("the disk has room again");
            assertThat(site.balances(ANA)).as("of what was refused nothing is held").isEqualTo(PAID);
            assertThat(site.post(PAYMENTS, "k1", BILL).statusCode()).isEqualTo(201);
        }

        /** By declines, until the switch has seen that there is no room for the segment after this one. */
        private void fillASegment() throws Exception {
            final JposCaller debit = site.debit();
            final ISOMsg beyondFunds = IsoMessages.card("0200", "010000", "000000999999");
            beyondFunds.set(4, "000099999999");
            while (!site.log().contains("the disk has no room")) {
                final List<CompletableFuture<ISOMsg>> answers = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    beyondFunds.set(11, String.format("%06d", 100_000 + sent++));
                    beyondFunds.set(37, String.format("FILL%08d", sent));
                    answers.add(debit.send(beyondFunds));
                }
                for (final CompletableFuture<ISOMsg> answer : answers) {
                    answer.get(10, TimeUnit.SECONDS);
                }
            }
        }

        private int sent;
    }

    @Nested
    @DisplayName("Clock jump")
    class ClockJump {
        @ParameterizedTest
        @ValueSource(longs = {300_000, -300_000, -86_400_000})
        @DisplayName("timeouts are measured monotonically; a jump above 1 s is an alarm")
        void timeoutsAreMeasuredMonotonically(final long jumpMs) throws Exception {
            final JposNetwork peer = site.interbank();
            peer.behave((source, message) -> { });
            final CompletableFuture<ISOMsg> answer = site.channel().send(IsoMessages.interbank(AMOUNT));
            awaitReceived(peer, 1);

            site.time().setWallMs(jumpMs);

            site.awaitLog("the clock jumped by ");
            assertThat(site.metric("ayni_clock_jumps_total")).isEqualTo(1);
            assertThat(site.balances(ANA)).as("not a timeout early").isEqualTo(HELD);
            assertThat(answer).isNotDone();
            site.time().passMs(ANSWER_TIMEOUT_MS + ANSWER_TIMEOUT_MS / 16 + 1);
            assertThat(answer.get(10, TimeUnit.SECONDS).getString(39)).as("and none late").isEqualTo("68");
        }

        @Test
        @DisplayName("journaled time never goes back")
        void journaledTimeNeverGoesBack() {
            final HttpResponse<String> first = site.post(PAYMENTS, "k1", BILL);
            site.time().setWallMs(-3_600_000);
            site.awaitLog("the clock jumped by -3");
            site.stopNode();
            site.startNode();
            site.awaitLinks();

            final HttpResponse<String> second = site.post(PAYMENTS, "k2", BILL);

            assertThat(updated(second)).isGreaterThan(updated(first));
            assertThat(site.post(PAYMENTS, "k1", BILL).body()).isEqualTo(first.body());
        }

        private String updated(final HttpResponse<String> answer) {
            final String body = site.get(PAYMENTS + '/' + id(answer.body())).body();
            assertThat(body).contains("At\":\"");
            return body.replaceFirst(".*\"\\w+At\":\"([^\"]+)\".*", "$1");
        }
    }

    private static boolean isPayment(final ISOMsg message) {
        return "0200".equals(message.getString(0));
    }
}
