package io.ayni.connectors.channel.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.channel.BillInquiry.Bill;
import io.ayni.connectors.channel.json.JsonBench.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments that name a saved beneficiary or a registered service, from the request to the receipt. */
class SavedPayeesOverJsonTest {
    private static final int USD = 840;
    private final JsonBench bench = new JsonBench();

    @BeforeEach
    void somebodyOwes() {
        bench.bills.put("0400123456", Bill.owed(2_001, USD));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Answer pay(final String key, final String type, final String account, final String named) {
        return bench.send("POST", "/v1/authorizations", key, """
                {"type":"%s","amountMinor":2001,"currency":"USD","debitAccount":"%s",%s}""".formatted(type, account, named));
    }

    @ParameterizedTest(name = "{1} as {0}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        transfer.internal     | "kind":"internal","creditAccount":"4200000025"                        | CHALLENGED 1A              | POSTED 00 | "creditAccount":"******0025"
        transfer.interbank    | "kind":"interbank","creditAccount":"2200118","institution":"0036"     | CHALLENGED 1A              | POSTED 00 | "creditAccount":"***0118"
        card.payment          | "kind":"own_card","cardToken":"4000001"                               | POSTED 00                  |           | "token":"4000001"
        card.payment.external | "kind":"card","cardNumber":"4111111111111111"                         | POSTED 00                  |           | "lastFour":"1111"
        transfer.interbank    | "kind":"internal","creditAccount":"4200000025"                        | DECLINED 14 target_unknown |           |
        card.payment          | "kind":"card","cardNumber":"4111111111111111"                         | DECLINED 14 target_unknown |           |
        """)
    void aBeneficiaryIsPaidByItsId(
            final String type, final String saved, final String asked, final String confirmed, final String shown) {
        final String id = bench.send("POST", "/v1/members/1/beneficiaries", '{' + saved + '}').id();

        final Answer answer = pay(bench.key(), type, Members.MARIA, "\"beneficiaryId\":\"" + id + '"');

        assertThat(answer.outcome()).as(answer.text()).isEqualTo(asked);
        final Answer end = confirmed == null ? answer : bench.confirm(answer);
        assertThat(end.outcome()).as(end.text()).isEqualTo(confirmed == null ? asked : confirmed);
        if (shown != null) {
            assertThat(end.text()).contains(shown);
        }
    }

    @Test
    void anotherMembersBeneficiaryIsNobody() {
        final String id = bench.send("POST", "/v1/members/1/beneficiaries", """
                {"kind":"internal","creditAccount":"4200000082"}""").id();

        assertThat(pay(bench.key(), "transfer.internal", Members.JOSE, "\"beneficiaryId\":\"" + id + '"').outcome())
                .isEqualTo("DECLINED 14 target_unknown");
    }

    @Test
    void aRepeatGetsTheFirstAnswerThoughTheBeneficiaryWasDeletedSince() {
        final String id = bench.send("POST", "/v1/members/1/beneficiaries", """
                {"kind":"internal","creditAccount":"4200000025"}""").id();
        final String named = "\"beneficiaryId\":\"" + id + '"';
        final Answer asked = pay("once", "transfer.internal", Members.MARIA, named);
        assertThat(bench.confirm(asked).outcome()).isEqualTo("POSTED 00");
        final Answer forgotten = bench.send("DELETE", "/v1/members/1/beneficiaries/" + id, "");
        assertThat(bench.confirm(forgotten).outcome()).isEqualTo("DELETED 00");

        assertThat(pay("once", "transfer.internal", Members.MARIA, named).outcome()).isEqualTo("POSTED 00");
        assertThat(pay("again", "transfer.internal", Members.MARIA, named).outcome())
                .isEqualTo("DECLINED 14 target_unknown");
        assertThat(pay("once", "transfer.internal", Members.MARIA, "\"creditAccount\":\"4200000025\"").outcome())
                .isEqualTo("422 key-reused");
    }

    @Test
    void aServiceIsPaidByItsIdAndItsBillerIsAskedWhatIsOwed() {
        final Answer saved = bench.send("POST", "/v1/members/1/favorites", """
                {"billerId":101,"reference":"0400123456","alias":"Luz casa"}""");
        final String named = "\"serviceId\":\"" + saved.id() + '"';

        final Answer paid = bench.confirm(pay(bench.key(), "bill.pay", Members.MARIA, named));
        assertThat(paid.outcome()).isEqualTo("POSTED 00");
        assertThat(paid.text()).contains("\"billerId\":101", "\"billerReceipt\":\"F-000123\"");
        bench.bills.put("0400123456", Bill.owed(2_000, USD));
        assertThat(pay(bench.key(), "bill.pay", Members.MARIA, named).outcome()).isEqualTo("DECLINED 13 above_owed");

        final Answer forgotten = bench.send("DELETE", "/v1/members/1/billers/" + saved.id(), "");
        assertThat(bench.confirm(forgotten).outcome()).isEqualTo("DELETED 00");
        assertThat(bench.get("/v1/members/1/billers").text()).isEqualTo("{\"billers\":[]}");
        assertThat(pay(bench.key(), "bill.pay", Members.MARIA, named).outcome())
                .isEqualTo("DECLINED 14 target_unknown");
        assertThat(bench.send("DELETE", "/v1/members/1/billers/" + saved.id(), "").outcome())
                .isEqualTo("DECLINED 14 target_unknown");
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        transfer.internal     | "beneficiaryId":"0H7Z4K2M9QX3B","creditAccount":"4200000025" | 400 invalid-body $.creditAccount
        transfer.interbank    | "beneficiaryId":"0H7Z4K2M9QX3B","institution":"0036"         | 400 invalid-body $.institution
        card.payment          | "beneficiaryId":"0H7Z4K2M9QX3B","cardToken":"4000001"        | 400 invalid-body $.cardToken
        bill.pay              | "serviceId":"0H7Z4K2M9QX3B","billerId":101                   | 400 invalid-body $.billerId
        bill.pay              | "beneficiaryId":"0H7Z4K2M9QX3B"                              | 400 invalid-body $.beneficiaryId
        transfer.own          | "creditAccount":"4200000066","beneficiaryId":"0H7Z4K2M9QX3B"  | 400 invalid-body $.beneficiaryId
        transfer.internal     | "beneficiaryId":"not an id"                                  | 400 invalid-body $.beneficiaryId
        transfer.internal     | "note":"nobody"                                              | 400 invalid-body $.creditAccount
        """)
    void whoIsPaidIsSaidOnce(final String type, final String named, final String expected) {
        assertThat(pay(bench.key(), type, Members.MARIA, named).outcome()).isEqualTo(expected);
    }
}
