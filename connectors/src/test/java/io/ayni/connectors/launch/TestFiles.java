package io.ayni.connectors.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configurations for tests: a small switch without its network, in a directory of the test. */
final class TestFiles {
    private TestFiles() {
    }

    /** @return the text of a switch on free ports of this machine. */
    static String yaml(final Path directory) {
        try (var in = TestFiles.class.getResourceAsStream("transfers.yaml")) {
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("@DIRECTORY@", directory.toString())
                    .replace("@JSON_PORT@", "0")
                    .replace("@ISO_PORT@", "0")
                    .replace("@NETWORK_PORT@", "1");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(final Path directory, final String name, final String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
