package io.ayni.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.translate.BillerMapping;
import io.ayni.connectors.translate.BillerMessages;
import io.ayni.connectors.translate.BillerMessages.BillSaid;
import io.ayni.connectors.translate.BillerMessages.PaymentSaid;
import io.ayni.core.payment.BillerResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A biller in its own words, as a file says them; and what of its answers counts. */
class BillerMappingFileTest {
    private static final int USD = 840;
    private final BillerMessages tigo = new BillerMessages(
            BillerMappingFile.load(Path.of("..", "examples", "billers", "tigo.yaml")));
    private final BillerMessages usual = new BillerMessages(BillerMapping.USUAL);

    @Test
    void aPaymentIsSaidInTheirWords() {
        assertThat(tigo.postsPayment()).isTrue();
        assertThat(tigo.paymentPath(104, "12345678", 7)).isEqualTo("/v2/collections");
        assertThat(tigo.statusPath(104, "12345678", 7)).isEqualTo("/v2/collections/0000000000007");
        assertThat(new String(tigo.payment(104, "12345678", 7, 1_205, USD, 0), StandardCharsets.UTF_8)).isEqualTo(
                "{\"transactionId\":\"0000000000007\",\"biller\":104,\"accountNumber\":\"12345678\",\"amount\":\"12.05\","
                + "\"currency\":\"USD\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"result\":\"APPLIED\",\"amount\":\"12.05\",\"receiptNumber\":\"A-1\"} | PAID | 0 | 1205 | A-1",
        "{\"result\":\"DUPLICATED\",\"amount\":12.05} | PAID | 0 | 1205 | ''",
        "{\"result\":\"REJECTED\",\"errorCode\":\"ACCOUNT_CLOSED\"} | REFUSED | 12596 | 0 | ''",
        "{\"result\":\"UNKNOWN\"} | NOT_FOUND | 0 | 0 | ''",
        "{\"result\":\"IN_PROCESS\"} | PENDING | 0 | 0 | ''"})
    void anAnswerIsUnderstood(
            final String body, final BillerResult result, final int code, final long amountMinor, final String receipt) {
        assertThat(tigo.paymentSaid(bytes(body), USD)).isEqualTo(new PaymentSaid(result, code, amountMinor, receipt));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "no JSON", "[]", "{}", "{\"status\":\"paid\"}", "{\"status\":7}", "{\"status\":\"PAID\",\"amountMinor\":-1}",
        "{\"status\":\"PAID\",\"amountMinor\":12.5}", "{\"status\":\"PAID\",\"amountMinor\":\"12\"}"})
    void whatCannotBeUnderstoodDecidesNothing(final String body) {
        assertThat(usual.paymentSaid(bytes(body), USD)).isNull();
    }

    @Test
    void whatIsOwedIsExact() {
        assertThat(tigo.billSaid(bytes("{\"balance\":20.01,\"customer\":\"M***\",\"expires\":\"2026-12-15\"}"), USD))
                .isEqualTo(new BillSaid(true, 2_001, 0, 20_802, "M***"));
        assertThat(tigo.billSaid(bytes("{\"balance\":\"20.015\"}"), USD)).as("no amount of cents").isNull();
        assertThat(tigo.billSaid(bytes("{\"balance\":1e999999}"), USD)).as("no amount at all").isNull();
        assertThat(usual.billSaid(bytes("{\"status\":\"NOT_FOUND\"}"), USD).isKnown()).isFalse();
    }

    @Test
    void aReferenceCannotLeaveItsPlaceInThePath() {
        assertThat(usual.inquiryPath(101, "../x?y=1 ñ")).isEqualTo("/billers/101/bills/..%2Fx%3Fy%3D1%20%C3%B1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "inquiry: bills/{reference} | x.yaml:1:10: inquiry: expected a path such as /x/{reference}",
        "status: /payments | x.yaml:1:9: status: expected a path such as /x/{payment}",
        "amounts: cents | x.yaml:1:10: amounts: expected one of minor, decimal",
        "results: {refused: [NO]} | x.yaml:1:10: results.paid: is missing",
        "codes: {X: \"00\"} | x.yaml:1:12: codes.X: expected a response code",
        "answer: x | x.yaml:1:1: answer: is no key here"})
    void aMistakeIsToldWithItsPlace(final String text, final String message) {
        assertThatThrownBy(() -> BillerMappingFile.parse("x.yaml", text))
                .isInstanceOf(ConfigException.class).hasMessageContaining(message);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
