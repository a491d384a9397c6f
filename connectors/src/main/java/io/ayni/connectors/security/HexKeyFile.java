package io.ayni.connectors.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A key in a file, readable by its owner alone: of triple DES, 32 or 48 hexadecimal digits and nothing else; where one may
 * be of AES, the word {@code aes} and 32, 48 or 64 digits.
 */
final class HexKeyFile {
    private static final String AES = "aes ";

    private HexKeyFile() {
    }

    /**
     * @param what the file is called in messages
     * @throws IOException with what is wrong with the file, never with its content
     */
    static byte[] read(final Path file, final String what) throws IOException {
        final String text = text(file, what);
        if (!text.matches("[0-9a-fA-F]{32}|[0-9a-fA-F]{48}")) {
            throw new IOException(what + " " + file + " must hold 32 or 48 hexadecimal digits and nothing else");
        }
        OwnerOnly.check(file, what);
        return HexFormat.of().parseHex(text);
    }

    /** @return the AES key; empty when the file says nothing of AES. As {@link #read} otherwise. */
    static Optional<byte[]> readAes(final Path file, final String what) throws IOException {
        final String text = text(file, what);
        if (!text.startsWith(AES)) {
            return Optional.empty();
        }
        final String digits = text.substring(AES.length()).strip();
        if (!digits.matches("[0-9a-fA-F]{32}|[0-9a-fA-F]{48}|[0-9a-fA-F]{64}")) {
            throw new IOException(what + " " + file + " must hold 32, 48 or 64 hexadecimal digits behind aes");
        }
        OwnerOnly.check(file, what);
        return Optional.of(HexFormat.of().parseHex(digits));
    }

    private static String text(final Path file, final String what) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (final NoSuchFileException e) {
            throw new IOException(what + " " + file + " does not exist");
        }
    }
}
