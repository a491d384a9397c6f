package io.ayni.connectors.channel.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.channel.BillInquiry.Bill;
import io.ayni.connectors.channel.json.JsonBench.Answer;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.security.PinBlocks;
import io.ayni.connectors.security.Totp;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation of the manuals, over JSON, with the real engine behind it. */
class OperationsOverJsonTest {
    private static final int USD = 840;
    private final JsonBench bench = new JsonBench();

    @BeforeEach
    void whatIsOwed() {
        bench.bills.put("0400123456", Bill.owed(2_001, USD));
        bench.bills.put("0400000000", Bill.owed(0, USD));
        bench.bills.put("0400999999", Bill.UNKNOWN_REFERENCE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        transfer.own          | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000066" | CHALLENGED 1A | POSTED 00
        transfer.internal     | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000025","note":"Arriendo" | CHALLENGED 1A | POSTED 00
        transfer.interbank    | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","creditAccount":"2200118","institution":"0036" | CHALLENGED 1A | POSTED 00
        card.payment          | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","cardToken":"4000001" | POSTED 00 |
        card.payment          | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","cardNumber":"4545450000000001" | POSTED 00 |
        card.payment          | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","cardToken":"4999999" | DECLINED 14 card_unknown |
        card.payment.external | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","cardNumber":"4111111111111111" | POSTED 00 |
        bill.pay              | /v1/authorizations | "amountMinor":2001,"currency":"USD","debitAccount":"4200000017","billerId":101,"reference":"0400123456" | CHALLENGED 1A | POSTED 00
        bill.pay              | /v1/authorizations | "amountMinor":2002,"currency":"USD","debitAccount":"4200000017","billerId":101,"reference":"0400123456" | DECLINED 13 above_owed |
        bill.pay              | /v1/authorizations | "amountMinor":2001,"currency":"USD","debitAccount":"4200000017","billerId":101,"reference":"0400777777" | DECLINED 91 biller_unreachable |
        topup                 | /v1/authorizations | "amountMinor":500,"currency":"USD","debitAccount":"4200000017","billerId":201,"reference":"0991234567" | CHALLENGED 1A | POSTED 00
        topup                 | /v1/authorizations | "amountMinor":99,"currency":"USD","debitAccount":"4200000017","billerId":201,"reference":"0991234567" | DECLINED 13 biller_amount |
        loan.payment          | /v1/authorizations | "amountMinor":5000,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000033" | CHALLENGED 1A | POSTED 00
        internal.payment      | /v1/authorizations | "amountMinor":2500,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000041" | CHALLENGED 1A | POSTED 00
        internal.payment      | /v1/authorizations | "amountMinor":2500,"currency":"USD","debitAccount":"4200000017","billerId":401,"reference":"P00000001" | CHALLENGED 1A | POSTED 00
        transfer.own          | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000025" | DECLINED 57 not_own_account |
        transfer.internal     | /v1/authorizations | "amountMinor":26000,"currency":"USD","debitAccount":"4200000025","creditAccount":"4200000017" | DECLINED 51 insufficient_funds |
        transfer.internal     | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","creditAccount":"4299999999" | DECLINED 14 credit_account_unknown |
        transfer.internal     | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000017" | DECLINED 12 same_account |
        transfer.interbank    | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","creditAccount":"2200118","institution":"4711" | DECLINED 12 no_route |
        transfer.interbank    | /v1/authorizations | "amountMinor":500001,"currency":"USD","debitAccount":"4200000017","creditAccount":"2200118","institution":"0036" | DECLINED 61 amount_limit |
        card.payment          | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","cardToken":"4000002" | DECLINED 57 card_kind |
        card.payment.external | /v1/authorizations | "amountMinor":1500,"currency":"USD","debitAccount":"4200000017","cardNumber":"378282246310005" | DECLINED 12 no_route |
        bill.pay              | /v1/authorizations | "amountMinor":2001,"currency":"USD","debitAccount":"4200000017","billerId":401,"reference":"P00000001" | DECLINED 12 biller_unknown |
        topup                 | /v1/authorizations | "amountMinor":5001,"currency":"USD","debitAccount":"4200000017","billerId":201,"reference":"0991234567" | DECLINED 13 biller_amount |
        loan.payment          | /v1/authorizations | "amountMinor":6000,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000033" | DECLINED 57 counter_only |
        loan.payment          | /v1/authorizations | "amountMinor":4000,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000033" | DECLINED 13 loan_amount |
        loan.payment          | /v1/authorizations | "amountMinor":5000,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000066" | DECLINED 57 account_kind |
        internal.payment      | /v1/authorizations | "amountMinor":2500,"currency":"USD","debitAccount":"4200000017","creditAccount":"4200000066" | DECLINED 57 account_kind |
        internal.payment      | /v1/authorizations | "amountMinor":2001,"currency":"USD","debitAccount":"4200000017","billerId":101,"reference":"0400123456" | DECLINED 12 biller_unknown |
        """)
    void aPaymentIsConfirmedWhereThePolicyAsksAndEndsAsTheManualsSay(
            final String type, final String path, final String body, final String asked, final String confirmed) {
        final Answer answer = bench.send("POST", path, "{\"type\":\"" + type + "\"," + body + '}');

        assertThat(answer.outcome()).as(answer.text()).isEqualTo(asked);
        assertThat(answer.status()).isEqualTo(asked.startsWith("CHALLENGED") ? 202 : 201);
        if (confirmed != null) {
            final Answer end = bench.confirm(answer);
            assertThat(end.outcome()).as(end.text()).isEqualTo(confirmed);
            assertThat(bench.get("/v1/authorizations/" + answer.id()).text()).isEqualTo(end.text());
        }
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        PUT  | /v1/members/1/limits        | {"internalDailyMinor":1,"internalWeeklyMinor":2,"internalMonthlyMinor":3,"externalDailyMinor":1,"externalWeeklyMinor":2,"externalMonthlyMinor":3} | CHALLENGED 1A | APPLIED 00
        PUT  | /v1/members/1/limits        | {"internalDailyMinor":5,"internalWeeklyMinor":2,"internalMonthlyMinor":3,"externalDailyMinor":1,"externalWeeklyMinor":2,"externalMonthlyMinor":3} | DECLINED 13 limit_weekly_below_daily |
        PUT  | /v1/members/1/limits        | {"internalDailyMinor":1,"internalWeeklyMinor":2,"internalMonthlyMinor":3,"externalDailyMinor":500001,"externalWeeklyMinor":600000,"externalMonthlyMinor":700000} | DECLINED 61 limit_above_ceiling |
        POST | /v1/members/1/beneficiaries | {"kind":"internal","creditAccount":"4200000025","alias":"José"} | ACTIVE 00 |
        POST | /v1/members/1/beneficiaries | {"kind":"interbank","creditAccount":"2200118","institution":"0036","alias":"Ana","email":"ana@example.com"} | ACTIVE 00 |
        POST | /v1/members/1/beneficiaries | {"kind":"card","cardNumber":"4111111111111111"} | ACTIVE 00 |
        POST | /v1/members/1/beneficiaries | {"kind":"own_card","cardToken":"4000001"} | ACTIVE 00 |
        POST | /v1/members/9/beneficiaries | {"kind":"internal","creditAccount":"4200000025"} | DECLINED 14 member_unknown |
        POST | /v1/members/1/billers       | {"billerId":101,"reference":"0400123456"} | CHALLENGED 1A | ENROLLED 00
        POST | /v1/members/1/favorites     | {"billerId":101,"reference":"0400123456","alias":"Luz casa"} | SAVED 00 |
        POST | /v1/members/1/schedules     | {"account":"4200000017","billerId":101,"reference":"0400123456","maxAmountMinor":2000,"currency":"USD","startDate":"2025-12-01","termsAccepted":true} | CHALLENGED 1A | CREATED 00
        POST | /v1/cards/4000001/pin       | {"memberId":"1","pin":"8361"} | CHALLENGED 1A | CHANGED 00
        POST | /v1/cards/4000001/pin       | {"memberId":"1","pinBlock":"0412AC89ABCDEF67"} | CHALLENGED 1A | CHANGED 00
        POST | /v1/cards/4000001/pin/generate | {"memberId":"1"} | CHALLENGED 1A | GENERATED 00
        POST | /v1/cards/4000001/deferrals | {"memberId":"1","amountMinor":6853,"currency":"USD","instalments":3} | CHALLENGED 1A | DEFERRED 00
        POST | /v1/cards/4000001/deferrals | {"memberId":"1","amountMinor":6854,"currency":"USD","instalments":3} | DECLINED 13 deferral_above_debt |
        POST | /v1/cards/4000001/deferrals/balance | {"memberId":"1","currency":"USD","instalments":6} | CHALLENGED 1A | DEFERRED 00
        POST | /v1/challenges              | {"memberId":"1","purpose":"device.enrol"} | CHALLENGED 1A | VERIFIED 00
        POST | /v1/members/1/beneficiaries | {"kind":"internal","creditAccount":"4299999999"} | DECLINED 14 credit_account_unknown |
        POST | /v1/members/1/beneficiaries | {"kind":"interbank","creditAccount":"2200118","institution":"4711"} | DECLINED 12 no_route |
        PUT  | /v1/members/1/beneficiaries/0H7Z4K2M9QX3B | {"alias":"Ana"} | DECLINED 14 target_unknown |
        DELETE | /v1/members/1/beneficiaries/0H7Z4K2M9QX3B | {} | DECLINED 14 target_unknown |
        POST | /v1/members/1/billers       | {"billerId":999,"reference":"0400123456"} | DECLINED 12 biller_unknown |
        DELETE | /v1/members/1/billers/0H7Z4K2M9QX3B | {} | DECLINED 14 target_unknown |
        POST | /v1/members/1/favorites     | {"billerId":999,"reference":"0400123456","alias":"Luz"} | DECLINED 12 biller_unknown |
        POST | /v1/members/1/schedules     | {"account":"4200000017","billerId":201,"reference":"0991234567","maxAmountMinor":2000,"currency":"USD","startDate":"2025-12-01","termsAccepted":true} | DECLINED 12 biller_unknown |
        POST | /v1/members/1/schedules     | {"account":"4200000025","billerId":101,"reference":"0400123456","maxAmountMinor":2000,"currency":"USD","startDate":"2025-12-01","termsAccepted":true} | DECLINED 57 not_own_account |
        PUT  | /v1/members/1/schedules/0H7Z4K2M9QX3B | {"account":"4200000017","maxAmountMinor":3000,"currency":"USD","startDate":"2025-12-01"} | DECLINED 14 target_unknown |
        DELETE | /v1/members/1/schedules/0H7Z4K2M9QX3B | {} | DECLINED 14 target_unknown |
        POST | /v1/cards/4999999/pin       | {"memberId":"1","pin":"8361"} | DECLINED 14 card_unknown |
        POST | /v1/cards/4000001/pin/generate | {"memberId":"2"} | DECLINED 14 card_unknown |
        POST | /v1/cards/4000001/deferrals | {"memberId":"1","amountMinor":1000,"currency":"USD","instalments":2} | DECLINED 12 deferral_instalments |
        POST | /v1/cards/4000002/deferrals/balance | {"memberId":"1","currency":"USD","instalments":6} | DECLINED 57 account_kind |
        POST | /v1/challenges              | {"memberId":"9","purpose":"device.enrol"} | DECLINED 14 member_unknown |
        """)
    void whatMovesNoMoneyIsToldInTheWordsOfWhatWasDone(
            final String method, final String path, final String body, final String asked, final String confirmed) {
        final Answer answer = bench.send(method, path, body);

        assertThat(answer.outcome()).as(answer.text()).isEqualTo(asked);
        if (confirmed != null) {
            assertThat(answer.status()).isEqualTo(202);
            final Answer end = bench.confirm(answer);
            assertThat(end.outcome()).as(end.text()).isEqualTo(confirmed);
        }
    }

    @Test
    void aLimitBeyondSixtyFourBitsIsNoneOfMyOwnAndNeverWraps() {
        for (final String none : new String[] {"null", "1e24", "1000000000000000000000000", "9223372036854775808"}) {
            final Answer answer = bench.send("PUT", "/v1/members/1/limits", """
                    {"internalDailyMinor":%s,"internalWeeklyMinor":%s,"internalMonthlyMinor":%s,\
                    "externalDailyMinor":1,"externalWeeklyMinor":2,"externalMonthlyMinor":3}""".formatted(none, none, none));

            assertThat(bench.confirm(answer).state()).as(none).isEqualTo("APPLIED");
            assertThat(bench.get("/v1/members/1/limits").text()).contains(
                    "\"bucket\":\"INT\",\"own\":{\"dailyMinor\":null,\"weeklyMinor\":null,\"monthlyMinor\":null}");
        }
    }

    @Test
    void theCodeOfASoftTokenConfirmsOnceAndNothingIsSent() {
        final String body = """
                {"type":"transfer.internal","amountMinor":%d,"currency":"USD","debitAccount":"4200000082","creditAccount":"4200000025"}""";
        final Answer first = bench.send("POST", "/v1/authorizations", body.formatted(100));
        assertThat(first.text()).contains("\"method\":\"TOTP\"");
        assertThat(bench.lastCode()).isNegative();
        final int code = Totp.code(Members.ROSA_SECRET, Totp.stepOf(bench.engine.nowMs()), 6);
        assertThat(bench.send("POST", "/v1/authorizations/" + first.id() + "/otp", JsonBench.code(code)).state())
                .isEqualTo("POSTED");

        final Answer second = bench.send("POST", "/v1/authorizations", body.formatted(200));
        final Answer again = bench.send("POST", "/v1/authorizations/" + second.id() + "/otp", JsonBench.code(code));
        assertThat(again.outcome()).startsWith("401 step-up-failed");
    }

    @Test
    void aHoldIsCapturedInPartOrTakenBack() {
        final String body = """
                {"type":"transfer.internal","amountMinor":1500,"currency":"USD","debitAccount":"4200000017",\
                "creditAccount":"4200000025","capture":false}""";
        final Answer held = bench.confirm(bench.send("POST", "/v1/authorizations", body));
        assertThat(held.state()).isEqualTo("HELD");
        assertThat(bench.send("POST", path(held, "capture"), "{\"amountMinor\":1501}").outcome())
                .isEqualTo("400 invalid-body $.amountMinor");
        final Answer captured = bench.send("POST", path(held, "capture"), "{\"amountMinor\":1000}");
        assertThat(captured.state()).isEqualTo("POSTED");
        assertThat(bench.get("/v1/accounts/4200000017").text()).contains("\"ledgerMinor\":9999000,\"heldMinor\":0");
        assertThat(bench.send("POST", path(held, "void"), "").outcome()).isEqualTo("409 not-in-state");

        final Answer other = bench.confirm(bench.send("POST", "/v1/authorizations", body));
        assertThat(bench.send("POST", path(other, "void"), "").state()).isEqualTo("REVERSED");
        assertThat(bench.send("POST", path(other, "void"), "").state()).as("again").isEqualTo("REVERSED");
        assertThat(bench.get("/v1/accounts/4200000017").text()).contains("\"availableMinor\":9999000");
    }

    @Test
    void aChallengeTakenBackNeedsNoCode() {
        final Answer asked = bench.send("POST", "/v1/challenges", "{\"memberId\":\"1\",\"purpose\":\"login\"}");
        assertThat(asked.text()).contains("\"purpose\":\"login\"");
        assertThat(bench.send("POST", "/v1/challenges/" + asked.id() + "/resend", "").status()).isEqualTo(200);
        assertThat(bench.send("POST", "/v1/challenges/" + asked.id() + "/verify", JsonBench.code(bench.lastCode()))
                .state()).isEqualTo("VERIFIED");
        assertThat(bench.get("/v1/challenges/" + asked.id()).state()).isEqualTo("VERIFIED");
    }

    @Test
    void aBillerThatStaysSilentIsUnknownUntilItIsAskedAgain() {
        bench.networks.silent(true);
        final Answer asked = bench.send("POST", "/v1/authorizations", """
                {"type":"bill.pay","amountMinor":2001,"currency":"USD","debitAccount":"4200000017","billerId":101,\
                "reference":"0400123456"}""");
        bench.sendAlone("POST", path(asked, "otp"), JsonBench.code(bench.lastCode()));
        bench.engine.advance(15_000);

        final Answer unknown = bench.await();
        assertThat(unknown.outcome()).isEqualTo("UNKNOWN 68 network_timeout");
        assertThat(unknown.status()).isEqualTo(202);
        bench.networks.silent(false);
        bench.engine.advance(15_000);
        bench.networks.answer();
        assertThat(bench.get("/v1/authorizations/" + asked.id()).text()).contains(
                "\"state\":\"POSTED\"", "\"billerReceipt\":\"F-000123\"");
    }

    @ParameterizedTest
    @CsvSource({"1111, repeated digits", "1234, consecutive", "9876, consecutive", "1203, birth date",
        "1984, birth date"})
    void aWeakPinIsRefusedBeforeTheEngineHearsOfIt(final String pin, final String why) {
        final int before = bench.engine.offered();
        final Answer answer =
                bench.send("POST", "/v1/cards/4000001/pin", "{\"memberId\":\"1\",\"pin\":\"" + pin + "\"}");

        assertThat(answer.outcome()).isEqualTo("422 pin-refused $.pin");
        assertThat(answer.text()).contains(why).doesNotContain(pin);
        assertThat(bench.engine.offered() - before).as("the question for the birth date").isEqualTo(1);
    }

    @Test
    void aPinWaitsInMemoryForTheCardNetwork() {
        final Answer answer = bench.send("POST", "/v1/cards/4000001/pin", "{\"memberId\":\"1\",\"pin\":\"8361\"}");

        final byte[] pan = Members.CREDIT_PAN.getBytes(StandardCharsets.US_ASCII);
        final byte[] block = new byte[PinBlocks.LENGTH];
        final byte[] expected = new byte[PinBlocks.LENGTH];
        assertThat(bench.pins.takeBlock(PaymentIds.parse(answer.id()), pan, block)).isTrue();
        JsonBench.PIN_BLOCKS.make("8361", pan, expected, 0);
        assertThat(block).isEqualTo(expected);
    }

    // ------------------------------------------------------------------------------------------- reads

    @Test
    void thePositionIsOneCall() {
        assertThat(bench.get("/v1/members/1/position").text()).contains(
                "\"accounts\":[{\"number\":\"4200000017\",\"kind\":\"SAVINGS\"", "\"kind\":\"CONTRIBUTION\"",
                "\"loans\":[{\"number\":\"4200000033\"", "\"instalmentMinor\":5000,\"instalmentsLeft\":10",
                "\"termDeposits\":[{\"number\":\"4200000074\"",
                "\"debitCards\":[{\"token\":\"4000002\",\"kind\":\"DEBIT\"",
                "\"creditCards\":[{\"token\":\"4000001\"", "\"totalDebtMinor\":6853,\"minimumPaymentMinor\":1500",
                "\"currentMinor\":6853", "\"authorisedLineMinor\":100000", "\"dueDate\":\"2025-12-15\"");
        assertThat(bench.get("/v1/members/9/position").outcome()).isEqualTo("404 not-found");
    }

    @Test
    void aDeferralIsSimulatedWithItsInstalments() {
        assertThat(bench.send("POST", "/v1/cards/4000001/deferrals/simulate", """
                {"memberId":"1","amountMinor":6853,"instalments":3}""").text()).contains(
                "\"possible\":true", "\"principalMinor\":6853,\"interestMinor\":173,\"totalMinor\":7026",
                "{\"number\":1,\"dueDate\":\"2025-12-15\",\"principalMinor\":2255,\"interestMinor\":87,\"amountMinor\":2342}");
        assertThat(bench.send("POST", "/v1/cards/4000001/deferrals/simulate", """
                {"memberId":"1","amountMinor":6853,"instalments":2}""").text()).contains("\"possible\":false");
    }

    @Test
    void whatAMemberKeepsCanBeReadChangedAndDeleted() {
        final String beneficiary = bench.send("POST", "/v1/members/1/beneficiaries", """
                {"kind":"interbank","creditAccount":"2200118","institution":"0036","alias":"Ana"}""").id();
        assertThat(bench.get("/v1/members/1/beneficiaries").text()).contains(
                "{\"id\":\"" + beneficiary + "\",\"kind\":\"interbank\",\"creditAccount\":\"2200118\",\"institution\":\"0036\",\"alias\":\"Ana\"}");
        final String one = "/v1/members/1/beneficiaries/" + beneficiary;
        assertThat(bench.confirm(bench.send("PUT", one, "{\"alias\":\"Ana María\"}")).state()).isEqualTo("UPDATED");
        assertThat(bench.get("/v1/members/1/beneficiaries").text()).contains("\"alias\":\"Ana María\"");
        assertThat(bench.confirm(bench.send("DELETE", one, "")).state()).isEqualTo("DELETED");
        assertThat(bench.get("/v1/members/1/beneficiaries").text()).isEqualTo("{\"beneficiaries\":[]}");
        assertThat(bench.send("DELETE", one, "").outcome()).isEqualTo("DECLINED 14 target_unknown");
    }

    @Test
    void aScheduleIsListedChangedAndCancelled() {
        final Answer asked = bench.send("POST", "/v1/members/1/schedules", """
                {"account":"4200000017","billerId":101,"reference":"0400123456","maxAmountMinor":2000,"currency":"USD",\
                "startDate":"2025-12-01","endDate":"2026-12-01","termsAccepted":true,"alias":"Luz"}""");
        assertThat(bench.confirm(asked).state()).isEqualTo("CREATED");
        assertThat(bench.get("/v1/members/1/schedules").text()).contains("\"id\":\"" + asked.id(),
                "\"biller\":\"CNEL EP\",\"reference\":\"0400123456\",\"maxAmountMinor\":2000,\"startDate\":\"2025-12-01\"");
        final String one = "/v1/members/1/schedules/" + asked.id();
        assertThat(bench.send("PUT", one, """
                {"account":"4200000017","maxAmountMinor":3000,"currency":"USD","startDate":"2025-12-01"}""").state())
                .isEqualTo("UPDATED");
        assertThat(bench.get("/v1/members/1/schedules").text()).contains("\"maxAmountMinor\":3000");
        assertThat(bench.send("DELETE", one, "").state()).isEqualTo("CANCELLED");
        assertThat(bench.get("/v1/members/1/schedules").text()).isEqualTo("{\"schedules\":[]}");
    }

    @Test
    void billersAndBillsAreTold() {
        assertThat(bench.get("/v1/billers").text()).contains("{\"id\":101,\"name\":\"CNEL EP\"");
        assertThat(bench.get("/v1/billers/101/bills/0400123456").text())
                .contains("\"owedMinor\":2001,\"currency\":\"USD\"");
        assertThat(bench.get("/v1/billers/101/bills/0400999999").outcome()).isEqualTo("404 not-found");
        assertThat(bench.get("/v1/billers/101/bills/0400777777").outcome()).isEqualTo("503 biller-unreachable");
        assertThat(bench.get("/v1/billers/999/bills/1").outcome()).isEqualTo("404 not-found");
    }

    @Test
    void aCedulaIsCheckedBeforeAnybodyIsAskedAndARucOnlyDoubted() {
        bench.bills.put("1710034065", Bill.owed(2_500, USD));
        bench.bills.put("1790016918001", Bill.owed(2_500, USD));
        final String pay = """
                {"type":"bill.pay","amountMinor":2500,"currency":"USD","debitAccount":"4200000017","billerId":106,\
                "reference":"%s"}""";
        assertThat(bench.send("POST", "/v1/authorizations", pay.formatted("1710034065")).outcome())
                .isEqualTo("CHALLENGED 1A");
        assertThat(bench.send("POST", "/v1/authorizations", pay.formatted("1710034066")).outcome())
                .isEqualTo("400 invalid-body $.reference");
        assertThat(bench.send("POST", "/v1/authorizations", pay.formatted("1790016918001")).outcome())
                .isEqualTo("CHALLENGED 1A");
        assertThat(bench.send("POST", "/v1/members/1/favorites", """
                {"billerId":106,"reference":"1710034066","alias":"Internet"}""").outcome())
                .isEqualTo("400 invalid-body $.reference");
        assertThat(bench.get("/v1/billers/106/bills/1710034066").outcome()).isEqualTo("400 invalid-body $.reference");
        assertThat(bench.get("/v1/billers/106/bills/1710034065").text()).doesNotContain("warning");
        assertThat(bench.get("/v1/billers/106/bills/1790016918001").text()).contains(
                "\"owedMinor\":2500", "\"warning\":\"the check digit of this RUC does not fit\"");
    }

    @Test
    void aHistoryIsReadInPages() {
        for (int i = 1; i <= 35; i++) {
            bench.send("POST", "/v1/authorizations", """
                    {"type":"card.payment","amountMinor":%d,"currency":"USD","debitAccount":"4200000017","cardToken":"4000001"}"""
                    .formatted(i));
        }
        final Answer first = bench.get("/v1/members/1/history?limit=32");
        assertThat(first.text()).contains("\"amountMinor\":35,", "\"amountMinor\":4,")
                .doesNotContain("\"amountMinor\":3,");
        final String cursor = first.text().replaceFirst(".*\"nextCursor\":\"(\\d+)\".*", "$1");
        assertThat(bench.get("/v1/members/1/history?cursor=" + cursor).text()).contains("\"amountMinor\":3,")
                .doesNotContain("\"amountMinor\":4,").doesNotContain("nextCursor");
        assertThat(bench.get("/v1/accounts/4200000017/movements?type=card.payment&limit=1").text())
                .contains("\"direction\":\"DEBIT\"");
        assertThat(bench.get("/v1/members/1/history?period=yesterday").text()).contains("\"payments\":[]");
        assertThat(bench.get("/v1/accounts/4200000017/movements?format=csv").text()).startsWith("Fecha,Comprobante,");
        assertThat(bench.get("/v1/accounts/4200000017/statements/2025-11?format=pdf").text()).startsWith("%PDF-");
        assertThat(bench.get("/v1/accounts/4200000017/statements/2025-11").text()).contains(
                "\"debitsMinor\":630,\"creditsMinor\":0,\"complete\":true");
    }

    @ParameterizedTest
    @CsvSource({"period=never, period", "from=2025-11-01&to=2025-11-02, to", "period=today&from=2025-11-01, period",
        "from=x&to=2025-11-02, from", "limit=0, limit", "limit=101, limit", "type=nonsense, type", "cursor=-1, cursor",
        "format=xml, format", "period=today&period=today, period"})
    void aParameterThatCannotBeUnderstoodIsNamed(final String query, final String parameter) {
        assertThat(bench.get("/v1/members/1/history?" + query).outcome())
                .isEqualTo("400 invalid-parameter " + parameter);
    }

    // ------------------------------------------------------------------------------------------- receipts

    @Test
    void aReceiptHasEveryLineMaskedAndInSpanish() {
        final Answer posted = bench.confirm(bench.send("POST", "/v1/authorizations", """
                {"type":"transfer.interbank","amountMinor":1500,"currency":"USD","debitAccount":"4200000017",\
                "creditAccount":"2200118","institution":"0036","note":"Arriendo"}"""));
        final String path = path(posted, "receipt");

        assertThat(bench.get(path).text()).contains(
                "\"operation\":\"Transferencia interbancaria\",\"state\":\"EXITOSA\"",
                "\"amount\":\"USD 15.00\",\"fee\":\"USD 0.36\",\"tax\":\"USD 0.05\",\"totalDebited\":\"USD 15.41\"",
                "\"debitAccount\":\"******0017\",\"creditAccount\":\"***0118\",\"receivingInstitution\":\"Produbanco\"",
                "\"note\":\"Arriendo\",\"date\":\"20/11/2025 23:40:00\",\"effectiveDate\":\"20/11/2025\",\"channel\":\"local\"");
        assertThat(bench.get(path + "?format=text").text()).contains("Comprobante N.º", "Total debitado",
                "Institución de destino      Produbanco");
        assertThat(bench.get(path + "?format=pdf").text()).startsWith("%PDF-");
    }

    @Test
    void aDeclineHasAReceiptWithItsCauseAndNothingDebited() {
        final Answer declined = bench.send("POST", "/v1/authorizations", """
                {"type":"transfer.internal","amountMinor":26000,"currency":"USD","debitAccount":"4200000025","creditAccount":"4200000017"}""");

        assertThat(bench.get(path(declined, "receipt")).text()).contains("\"state\":\"RECHAZADA\"",
                "\"declineReason\":\"Fondos insuficientes\"", "\"totalDebited\":\"USD 0.00\"");
    }

    @Test
    void theDocumentAndItsPageNeedNoKeyAndNoNetwork() {
        assertThat(bench.get("/openapi.json").text()).startsWith("{\"openapi\":\"3.1");
        assertThat(bench.get("/docs").text()).contains("<title>Ayni")
                .doesNotContain("https://").doesNotContain("http://");
    }

    private static String path(final Answer payment, final String what) {
        return "/v1/authorizations/" + payment.id() + '/' + what;
    }
}
