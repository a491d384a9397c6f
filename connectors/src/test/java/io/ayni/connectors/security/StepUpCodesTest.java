package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.StepUpMacEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepUpCodesTest {
    private static final long PAYMENT = 123_456_789;
    private static final long AMOUNT = 1_500;
    private static final int USD = 840;
    private static final long PAYEE = AccountNumber.parse("0042000017");
    private static final long BANK = AccountNumber.parse("0036");

    private final EdgeKeys keys = EdgeKeys.ofSecret(new byte[32]);
    private final StepUpCodes codes = new StepUpCodes(keys, new RandomSource());
    private final StepUpPayee payee = new StepUpPayee();

    @Test
    void theMacIsThatOfTheDocumentedText() throws Exception {
        assertThat(onUs(PAYMENT, AMOUNT, USD, PAYEE, 7)).isEqualTo(jdk("123456789|1500|840|0042000017|000007"));
        assertThat(interbank(BANK, "2200-118", 987_654)).isEqualTo(jdk("123456789|1500|840|0036:2200-118|987654"));
    }

    @Test
    void everyOperationHasItsPayee() throws Exception {
        assertThat(to(payee.biller(17, "0912345678"), 7)).isEqualTo(
                jdk("123456789|1500|840|biller:17:0912345678|000007"));
        assertThat(to(payee.card(4_000_001), 7)).isEqualTo(jdk("123456789|1500|840|card:4000001|000007"));
        assertThat(to(payee.card(450_799, 42), 7)).isEqualTo(jdk("123456789|1500|840|card:450799:0042|000007"));
        assertThat(to(payee.request("limits.update", 0), 7)).isEqualTo(jdk("123456789|1500|840|limits.update|000007"));
        assertThat(to(payee.request("beneficiary.delete", 99), 7)).isEqualTo(
                jdk("123456789|1500|840|beneficiary.delete:99|000007"));
    }

    @Test
    void theMacBindsTheCodeToPaymentAmountCurrencyAndPayee() {
        final Set<String> macs = new HashSet<>();
        macs.add(hex(onUs(PAYMENT, AMOUNT, USD, PAYEE, 123_456)));
        macs.add(hex(onUs(PAYMENT + 1, AMOUNT, USD, PAYEE, 123_456)));
        macs.add(hex(onUs(PAYMENT, AMOUNT + 1, USD, PAYEE, 123_456)));
        macs.add(hex(onUs(PAYMENT, AMOUNT, 590, PAYEE, 123_456)));
        macs.add(hex(onUs(PAYMENT, AMOUNT, USD, PAYEE + 1, 123_456)));
        macs.add(hex(onUs(PAYMENT, AMOUNT, USD, PAYEE, 123_457)));
        macs.add(hex(interbank(BANK, "0042000017", 123_456)));

        assertThat(macs).hasSize(7);
    }

    @Test
    void twoKeysMakeTwoMacs() {
        final byte[] other = new byte[32];
        other[31] = 1;
        final StepUpCodes otherCodes = new StepUpCodes(EdgeKeys.ofSecret(other), new RandomSource());
        final byte[] mac = new byte[32];

        otherCodes.mac(PAYMENT, AMOUNT, USD, payee.account(PAYEE), 7, new StepUpMacEncoder().wrap(new UnsafeBuffer(mac), 0));

        assertThat(mac).isNotEqualTo(onUs(PAYMENT, AMOUNT, USD, PAYEE, 7));
    }

    @Test
    void codesCoverTheirRange() {
        int low = 0;
        for (int i = 0; i < 10_000; i++) {
            final int code = codes.next();
            assertThat(code).isBetween(0, StepUpCodes.MAX_CODE);
            low += code < 500_000 ? 1 : 0;
        }
        assertThat(low).isBetween(4_700, 5_300); // six sigma
    }

    @ParameterizedTest
    @CsvSource({"000000, 0", "000042, 42", "999999, 999999"})
    void aCodeIsSixDigitsBothWays(final String text, final int code) {
        assertThat(StepUpCodes.format(code)).isEqualTo(text);
        assertThat(StepUpCodes.parse(text)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "12345x", "-12345", "１２３４５６"})
    void anythingElseIsNoCode(final String text) {
        assertThat(StepUpCodes.parse(text)).isEqualTo(StepUpCodes.INVALID);
    }

    private byte[] onUs(
            final long payment, final long amount, final int currency, final long account, final int code) {
        final byte[] mac = new byte[32];
        codes.mac(payment, amount, currency, payee.account(account), code,
                new StepUpMacEncoder().wrap(new UnsafeBuffer(mac), 0));
        return mac;
    }

    private byte[] interbank(final long institution, final String account, final int code) {
        return to(payee.elsewhere(institution, account), code);
    }

    private byte[] to(final StepUpPayee whom, final int code) {
        final byte[] mac = new byte[32];
        codes.mac(PAYMENT, AMOUNT, USD, whom, code, new StepUpMacEncoder().wrap(new UnsafeBuffer(mac), 0));
        return mac;
    }

    /** The MAC by the JDK, its four words in the byte order of the log format. */
    private byte[] jdk(final String text) throws Exception {
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keys.stepUp(), "HmacSHA256"));
        final byte[] bigEndian = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        final byte[] words = new byte[32];
        for (int i = 0; i < 32; i++) {
            words[i] = bigEndian[i / 8 * 8 + 7 - i % 8];
        }
        return words;
    }

    private static String hex(final byte[] bytes) {
        return Arrays.toString(bytes);
    }
}
