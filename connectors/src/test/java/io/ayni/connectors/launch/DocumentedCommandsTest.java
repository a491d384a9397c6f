package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.config.DialectFile;
import io.ayni.iso8583.spec.Dialect;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents show of {@code ./ayni iso} is what it prints. */
@ResourceLock(Resources.SYSTEM_OUT)
class DocumentedCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("\\$ (?:echo '([^']*)' \\| )?\\./ayni (.*)");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "../README.es.md", "../docs/iso8583.md"})
    void eachCommandPrintsWhatStandsBelowIt(final String document) throws Exception {
        final List<String> lines = Files.readAllLines(Path.of(document));
        int commands = 0;
        for (int i = 0; i < lines.size(); i++) {
            final Matcher command = COMMAND.matcher(lines.get(i));
            if (!command.matches()) {
                continue;
            }
            final List<String> expected = new ArrayList<>();
            for (int below = i + 1; !lines.get(below).startsWith("$ ") && !lines.get(below).startsWith("```"); below++) {
                expected.add(lines.get(below));
            }
            assertThat(run(command.group(1), command.group(2))).as(lines.get(i)).isEqualTo(expected);
            commands++;
        }
        assertThat(commands).isPositive();
    }

    private static List<String> run(final String input, final String arguments) {
        final InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(String.valueOf(input).getBytes(StandardCharsets.UTF_8)));
        try {
            final Cli cli = Cli.run(arguments.split(" "));
            return (cli.out() + cli.err()).lines().toList();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void theDocumentedYamlIsADialect() throws Exception {
        final String text = Files.readString(Path.of("../docs/iso8583.md"));
        final int start = text.indexOf("```yaml\n") + 8;
        final Path file = TestFiles.write(directory, "mine.yaml", text.substring(start, text.indexOf("```", start)));

        final Dialect dialect = DialectFile.load(file.toString());

        assertThat(dialect.name()).isEqualTo("mine");
        assertThat(dialect.fields().fields()).hasSizeGreaterThan(9);
    }
}
