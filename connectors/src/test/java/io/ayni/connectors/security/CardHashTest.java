package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.Key128Encoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardHashTest {
    private static final String PAN = "5300420000000017";

    private final EdgeKeys keys = EdgeKeys.ofSecret(new byte[32]);
    private final CardHash cardHash = new CardHash(keys);
    private final byte[] target = new byte[16];

    @Test
    void aCardIsItsKeyedHashItsBinAndItsLastFour() throws Exception {
        final Mac jdk = Mac.getInstance("HmacSHA256");
        jdk.init(new SecretKeySpec(keys.card(), "HmacSHA256"));
        final long high = new UnsafeBuffer(jdk.doFinal(PAN.getBytes(StandardCharsets.US_ASCII)))
                .getLong(0, ByteOrder.BIG_ENDIAN);

        assertThat(hash(PAN)).isTrue();

        assertThat(new UnsafeBuffer(target).getLong(0, ByteOrder.LITTLE_ENDIAN)).isEqualTo(high);
        assertThat(cardHash.bin()).isEqualTo(530042);
        assertThat(cardHash.lastFour()).isEqualTo(17);
    }

    @Test
    void anotherCardAndAnotherKeyGiveOtherHashes() {
        hash(PAN);
        final byte[] first = target.clone();
        hash("5300420000000025");
        assertThat(target).isNotEqualTo(first);

        final byte[] secret = new byte[32];
        secret[0] = 1;
        final CardHash other = new CardHash(EdgeKeys.ofSecret(secret));
        other.hash(buffer(PAN), 0, PAN.length(), new Key128Encoder().wrap(new UnsafeBuffer(target), 0));
        assertThat(target).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "53004200000", "53004200000000170000", "530042000000001A"})
    void whatIsNoPanLeavesTheTargetUntouched(final String text) {
        Arrays.fill(target, (byte) 9);

        assertThat(hash(text)).isFalse();
        assertThat(target).containsOnly(9);
    }

    private boolean hash(final String pan) {
        return cardHash.hash(buffer(pan), 0, pan.length(), new Key128Encoder().wrap(new UnsafeBuffer(target), 0));
    }

    private static UnsafeBuffer buffer(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
    }
}
