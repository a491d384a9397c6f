package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.SealedCardDecoder;
import io.ayni.core.command.SealedCardEncoder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] RFC_SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final long NOW_MS = 1_234_567_890_000L;

    /** RFC 6238 appendix B, the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            59,          1,        94287082
            1111111109,  37037036,  7081804
            1111111111,  37037037, 14050471
            1234567890,  41152263, 89005924
            2000000000,  66666666, 69279037
            20000000000, 666666666, 65353130
            """)
    void theVectorsOfTheRfcComeOut(final long seconds, final long step, final int code) {
        assertThat(Totp.stepOf(seconds * 1_000)).isEqualTo(step);
        assertThat(Totp.code(RFC_SECRET, step, 8)).isEqualTo(code);
        assertThat(Totp.code(RFC_SECRET, step, 6)).isEqualTo(code % 1_000_000);
    }

    /** RFC 4226 appendix D. */
    @ParameterizedTest
    @CsvSource({"0, 755224", "1, 287082", "5, 254676", "9, 520489"})
    void theVectorsOfHotpComeOut(final long counter, final int code) {
        assertThat(Totp.code(RFC_SECRET, counter, 6)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,        12345678901234567890
            gezd gnbv gy3t qojq gezd gnbv gy3t qojq, 12345678901234567890
            MZXW6===,                                foo
            GEZ1,                                    null
            '',                                      null
            """)
    void aSecretIsReadAsAppsWriteIt(final String base32, final String expected) {
        assertThat(Totp.parseSecret(base32))
                .isEqualTo(expected == null ? null : expected.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({"-60000, false", "-30000, true", "0, true", "30000, true", "60000, false"})
    void aCodeOfThePresentStepOrANeighbourIsTaken(final long offMs, final boolean isTaken) {
        final SoftTokens tokens = tokens();
        final long step = Totp.stepOf(NOW_MS + offMs);

        final long found = tokens.step(sealed(RFC_SECRET), Totp.code(RFC_SECRET, step, 6), NOW_MS);

        assertThat(found).isEqualTo(isTaken ? step : 0);
    }

    @Test
    void aShortSecretIsTheSameWithZerosBehindIt() {
        final byte[] secret = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

        assertThat(tokens().step(sealed(secret), Totp.code(secret, Totp.stepOf(NOW_MS), 6), NOW_MS)).isNotZero();
    }

    @Test
    void aMemberWithoutASecretHasNoCode() {
        final SealedCardDecoder none = new SealedCardDecoder().wrap(new UnsafeBuffer(new byte[48]), 0);

        for (int code = 0; code < 1_000; code++) {
            assertThat(tokens().step(none, code, NOW_MS)).isZero();
        }
    }

    private static SoftTokens tokens() {
        return new SoftTokens(new SealedCards(EdgeKeys.ofSecret(new byte[32])));
    }

    private static SealedCardDecoder sealed(final byte[] secret) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[48]);
        new SealedCards(EdgeKeys.ofSecret(new byte[32])).sealToken(secret, new SealedCardEncoder().wrap(buffer, 0));
        return new SealedCardDecoder().wrap(buffer, 0);
    }
}
