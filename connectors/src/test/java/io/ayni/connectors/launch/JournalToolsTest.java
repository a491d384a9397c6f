package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.Journal;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.Recovery;
import io.ayni.core.payment.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ayni snapshot}, and {@code ayni journal verify, inspect, export}. */
class JournalToolsTest {
    private static final long SECRET = 0x0123_4567_89AB_CDEFL;
    private static final String EXTERNAL_ACCOUNT = "22000099887766554433";
    private static final String NOTE = "Alquiler de marzo";

    @TempDir
    private Path directory;
    private Path journal;
    private String config;

    @BeforeEach
    void importAccounts() {
        config = TestFiles.write(directory, "switch.yaml", TestFiles.yaml(directory)).toString();
        journal = directory.resolve("journal");
        importing("77,1", "78,2");
    }

    private void importing(final String... accounts) {
        final Path csv = TestFiles.write(directory, "accounts.csv", "account,member\n"
                + Arrays.stream(accounts).map(each -> each + '\n').collect(Collectors.joining()));
        assertThat(Cli.run("accounts", "import", csv.toString(), "--config", config).exitStatus()).isZero();
    }

    private static String ok(final String... args) {
        final Cli cli = Cli.run(args);
        assertThat(cli.exitStatus()).as(cli.err()).isZero();
        return cli.out();
    }

