package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.command.Commands;
import io.ayni.core.command.PutAccountDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalVerifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while the switch runs: {@code policy diff} and {@code policy apply}. */
class PolicyChangeTest {
    private static final String FEE = "from: 2020-01-01, amount: 0.36";

    @TempDir
    private Path directory;
    private Path config;
    private Path institution;

    @BeforeEach
    void splitTheFile() throws IOException {
        final String yaml = TestFiles.yaml(directory).replace("listen:\n", "listen:\n  admin: {port: 0}\n");
        final int at = yaml.indexOf("institution:\n");
        config = TestFiles.write(directory, "switch.yaml", yaml.substring(0, at) + "institution: rules.yaml\n");
        institution = TestFiles.write(directory, "rules.yaml",
                yaml.substring(at + "institution:\n".length()).replaceAll("(?m)^  ", ""));
    }

    @Test
    void aDryRunShowsTheDifferenceAndChangesNothing() throws Exception {
        try (Switch node = start()) {
            assertThat(Cli.run("policy", "diff", "-c", config.toString(), "--against", url(node))).satisfies(cli -> {
                assertThat(cli.exitStatus()).isZero();
                assertThat(cli.out().strip()).isEqualTo("nothing would change");
            });
            edit(FEE, "from: 2020-01-01, amount: 0.40");
            edit("EXT: {daily: 5000.00", "EXT: {daily: 4000.00");
            edit("credit.inbound: {stepUp: none, bucket: NONE}", "card.purchase: {stepUp: none, bucket: CARD}");

            for (int i = 0; i < 2; i++) {
                final Cli cli = Cli.run("policy", "diff", "-c", config.toString(), "--against", url(node));
                assertThat(cli.exitStatus()).isEqualTo(1);
                assertThat(cli.out().lines()).containsExactly(
                        "~ ceilings.EXT: daily 5000.00, weekly 15000.00, monthly 30000.00"
                                + " -> daily 4000.00, weekly 15000.00, monthly 30000.00",
                        "~ fees.transfer.interbank from 2020-01-01: 0.36 -> 0.40",
                        "+ operations.card.purchase: stepUp NONE, bucket CARD",
                        "- operations.credit.inbound: stepUp NONE, bucket NONE");
            }
        }
        assertThat(commands(PutPolicyDecoder.TEMPLATE_ID)).isEqualTo(1);
    }

    @Test
    void newRulesAreOneCommandInTheLogAndAreThereAfterARestart() throws Exception {
        try (Switch node = start()) {
            edit(FEE, "from: 2020-01-01, amount: 0.40");
            final Cli applied = apply(node);
            assertThat(applied.exitStatus()).as(applied.err()).isZero();
            assertThat(applied.out()).contains("0.36 -> 0.40");
            assertThat(apply(node).out().strip()).as("a second time").isEqualTo("nothing changes");
        }
        assertThat(commands(PutPolicyDecoder.TEMPLATE_ID)).isEqualTo(2);
        assertThat(Cli.run("policy", "diff", "-c", config.toString(), "--against", "journal").exitStatus()).isZero();

        start().close();
        assertThat(commands(PutPolicyDecoder.TEMPLATE_ID)).as("the file is what the journal holds").isEqualTo(2);
    }

    @Test
    void namesAndTheWaysOfNoticesAreComparedTooThoughNoCommandHasThem() throws Exception {
        try (Switch node = start()) {
            edit("name: Cooperativa Ayni", "name: Cooperativa Ayni de los Andes");
            Files.writeString(config, Files.readString(config).replaceFirst(
                    "(?m)^notify:.*\n", "notify:\n  smtp: {host: mail.example, from: avisos@coop.example}\n"));
            final Cli diff = Cli.run("policy", "diff", "-c", config.toString(), "--against", url(node));
            assertThat(diff.exitStatus()).as(diff.err()).isEqualTo(1);
            assertThat(diff.out().lines()).anyMatch(line ->
                            line.startsWith("~ name: Cooperativa Ayni") && line.endsWith("-> Cooperativa Ayni de los Andes"))
                    .anyMatch(line -> line.startsWith("+ notify.smtp (takes a restart): Smtp[host=mail.example"));

            assertThat(apply(node).out()).contains("~ name: Cooperativa Ayni").doesNotContain("notify");
            assertThat(Cli.run("policy", "diff", "-c", config.toString(), "--against", url(node)).out())
                    .doesNotContain("~ name").contains("+ notify.smtp");
        }
    }

    @Test
    void aNewAccountOfTheInstitutionIsOpenedBeforeTheRulesThatNameIt() throws Exception {
        final long before;
        try (Switch node = start()) {
            before = openedSoFar(node);
            edit("ceilings:", """
                    books:
                      PAB: {opening: 9200000001, fees: 9200000002, taxes: 9200000003, suspense: 9200000004,
                            cardSettlement: 9200000005}
                    ceilings:""");
            final Cli applied = apply(node);
            assertThat(applied.exitStatus()).as(applied.err()).isZero();
            assertThat(applied.out()).contains("+ books.590: fees 9200000002");
        }
        assertThat(commands(PutAccountDecoder.TEMPLATE_ID)).isEqualTo(before + 5);
    }

