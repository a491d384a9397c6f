package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LoadMainTest {
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "--rate, 0, rate 0/s",
        "--duration, 10, is no duration",
        "--target, nowhere, is no target HOST:PORT",
        "--target, host:99999, is no target HOST:PORT",
        "--accounts, 5..5, at least two",
        "--frame, none, is no frame",
        "--dialect, none, is no dialect",
        "--protocol, xml, 'Invalid value for option ''--protocol'''"
    })
    void aWrongOptionIsToldAndEndsWith2(final String option, final String value, final String told) {
        assertThat(execute(option, value)).isEqualTo(2);
        assertThat(errors.toString()).contains(told);
    }

    @Test
    void aSwitchThatIsNotThereIsToldAndEndsWith1() throws Exception {
        try (Socket boundAndNotListening = new Socket()) {
            boundAndNotListening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(execute("--target", "127.0.0.1:" + boundAndNotListening.getLocalPort())).isEqualTo(1);
        }
        assertThat(errors.toString()).contains("load: no connection to");
    }

    @Test
    void aPeerThatHangsUpFailsTheRun() throws Exception {
        try (LoopbackServer server = new LoopbackServer(pipeline -> pipeline.channel().close())) {
            assertThat(execute("--target", "127.0.0.1:" + server.address().getPort(), "--rate", "10", "--duration", "1s",
                "--warmup", "0s", "--connections", "2")).isEqualTo(1);
        }
    }

    @Test
    void writesTheAccountsThatALoadUses(@TempDir final Path folder) throws Exception {
        final Path csv = folder.resolve("new/accounts.csv");

        assertThat(execute("--write-accounts", csv.toString(), "--count", "3")).isZero();

        final List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).isEqualTo("account,member,currency,opening_balance_minor");
        assertThat(lines.get(1)).isEqualTo("7000000001,7000000001,USD,100000000");
        assertThat(lines.get(3)).startsWith("7000000003,");
    }

    private int execute(final String... args) {
        final CommandLine line = LoadMain.commandLine();
        line.setErr(new PrintWriter(errors, true));
        return line.execute(args);
    }
}
