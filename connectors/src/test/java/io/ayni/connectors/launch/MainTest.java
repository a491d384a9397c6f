package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.config.SwitchConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person at the terminal reads when something is wrong: one line, what to do next, and an exit status. */
class MainTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                  | a command is missing
            rum                                 | Did you mean: ayni run?
            run                                 | Missing required option: '--config=FILE'
            run --config nowhere.yaml           | ayni: nowhere.yaml: there is no such file
            state --config nowhere.yaml         | ayni: nowhere.yaml: there is no such file
            journal                             | a command is missing: verify
            journal verify                      | Missing required argument
            journal verify nowhere              | ayni: nowhere: there is no journal
            journal inspect nowhere             | ayni: nowhere: there is no journal
            snapshot                            | Missing required argument
            snapshot --journal nowhere          | ayni: nowhere: there is no journal
            accounts                            | a command is missing: import
            sim                                 | a command is missing: interbank, card, biller, batch
            sim interbank --listen 9583         | --listen 9583: HOST:PORT is expected, such as 127.0.0.1:9583
            sim interbank --listen 127.0.0.1:0 --late soon | soon' is no time such as 500ms, 35s or 2m
            sim interbank --listen 127.0.0.1:0 --drop 10   | drop': '10' is no share such as 10% or 0.5%
            sim interbank --listen 127.0.0.1:0 --decline 00 | decline 00': a response code of two characters
            sim interbank --listen 127.0.0.1:0 --drop 60% --late 1s:60% | faults add up to 120.0 %
            sim biller --listen 127.0.0.1:0 --on reversals --drop 10%   | on reversals': biller has none
            sim card --listen 127.0.0.1:0 --frame two   | --frame two: expected one of
            sim card --listen 127.0.0.1:0 --dialect x   | --dialect x: expected one of
            sim batch                           | either --directory or --config is needed
            accounts import a.csv               | Missing required option: '--config=FILE'
            """)
    void wrongUseIsStatus2AndSaysWhatIsMissing(final String args, final String expected) {
        final Cli cli = args.isEmpty() ? Cli.run() : Cli.run(args.split(" "));

        assertThat(cli.exitStatus()).isEqualTo(2);
        assertThat(cli.err()).contains(expected).doesNotContain("Exception", "\tat ");
    }

    @Test
    void aWrongFileIsToldWithItsPlace() {
        final Path file = TestFiles.write(directory, "switch.yaml", TestFiles.yaml(directory).replace("ringSize: 1024",
                "ringSize: 1000"));

        final Cli cli = Cli.run("run", "--config", file.toString());

        assertThat(cli.exitStatus()).isEqualTo(2);
        assertThat(cli.err()).isEqualToIgnoringNewLines(
                "ayni: " + file + ":6:13: node.ringSize: expected a power of two from 32 to 262144, found '1000'");
    }

    @Test
    void aTakenPortIsToldAndStatus1() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final Path file = TestFiles.write(directory, "switch.yaml",
                    TestFiles.yaml(directory).replace("    port: 0\n    channels", "    port: " + taken.getLocalPort()
                    + "\n    channels"));

            final Cli cli = Cli.run("run", "--config", file.toString());

            assertThat(cli.exitStatus()).isEqualTo(1);
            assertThat(cli.err()).isEqualToIgnoringNewLines("ayni: listen.json: cannot listen on 127.0.0.1:"
                    + taken.getLocalPort()
                    + ": the port is taken; end what uses it, or choose another port");
        }
    }

    @Test
    void aJournalInUseIsToldAndStatus1() {
        final Path file = TestFiles.write(directory, "switch.yaml", TestFiles.yaml(directory));
        try (Switch running = Switch.start(SwitchConfig.load(file), cause -> { })) {
            final Cli cli = Cli.run("run", "--config", file.toString());

            assertThat(running.isReady()).isTrue();
            assertThat(cli.exitStatus()).isEqualTo(1);
            assertThat(cli.err()).contains("is in use by process " + ProcessHandle.current().pid()).hasLineCount(1);
        }
    }

    @Test
    void aKeyFileThatOthersMayReadIsToldWithTheRemedy() throws IOException {
        final Path key = TestFiles.write(directory, "demo.key", "00".repeat(32));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        final Path file = TestFiles.write(directory, "switch.yaml", TestFiles.yaml(directory));

        final Cli cli = Cli.run("run", "--config", file.toString());

        assertThat(cli.exitStatus()).isEqualTo(2);
        assertThat(cli.err()).contains("chmod 600 " + key).hasLineCount(1);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsTold() {
        TestFiles.write(directory, "journal", "a file is in the way");
        final Path file = TestFiles.write(directory, "switch.yaml", TestFiles.yaml(directory));

        final Cli cli = Cli.run("run", "--config", file.toString());

        assertThat(cli.exitStatus()).isEqualTo(2);
        assertThat(cli.err()).contains("node.dataDirectory: " + directory.resolve("journal")).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "demo --help", "accounts import --help", "journal verify --help",
            "journal inspect --help", "journal export --help", "snapshot --help",
            "state --help", "iso --help", "iso explain --help", "iso decode --help", "iso encode --help", "iso spec --help",
            "iso dialects --help", "sim --help", "sim interbank --help", "sim card --help", "sim biller --help",
            "sim batch --help"})
    void helpIsThereForEachCommand(final String args) {
        final Cli cli = Cli.run(args.split(" "));

        assertThat(cli.exitStatus()).isZero();
        assertThat(cli.out()).contains("Usage: ayni");
    }

    @Test
    void versionAndCompletionAreThere() {
        assertThat(Cli.run("--version").out()).contains("ayni ", "Java 25");
        assertThat(Cli.run("generate-completion").out()).contains("_complete_ayni");
    }
}
