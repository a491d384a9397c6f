package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ayni.connectors.config.SwitchConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A one-time password from the request over JSON to the member's mailbox, the address being the engine's. */
class MailedPasswordTest {
    @TempDir
    private Path directory;

    @Test
    void theCodeComesByMailConfirmsThePaymentAndIsInNoFile() throws Exception {
        final ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10_000);
        final GreenMail mail = new GreenMail(setup);
        mail.start();
        try {
            final Path config = TestFiles.write(directory, "switch.yaml", TestFiles.yaml(directory).replace(
                    "notify:\n", "notify:\n  smtp: {host: 127.0.0.1, port: " + mail.getSmtp().getPort()
                            + ", security: none, from: avisos@coop.example}\n"));
            importing(config, "accounts", "account,member,opening_balance_minor\n4200000017,1,10000000\n4200000025,2,0\n");
            importing(config, "members", "member,name,email\n1,Ana Pérez,ana@socios.example\n");
            try (Switch node = Switch.start(SwitchConfig.load(config), cause -> { })) {
                final String challenged = post(node, "/v1/authorizations", "k1", """
                        {"type":"transfer.internal","amountMinor":1500,"currency":"USD",\
                        "debitAccount":"4200000017","creditAccount":"4200000025"}""");
                assertThat(challenged).contains("CHALLENGED");

                assertThat(mail.waitForIncomingEmail(10_000, 1)).isTrue();
                final String text = mail.getReceivedMessages()[0].getContent().toString();
                assertThat(text).contains("para transferir USD 15.00 a la cuenta ******0025");
                final String code = text.replaceFirst("(?s).*su código es (\\d{6}).*", "$1");
                final String id = challenged.replaceFirst(
                        "(?s).*\"(?:id|paymentId)\":\"([0-9A-Z]{13})\".*", "$1");
                assertThat(post(node, "/v1/authorizations/" + id + "/otp", "k2", "{\"code\":\"" + code + "\"}"))
                        .contains("\"state\":\"POSTED\"");
                assertNowhere(code);
            }
        } finally {
            mail.stop();
        }
    }

    private void assertNowhere(final String code) throws Exception {
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(code);
            }
        }
    }

    private void importing(final Path config, final String kind, final String csv) {
        final Path file = TestFiles.write(directory, kind + ".csv", csv);
        assertThat(Cli.run(kind, "import", file.toString(), "-c", config.toString()).exitStatus()).isZero();
    }

    private static String post(final Switch node, final String path, final String key, final String body)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + node.addresses().get("json").getPort() + path))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer demo-key").header("Idempotency-Key", key)
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
