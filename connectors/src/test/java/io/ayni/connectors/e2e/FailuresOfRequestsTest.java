package io.ayni.connectors.e2e;

import static io.ayni.connectors.launch.TestSite.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.harness.Await;

import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What happens to a request, an advice or a reversal that comes twice, or without what it is about: the rows of the table
 * of failures in its words, for each network that calls, over real sockets.
 */
class FailuresOfRequestsTest extends SiteTest {
    @Nested
    @DisplayName("Request received twice (0200, 0201)")
    class RequestReceivedTwice {
        @ParameterizedTest
        @EnumSource
        @DisplayName("finished: the very same 0210 again, same DE38")
        void finished(final Caller caller) throws Exception {
            final ISOMsg request = caller.request(AMOUNT);
            final ISOMsg first = caller.ask(site, request);
            assertThat(first.getString(39)).isEqualTo("00");
            for (final String mti : List.of("0200", "0201")) {
                assertThat(packed(caller.ask(site, as(mti, request)))).isEqualTo(packed(first));
            }
            assertThat(site.balances(caller.account)).as("one effect").isEqualTo(caller.moved());
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("in flight: attached to the first, no second hold")
        void inFlight(final Reversible network) throws Exception {
            final AtomicReference<ISOMsg> asked = new AtomicReference<>();
            network.of(site).behave((source, message) -> asked.set(message));
            final ISOMsg request = network.payment(AMOUNT);
            final CompletableFuture<ISOMsg> first = site.channel().send(request);
            Await.until("the network has it", () -> asked.get() != null);

            final CompletableFuture<ISOMsg> second = site.channel().send(as("0201", request));
            Await.until("it came twice", () -> site.metric("ayni_iso_requests_total{peer=\"channel\"") == 2);
            assertThat(site.balances(ANA)).isEqualTo(HELD);
            final ISOMsg answer = (ISOMsg) asked.get().clone();
            answer.setResponseMTI();
            answer.set(39, "00");
            network.of(site).send(answer);

            assertThat(packed(second.get(10, TimeUnit.SECONDS))).isEqualTo(packed(first.get(10, TimeUnit.SECONDS)));
            assertThat(network.of(site).received()).hasSize(1);
            assertThat(site.balances(ANA)).isEqualTo(PAID);
        }

        @ParameterizedTest
        @CsvSource({
            "CHANNEL, 4, 000000001501", "CHANNEL, 49, 978", "CHANNEL, 102, 1000000002", "CARDS, 4, 000000001501",
            "INTERBANK, 4, 000000001501", "INTERBANK, 103, 1000000001",
        })
        @DisplayName("same key with another amount, account or currency: 94")
        void another(final Caller caller, final int field, final String value) throws Exception {
            final ISOMsg request = caller.request(AMOUNT);
            caller.ask(site, request);
            request.set(field, value);
            assertThat(caller.ask(site, request).getString(39)).isEqualTo("94");
            assertThat(site.balances(caller.account)).isEqualTo(caller.moved());
        }
    }

    @Nested
    @DisplayName("Advice or reversal received twice")
    class AdviceOrReversalReceivedTwice {
        @Test
        @DisplayName("same stored 0230, no second posting")
        void advice() throws Exception {
            final ISOMsg authorization = IsoMessages.card("0100", "000000", AMOUNT);
            Caller.CARDS.ask(site, authorization);
            final ISOMsg advice = IsoMessages.about(authorization, "0220");
            final ISOMsg first = Caller.CARDS.ask(site, advice);
            assertThat(first.getMTI() + first.getString(39)).isEqualTo("023000");
            for (final String mti : List.of("0220", "0221")) {
                assertThat(packed(Caller.CARDS.ask(site, as(mti, advice)))).isEqualTo(packed(first));
            }
            assertThat(site.balances(ANA)).isEqualTo(PAID);
        }

        @ParameterizedTest
        @EnumSource(names = {"CARDS", "INTERBANK"})
        @DisplayName("same stored 0430, no second posting")
        void reversal(final Caller caller) throws Exception {
            final ISOMsg request = caller.request(AMOUNT);
            caller.ask(site, request);
            final ISOMsg reversal = IsoMessages.about(request, "0420");
            final ISOMsg first = caller.ask(site, reversal);
            assertThat(first.getMTI() + first.getString(39)).isEqualTo("043000");
            for (final String mti : List.of("0420", "0421")) {
                assertThat(packed(caller.ask(site, as(mti, reversal)))).isEqualTo(packed(first));
            }
            assertThat(site.balances(caller.account)).isEqualTo(UNTOUCHED);
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("of a payment in flight at a network: one reversal goes there")
        void reversalOfAPaymentInFlight(final Reversible network) throws Exception {
            network.of(site).behave((source, message) -> { });
            final ISOMsg request = network.payment(AMOUNT);
            site.channel().send(request);
            awaitReceived(network.of(site), 1);
            final ISOMsg reversal = IsoMessages.about(request, "0420");
            final ISOMsg first = Caller.CHANNEL.ask(site, reversal);
            assertThat(packed(Caller.CHANNEL.ask(site, as("0421", reversal)))).isEqualTo(packed(first));
            awaitReceived(network.of(site), 2);
            assertThat(network.of(site).received().getLast().getMTI()).isEqualTo("0420");
            assertThat(site.balances(ANA)).isEqualTo(HELD);
        }
    }

