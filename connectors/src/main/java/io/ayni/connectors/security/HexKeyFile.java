package io.ayni.connectors.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;

/** A triple DES key in a file: 32 or 48 hexadecimal digits and nothing else, readable by its owner alone. */
final class HexKeyFile {
    private HexKeyFile() {
    }

    /**
     * @param what the file is called in messages
     * @throws IOException with what is wrong with the file, never with its content
     */
    static byte[] read(final Path file, final String what) throws IOException {
        final String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (final NoSuchFileException e) {
            throw new IOException(what + " " + file + " does not exist");
        }
        if (!text.matches("[0-9a-fA-F]{32}|[0-9a-fA-F]{48}")) {
            throw new IOException(what + " " + file + " must hold 32 or 48 hexadecimal digits and nothing else");
        }
        OwnerOnly.check(file, what);
        return HexFormat.of().parseHex(text);
    }
}