    private List<Path> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.filter(each -> each.toString().endsWith(".snapshot")).sorted().toList();
        }
    }

    private static String hashIn(final String text) {
        return text.lines().filter(line -> line.matches("(state )?hash +\\p{XDigit}{64}"))
                .map(line -> line.substring(line.length() - 64)).findFirst().orElseThrow();
    }

    private static void flip(final Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aSnapshotIsTheStateAndTheNextStartGoesOnFromIt() throws IOException {
        final String before = ok("state", "--config", config);
        final String taken = ok("snapshot", "--config", config);

        assertThat(taken).contains("written ", "sequence ");
        assertThat(hashIn(taken)).isEqualTo(hashIn(before));
        assertThat(snapshots()).hasSize(1);
        assertThat(ok("state", "--config", config)).isEqualTo(before);
        assertThat(ok("snapshot", "--journal", journal.toString()))
                .contains("from ", "nothing came after the newest snapshot");

        importing("79,3");
        assertThat(ok("state", "--config", config)).contains("account 79 ", "account 77 ");
    }

    @Test
    void asManyAreKeptAsConfiguredOrAsked() throws IOException {
        for (int i = 0; i < 4; i++) {
            importing("8" + i + ",1");
            ok("snapshot", "--config", config);
        }
        assertThat(snapshots()).hasSize(2);
        importing("90,1");
        assertThat(ok("snapshot", "--config", config, "--kept", "1")).contains("removed ");
        assertThat(snapshots()).hasSize(1);
        assertThat(Cli.run("snapshot", "--config", config, "--kept", "0").exitStatus()).isEqualTo(2);
    }

    @Test
    void ofARunningSwitchItIsTakenAsWell() throws IOException {
        try (Switch node = Switch.start(SwitchConfig.load(Path.of(config)), cause -> { })) {
            assertThat(node.isReady()).isTrue();
            assertThat(ok("snapshot", "--config", config)).contains("written ");
        }
        assertThat(snapshots()).hasSize(1);
        assertThat(ok("journal", "verify", "--config", config)).contains("snapshots  1").endsWith("good\n");
    }

    @Test
    @Timeout(60)
    void aRunningSwitchTakesThemByItselfAndStartsFromThem() throws IOException {
        final SwitchConfig often = SwitchConfig.load(TestFiles.write(directory, "often.yaml",
                TestFiles.yaml(directory).replace("  ringSize:", "  snapshots: {every: 3, kept: 1}\n  ringSize:")));
        try (Switch _ = Switch.start(often, cause -> { })) {
            while (snapshots().isEmpty()) {
                Thread.onSpinWait();
            }
        }
        final String state = ok("state", "--config", config);
        for (final Path snapshot : snapshots()) {
            Files.delete(snapshot);
        }
        assertThat(ok("state", "--config", config)).isEqualTo(state);
    }

    @Test
    void aDamagedSnapshotIsPassedOverAndVerifySaysSo() throws IOException {
        ok("snapshot", "--config", config);
        final String before = ok("state", "--config", config);
        flip(snapshots().getFirst());

        final Cli verified = Cli.run("journal", "verify", journal.toString());
        assertThat(verified.exitStatus()).isEqualTo(1);
        assertThat(verified.out()).contains("DAMAGED    " + snapshots().getFirst() + " at offset ")
                .endsWith("a start would pass over 1 damaged snapshots\n");
        assertThat(ok("state", "--config", config)).isEqualTo(before);
        assertThat(ok("snapshot", "--config", config)).contains("DAMAGED   " + snapshots().getFirst());
    }

    private void journalAPayment() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
        final AuthorizeRequestEncoder request =
                new AuthorizeRequestEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        request.paymentId(4_711).bodyHash(SECRET).peerId(3).operation((short) Operation.TRANSFER_INTERBANK.code())
                .messageClass((short) 2).currency(840).amountMinor(1_500).debitAccount(177).creditAccount(0)
                .externalAccount(EXTERNAL_ACCOUNT).note(NOTE);
        request.key().high(SECRET).low(SECRET);
        request.mac().w0(SECRET).w1(SECRET).w2(SECRET).w3(SECRET);
        request.sealedCard().w0(SECRET).w1(SECRET).w2(SECRET).w3(SECRET).w4(SECRET).w5(SECRET);
        try (Journal written = Journal.open(new JournalContext().storage(new DirectoryStorage(journal)))) {
            final Recovery recovery = written.recover(0, (sequence, timestampMs, bytes, offset, length) -> { },
                    (records, bytes) -> { });
            written.writer().append(recovery.lastSequence() + 1, recovery.lastTimestampMs(), buffer, 0,
                    MessageHeaderEncoder.ENCODED_LENGTH + request.encodedLength());
            written.writer().sync();
        }
    }

    @Test
    void recordsArePrintedWithTheirFields() {
        assertThat(ok("journal", "inspect", journal.toString(), "--count", "1"))
                .matches("1 20\\d\\d-[^ ]+Z NodeStarted\\R");
        assertThat(ok("journal", "inspect", "--config", config)).contains(" PutPolicy ", " zone=America/Guayaquil",
                " PutAccount ", " account=77 memberId=1 currency=840 kind=SAVINGS status=ACTIVE signature=SINGLE ");
        final String last = ok("journal", "export", journal.toString()).lines().toList().getLast();
        final String sequence = JsonMapper.shared().readTree(last).get("sequence").asString();
        assertThat(ok("journal", "inspect", journal.toString(), "--from", sequence)).startsWith(sequence + " ")
                .hasLineCount(1);
        final Cli beyond = Cli.run("journal", "inspect", journal.toString(), "--from", "1000000");
        assertThat(beyond.exitStatus()).isEqualTo(1);
        assertThat(beyond.err()).contains("the journal ends at sequence " + sequence);
        for (final String command : List.of("inspect", "export")) {
            final Cli next = Cli.run("journal", command, journal.toString(), "--from",
                    Long.toString(Long.parseLong(sequence) + 1));
            assertThat(next.exitStatus()).as(command).isEqualTo(1);
            assertThat(next.err()).as(command).contains("the journal ends at sequence " + sequence);
        }
    }

    @Test
    void secretsAndPeopleAreMaskedInBoth() {
        journalAPayment();
        final String text = ok("journal", "inspect", journal.toString(), "--count", "1000");
        final String json = ok("journal", "export", journal.toString());
        for (final String printed : List.of(text, json)) {
            assertThat(printed).contains("TRANSFER_INTERBANK", "0123…", "01234567…", "sealed", "****************4433",
                    "A***");
            assertThat(printed).doesNotContainIgnoringCase("0123456789abcdef", "efcdab8967452301",
                    Long.toString(SECRET), Long.toHexString(SECRET), EXTERNAL_ACCOUNT, NOTE);
        }
    }

    @Test
    void anExportIsOneJsonDocumentALine() {
        journalAPayment();
        final List<JsonNode> records = ok("journal", "export", "--config", config).lines()
                .map(JsonMapper.shared()::readTree).toList();
        for (int i = 0; i < records.size(); i++) {
            assertThat(records.get(i).get("sequence").asLong()).isEqualTo(i + 1);
        }
        final JsonNode payment = records.getLast();
        assertThat(payment.get("message").asString()).isEqualTo("AuthorizeRequest");
        assertThat(payment.get("fields").get("amountMinor").asLong()).isEqualTo(1_500);
        assertThat(payment.get("fields").get("debitAccount").asString()).isEqualTo("77");
        assertThat(payment.get("fields").get("replyTo").get("connectionId").asLong()).isZero();
        assertThat(records.stream().filter(each -> each.get("message").asString().equals("PutPolicy")).findFirst()
                .orElseThrow().get("fields").get("operations").size()).isPositive();
    }
}
