package io.ayni.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.Operation;
import io.ayni.core.schedule.DeferralMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The institution's part in a file of its own, as the two ready ones are. */
class InstitutionFileTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @ParameterizedTest
    @ValueSource(strings = {"ecuador", "panama"})
    void anEngineTakesTheReadyFile(final String country) {
        final PolicyCommands commands = new PolicyCommands(config(country));
        final AuthorizationEngine engine = new AuthorizationEngine(EngineContext.defaults(), (buffer, offset, length) ->
                { });

        long sequence = 0;
        for (final DirectBuffer command : commands.commands()) {
            engine.onCommand(++sequence, 1_000, command, 0, command.capacity());
        }

        assertThat(engine.policyHash()).isEqualTo(commands.policyHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecuador", "panama"})
    void everyOperationThatCanBeOfferedIsOffered(final String country) {
        for (final Operation operation : Operation.values()) {
            if (operation != Operation.REVERSAL && operation != Operation.COMPLETION) {
                assertThat(config(country).institution().operations()).containsKey(operation);
            }
        }
    }

    @Test
    void ecuadorHasItsPricesAndItsBillers() {
        final InstitutionConfig institution = config("ecuador").institution();

        assertThat(institution.fees()).extracting(InstitutionConfig.Fee::feeMinor).containsExactly(36L);
        assertThat(institution.taxes()).extracting(InstitutionConfig.Tax::rateBasisPoints).containsExactly(1_200, 1_500);
        assertThat(institution.biller(101).orElseThrow()).satisfies(biller -> {
            assertThat(biller.name()).isEqualTo("CNEL EP");
            assertThat(biller.operation()).isEqualTo(Operation.BILL_PAY);
            assertThat(biller.minMinor()).isEqualTo(1);
            assertThat(biller.maxMinor()).isEqualTo(500_000);
            assertThat(biller.feeMinor()).isEqualTo(31);
            assertThat(biller.asksOwed()).isTrue();
            assertThat(biller.takesParts()).isFalse();
            assertThat(biller.reference().orElseThrow().matches("040012345")).isFalse();
        });
        assertThat(institution.biller(104).orElseThrow().closesMinute()).isEqualTo(23 * 60 + 30);
        assertThat(institution.biller(301).orElseThrow().isBatch()).isTrue();
        assertThat(institution.institutionName(10_036)).contains("Produbanco");
    }

    @Test
    void panamaHasTwoCurrenciesAndClosesAsItsManualSays() {
        final InstitutionConfig institution = config("panama").institution();

        assertThat(institution.books()).extracting(book -> book.currency().getNumericCode()).containsExactly(590);
        assertThat(institution.calendar().closes()).hasSize(6)
                .contains(new CalendarConfig.CloseWindow(DayOfWeek.FRIDAY, 19 * 60, 6 * 60))
                .contains(new CalendarConfig.CloseWindow(DayOfWeek.SATURDAY, 15 * 60, (9 + 24) * 60));
        assertThat(institution.calendar().cutOffs()).hasSize(6)
                .contains(new CalendarConfig.CutOff(DayOfWeek.SATURDAY, 12 * 60 + 30));
        assertThat(institution.cardPaymentsBatched()).isTrue();
        assertThat(institution.deferral()).contains(
                new InstitutionConfig.DeferralTerms(DeferralMethod.FLAT, 1_250, 3, 24));
        assertThat(institution.operations().get(Operation.LOAN_PAYMENT).suspendedInClose()).isTrue();
        assertThat(institution.operations().get(Operation.TOP_UP).suspendedInClose()).isFalse();
    }

    @Test
    void theCommandSaysWhatTheFileSays() {
        final SwitchConfig config = config("panama");
        final PutPolicyDecoder policy = new PutPolicyDecoder().wrapAndApplyHeader(
                new PolicyCommands(config).commands().getLast(), 0, new MessageHeaderDecoder());

        assertThat(policy.inquiryFirstMs()).isEqualTo(15_000);
        assertThat(policy.notFoundFinalAfterMs()).isEqualTo(600_000);
        assertThat(policy.cardPaymentsBatched()).isEqualTo((short) 1);
        assertThat(policy.scheduleMinuteOfDay()).isEqualTo(7 * 60);
        assertThat(policy.deferralMost()).isEqualTo(24);
        final List<String> rows = new ArrayList<>();
        policy.operations().forEach(each -> rows.add("operation " + each.operation() + " close " + each.inClose()));
        policy.fees().forEach(each -> { });
        policy.taxes().forEach(each -> { });
        policy.ceilings().forEach(each -> { });
        policy.links().forEach(each -> rows.add("link " + each.linkId() + " kind " + each.kind() + " reversal "
                + each.hasReversal() + " timeout " + each.answerTimeoutMs() + " window " + each.window()));
        policy.routes().forEach(each -> rows.add("route " + each.institution() + '/' + each.cardBin() + " to "
                + each.linkId() + " weight " + each.weight()));
        policy.billers().forEach(each -> rows.add("biller " + each.billerId() + " link " + each.linkId() + " account "
                + each.settlementAccount() + " flags " + each.flags()));
        policy.closeWindows().forEach(each -> rows.add("close " + each.weekday() + ' ' + each.fromMinute() + '+'
                + each.lengthMinutes()));
        policy.cutOffs().forEach(each -> rows.add("cut-off " + each.weekday() + ' ' + each.minute()));
        policy.holidays().forEach(each -> rows.add("holiday " + each.epochDay()));
        policy.books().forEach(each -> rows.add("book " + each.currency() + ' ' + each.feeAccount()));
        policy.cardCeilings().forEach(each -> rows.add("card " + each.operation() + ' ' + each.dailyMinor()));

        assertThat(rows).contains(
                "operation 13 close 1", "operation 12 close 0",
                "link 1 kind 0 reversal 1 timeout 0 window 0", "link 3 kind 2 reversal 0 timeout 15000 window 256",
                "route 1000000071/0 to 1 weight 1", "route 0/454545 to 2 weight 1",
                "biller 101 link 3 account 19100000008 flags 14", "biller 301 link 4 account 19100000009 flags 3",
                "biller 401 link 0 account 19100000401 flags 0",
                "close 6 900+1980", "cut-off 6 750", "holiday 20454", "book 590 19200000002", "card 6 50000");
        assertThat(policy.zone()).isEqualTo("America/Panama");
    }

    /** Each row replaces one piece of the file for Panamá. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          zone: America/Panama | zon: America/Panama | zon: is no key here; did you mean 'zone'?
          PAB: {opening | USD: {opening | books.USD: expected a further currency, USD has its accounts above, found 'USD'
          fees: 9200000002 | fees: 9100000001 | books.PAB.fees: expected an account of its own: 9100000001 is another account
          transfer.own: {stepUp: otp, bucket: INT} | transfer.own: {stepUp: otp} | operations.transfer.own.bucket: is missing
          limits.update: {stepUp: otp} | limits.update: {stepUp: otp, bucket: INT} | operations.limits.update.bucket: is for what moves money
          bucket: EXT, inClose: suspended} | bucket: EXT, inClose: closed} | operations.transfer.interbank.inClose: expected open or suspended, found 'closed'
          until: 01:00 | until: 25:00 | calendar.close[0].until: expected a time of day such as 01:00, or MON 00:00, found '25:00'
          until: MON 00:00 | until: MONDAY 00:00 | calendar.close[1].until: expected a time of day
          - {days: [SAT], at: 12:30} | - {days: [FRI], at: 12:30} | calendar.cutOffs[1].days: FRI has a cut-off already
          - {days: [SAT], at: 12:30} | - {days: [], at: 12:30} | calendar.cutOffs[1].days: expected a list of days such as [MON, TUE]
          2026-01-09 | 2026-13-09 | calendar.holidays[1]: expected a date such as 2024-04-01, found '2026-13-09'
          rate: 12.50 % | rate: 12.505 % | deferral.rate: expected a rate
          fewest: 3, most: 24 | fewest: 3, most: 2 | deferral.most: must not be below fewest
          cardPayments: batched | cardPayments: nightly | cardPayments: expected atOnce or batched, found 'nightly'
          card.withdrawal: {daily: 500.00 | transfer.own: {daily: 500.00 | cardCeilings.transfer.own: expected one of card.purchase, card.withdrawal
          id: 102, name: Naturgy | id: 101, name: Naturgy | billers: the id 101 is there twice
          id: 101, name: ENSA, category: electricity, network: services | id: 101, name: ENSA, category: electricity, network: cards | billers[0].network: expected one of the networks services, files, found 'cards'
          category: tolls, operation: topup | category: tolls, operation: transfer.own | billers[5].operation: expected one of bill.pay, topup, internal.payment
          min: 5.00, max: 200.00 | min: 500.00, max: 200.00 | billers[5].max: must not be below min
          min: 5.00, max: 200.00 | min: 0.00, max: 200.00 | billers[5].min: expected an amount above 0, found '0.00'
          hours: 06:00-22:00 | hours: 6 to 22 | billers[4].hours: expected hours such as 06:00-22:00, or 24x7, found '6 to 22'
          pattern: '\\d{7}', example: "7654321" | pattern: '\\d{7}', example: "765432" | billers[1].reference.example: does not match the pattern
          pattern: '\\d{6}' | pattern: '\\d{6' | billers[13].reference.pattern: expected a regular expression
          settlementAccount: 9100000403, max | max | billers[13].settlementAccount: is missing
          inquiry: no, inClose: suspended | inquiry: no, parts: yes | billers[9].parts: means parts of what is owed
          operation: internal.payment, | network: services, operation: internal.payment, | billers[11].network: internal.payment is paid inside the cooperative
          code: "000000071" | code: "000000013" | institutions[1].code: is there twice
          name: Banistmo, network: interbank | name: Banistmo, network: ach | institutions[2].network: expected one of the networks interbank, cards, found 'ach'
          - {bin: 5, network | - {bin: 5000000, network | cardRoutes[2].bin: expected a whole number from 1 to 999999
          """)
    void anErrorNamesThisFileLineKeyAndWhatWasExpected(
            final String piece, final String replacement, final String expected,
            @TempDir final Path directory) throws IOException {
        final String text = Files.readString(EXAMPLES.resolve("institution-panama.yaml"));
        assertThat(text).as("the example still has this").contains(piece);
        Files.writeString(directory.resolve("institution-panama.yaml"), replaceFirst(text, piece, replacement));
        Files.copy(EXAMPLES.resolve("switch-panama.yaml"), directory.resolve("switch.yaml"));

        assertThatThrownBy(() -> SwitchConfig.load(directory.resolve("switch.yaml")))
                .isInstanceOf(ConfigException.class)
                .message()
                .matches("(?s).*/institution-panama\\.yaml:\\d+:\\d+: .*")
                .contains(expected);
    }

    @Test
    void thePlaceIsThatOfTheWrongValue() throws IOException {
        final String text = Files.readString(EXAMPLES.resolve("institution-ecuador.yaml"));
        final String wrong = replaceFirst(text, "rate: 15 %", "rate: 15");

        assertThatThrownBy(() -> config("ecuador").withInstitution("i.yaml", wrong))
                .hasMessage("i.yaml:%d:%d: taxes[1].rate: expected a rate from 0 %% to 100 %% such as 15 %%, found '15'",
                        text.substring(0, text.indexOf("rate: 15 %")).lines().count(),
                        "  - {from: 2024-04-01, rate: ".length() + 1);
    }

    /** Each row replaces one piece of the switch that names the file. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          institution: institution-panama.yaml | institution: nowhere.yaml | nowhere.yaml: there is no such file
          kind: biller | kind: bank | networks[2].kind: expected one of interbank, card, biller, batch, found 'bank'
          url: http://127.0.0.1:9585/v1 | url: 127.0.0.1 | networks[2].url: expected an address such as https://billers.example/api
          url: http://127.0.0.1:9585/v1 | host: 127.0.0.1 | networks[2].host: is no key here
          directory: data/panama-files | url: http://a/ | networks[3].url: is no key here
          settlementAccount: 9100000007 | settlementAccount: 9100000006 | networks[1].settlementAccount: expected an account of its own
          admin: {address: 127.0.0.1 | admin: {address: 0.0.0.0 | listen.admin.address: must be of this machine alone
          inbox: {messages: 1000} | smtp: {host: m, from: nobody} | notify.smtp.from: expected an e-mail address
          inbox: {messages: 1000} | smtp: {host: m, from: a@b.ec, user: u} | notify.smtp.user: and passwordFile come together
          inbox: {messages: 1000} | smtp: {host: m, from: a@b.ec, user: u, passwordFile: p, security: none} | notify.smtp.security: must be starttls or tls
          inbox: {messages: 1000} | webhook: {url: http://a/b} | notify.webhook.secretFile: is missing
          """)
    void anErrorOfTheSwitchIsToldInItsFile(final String piece, final String replacement, final String expected,
            @TempDir final Path directory) throws IOException {
        final String text = Files.readString(EXAMPLES.resolve("switch-panama.yaml"));
        assertThat(text).as("the example still has this").contains(piece);
        Files.writeString(directory.resolve("switch.yaml"), replaceFirst(text, piece, replacement));
        Files.copy(EXAMPLES.resolve("institution-panama.yaml"), directory.resolve("institution-panama.yaml"));

        assertThatThrownBy(() -> SwitchConfig.load(directory.resolve("switch.yaml")))
                .isInstanceOf(ConfigException.class)
                .message().contains(expected);
    }

    @Test
    void networksHaveTheirKindAndWhatBelongsToIt() {
        final List<NetworkConfig> networks = config("ecuador").networks();

        assertThat(networks).extracting(NetworkConfig::kind)
                .containsExactly(LinkKind.INTERBANK, LinkKind.CARD, LinkKind.BILLER, LinkKind.BATCH);
        assertThat(networks).extracting(NetworkConfig::hasReversal).containsExactly(true, true, false, false);
        assertThat(networks.get(0).iso().port()).isEqualTo(9583);
        assertThat(networks.get(2).transport()).isInstanceOf(HttpLinkConfig.class);
        assertThat(networks.get(3).transport()).isInstanceOf(BatchLinkConfig.class);
    }

    private static SwitchConfig config(final String country) {
        return SwitchConfig.load(EXAMPLES.resolve("switch-" + country + ".yaml"));
    }

    private static String replaceFirst(final String text, final String piece, final String replacement) {
        final int at = text.indexOf(piece);
        return text.substring(0, at) + replacement + text.substring(at + piece.length());
    }
}
