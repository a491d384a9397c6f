package io.ayni.connectors.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys of the edge, derived (HKDF-SHA-256, RFC 5869) from one secret of 32 random bytes, hexadecimal, in a file
 * that only its owner may read. It lies outside the journal: who has the one cannot undo the hashes in it without the
 * other. Losing it means that open challenges fail and that cards must be registered again.
 */
public final class EdgeKeys {
    private static final int KEY_LENGTH = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final byte[] stepUp;
    private final byte[] card;
    private final byte[] seal;

    private EdgeKeys(final byte[] secret) {
        this.stepUp = derive(secret, "ayni step-up");
        this.card = derive(secret, "ayni card");
        this.seal = derive(secret, "ayni seal");
    }

    /** Keys of a secret that is in memory already. */
    public static EdgeKeys ofSecret(final byte[] secret) {
        if (secret.length != KEY_LENGTH) {
            throw new IllegalArgumentException("secret of " + secret.length + " bytes");
        }
        return new EdgeKeys(secret);
    }

    /** @throws IOException with what is wrong with the file, never with its content. */
    public static EdgeKeys load(final Path file) throws IOException {
        final String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (final NoSuchFileException e) {
            throw new IOException("key file " + file + " does not exist");
        }
        if (!text.matches("[0-9a-fA-F]{64}")) {
            throw new IOException("key file " + file + " must hold 64 hexadecimal digits and nothing else");
        }
        final Set<PosixFilePermission> permissions = permissionsOf(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IOException("key file " + file + " is open to others: chmod 600 " + file);
        }
        return new EdgeKeys(HexFormat.of().parseHex(text));
    }

    /**
     * Makes the file with a new secret.
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
        final byte[] secret = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(secret);
        final byte[] text = (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            if (isPosix(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                Files.write(file, text);
            } else {
                Files.write(file, text, StandardOpenOption.CREATE_NEW);
            }
        } catch (final FileAlreadyExistsException e) {
            return false;
        }
        return true;
    }

    byte[] stepUp() {
        return stepUp;
    }

    byte[] card() {
        return card;
    }

    byte[] seal() {
        return seal;
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

    private static Set<PosixFilePermission> permissionsOf(final Path file) throws IOException {
        return isPosix(file) ? Files.getPosixFilePermissions(file) : OWNER_ONLY;
    }

    private static boolean isPosix(final Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
