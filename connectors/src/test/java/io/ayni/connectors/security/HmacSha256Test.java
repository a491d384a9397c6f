package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacSha256Test {
    /** Test cases 1 to 3 of RFC 4231. */
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265,"
                + " b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
                + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, dddddddddddddddddddddddddddddddddddddddddddddddddddddd"
                + "dddddddddddddddddddddddddddddddddddddddddddddd,"
                + " 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    })
    void computesWhatTheStandardSays(final String key, final String message, final String expected) {
        assertThat(HexFormat.of().formatHex(compute(HexFormat.of().parseHex(key), HexFormat.of().parseHex(message))))
                .isEqualTo(expected);
    }

    @Property(tries = 200)
    void agreesWithTheJdk(@ForAll @Size(min = 1, max = 64) final byte[] key,
            @ForAll @Size(max = 200) final byte[] message)
            throws Exception {
        final Mac jdk = Mac.getInstance("HmacSHA256");
        jdk.init(new SecretKeySpec(key, "HmacSHA256"));

        assertThat(compute(key, message)).isEqualTo(jdk.doFinal(message));
    }

    private static byte[] compute(final byte[] key, final byte[] message) {
        final byte[] padded = new byte[message.length + 3];
        Arrays.fill(padded, (byte) 0x55);
        System.arraycopy(message, 0, padded, 2, message.length);
        final byte[] result = new byte[HmacSha256.LENGTH];
        final HmacSha256 hmac = new HmacSha256(key);
        hmac.compute(padded, 0, padded.length, result); // an earlier use leaves nothing behind
        hmac.compute(padded, 2, message.length, result);
        return result;
    }
}
