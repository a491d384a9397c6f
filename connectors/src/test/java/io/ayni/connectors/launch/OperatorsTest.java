package io.ayni.connectors.launch;

import static io.ayni.connectors.launch.TestSite.ANA;
import static io.ayni.connectors.launch.TestSite.OPENING_MINOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.simulator.Fault;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person at a terminal does to a switch that runs: payments that wait for them, and links. */
class OperatorsTest {
    private static final String PAYMENTS = "/v1/authorizations";
    private static final String BILL = """
            {"type":"bill.pay","amountMinor":1500,"currency":"USD","debitAccount":"1000000001","billerId":101,\
            "reference":"0400123456"}""";
    private static final String TRANSFER = """
            {"type":"transfer.interbank","amountMinor":1500,"currency":"USD","debitAccount":"1000000001",\
            "creditAccount":"EC-77","institution":"2002"}""";
    private static final List<Long> UNTOUCHED = List.of(OPENING_MINOR, 0L);
    private static final List<Long> HELD = List.of(OPENING_MINOR, 1_500L);
    private static final List<Long> PAID = List.of(OPENING_MINOR - 1_500, 0L);
    private static final String KEY_HASH = "c48a01f49fd0f2cc404bc3cbbc80e91457a3d41bb429a695243de4c61794155c"; // demo-key

    @TempDir
    private Path directory;
    private TestSite site;

    private void start(final Map<String, String> settings) {
        site = TestSite.start(directory, settings);
    }

    @AfterEach
    void close() throws Exception {
        if (site != null) {
            site.close();
        }
    }

