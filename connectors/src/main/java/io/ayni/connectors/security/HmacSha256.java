package io.ayni.connectors.security;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) over the JDK's SHA-256, without the allocation that {@code javax.crypto.Mac} has per result.
 * One thread.
 */
final class HmacSha256 {
    static final int LENGTH = 32;
    private static final int BLOCK_LENGTH = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    private final MessageDigest digest = sha256();
    private final byte[] innerPad = new byte[BLOCK_LENGTH];
    private final byte[] outerPad = new byte[BLOCK_LENGTH];

    /** @param key at most 64 bytes */
    HmacSha256(final byte[] key) {
        if (key.length == 0 || key.length > BLOCK_LENGTH) {
            throw new IllegalArgumentException("key length " + key.length);
        }
        Arrays.fill(innerPad, INNER);
        Arrays.fill(outerPad, OUTER);
        for (int i = 0; i < key.length; i++) {
            innerPad[i] ^= key[i];
            outerPad[i] ^= key[i];
        }
    }

    /** @param result gets {@link #LENGTH} bytes at 0 */
    void compute(final byte[] message, final int offset, final int length, final byte[] result) {
        try {
            digest.update(innerPad);
            digest.update(message, offset, length);
            digest.digest(result, 0, LENGTH);
            digest.update(outerPad);
            digest.update(result, 0, LENGTH);
            digest.digest(result, 0, LENGTH);
        } catch (final DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
