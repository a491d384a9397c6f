package io.ayni.connectors.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of the demos that come with the program: configurations, accounts. */
final class DemoFiles {
    private DemoFiles() {
    }

    /** @param name of a file that is there: it is part of this program. */
    static String read(final String name) {
        try (InputStream in = DemoFiles.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
