package io.ayni.connectors.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens zone PIN keys that come under a key-encrypting key: 32 or 48 hexadecimal digits, each 16 one block of triple DES
 * (ECB), then none, 4 or 6 digits of the check value: the first of what eight zero bytes become under the key. Many
 * threads.
 */
public final class ZoneKeys {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F]{48}|[0-9a-fA-F]{32})([0-9a-fA-F]{6}|[0-9a-fA-F]{4}|)");
    private static final int BLOCK = 8;
    private static final int THREE_PARTS = 24;

    private final SecretKeySpec kek;

    /** @param kek 16 or 24 bytes */
    public ZoneKeys(final byte[] kek) {
        this.kek = desede(kek);
    }

    /** @throws IOException with what is wrong with the file, never with its content */
    public static ZoneKeys load(final Path file) throws IOException {
        return new ZoneKeys(HexKeyFile.read(file, "key-encrypting key file"));
    }

    /** @return PIN blocks under the key, or empty when this is none, or its check value is not that of the key. */
    public Optional<PinBlocks> open(final String field) {
        final Matcher matcher = FORM.matcher(field);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        final byte[] sealed = HexFormat.of().parseHex(matcher.group(1));
        byte[] key = null;
        try {
            key = crypt(Cipher.DECRYPT_MODE, kek, sealed);
            final byte[] check = HexFormat.of().parseHex(matcher.group(2));
            final byte[] reckoned = crypt(Cipher.ENCRYPT_MODE, desede(key), new byte[BLOCK]);
            final boolean isRight = MessageDigest.isEqual(check, Arrays.copyOf(reckoned, check.length));
            return isRight ? Optional.of(new PinBlocks(key)) : Optional.empty();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("opening a zone key failed", e);
        } finally {
            if (key != null) {
                Arrays.fill(key, (byte) 0);
            }
        }
    }

    private static byte[] crypt(final int mode, final SecretKeySpec key, final byte[] bytes)
            throws GeneralSecurityException {
        final Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(mode, key);
        return cipher.doFinal(bytes);
    }

    private static SecretKeySpec desede(final byte[] key) {
        final byte[] threeParts = Arrays.copyOf(key, THREE_PARTS);
        if (key.length == 2 * BLOCK) {
            System.arraycopy(key, 0, threeParts, 2 * BLOCK, BLOCK);
        }
        return new SecretKeySpec(threeParts, "DESede");
    }
}
