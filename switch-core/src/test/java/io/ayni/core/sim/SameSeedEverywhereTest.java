package io.ayni.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A seed is one history on every JVM, whatever its collector, its compiler, its hash codes and its zone. */
@Timeout(120)
class SameSeedEverywhereTest {
    private static final int SEEDS = 6;
    private static final int FROM = 40_000;

    private static Process start(final String... flags) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SimulateMain.class.getName(),
            "--seeds", Integer.toString(SEEDS), "--from", Integer.toString(FROM), "--hashes"));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static List<String> hashes(final Process process) throws IOException, InterruptedException {
        try (var output = process.inputReader()) {
            final List<String> lines = output.lines().filter(line -> line.startsWith("seed ")).toList();
            assertThat(process.waitFor()).isZero();
            return lines;
        }
    }

    @Test
    void twoJvmsAndTwoCollectorsComeToTheSameHash() throws Exception {
        final Process one = start("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC");
        final Process other = start("-XX:+UseZGC", "-Xmx512m", "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2",
            "-Duser.timezone=Asia/Tokyo");
        try {
            final List<String> hashes = hashes(one);
            assertThat(hashes).hasSize(SEEDS)
                .allMatch(line -> line.matches("seed \\d+, \\d+ events, state hash \\p{XDigit}{64}"));
            assertThat(hashes(other)).isEqualTo(hashes);
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }
    }
}
