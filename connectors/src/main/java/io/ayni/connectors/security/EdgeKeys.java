package io.ayni.connectors.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys of the edge, derived (HKDF-SHA-256, RFC 5869) from secrets of 32 random bytes in a file that only its owner
 * may read. It lies outside the journal: who has the one cannot undo the hashes and sealed cards in it without the
 * other. Losing it means that open challenges fail and that cards and soft tokens must be registered again.
 * <pre>
 * ayni-keys 2                 a file without this line is one of the first format: the secret alone
 * secret         64 hex       of one-time passwords and hashes of cards
 * seal           64 hex       seals cards and soft tokens
 * seal.previous  64 hex       opens what was sealed before the seal was changed; optional
 * </pre>
 */
public final class EdgeKeys {
    private static final int KEY_LENGTH = 32;

    private static final String HEADER = "ayni-keys 2";
    private static final Pattern FIRST_FORMAT = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern LINE = Pattern.compile("(secret|seal|seal\\.previous)\\s+([0-9a-fA-F]{64})");

    private final byte[] stepUp;
    private final byte[] card;
    private final List<byte[]> seals;

    /** @param seals the present one first */
    private EdgeKeys(final byte[] secret, final List<byte[]> seals) {
        this.stepUp = derive(secret, "ayni step-up");
        this.card = derive(secret, "ayni card");
        this.seals = seals.stream().map(seal -> derive(seal, "ayni seal")).toList();
    }

    /** Keys of a secret that is in memory already. */
    public static EdgeKeys ofSecret(final byte[] secret) {
        if (secret.length != KEY_LENGTH) {
            throw new IllegalArgumentException("secret of " + secret.length + " bytes");
        }
        return new EdgeKeys(secret, List.of(secret));
    }

    /** @throws IOException with what is wrong with the file, never with its content. */
    public static EdgeKeys load(final Path file) throws IOException {
        final String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (final NoSuchFileException e) {
            throw new IOException("key file " + file + " does not exist");
        }
        final EdgeKeys keys = parse(text);
        if (keys == null) {
            throw new IOException("key file " + file + " must hold 64 hexadecimal digits and nothing else, or '" + HEADER
                    + "' and lines of secret, seal and seal.previous with 64 hexadecimal digits each");
        }
        OwnerOnly.check(file, "key file");
        return keys;
    }

    /** @return null when the text is no key file. */
    private static EdgeKeys parse(final String text) {
        if (FIRST_FORMAT.matcher(text).matches()) {
            return ofSecret(HexFormat.of().parseHex(text));
        }
        final List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            return null;
        }
        final Map<String, byte[]> secrets = new HashMap<>();
        for (final String line : lines.subList(1, lines.size())) {
            final Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || secrets.put(matcher.group(1), HexFormat.of().parseHex(matcher.group(2))) != null) {
                return null;
            }
        }
        final byte[] secret = secrets.get("secret");
        final byte[] seal = secrets.get("seal");
        final byte[] previous = secrets.get("seal.previous");
        if (secret == null || seal == null) {
            return null;
        }
        return new EdgeKeys(secret, previous == null ? List.of(seal) : List.of(seal, previous));
    }

    /**
     * Makes the file with new secrets.
     *
     * @return false if there is one already, which is left alone
     */
    public static boolean createIfAbsent(final Path file) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        final byte[] text = (HEADER + "\nsecret " + random() + "\nseal " + random() + '\n')
                .getBytes(StandardCharsets.US_ASCII);
        try {
            if (OwnerOnly.isPosix(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OwnerOnly.PERMISSIONS));
                Files.write(file, text);
            } else {
                Files.write(file, text, StandardOpenOption.CREATE_NEW);
            }
        } catch (final FileAlreadyExistsException e) {
            return false;
        }
        return true;
    }

    private static String random() {
        final byte[] secret = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    byte[] stepUp() {
        return stepUp;
    }

    byte[] card() {
        return card;
    }

    /** AES-256 keys, the present one first. */
    List<byte[]> seals() {
        return seals;
    }

    private static byte[] derive(final byte[] secret, final String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), KEY_LENGTH));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
