package io.ayni.connectors.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.JsonWriter;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PaymentReplyEncoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReceiptTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final InstitutionFacts FACTS = new InstitutionFacts("Cooperativa Ñandú", ZoneId.of("America/Guayaquil"),
            USD, List.of(new InstitutionFacts.Biller(101, "CNEL EP", "electricity", "bill.pay", USD, 0, 0, false, true,
            false, 1, 1_000, 0, "", "")), Map.of(AccountNumber.parse("0036"), "Produbanco"));

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final PaymentReplyEncoder reply = new PaymentReplyEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());

    ReceiptTest() {
        reply.operation((short) Operation.BILL_PAY.code()).state((short) PaymentState.POSTED.code()).currency(840)
                .paymentId(99).sequence(4_711).amountMinor(2_001).feeMinor(31).taxMinor(5)
                .debitAccount(AccountNumber.parse("4200000017")).billerId(101).externalAccount("0400123456")
                .receipt("F-000123").note("Luz, marzo").createdMs(1_763_700_000_000L).updatedMs(1_763_700_001_000L)
                .approvalCode("      ");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTED, EXITOSA, USD 20.37", "DECLINED, RECHAZADA, USD 0.00", "REVERSED, REVERSADA, USD 0.00",
        "EXPIRED, EXPIRADA, USD 0.00", "UNKNOWN, EN VERIFICACIÓN, USD 0.00", "SENT, EN PROCESO, USD 0.00",
        "REVERSAL_PENDING, REVERSO EN PROCESO, USD 0.00",
        "'SCHEDULED_EFFECTIVE', 'EXITOSA, CON FECHA EFECTIVA POSTERIOR', USD 20.37"})
    void eachStateSaysWhatWasDebited(final PaymentState state, final String word, final String debited) {
        reply.state((short) state.code());

        assertThat(json()).contains("\"state\":\"" + word + '"', "\"totalDebited\":\"" + debited + '"');
    }

    @Test
    void everyLineIsThereAndMasked() {
        assertThat(json()).contains("\"number\":\"4711\"", "\"operation\":\"Pago de servicio\"", "\"amount\":\"USD 20.01\"",
                "\"fee\":\"USD 0.31\"", "\"tax\":\"USD 0.05\"", "\"debitAccount\":\"******0017\"",
                "\"biller\":\"CNEL EP\",\"reference\":\"******3456\",\"billerReceipt\":\"F-000123\"",
                "\"note\":\"Luz, marzo\"", "\"date\":\"20/11/2025 23:40:00\"", "\"channel\":\"web\"",
                "\"institution\":\"Cooperativa Ñandú\"").doesNotContain("4200000017", "0400123456");
    }

    @Test
    void aLaterDayOfEffectIsThatOfTheCalendar() {
        reply.effectiveDay((int) LocalDate.of(2025, 11, 24).toEpochDay());

        assertThat(json()).contains("\"effectiveDate\":\"24/11/2025\"");
    }

    @ParameterizedTest
    @EnumSource(DeclineReason.class)
    void everyReasonHasWordsOfItsOwnLanguage(final DeclineReason reason) {
        assertThat(Spanish.reason(reason)).isNotBlank().doesNotContain("_");
    }

    @Test
    void thePdfHasTheSameLines() throws IOException {
        try (PDDocument document = Loader.loadPDF(receipt().pdf())) {
            assertThat(new PDFTextStripper().getText(document)).contains("Cooperativa Ñandú", "Comprobante de transacción",
                    "Autorización de la empresa", "F-000123", "USD 20.37", "******0017");
        }
    }

    @Test
    void whatTheFontsDoNotHaveIsAQuestionMark() throws IOException {
        reply.note("Regalo 🎁");

        try (PDDocument document = Loader.loadPDF(receipt().pdf())) {
            assertThat(new PDFTextStripper().getText(document)).contains("Regalo ?");
        }
    }

    @Test
    void aCellThatASpreadsheetWouldRunIsText() {
        reply.note("=1+1, \"x\"");

        assertThat(receipt().csv()).contains("\"'=1+1, \"\"x\"\"\"");
    }

    private Receipt receipt() {
        return Receipt.of(new PaymentReplyDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()), FACTS, "web");
    }

    private String json() {
        final JsonWriter json = new JsonWriter();
        receipt().write(json);
        final byte[] bytes = new byte[json.length()];
        json.buffer().getBytes(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
