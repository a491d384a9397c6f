package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.config.SwitchConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureCheckTest {
    private static final String CHANNELS = "channels: [{name: web, apiKeySha256: " + "0".repeat(64) + "}]";
    private static final String TLS = "tls: {certificate: a.pem, key: a.key}";

    @Test
    void onLoopbackNothingIsNeeded() {
        assertThatCode(() -> check("{port: 0}", "{name: a, role: channel, address: \"::1\"}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            address: 0.0.0.0                          | channels with the SHA-256 of their API keys
            address: 10.0.0.7                         | channels with the SHA-256 of their API keys
            address: 10.0.0.7, TLS                    | channels with the SHA-256 of their API keys
            address: 10.0.0.7, CHANNELS               | tls: certificate and key
            address: "::", CHANNELS                   | tls: certificate and key
            """)
    void jsonBeyondLoopbackNeedsKeysAndTls(final String listener, final String missing) {
        assertThatThrownBy(() -> check('{' + listener.replace("CHANNELS", CHANNELS).replace("TLS", TLS) + '}',
                "{name: a, role: channel}"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("listen.json listens on ")
                .hasMessageContaining(missing);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            address: 0.0.0.0                          | allow: the addresses of the peer
            address: 10.0.0.7, TLS                    | allow: the addresses of the peer
            address: 10.0.0.7, allow: [10.0.0.9]      | tls: certificate and key
            """)
    void isoBeyondLoopbackNeedsAnAllowListAndTls(final String listener, final String missing) {
        assertThatThrownBy(() -> check("{port: 0}", "{name: a, role: card, " + listener.replace("TLS", TLS) + '}'))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("listen.iso 'a' listens on ")
                .hasMessageContaining(missing);
    }

    @Test
    void withBothItMayListen() {
        assertThatCode(() -> check("{address: 10.0.0.7, " + CHANNELS + ", " + TLS + '}',
                "{name: a, role: card, address: 10.0.0.7, allow: [10.0.0.9], " + TLS + '}')).doesNotThrowAnyException();
    }

    private static void check(final String json, final String iso) {
        final String yaml = TestFiles.yaml(Path.of("nowhere"));
        final int from = yaml.indexOf("listen:");
        final int to = yaml.indexOf("networks:");
        ExposureCheck.check(SwitchConfig.parse("test", yaml.substring(0, from)
                + "listen:\n  json: " + json + "\n  iso: [" + iso + "]\n" + yaml.substring(to)));
    }
}
