package io.ayni.connectors.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ayni.connectors.harness.TestCertificate;
import io.ayni.connectors.notify.MessageWay.Result;
import io.ayni.connectors.security.TlsContexts;
import java.nio.file.Path;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail to a real server over TLS, from the first byte and by STARTTLS, and to one that is not who it should be. */
class MailOverTlsTest {
    private static final String ANYWHERE = "0.0.0.0";
    private static final String HERE = "127.0.0.1";
    /** Of this machine too, and not in its certificate. */
    private static final String ANOTHER_NAME = "127.0.0.2";
    private static final Contact ANA = new Contact("Ana Pérez", "", "ana@socios.example");
    private static final Letter LETTER = new Letter(1, "pin-changed", "Cooperativa Ayni: clave de su tarjeta",
            "se cambió la clave de su tarjeta.", 0, 0, 1_700_000_000_000L, Long.MAX_VALUE);

    @TempDir
    private static Path directory;
    private static TestCertificate certificate;
    private static TestCertificate another;
    private static GreenMail mail;
    private static StartTlsServer startTls;

    @BeforeAll
    static void open() throws Exception {
        certificate = new TestCertificate(directory, "mail");
        another = new TestCertificate(directory, "another");
        System.setProperty("greenmail.tls.keystore.file", directory.resolve("mail.p12").toString());
        System.setProperty("greenmail.tls.keystore.password", "changeit");
        mail = new GreenMail(new ServerSetup[] {setup(ServerSetup.PROTOCOL_SMTP), setup(ServerSetup.PROTOCOL_SMTPS)});
        mail.start();
        startTls = new StartTlsServer(directory.resolve("mail.p12"), mail.getSmtp().getPort());
    }

    private static ServerSetup setup(final String protocol) {
        final ServerSetup setup = new ServerSetup(0, ANYWHERE, protocol);
        setup.setServerStartupTimeout(10_000);
        return setup;
    }

    @AfterAll
    static void close() throws Exception {
        startTls.close();
        mail.stop();
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    @AfterEach
    void emptyTheBox() throws Exception {
        mail.purgeEmailFromAllMailboxes();
    }

    private static Result send(final String host, final boolean isStartTls, final TestCertificate trusted)
            throws Exception {
        final SSLSocketFactory sockets = TlsContexts.trusting(trusted.certificate()).getSocketFactory();
        final int port = isStartTls ? startTls.port() : mail.getSmtps().getPort();
        return new MailWay(new MailWay.Server(host, port, !isStartTls, isStartTls, sockets, null, null,
                "avisos@coop.example", 5_000)).deliver(LETTER, ANA);
    }

    @Test
    void aMailGoesOverTlsFromTheFirstByte() throws Exception {
        assertThat(send(HERE, false, certificate)).isEqualTo(Result.DELIVERED);
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(mail.getReceivedMessages()[0].getContent().toString()).contains("se cambió la clave");
    }

    @Test
    void aMailGoesOverStartTlsAndNothingOfItBefore() throws Exception {
        assertThat(send(HERE, true, certificate)).isEqualTo(Result.DELIVERED);
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(startTls.saidInTheClear()).containsExactly("EHLO", "STARTTLS");
    }

    @Test
    void aServerWithTheCertificateOfSomebodyElseGetsNothing() throws Exception {
        assertThat(send(HERE, false, another)).isEqualTo(Result.TRY_AGAIN);
        assertThat(send(HERE, true, another)).isEqualTo(Result.TRY_AGAIN);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerWhoseCertificateNamesAnotherHostGetsNothing() throws Exception {
        assertThat(send(ANOTHER_NAME, false, certificate)).as("it is for 127.0.0.1").isEqualTo(Result.TRY_AGAIN);
        assertThat(send(ANOTHER_NAME, true, certificate)).isEqualTo(Result.TRY_AGAIN);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }
}
