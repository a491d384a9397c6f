package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ayni iso …} as processes of their own: pipes, exit status, and nothing loaded that they do not need. */
class IsoProcessTest {
    private static final String PURCHASE = "{\"mti\":\"0200\",\"fields\":{\"2\":\"4000001234567899\",\"4\":\"000000001500\","
            + "\"43\":\"Cafe \\u00F1and\\u00FA                              \",\"55\":{\"9F26\":\"A1B2C3D4E5F60718\"}}}\n";

    @TempDir
    private Path directory;

    private record Ended(int exitStatus, String out, String err) {
    }

    private Ended run(final String input, final List<String> jvm, final String... args) throws Exception {
        final List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"),
                "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(jvm);
        command.addAll(List.of("-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(), "iso"));
        command.addAll(List.of(args));
        final Path in = Files.writeString(directory.resolve("in"), input);
        final Path out = directory.resolve("out");
        final Path err = directory.resolve("err");
        final Process process = new ProcessBuilder(command).redirectInput(in.toFile()).redirectOutput(out.toFile())
                .redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), read(out), read(err));
    }

    private static String read(final Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Test
    void decodeUndoesEncodeThroughPipes() throws Exception {
        final Ended encoded = run(PURCHASE, List.of(), "encode", "--dialect", "iso1987-ebcdic");
        final Ended decoded = run(encoded.out(), List.of(), "decode", "--dialect", "iso1987-ebcdic", "--unmask");

        assertThat(encoded.err() + decoded.err()).isEmpty();
        assertThat(decoded.out()).isEqualTo(PURCHASE);
        assertThat(encoded.exitStatus() + decoded.exitStatus()).isZero();
    }

    @Test
    void aWrongLineIsStatus2() throws Exception {
        final Ended ended = run("30323\n", List.of(), "decode", "--dialect", "iso1987-ascii");

        assertThat(ended).isEqualTo(
                new Ended(2, "", "ayni: standard input:1: an odd number of hexadecimal digits\n"));
    }

    @Test
    void explainLoadsNoNettyNoLoggingAndNoSwitch() throws Exception {
        final Ended ended = run("30383030", List.of("-Xlog:class+load:file=" + directory.resolve("classes")), "explain",
                "--dialect", "iso1987-ascii");

        assertThat(ended.exitStatus()).isEqualTo(2);
        assertThat(ended.out()).contains("^^ offset 4: expected the bitmap");
        assertThat(read(directory.resolve("classes")).lines().filter(line -> line.matches(
                ".* (io\\.netty|ch\\.qos|org\\.slf4j|io\\.micrometer|tools\\.jackson|com\\.lmax)\\..*"))).isEmpty();
    }
}
