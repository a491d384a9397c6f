package io.ayni.connectors.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * PIN blocks of ISO 9564-1 format 0 under a zone key shared with the card processor (triple DES, two or three parts).
 * DE52 has 8 bytes: format 4, which AES needs, has 16 and does not fit. Many threads.
 * <pre>
 * 0 L P P P P p p p p p p p p F F     length and PIN, filled with F    (p: digit or F)
 * 0 0 0 0 N N N N N N N N N N N N     the 12 digits of the PAN before its check digit
 * </pre>
 */
public final class PinBlocks {
    public static final int LENGTH = 8;
    private static final int PAN_DIGITS = 12;

    private final SecretKeySpec zoneKey;

    /** @param zoneKey 16 or 24 bytes */
    public PinBlocks(final byte[] zoneKey) {
        if (zoneKey.length != 16 && zoneKey.length != 24) {
            throw new IllegalArgumentException("zone key of " + zoneKey.length + " bytes");
        }
        final byte[] threeParts = Arrays.copyOf(zoneKey, 24);
        if (zoneKey.length == 16) {
            System.arraycopy(zoneKey, 0, threeParts, 16, 8);
        }
        this.zoneKey = new SecretKeySpec(threeParts, "DESede");
    }

    /** @throws IOException with what is wrong with the file, never with its content. */
    public static PinBlocks load(final Path file) throws IOException {
        return new PinBlocks(HexKeyFile.read(file, "PIN key file"));
    }

    /**
     * @param pin    4 to 12 digits
     * @param pan    ASCII, 13 digits or more
     * @param target gets {@link #LENGTH} bytes at the offset
     */
    public void make(final CharSequence pin, final byte[] pan, final byte[] target, final int offset) {
        if (pan.length <= PAN_DIGITS || pin.length() < 4 || pin.length() > 12) {
            throw new IllegalArgumentException("no PIN or no card number");
        }
        final byte[] block = clear(pin, pan);
        try {
            final Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, zoneKey);
            cipher.doFinal(block, 0, LENGTH, target, offset);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("making a PIN block failed", e);
        } finally {
            Arrays.fill(block, (byte) 0);
        }
    }

    static byte[] clear(final CharSequence pin, final byte[] pan) {
        final byte[] block = new byte[LENGTH];
        Arrays.fill(block, (byte) 0xFF);
        block[0] = (byte) pin.length();
        for (int i = 0; i < pin.length(); i++) {
            putNibble(block, 2 + i, pin.charAt(i) - '0');
        }
        final int from = pan.length - 1 - PAN_DIGITS;
        for (int i = 0; i < PAN_DIGITS; i++) {
            final int nibble = 4 + i;
            final int shift = nibble % 2 == 0 ? 4 : 0;
            block[nibble / 2] ^= (byte) ((pan[from + i] - '0') << shift);
        }
        return block;
    }

    private static void putNibble(final byte[] block, final int nibble, final int value) {
        final int at = nibble / 2;
        block[at] = (byte) (nibble % 2 == 0 ? value << 4 | block[at] & 0x0F : block[at] & 0xF0 | value);
    }
}
