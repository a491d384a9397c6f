package io.ayni.connectors.security;

import io.ayni.core.command.SealedCardDecoder;
import io.ayni.core.command.SealedCardEncoder;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What must come back out of the journal, a card number or a soft token's secret, sealed with a key that is outside of
 * it: AES-256-GCM (NIST SP 800-38D) with a random nonce. Another time, other bytes.
 * <pre>
 *  0         12              32        48
 *  +---------+---------------+---------+
 *  | nonce   | ciphertext    | tag     |   of: up to 20 bytes, filled with zeros
 *  +---------+---------------+---------+
 * </pre>
 * Zeros at the end are no part of a secret: a card number has none, and HMAC fills its key with them anyway (RFC 2104).
 * One thread.
 */
public final class SecretSeal implements CardSealer {
    public static final int MAX_SECRET = 20;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int SEALED_LENGTH = 48;

    private final SecretKeySpec key;
    private final RandomSource random;
    private final byte[] plain = new byte[MAX_SECRET];
    private final byte[] nonce = new byte[NONCE_LENGTH];
    private final UnsafeBuffer nonceBuffer = new UnsafeBuffer(nonce);
    private final byte[] sealed = new byte[SEALED_LENGTH];
    private final UnsafeBuffer words = new UnsafeBuffer(sealed);
    private final Cipher cipher;

    public SecretSeal(final EdgeKeys keys, final RandomSource random) {
        this.key = new SecretKeySpec(keys.seal(), "AES");
        this.random = random;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void seal(final CharSequence pan, final SealedCardEncoder target) {
        final byte[] digits = new byte[pan.length()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) pan.charAt(i);
        }
        seal(digits, target);
        Arrays.fill(digits, (byte) 0);
    }

    /** @param secret of 1 to {@link #MAX_SECRET} bytes */
    public void seal(final byte[] secret, final SealedCardEncoder target) {
        if (secret.length < 1 || secret.length > MAX_SECRET) {
            throw new IllegalArgumentException("secret of " + secret.length + " bytes");
        }
        System.arraycopy(secret, 0, plain, 0, secret.length);
        nonceBuffer.putLong(0, random.nextPositiveLong());
        nonceBuffer.putInt(8, (int) random.nextPositiveLong());
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            System.arraycopy(nonce, 0, sealed, 0, NONCE_LENGTH);
            cipher.doFinal(plain, 0, MAX_SECRET, sealed, NONCE_LENGTH);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
        target.w0(word(0)).w1(word(1)).w2(word(2)).w3(word(3)).w4(word(4)).w5(word(5));
    }

    /** @return the secret, for the caller to clear; null when there is none, or it was sealed with another key. */
    public byte[] open(final SealedCardDecoder source) {
        putWords(source);
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_LENGTH));
            cipher.doFinal(sealed, NONCE_LENGTH, SEALED_LENGTH - NONCE_LENGTH, plain, 0);
            int length = MAX_SECRET;
            while (length > 0 && plain[length - 1] == 0) {
                length--;
            }
            return length == 0 ? null : Arrays.copyOf(plain, length);
        } catch (final GeneralSecurityException e) {
            return null;
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private void putWords(final SealedCardDecoder source) {
        final long[] each = {source.w0(), source.w1(), source.w2(), source.w3(), source.w4(), source.w5()};
        for (int i = 0; i < each.length; i++) {
            words.putLong(i * Long.BYTES, each[i], ByteOrder.BIG_ENDIAN);
        }
    }

    private long word(final int index) {
        return words.getLong(index * Long.BYTES, ByteOrder.BIG_ENDIAN);
    }
}