    @Test
    void aBadFileIsRefusedWholeHereAndByTheSwitch() throws Exception {
        try (Switch node = start()) {
            edit(FEE, "from: 2020-01-01, amount: 0.40");
            edit("zone: America/Guayaquil", "zone: America/Quito");

            final Cli cli = apply(node);
            assertThat(cli.exitStatus()).isEqualTo(2);
            assertThat(cli.err()).contains("rules.yaml:2:", "zone: expected a time zone").hasLineCount(1);

            final HttpResponse<String> answer = post(node, Files.readString(institution));
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("institution:2:", "zone: expected a time zone");
        }
        assertThat(commands(PutPolicyDecoder.TEMPLATE_ID)).isEqualTo(1);
    }

    @Test
    void rulesInTheFileOfTheSwitchAreTakenUnlessItsNetworksAreOthers() throws Exception {
        final String whole = TestFiles.yaml(directory).replace("listen:\n", "listen:\n  admin: {port: 0}\n");
        config = TestFiles.write(directory, "switch.yaml", whole);
        try (Switch node = start()) {
            TestFiles.write(directory, "switch.yaml", whole.replace(FEE, "from: 2020-01-01, amount: 0.50"));
            assertThat(apply(node).out()).contains("0.36 -> 0.50");

            TestFiles.write(directory, "switch.yaml", whole.replace("terminal: AYNI0001", "terminal: AYNI0002"));
            assertThat(apply(node)).satisfies(cli -> {
                assertThat(cli.exitStatus()).isEqualTo(2);
                assertThat(cli.err()).contains("networks: are not those that run");
            });
            TestFiles.write(directory, "switch.yaml", whole.replace("name: interbank", "name: ach")
                    .replace("\"0036\": interbank", "\"0036\": ach"));
            assertThat(apply(node).err()).contains("networks: are not those that run");
        }
    }

    @Test
    void whereAKeyIsConfiguredItIsAskedAndABrowserIsRefused() throws Exception {
        final String hash = "c48a01f49fd0f2cc404bc3cbbc80e91457a3d41bb429a695243de4c61794155c"; // of demo-key
        Files.writeString(config, Files.readString(config).replace("admin: {port: 0}",
                "admin: {port: 0, apiKeySha256: " + hash + "}"));
        try (Switch node = start()) {
            assertThat(apply(node).err()).contains("the admin key is missing or wrong");
            final Path key = TestFiles.write(directory, "admin.key", "demo-key\n");
            assertThat(Cli.run("policy", "apply", "-c", config.toString(), "--to", url(node), "--key-file",
                    key.toString()).exitStatus()).isZero();
            assertThat(post(node, "x", "Authorization", "Bearer demo-key", "Origin", "http://evil").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void withoutASwitchThereTheRemedyIsTold() {
        assertThat(Cli.run("policy", "apply", "-c", config.toString(), "--to", "http://127.0.0.1:1").err())
                .contains("no switch takes orders at http://127.0.0.1:1").hasLineCount(1);
        assertThat(Cli.run("policy", "diff", "-c", config.toString(), "--against", "journal").err())
                .contains("there is no journal").hasLineCount(1);
    }

    private Switch start() {
        return Switch.start(SwitchConfig.load(config), cause -> { });
    }

    private Cli apply(final Switch node) {
        return Cli.run("policy", "apply", "-c", config.toString(), "--to", url(node));
    }

    private static String url(final Switch node) {
        final InetSocketAddress address = node.addresses().get("admin");
        return "http://127.0.0.1:" + address.getPort();
    }

    private static HttpResponse<String> post(final Switch node, final String body, final String... headers)
            throws Exception {
        // The JDK's client sets no Origin by itself, and may be told to.
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(node) + "/admin/policy"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private void edit(final String piece, final String replacement) throws IOException {
        final String text = Files.readString(institution);
        assertThat(text).contains(piece);
        Files.writeString(institution, text.replace(piece, replacement));
    }

    private long openedSoFar(final Switch node) {
        assertThat(node.isReady()).isTrue();
        return commands(PutAccountDecoder.TEMPLATE_ID);
    }

    private long commands(final int templateId) {
        final List<Long> found = new ArrayList<>();
        JournalVerifier.verify(new DirectoryStorage(directory.resolve("journal")),
                (sequence, timestampMs, buffer, offset, length) -> {
                    if (Commands.templateId(buffer, offset) == templateId) {
                        found.add(sequence);
                    }
                });
        return found.size();
    }
}
