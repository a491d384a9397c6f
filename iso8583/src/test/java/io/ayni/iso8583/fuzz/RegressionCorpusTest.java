package io.ayni.iso8583.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the fuzzer once found ({@code src/test/resources/fuzz}) and what it starts from pass, each input by itself. */
class RegressionCorpusTest {
    @ParameterizedTest
    @EnumSource(FuzzTargets.class)
    void whatWasFoundOnceStaysRight(final FuzzTargets target) throws IOException {
        final Path folder = JazzerRun.regressions(target.folder());
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (final Path file : files.sorted().toList()) {
                    accept(target, Files.readAllBytes(file), file.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FuzzTargets.class)
    void whatTheFuzzerStartsFromPasses(final FuzzTargets target) {
        final List<byte[]> seeds = target.seeds();
        assertThat(seeds).isNotEmpty();
        for (int i = 0; i < seeds.size(); i++) {
            accept(target, seeds.get(i), "seed " + i);
        }
    }

    private static void accept(final FuzzTargets target, final byte[] input, final String name) {
        try {
            target.accept(input);
        } catch (final RuntimeException | Error finding) {
            throw new AssertionError(target + " " + name + ": " + finding.getMessage(), finding);
        }
    }
}
