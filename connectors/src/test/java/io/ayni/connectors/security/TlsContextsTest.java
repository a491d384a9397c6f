package io.ayni.connectors.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.harness.TestCertificate;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextsTest {
    @TempDir
    private static Path directory;

    @Test
    void aListenerSpeaksTls12And13AndAsksForACertificateOnlyWhenItTrustsSome() throws IOException {
        final TestCertificate certificate = new TestCertificate(directory, "server");

        final SSLEngine open = TlsContexts.server(certificate.certificate(), certificate.key(), Optional.empty())
                .newEngine(ByteBufAllocator.DEFAULT);
        final SSLEngine mutual = TlsContexts.server(certificate.certificate(), certificate.key(),
                Optional.of(certificate.certificate()))
                .newEngine(ByteBufAllocator.DEFAULT);

        assertThat(open.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
        assertThat(open.getNeedClientAuth()).isFalse();
        assertThat(mutual.getNeedClientAuth()).isTrue();
    }

    @Test
    void aLinkChecksTheNameOfWhomItCalls() throws IOException {
        final SSLEngine engine = TlsContexts.client(Optional.empty(), Optional.empty(), Optional.empty())
                .newEngine(ByteBufAllocator.DEFAULT, "network.example", 443);

        assertThat(engine.getUseClientMode()).isTrue();
        assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    }

    @Test
    void aFileThatIsMissingOrNoPemIsTold() throws IOException {
        final Path text = Files.writeString(directory.resolve("text.pem"), "canary");

        assertThatThrownBy(() -> TlsContexts.server(directory.resolve("no.pem"), text, Optional.empty()))
                .isInstanceOf(IOException.class).hasMessageContaining("no.pem is not there");
        assertThatThrownBy(() -> TlsContexts.server(text, text, Optional.empty()))
                .isInstanceOf(IOException.class).hasMessageContaining("no PEM").hasMessageNotContaining("canary");
    }
}
