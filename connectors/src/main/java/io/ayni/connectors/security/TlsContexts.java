package io.ayni.connectors.security;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** TLS 1.2 and 1.3 from PEM files. */
public final class TlsContexts {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private TlsContexts() {
    }

    /**
     * @param trusted certificates of those who may connect; without, nobody is asked for one
     * @throws IOException with the file that cannot be used
     */
    public static SslContext server(final Path certificate, final Path key, final Optional<Path> trusted)
            throws IOException {
        check(certificate);
        check(key);
        try {
            final SslContextBuilder builder = SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .protocols(PROTOCOLS);
            if (trusted.isPresent()) {
                check(trusted.get());
                builder.trustManager(trusted.get().toFile()).clientAuth(ClientAuth.REQUIRE);
            }
            return builder.build();
        } catch (final IllegalArgumentException | SSLException e) {
            throw new IOException("TLS: " + certificate + " and " + key + " are no PEM certificate and PKCS #8 key", e);
        }
    }

    /**
     * @param trusted certificates of those we call; without, those that the JDK trusts. The name is checked.
     * @throws IOException with the file that cannot be used
     */
    public static SslContext client(
            final Optional<Path> certificate, final Optional<Path> key, final Optional<Path> trusted)
            throws IOException {
        try {
            final SslContextBuilder builder = SslContextBuilder.forClient().protocols(PROTOCOLS)
                    .endpointIdentificationAlgorithm("HTTPS");
            if (certificate.isPresent() && key.isPresent()) {
                check(certificate.get());
                check(key.get());
                builder.keyManager(certificate.get().toFile(), key.get().toFile());
            }
            if (trusted.isPresent()) {
                check(trusted.get());
                builder.trustManager(trusted.get().toFile());
            }
            return builder.build();
        } catch (final IllegalArgumentException | SSLException e) {
            throw new IOException("TLS: the certificates of the link are no PEM", e);
        }
    }

    /**
     * Of the JDK's own clients: mail, HTTP.
     *
     * @param trusted certificates of those we call, in PEM
     * @throws IOException with the file that cannot be used
     */
    public static SSLContext trusting(final Path trusted) throws IOException {
        check(trusted);
        try (InputStream in = Files.newInputStream(trusted)) {
            final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (final Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + store.size(), each);
            }
            final TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (final GeneralSecurityException e) {
            throw new IOException("TLS: " + trusted + " holds no PEM certificates", e);
        }
    }

    private static void check(final Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("TLS: " + file + " is not there or not readable");
        }
    }
}