    @Nested
    @DisplayName("Reversal whose original is unknown")
    class ReversalWhoseOriginalIsUnknown {
        @ParameterizedTest
        @EnumSource
        @DisplayName("remembered (tombstone), 0430 with 00; if the original comes later it is declined 12 "
            + "and places no hold")
        void rememberedAndTheOriginalDeclined(final Caller caller) throws Exception {
            remembered(caller, "00");
        }

        @ParameterizedTest
        @EnumSource(names = {"CARDS", "INTERBANK"})
        @DisplayName("25 by profile")
        void twentyFiveByProfile(final Caller caller) throws Exception {
            restartWith("UNKNOWN_ORIGINAL", "25");
            remembered(caller, "25");
        }

        private void remembered(final Caller caller, final String responseCode) throws Exception {
            final ISOMsg original = caller.request(AMOUNT);
            final ISOMsg answer = caller.ask(site, IsoMessages.about(original, "0420"));
            assertThat(answer.getMTI() + answer.getString(39)).isEqualTo("0430" + responseCode);

            assertThat(caller.ask(site, original).getString(39)).isEqualTo("12");
            assertThat(site.balances(caller.account)).isEqualTo(UNTOUCHED);
            assertThat(alarms("tombstone_hit")).isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("JSON retried")
    class JsonRetried {
        @Test
        @DisplayName("Idempotency-Key is mandatory: missing 400")
        void missing() {
            assertThat(site.post(PAYMENTS, null, BILL).statusCode()).isEqualTo(400);
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("in flight 409")
        void inFlight(final Reversible network) {
            network.of(site).behave((source, message) -> { });
            final CompletableFuture<HttpResponse<String>> first = site.sent(PAYMENTS, "k1", network.json(1_500));
            awaitReceived(network.of(site), 1);

            final HttpResponse<String> second = site.post(PAYMENTS, "k1", network.json(1_500));

            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(first).isNotDone();
            assertThat(site.balances(ANA)).as("no second hold").isEqualTo(HELD);
        }

        @Test
        @DisplayName("same key with another body 422; otherwise the first answer again")
        void anotherBodyOrTheFirstAnswer() {
            final HttpResponse<String> first = site.post(PAYMENTS, "k1", BILL);
            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(site.post(PAYMENTS, "k1", BILL.replace("1500", "1501")).statusCode()).isEqualTo(422);
            assertThat(site.post(PAYMENTS, "k1", BILL).body()).isEqualTo(first.body());
            assertThat(site.billers().books().requests()).isEqualTo(1);
            assertThat(site.balances(ANA)).isEqualTo(PAID);
        }

        @Test
        @DisplayName("kept 7 days")
        void keptSevenDays() {
            final HttpResponse<String> first = site.post(PAYMENTS, "k1", BILL);
            site.time().passMs(TimeUnit.DAYS.toMillis(7) - 3_600_000);
            assertThat(site.post(PAYMENTS, "k1", BILL).body()).isEqualTo(first.body());
            assertThat(site.balances(ANA)).isEqualTo(PAID);

            site.time().passMs(2 * 3_600_000);
            Await.until("forgotten", () -> site.get(PAYMENTS + '/' + id(first.body())).statusCode() == 404);
            assertThat(id(site.post(PAYMENTS, "k1", BILL).body())).as("a new payment").isNotEqualTo(id(first.body()));
        }
    }

    @Nested
    @DisplayName("0220 above its hold, or after expiry")
    class AdviceAboveItsHoldOrAfterExpiry {
        @Test
        @DisplayName("an advice is a fact: 0230 with 00, post up to the hold, the excess goes to the exceptions list")
        void aboveItsHold() throws Exception {
            final ISOMsg authorization = IsoMessages.card("0100", "000000", AMOUNT);
            Caller.CARDS.ask(site, authorization);
            final ISOMsg advice = IsoMessages.about(authorization, "0220");
            advice.set(4, "000000002000");
            assertThat(Caller.CARDS.ask(site, advice).getString(39)).isEqualTo("00");
            assertThat(site.balances(ANA)).as("up to the hold").isEqualTo(PAID);
            site.awaitLog("alarm ADVICE_EXCESS");
            site.awaitLog("value 500");
        }

        @Test
        @DisplayName("after expiry: nothing is held any more, all of it is excess")
        void afterExpiry() throws Exception {
            final ISOMsg authorization = IsoMessages.card("0100", "000000", AMOUNT);
            Caller.CARDS.ask(site, authorization);
            assertThat(site.balances(ANA)).isEqualTo(HELD);
            site.time().passMs(TimeUnit.DAYS.toMillis(7));
            awaitBalances(ANA, UNTOUCHED);

            assertThat(Caller.CARDS.ask(site, IsoMessages.about(authorization, "0220")).getString(39)).isEqualTo("00");
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
            site.awaitLog("alarm ADVICE_EXCESS");
            site.awaitLog("value 1500");
        }
    }
}
