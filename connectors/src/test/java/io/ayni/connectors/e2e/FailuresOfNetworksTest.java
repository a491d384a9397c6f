package io.ayni.connectors.e2e;

import static io.ayni.connectors.launch.TestSite.ANA;
import static io.ayni.connectors.launch.TestSite.OPENING_MINOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.simulator.Fault;

import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What happens when a network is silent, late or wrong: the rows of the table of failures in its words, for each network
 * that a row speaks of, over real sockets. The timers are those of production, and the test lets their time pass.
 */
class FailuresOfNetworksTest extends SiteTest {
    @Nested
    @DisplayName("No answer from a connector in time")
    class NoAnswerInTime {
        @ParameterizedTest
        @EnumSource
        @DisplayName("REVERSAL_PENDING; the caller gets 68; 0420 with DE90 is due at once")
        void reversalPendingAndTheCallerGets68(final Reversible network) throws Exception {
            final JposNetwork peer = network.of(site);
            peer.behave((source, message) -> { });
            final CompletableFuture<ISOMsg> answer = site.channel().send(network.payment(AMOUNT));
            awaitReceived(peer, 1);

            site.time().passMs(ANSWER_TIMEOUT_MS);

            assertThat(answer.get(10, TimeUnit.SECONDS).getString(39)).isEqualTo("68");
            awaitReceived(peer, 2);
            final ISOMsg payment = peer.received().getFirst();
            final ISOMsg reversal = peer.received().getLast();
            assertThat(reversal.getMTI()).isEqualTo("0420");
            assertThat(reversal.getString(90)).isEqualTo("0200" + payment.getString(11) + payment.getString(7)
                + "00000300042" + "00000000000");
            assertThat(site.balances(ANA)).as("keeps the hold").isEqualTo(HELD);
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("91 if the link is down")
        void ninetyOneIfTheLinkIsDown(final Reversible network) throws Exception {
            network.of(site).behave((source, message) -> { });
            final CompletableFuture<ISOMsg> answer = site.channel().send(network.payment(AMOUNT));
            awaitReceived(network.of(site), 1);
            network.of(site).close();
            awaitLink(network.name().toLowerCase(Locale.ROOT), false);

            site.time().passMs(ANSWER_TIMEOUT_MS);

            assertThat(answer.get(10, TimeUnit.SECONDS).getString(39)).isEqualTo("91");
            assertThat(site.balances(ANA)).isEqualTo(HELD);
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("JSON: 202 with the state")
        void json202WithTheState(final Reversible network) {
            network.of(site).behave((source, message) -> { });
            final CompletableFuture<HttpResponse<String>> answer =
                site.sent(PAYMENTS, "k1", network.json(1_500));
            awaitReceived(network.of(site), 1);

            site.time().passMs(ANSWER_TIMEOUT_MS);

            assertThat(answer.join().statusCode()).isEqualTo(202);
            assertThat(answer.join().body()).contains("\"state\":\"REVERSAL_PENDING\"", "\"responseCode\":\"68\"");
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("repeats are 0421 with the same DE11, DE37, DE90, exponentially spaced; an alarm after 6; "
            + "it never gives up; the hold goes only on an accepted 0430")
        void repeatsAreExponentiallySpacedAndNeverGivenUp(final Reversible network) throws Exception {
            final JposNetwork peer = network.of(site);
            peer.behave((source, message) -> { });
            site.channel().send(network.payment(AMOUNT));
            awaitReceived(peer, 1);
            site.time().passMs(ANSWER_TIMEOUT_MS);
            awaitReceived(peer, 2);

            for (final long gapMs : new long[]{2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000}) {
                repeatsAfter(peer, gapMs);
            }
            for (int i = 0; i < 20; i++) {
                repeatsAfter(peer, 300_000);
            }
            site.awaitLog("alarm REVERSAL_REPEATED: link " + network.linkId);
            assertThat(alarms("reversal_repeated")).isEqualTo(1);
            assertThat(site.balances(ANA)).isEqualTo(HELD);

            peer.behave((source, message) -> JposNetwork.answer(source, message, "96"));
            repeatsAfter(peer, 300_000);
            repeatsAfter(peer, 300_000);
            assertThat(site.balances(ANA)).as("96 accepts nothing").isEqualTo(HELD);
            peer.behave((source, message) -> JposNetwork.answer(source, message, "00"));
            repeatsAfter(peer, 300_000);
            Await.until("the hold goes", () -> site.balances(ANA).equals(UNTOUCHED));
        }

        private void repeatsAfter(final JposNetwork peer, final long gapMs) throws Exception {
            final int before = peer.received().size();
            if (gapMs >= 8_000) {
                site.time().passMs(gapMs / 2);
                site.balances(ANA); // behind a tick of that time
                assertThat(peer.received()).as("half of " + gapMs + " ms later").hasSize(before);
                site.time().passMs(gapMs - gapMs / 2);
            } else {
                site.time().passMs(gapMs);
            }
            awaitReceived(peer, before + 1);
            final ISOMsg first = peer.received().get(1);
            final ISOMsg repeat = peer.received().getLast();
            assertThat(repeat.getMTI()).isEqualTo("0421");
            assertThat(List.of(repeat.getString(11), repeat.getString(37), repeat.getString(90)))
                .isEqualTo(List.of(first.getString(11), first.getString(37), first.getString(90)));
        }
    }

    @Nested
    @DisplayName("Biller that has no reversal")
    class BillerThatHasNoReversal {
        @Test
        @DisplayName("UNKNOWN: inquiry by our own reference; never sent again under a new reference")
        void unknownUntilAnInquirySaysWhatBecameOfIt() {
            site.billers().paymentFaults().forNext(1, Fault.NEVER);
            final String payment = unknownBill();
            assertThat(site.balances(ANA)).isEqualTo(HELD);

            site.time().passMs(15_000);

            Await.until("the inquiry is answered", () -> state(payment).equals("POSTED"));
            assertThat(site.balances(ANA)).isEqualTo(PAID);
            assertThat(site.billers().books().requests()).isEqualTo(1);
            assertThat(site.billers().books().paidMinor()).isEqualTo(1_500);
        }

        @Test
        @DisplayName("never failed on a guess")
        void neverFailedOnAGuess() {
            site.billers().paymentFaults().forNext(1, Fault.LOST);
            final String payment = unknownBill();

            for (int i = 0; i < 3; i++) {
                final long asked = inquiries();
                site.time().passMs(15_000L << i);
                Await.until("asked again", () -> inquiries() > asked);
            }
            assertThat(state(payment)).as("the biller knows nothing of it: it may be on its way").isEqualTo("UNKNOWN");
            assertThat(site.balances(ANA)).isEqualTo(HELD);

            final long asked = inquiries();
            site.time().passMs(11 * 60_000);
            Await.until("asked when it can arrive no more", () -> inquiries() > asked);
            Await.until("declined", () -> state(payment).equals("DECLINED"));
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
            assertThat(site.billers().books().requests()).isZero();
        }

        @Test
        @DisplayName("MANUAL after 24 h")
        void manualAfter24Hours() {
            site.billers().paymentFaults().forNext(1, Fault.PENDING);
            final String payment = id(site.post(PAYMENTS, "k1", BILL).body());
            assertThat(state(payment)).isEqualTo("UNKNOWN");

            site.time().passMs(23 * 3_600_000L);
            assertThat(state(payment)).isEqualTo("UNKNOWN");
            site.time().passMs(3_600_000L);

            Await.until("a person has to look", () -> state(payment).equals("MANUAL"));
            site.awaitLog("alarm MANUAL");
            assertThat(site.balances(ANA)).as("with its hold").isEqualTo(HELD);
        }

        private String unknownBill() {
            final CompletableFuture<HttpResponse<String>> answer = site.sent(PAYMENTS, "k1", BILL);
            Await.until("the biller has it", () -> !site.billers().paymentFaults().met().isEmpty());
            site.time().passMs(ANSWER_TIMEOUT_MS);
            assertThat(answer.join().statusCode()).isEqualTo(202);
            assertThat(answer.join().body()).contains("\"state\":\"UNKNOWN\"", "\"responseCode\":\"68\"");
            return id(answer.join().body());
        }

        private long inquiries() {
            return (long) site.metric("ayni_link_sent_total{link=\"services\"");
        }
    }

    @Nested
    @DisplayName("Late answer")
    class LateAnswer {
        @ParameterizedTest
        @CsvSource({"INTERBANK, 00, LATE_APPROVAL", "CARDS, 00, LATE_APPROVAL",
            "INTERBANK, 51, LATE_DECLINE", "CARDS, 51, LATE_DECLINE"})
        @DisplayName("an approval after the reversal was decided is never captured, it is journaled as late and the "
            + "reversal goes on; a late decline is recorded, the 0430 is still awaited")
        void neverCaptured(final Reversible network, final String responseCode, final String alarm) throws Exception {
            final AtomicReference<Answering> late = new AtomicReference<>();
            final AtomicBoolean acceptsReversals = new AtomicBoolean();
            network.of(site).behave((source, message) -> {
                if (message.getMTI().equals("0200")) {
                    late.set(() -> JposNetwork.answer(source, message, responseCode));
                } else if (acceptsReversals.get()) {
                    JposNetwork.answer(source, message, "00");
                }
            });
            final CompletableFuture<ISOMsg> answer = site.channel().send(network.payment(AMOUNT));
            Await.until("the network has it", () -> late.get() != null);
            site.time().passMs(ANSWER_TIMEOUT_MS);
            assertThat(answer.get(10, TimeUnit.SECONDS).getString(39)).isEqualTo("68");

            late.get().send();

            site.awaitLog("alarm " + alarm + ": link " + network.linkId);
            assertThat(site.balances(ANA)).as("neither captured nor released").isEqualTo(HELD);
            acceptsReversals.set(true);
            site.time().passMs(2_000);
            Await.until("the reversal is accepted", () -> site.balances(ANA).equals(UNTOUCHED));
            assertThat(site.balances(network.settlement)).isEqualTo(List.of(0L, 0L));
        }

        @Test
        @DisplayName("of a biller that has no reversal: it says what became of the payment")
        void ofABiller() {
            site.billers().paymentFaults().forNext(1, Fault.late(300));
            final CompletableFuture<HttpResponse<String>> answer = site.sent(PAYMENTS, "k1", BILL);
            Await.until("the biller has it", () -> site.billers().books().requests() == 1);
            site.time().passMs(ANSWER_TIMEOUT_MS);
            assertThat(answer.join().body()).contains("\"state\":\"UNKNOWN\"");

            Await.until("its answer counts", () -> site.balances(ANA).equals(PAID));
            assertThat(site.billers().books().paidMinor()).isEqualTo(1_500);
        }
    }

    @Nested
    @DisplayName("Answer to another request")
    class AnswerToAnotherRequest {
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "INTERBANK, 7 0101000000; 7; 11 999999; 11; 32 42; 32; 37 999999999999; 37; 41 OTHER001; 41; 3 300000; "
                + "4 000000001501; 49 978",
            "CARDS, 7 0101000000; 7; 11 999999; 11; 32 42; 32; 37 999999999999; 37; 41 OTHER001; 41; "
                + "2 4545450000000019; 3 400000; 4 000000001501; 49 978",
        })
        @DisplayName("a mismatch is quarantined, counted and logged with the field that is missing or differs")
        void quarantined(final Reversible network, final String mismatches) throws Exception {
            final JposNetwork peer = network.of(site);
            final JposCaller channel = site.channel();
            final List<CompletableFuture<ISOMsg>> answers = new ArrayList<>();
            for (final String mismatch : mismatches.split("; ")) {
                final String[] fieldAndValue = mismatch.split(" ");
                final int field = Integer.parseInt(fieldAndValue[0]);
                peer.behave((source, message) -> {
                    final ISOMsg answer = (ISOMsg) message.clone();
                    if (fieldAndValue.length == 1) {
                        answer.unset(field);
                    } else {
                        answer.set(field, fieldAndValue[1]);
                    }
                    JposNetwork.answer(source, answer, "00");
                });
                answers.add(channel.send(network.payment(AMOUNT)));
                site.awaitLog("answer received, matched nothing: DE" + field
                    + (fieldAndValue.length == 1 ? " is missing" : " differs"));
                Await.until("counted", () -> alarms("answer_matched_nothing") == answers.size());
            }
            assertThat(site.balances(ANA)).as("changes nothing")
                .isEqualTo(List.of(OPENING_MINOR, 1_500L * answers.size()));

            peer.behave((source, message) -> JposNetwork.answer(source, message, "00"));
            site.time().passMs(ANSWER_TIMEOUT_MS);
            for (final CompletableFuture<ISOMsg> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS).getString(39))
                    .as("the fifth without an answer takes the link down").isIn("68", "91");
            }
            Await.until("they are taken back", () -> site.balances(ANA).equals(UNTOUCHED));
        }

        @Test
        @DisplayName("of a biller: another amount is nobody's answer")
        void ofABiller() {
            site.billers().paymentFaults().forNext(1, Fault.of(Fault.Kind.WRONG_AMOUNT));
            final CompletableFuture<HttpResponse<String>> answer = site.sent(PAYMENTS, "k1", BILL);

            site.awaitLog("link 3, payment ");
            site.awaitLog("answer received, matched nothing: DE4 differs");
            assertThat(site.balances(ANA)).isEqualTo(HELD);
            site.time().passMs(ANSWER_TIMEOUT_MS);
            assertThat(answer.join().body()).contains("\"state\":\"UNKNOWN\"");
            site.time().passMs(15_000);
            Await.until("an inquiry tells", () -> site.balances(ANA).equals(PAID));
        }
    }

    /** What a network says when it is let. */
    @FunctionalInterface
    private interface Answering {
        void send() throws Exception;
    }
}
