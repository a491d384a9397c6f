package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The members of {@code examples/members}, whom the examples of requests name, can be imported as they are. */
class ExampleMembersTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    private Path directory;

    @Test
    void everyFileIsTakenWhole() throws IOException {
        final Path config = directory.resolve("switch.yaml");
        Files.copy(EXAMPLES.resolve("institution-ecuador.yaml"), directory.resolve("institution-ecuador.yaml"));
        Files.writeString(config, Files.readString(EXAMPLES.resolve("switch-ecuador.yaml"))
                .replace("dataDirectory: data/ecuador", "dataDirectory: " + directory.resolve("journal"))
                .replace("keyFile: data/ecuador.key", "keyFile: " + directory.resolve("edge.key")));

        for (final String kind : new String[] {"accounts", "products", "cards", "members"}) {
            final Cli cli = Cli.run(kind, "import", "--config", config.toString(),
                    EXAMPLES.resolve("members").resolve(kind + ".csv").toString());

            assertThat(cli.exitStatus()).as(kind + ": " + cli.out() + cli.err()).isZero();
        }
    }
}
