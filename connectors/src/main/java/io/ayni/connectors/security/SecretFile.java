package io.ayni.connectors.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A password or key of another system, the one line of a file that only its owner may read. */
public final class SecretFile {
    private SecretFile() {
    }

    /** @throws IOException with what is wrong with the file, never with its content. */
    public static String read(final Path file) throws IOException {
        final String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (final NoSuchFileException e) {
            throw new IOException("secret file " + file + " does not exist");
        }
        if (text.isEmpty() || text.indexOf('\n') >= 0) {
            throw new IOException("secret file " + file + " must hold one line");
        }
        OwnerOnly.check(file, "secret file");
        return text;
    }
}
