package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    @Test
    void aKeyBelongsToTheChannelWithItsHash() {
        final ApiKeys keys = new ApiKeys(List.of(hash("one"), hash("clave ñ")));

        assertThat(keys.find("one")).isZero();
        assertThat(keys.find("clave ñ")).isEqualTo(1);
        assertThat(keys.find("One")).isEqualTo(ApiKeys.NOBODY);
        assertThat(keys.find("")).isEqualTo(ApiKeys.NOBODY);
        assertThat(keys.isOpen()).isFalse();
    }

    @Test
    void withoutChannelsNobodyNeedsAKey() {
        assertThat(new ApiKeys(List.of()).isOpen()).isTrue();
    }

    private static byte[] hash(final String key) {
        return HmacSha256.sha256().digest(key.getBytes(StandardCharsets.UTF_8));
    }
}
