package io.ayni.connectors.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * PIN blocks of ISO 9564-1 under a zone key shared with the card processor: format 0 with triple DES (two or three parts),
 * format 4 with AES, whose 16 bytes need a dialect with a DE52 of so many. Many threads.
 * <pre>
 * format 0, encrypted once, the one XOR the other:
 * 0 L P P P P p p p p p p p p F F     length and PIN, filled with F    (p: digit or F)
 * 0 0 0 0 N N N N N N N N N N N N     the 12 digits of the PAN before its check digit
 *
 * format 4, the first encrypted, XOR the second, encrypted again:
 * 4 L P P P P p p p p p p p p A A  R × 16     length and PIN, filled with A, then random   (p: digit or A)
 * M N N N N N N N N N N N N n … 0 0 0 0       digits of the PAN above 12, the PAN, filled with 0
 * </pre>
 */
public final class PinBlocks {
    /** Of format 0. */
    public static final int LENGTH = 8;
    /** Of format 4. */
    public static final int MAX_LENGTH = 16;
    private static final int PAN_DIGITS = 12;
    private static final int MAX_PAN_DIGITS = 19;

    private final SecretKeySpec zoneKey;
    private final SecureRandom random = new SecureRandom();

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

    private PinBlocks(final SecretKeySpec zoneKey) {
        this.zoneKey = zoneKey;
    }

    /** Of format 4. @param zoneKey 16, 24 or 32 bytes */
    public static PinBlocks aes(final byte[] zoneKey) {
        if (zoneKey.length != 16 && zoneKey.length != 24 && zoneKey.length != 32) {
            throw new IllegalArgumentException("zone key of " + zoneKey.length + " bytes");
        }
        return new PinBlocks(new SecretKeySpec(zoneKey, "AES"));
    }

    /** @return bytes of each block: {@link #LENGTH} or {@link #MAX_LENGTH}. */
    public int length() {
        return zoneKey.getAlgorithm().equals("AES") ? MAX_LENGTH : LENGTH;
    }

    /** @throws IOException with what is wrong with the file, never with its content. */
    public static PinBlocks load(final Path file) throws IOException {
        final Optional<byte[]> aes = HexKeyFile.readAes(file, "PIN key file");
        return aes.isPresent() ? aes(aes.get()) : new PinBlocks(HexKeyFile.read(file, "PIN key file"));
    }

    /**
     * @param pin    4 to 12 digits
     * @param pan    ASCII, 13 digits or more
     * @param target gets {@link #length} bytes at the offset
     */
    public void make(final CharSequence pin, final byte[] pan, final byte[] target, final int offset) {
        if (pan.length <= PAN_DIGITS || pan.length > MAX_PAN_DIGITS || pin.length() < 4 || pin.length() > 12) {
            throw new IllegalArgumentException("no PIN or no card number");
        }
        if (length() == MAX_LENGTH) {
            makeFormat4(pin, pan, target, offset);
            return;
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

    private void makeFormat4(final CharSequence pin, final byte[] pan, final byte[] target, final int offset) {
        final byte[] block = new byte[MAX_LENGTH];
        random.nextBytes(block);
        Arrays.fill(block, 1, LENGTH, (byte) 0xAA);
        block[0] = (byte) (0x40 | pin.length());
        for (int i = 0; i < pin.length(); i++) {
            putNibble(block, 2 + i, pin.charAt(i) - '0');
        }
        try {
            final Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, zoneKey);
            final byte[] between = cipher.doFinal(block);
            final byte[] number = panField(pan);
            for (int i = 0; i < MAX_LENGTH; i++) {
                between[i] ^= number[i];
            }
            cipher.doFinal(between, 0, MAX_LENGTH, target, offset);
            Arrays.fill(number, (byte) 0);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("making a PIN block failed", e);
        } finally {
            Arrays.fill(block, (byte) 0);
        }
    }

    static byte[] panField(final byte[] pan) {
        final byte[] field = new byte[MAX_LENGTH];
        putNibble(field, 0, pan.length - PAN_DIGITS);
        for (int i = 0; i < pan.length; i++) {
            putNibble(field, 1 + i, pan[i] - '0');
        }
        return field;
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
