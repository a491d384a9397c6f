package io.ayni.connectors.fuzz;

import io.ayni.connectors.config.DialectYamlTarget;
import io.ayni.iso8583.fuzz.JazzerRun;
import io.ayni.iso8583.fuzz.JazzerRuns;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** With those of {@code iso8583}, five million inputs a build: no stream and no description of a dialect breaks a reader. */
class JazzerTest {
    private static final String FRAME = "frame";
    private static final String DIALECT_YAML = "dialect-yaml";
    private static final int FRAME_INPUTS = 320_000;
    private static final int DIALECT_YAML_INPUTS = 40_000;

    private static JazzerRuns runs;

    @BeforeAll
    static void startAll() {
        runs = new JazzerRuns();
        runs.start(new JazzerRun(FrameTarget.class, FRAME), FRAME_INPUTS, FrameTarget.seeds());
        runs.start(new JazzerRun(DialectYamlTarget.class, DIALECT_YAML).compiledQuickly(), DIALECT_YAML_INPUTS,
            DialectYamlTarget.seeds());
    }

    @AfterAll
    static void stop() {
        runs.close();
    }

    @Test
    void noStreamBreaksTheFrames() {
        runs.assertNothingFound(FRAME);
    }

    @Test
    void noDescriptionBreaksTheDialects() {
        runs.assertNothingFound(DIALECT_YAML);
    }

    @Test
    void whatWasFoundOnceStaysRight() throws IOException {
        replay(FRAME, FrameTarget.seeds(), FrameTarget::fuzzerTestOneInput);
        replay(DIALECT_YAML, DialectYamlTarget.seeds(), DialectYamlTarget::fuzzerTestOneInput);
    }

    private static void replay(final String name, final List<byte[]> seeds, final Consumer<byte[]> target)
        throws IOException {
        seeds.forEach(target);
        final Path folder = JazzerRun.regressions(name);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (final Path file : files.sorted().toList()) {
                    target.accept(Files.readAllBytes(file));
                }
            }
        }
    }
}
