package io.ayni.connectors.security;

import io.ayni.core.command.SealedCardDecoder;
import io.ayni.core.command.SealedCardEncoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Seals card numbers and the secrets of soft tokens for the journal (AES-256-GCM), and opens them again.
 * <pre>
 * 0         12                           32                 48
 * | nonce   | what is sealed, zero padded | tag              |
 * </pre>
 * A card does not open as a soft token nor the other way round. Many threads.
 */
public final class SealedCards implements CardSealer {
    static final int LENGTH = 48;
    static final int MAX_CONTENT = 20;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] CARD = "ayni card number".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOKEN = "ayni soft token".getBytes(StandardCharsets.US_ASCII);

    private final List<SecretKeySpec> keys;
    private final SecureRandom random = new SecureRandom();

    public SealedCards(final EdgeKeys keys) {
        this.keys = keys.seals().stream().map(key -> new SecretKeySpec(key, "AES")).toList();
    }

    /** @throws IllegalArgumentException without the digits, when it is no card number. */
    @Override
    public void seal(final CharSequence pan, final SealedCardEncoder target) {
        if (pan.length() < CardHash.MIN_DIGITS || pan.length() > CardHash.MAX_DIGITS
                || !pan.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("no card number");
        }
        final byte[] content = new byte[MAX_CONTENT];
        for (int i = 0; i < pan.length(); i++) {
            content[i] = (byte) pan.charAt(i);
        }
        put(encrypt(content, CARD), target);
    }

    /**
     * Opens a card for the network that needs its number. The caller wipes the result after use.
     *
     * @return the digits, ASCII; null when nothing is sealed or it was not sealed with a key of this edge
     */
    public byte[] open(final SealedCardDecoder sealed) {
        final byte[] content = decrypt(sealed, CARD);
        if (content == null) {
            return null;
        }
        int length = 0;
        while (length < content.length && content[length] != 0) {
            length++;
        }
        final byte[] digits = Arrays.copyOf(content, length);
        Arrays.fill(content, (byte) 0);
        return digits;
    }

    /**
     * Seals the secret of a soft token.
     *
     * @param secret 1 to 20 bytes; zeros at its end do not count, nor do they for HMAC (RFC 2104)
     */
    public void sealToken(final byte[] secret, final SealedCardEncoder target) {
        if (secret.length == 0 || secret.length > MAX_CONTENT) {
            throw new IllegalArgumentException("secret of " + secret.length + " bytes");
        }
        put(encrypt(Arrays.copyOf(secret, MAX_CONTENT), TOKEN), target);
    }

    /** @return 20 bytes, zero padded; null when nothing is sealed or it was not sealed with a key of this edge. */
    byte[] openToken(final SealedCardDecoder sealed) {
        return decrypt(sealed, TOKEN);
    }

    private byte[] encrypt(final byte[] content, final byte[] purpose) {
        final byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, keys.getFirst(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose);
            final byte[] sealed = Arrays.copyOf(nonce, LENGTH);
            cipher.doFinal(content, 0, content.length, sealed, NONCE_LENGTH);
            return sealed;
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private byte[] decrypt(final SealedCardDecoder source, final byte[] purpose) {
        final byte[] sealed = new byte[LENGTH];
        source.buffer().getBytes(source.offset(), sealed);
        if (Arrays.equals(sealed, new byte[LENGTH])) {
            return null;
        }
        for (final SecretKeySpec key : keys) {
            try {
                final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_LENGTH));
                cipher.updateAAD(purpose);
                return cipher.doFinal(sealed, NONCE_LENGTH, LENGTH - NONCE_LENGTH);
            } catch (final AEADBadTagException e) {
                // Sealed with another key: perhaps the one before.
            } catch (final GeneralSecurityException e) {
                throw new IllegalStateException("opening failed", e);
            }
        }
        return null;
    }

    private static void put(final byte[] sealed, final SealedCardEncoder target) {
        final UnsafeBuffer words = new UnsafeBuffer(sealed);
        target.w0(words.getLong(0, ByteOrder.LITTLE_ENDIAN));
        target.w1(words.getLong(8, ByteOrder.LITTLE_ENDIAN));
        target.w2(words.getLong(16, ByteOrder.LITTLE_ENDIAN));
        target.w3(words.getLong(24, ByteOrder.LITTLE_ENDIAN));
        target.w4(words.getLong(32, ByteOrder.LITTLE_ENDIAN));
        target.w5(words.getLong(40, ByteOrder.LITTLE_ENDIAN));
    }
}
