package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code examples/requests} that speaks ISO 8583 does what its head says, with a whole switch. */
class IsoExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "requests");
    private static DemoSite site;

    @BeforeAll
    static void open() {
        site = DemoSite.start(DemoInstitution.ECUADOR, 0, 0);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(IsoExamplesTest::speaksIso).sorted().toList().stream();
        }
    }

    private static boolean speaksIso(final Path file) {
        try {
            return Files.readString(file).contains("/iso.sh");
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleEndsAsItSays(final Path file) throws Exception {
        final List<String> lines = Files.readAllLines(file);
        final String ends = lines.stream().filter(line -> line.startsWith("# ends: ")).findFirst().orElseThrow()
                .substring("# ends: ".length());
        final ProcessBuilder bash = new ProcessBuilder("bash", file.toAbsolutePath().toString()).redirectErrorStream(true);
        bash.environment().put("AYNI_ISO", Integer.toString(site.iso().getPort()));
        bash.environment().put("AYNI_CARDS", Integer.toString(site.debitCards().getPort()));
        bash.environment().put("AYNI_CREDITS", Integer.toString(site.credits().getPort()));

        final Process process = bash.start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output.lines()).as(output).isNotEmpty().allMatch(line -> line.contains(" DE39=00"));
        assertThat(output.lines().toList().getLast()).contains(ends);
    }
}