    private Cli run(final String... command) {
        final List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("-c", site.configFile().toString(), "--to",
                "http://127.0.0.1:" + site.address("admin").getPort()));
        return Cli.run(args.toArray(String[]::new));
    }

    private Cli resolve(final String payment, final String word, final String reason) {
        return run("payments", "resolve", payment, word, "--reason", reason, "--by", "rosa");
    }

    private String state(final String payment) {
        return site.get(PAYMENTS + '/' + payment).body().replaceFirst(".*\"state\":\"(\\w+)\".*", "$1");
    }

    private static String id(final HttpResponse<String> answer) {
        return answer.body().replaceFirst(".*\"id\":\"(\\w{13})\".*", "$1");
    }

    /** A bill of which the biller never said what became of it. */
    private String manualBill() {
        site.billers().paymentFaults().forNext(2, Fault.PENDING);
        final String payment = id(site.post(PAYMENTS, "k1", BILL));
        final double sent = site.metric("ayni_link_sent_total{link=\"services\"");
        site.time().passMs(15_000);
        Await.until("it is asked", () -> site.metric("ayni_link_sent_total{link=\"services\"") > sent);
        site.time().passMs(24 * 3_600_000L);
        Await.until("a person has to look", () -> state(payment).equals("MANUAL"));
        return payment;
    }

    /** A transfer whose reversal the network never accepts. */
    private String pendingTransfer() {
        site.interbank().behave((source, message) -> {
            if (!message.getMTI().equals("0200")) {
                JposNetwork.answer(source, message, "96");
            }
        });
        final CompletableFuture<HttpResponse<String>> answer = site.sent(PAYMENTS, "k2", TRANSFER);
        Await.until("it is sent", () -> !site.interbank().received().isEmpty());
        site.time().passMs(10_000);
        return id(answer.join());
    }

    private List<String> journal() {
        return Cli.run("journal", "inspect", site.journal().toString(), "--count", "10000").out().lines().toList();
    }

    @Nested
    class PaymentsThatWaitForAPerson {
        @ParameterizedTest
        @CsvSource({"--post, POSTED", "--settled, POSTED", "--reverse, REVERSED", "--reversed, REVERSED"})
        void areShownAndDecidedOnceAndItIsInTheJournalWhoSaidSoAndWhy(final String word, final String became) {
            start(Map.of());
            assertThat(run("payments", "manual")).satisfies(cli -> {
                assertThat(cli.out().strip()).isEqualTo("no payment waits for a person");
                assertThat(cli.exitStatus()).isZero();
            });
            final String payment = manualBill();

            assertThat(run("payments", "manual")).satisfies(cli -> {
                assertThat(cli.exitStatus()).as(cli.err()).isEqualTo(1);
                assertThat(cli.out().lines()).hasSize(2).last().asString()
                        .startsWith(payment + "  MANUAL  ").contains("bill.pay  ", "  services  ")
                        .contains("15.00 USD  15.00 USD  ******0001  no word of the biller, asked ")
                        .doesNotContain(ANA);
            });
            assertThat(resolve(payment, word, "their portal, ticket 77")).satisfies(cli -> {
                assertThat(cli.exitStatus()).as(cli.err()).isZero();
                assertThat(cli.out().lines().toList()).satisfiesExactly(
                        line -> assertThat(line).isEqualTo(payment + " is " + became + " (was MANUAL)"),
                        line -> assertThat(line).startsWith("  15.00 USD, bill.pay, account ******0001, over services, ")
                                .endsWith("; held now 0.00 USD"),
                        line -> assertThat(line).isEqualTo("  by rosa?: their portal, ticket 77"));
            });

            assertThat(site.balances(ANA)).isEqualTo(became.equals("POSTED") ? PAID : UNTOUCHED);
            assertThat(run("payments", "manual").exitStatus()).isZero();
            assertThat(resolve(payment, "--reverse", "twice")).satisfies(cli -> {
                assertThat(cli.exitStatus()).isEqualTo(1);
                assertThat(cli.err()).contains("payment " + payment + " is " + became + ": a final state never changes");
            });
            site.awaitLog("payment " + payment + ": " + became + " by word of rosa?: their portal, ticket 77");
            assertThat(journal()).filteredOn(line -> line.contains("ResolveManual")).singleElement().asString()
                    .contains("orderedBy=rosa?", "why=\"their portal, ticket 77\"");
        }

        @Test
        void whatTheSwitchStillSeesToIsTakenOutOfItsHandsFirst() {
            start(Map.of());
            final String payment = pendingTransfer();
            assertThat(run("payments", "manual").exitStatus()).as("it does not wait for a person").isZero();
            assertThat(run("payments", "manual", "--waiting").out()).contains(payment + "  REVERSAL_PENDING  ",
                    "  interbank  000000000001  15.00 USD  15.00 USD  ******0001  to be taken back, reversal sent once");
            assertThat(resolve(payment, "--reverse", "their file lacks it")).satisfies(cli -> {
                assertThat(cli.exitStatus()).isEqualTo(1);
                assertThat(cli.err()).contains("is REVERSAL_PENDING: the switch still sees to it",
                        "to-manual takes it out of its hands");
            });
            assertThat(site.balances(ANA)).isEqualTo(HELD);

            assertThat(resolve(payment, "--to-manual", "their file lacks it").out())
                    .contains(payment + " is MANUAL (was REVERSAL_PENDING)", "held now 15.00 USD");
            final int sent = site.interbank().received().size();
            site.time().passMs(3_600_000);
            assertThat(site.balances(ANA)).as("with its hold").isEqualTo(HELD);
            assertThat(site.interbank().received()).as("reversals").hasSize(sent);
            assertThat(run("payments", "manual").out()).contains("its reversal was not accepted, sent ");

            assertThat(resolve(payment, "--reverse", "their file lacks it").exitStatus()).isZero();
            assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
            assertThat(state(payment)).isEqualTo("REVERSED");
        }

        @Test
        void anAdviceAboveItsHoldIsShownWithTheExcess() throws Exception {
            start(Map.of());
            final org.jpos.iso.ISOMsg advice = new org.jpos.iso.ISOMsg("0220");
            advice.set(3, "000000");
            advice.set(4, "000000002500");
            advice.set(7, "1121040506");
            advice.set(11, "000077");
            advice.set(32, "42");
            advice.set(37, "000000000077");
            advice.set(41, "TERM0001");
            advice.set(49, "840");
            advice.set(2, "4000001234567899");
            advice.set(90, "0200" + "000001" + "1121040506" + "00000000042" + "00000000000");
            assertThat(site.debit().request(advice, 10_000).getString(39)).isEqualTo("00");

            final Cli manual = run("payments", "manual");
            assertThat(manual.out()).contains("25.00 USD  0.00 USD", "an advice above its hold").doesNotContain("4000001234567899");
            final String payment = manual.out().lines().toList().get(1).substring(0, 13);
            assertThat(resolve(payment, "--post", "booked by hand, entry 12").out()).contains(payment + " is POSTED");
            assertThat(run("payments", "manual").exitStatus()).isZero();
        }

        @ParameterizedTest
        @CsvSource(quoteCharacter = '"', value = {
            "0000000000001, --post, why, 1, there is no payment 0000000000001",
            "123, --post, why, 2, is no payment id",
            "0000000000001, --post, \" \", 2, why: is missing",
            "0000000000001, --post, card 4545-4500 0000 0001, 2, looks as if it had a card number",
            "0000000000001, --maybe, why, 2, Unknown option: '--maybe'",
        })
        void whatCannotBeIsSaidAndNothingIsJournaled(
                final String payment, final String word, final String reason, final int status, final String said) {
            start(Map.of());
            assertThat(resolve(payment, word, reason)).satisfies(cli -> {
                assertThat(cli.err()).contains(said).doesNotContain("4545");
                assertThat(cli.exitStatus()).isEqualTo(status);
            });
            assertThat(resolve("0000000000001", "--post", "x".repeat(121)).err()).contains("why: must fit 120 bytes");
            assertThat(journal()).noneMatch(line -> line.contains("ResolveManual"));
        }

        @Test
        void whoHasAKeyOfTheirOwnIsKnownByItAndWhoHasNoneIsNotHeard() {
            start(Map.of("ADMIN", ", operators: [{name: luz, apiKeySha256: " + KEY_HASH + "}]"));
            final String payment = manualBill();
            assertThat(resolve(payment, "--post", "their portal")).satisfies(cli -> {
                assertThat(cli.exitStatus()).isEqualTo(2);
                assertThat(cli.err()).contains("the admin key is missing or wrong");
            });
            assertThat(run("links").err()).contains("the admin key is missing or wrong");

            final String key = TestFiles.write(directory, "luz.key", "demo-key\n").toString();
            assertThat(run("payments", "resolve", payment, "--post", "--reason", "their portal", "--by", "rosa",
                    "--key-file", key).out()).contains("by luz: their portal");
            assertThat(journal()).filteredOn(line -> line.contains("ResolveManual")).singleElement().asString()
                    .contains("orderedBy=luz ");
        }
    }

    @Nested
    class Links {
        private String refused() {
            return site.post(PAYMENTS, "k" + System.nanoTime(), TRANSFER).body()
                    .replaceFirst(".*\"responseCode\":\"(\\w+)\".*", "$1");
        }

        private String line(final String network) {
            return run("links").out().lines().filter(line -> line.startsWith(network + ' ')).findFirst().orElseThrow();
        }

        @Test
        void areShownWithWhatIsOnItsWayAndWhatWaits() {
            start(Map.of("CONNECTIONS", "2"));
            assertThat(run("links")).satisfies(cli -> {
                assertThat(cli.exitStatus()).as(cli.err()).isZero();
                assertThat(cli.out().lines().map(line -> line.replaceAll(" +", " "))).anyMatch(
                        line -> line.matches("interbank 1 interbank client UP \\d+ s 0 0 0 0 0 0 0"))
                        .anyMatch(line -> line.matches("services 3 biller UP \\d+ s 0 0 0 0 0 0 0"))
                        .filteredOn(line -> line.matches("interbank [12] UP \\d+ s \\d+ s ago 0")).hasSize(2);
            });
            final String payment = pendingTransfer();
            site.interbank().behave((source, message) -> { });
            assertThat(line("interbank").replaceAll(" +", " ")).matches("interbank 1 .* UP \\d+ s 0 1 0 1 0 2 1");
            Await.until("the metrics say so too",
                    () -> site.metric("ayni_link_reversals_open{link=\"interbank\"") == 1);
            assertThat(state(payment)).isEqualTo("REVERSAL_PENDING");
        }

        @Test
        void aLinkThatAnOperatorSignsOffTakesNoPaymentUntilItIsSignedOnAgain() {
            start(Map.of());
            assertThat(run("links", "sign-off", "interbank", "--by", "rosa")).satisfies(cli ->
                    assertThat(cli.out().strip() + cli.err())
                            .isEqualTo("interbank: signed off over 1 connection; no payments until sign-on"));
            Await.until("the network was told", () -> site.interbank().management().stream()
                    .anyMatch(message -> message.getString(70).equals("002")));
            Await.until("it is off", () -> refused().equals("91"));
            assertThat(site.balances(ANA)).as("no hold").isEqualTo(UNTOUCHED);
            assertThat(run("links")).satisfies(cli -> {
                assertThat(cli.exitStatus()).isEqualTo(1);
                assertThat(cli.out()).contains("SIGNED_OFF");
            });
            site.awaitLog("sign-off of interbank ordered by rosa?");

            assertThat(run("links", "sign-on", "interbank").out()).contains("interbank: signing on over 1 connection");
            Await.until("it is on again", () -> line("interbank").contains(" UP "));
            assertThat(refused()).isEqualTo("00");
            assertThat(run("links", "sign-on", "interbank")).satisfies(cli -> {
                assertThat(cli.exitStatus()).isEqualTo(1);
                assertThat(cli.err()).contains("nobody signed it off here");
            });
        }

        @Test
        void aCutoverMovesTheDayOnceTheNetworkHasTakenIt() {
            start(Map.of());
            final LocalDate day = LocalDate.now().plusDays(3);
            assertThat(run("links", "cutover", "interbank", "--day", day.toString()).out().strip())
                    .isEqualTo("interbank: the network took it: settles on " + day);
            assertThat(line("interbank")).contains(day.toString());
            assertThat(site.interbank().management()).filteredOn(message -> message.getString(70).equals("201"))
                    .singleElement().satisfies(message -> assertThat(message.getString(15))
                            .isEqualTo("%02d%02d".formatted(day.getMonthValue(), day.getDayOfMonth())));

            site.interbank().answerManagement(false);
            final CompletableFuture<Cli> silent =
                    CompletableFuture.supplyAsync(() -> run("links", "cutover", "interbank"));
            Await.until("it is asked", () -> site.interbank().management().stream()
                    .filter(message -> message.getString(70).equals("201")).count() == 2);
            site.passOnLoops(5_000);
            assertThat(silent.join().err()).contains("interbank: cutover: no answer in time");
            assertThat(line("interbank")).as("the day stands").contains(day.toString());
        }

        @ParameterizedTest
        @CsvSource({
            "cutover, nobody, 1, there is no network 'nobody'; there are",
            "cutover, services, 1, only a link over ISO 8583 knows cutover",
            "key-exchange, interbank, 1, keyExchange is not configured for this network",
            "restart, interbank, 2, 'expected sign-off, sign-on, cutover or key-exchange'",
        })
        void whatALinkDoesNotKnowIsSaid(final String order, final String name, final int status, final String said) {
            start(Map.of());
            assertThat(run("links", order, name)).satisfies(cli -> {
                assertThat(cli.err()).contains(said);
                assertThat(cli.exitStatus()).isEqualTo(status);
            });
        }
    }
}
