package io.ayni.connectors.security;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of soft tokens: RFC 6238 with HMAC-SHA-1 and steps of 30 seconds, as authenticator apps make them. */
public final class Totp {
    public static final long STEP_MS = 30_000;
    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private Totp() {
    }

    /** @return the time step of a moment, RFC 6238 section 4.2 with T0 = 0. */
    public static long stepOf(final long nowMs) {
        return Math.floorDiv(nowMs, STEP_MS);
    }

    /**
     * @param digits 6 to 8
     * @return the code of a time step, RFC 4226 section 5.3
     */
    public static int code(final byte[] secret, final long step, final int digits) {
        final byte[] counter = new byte[Long.BYTES];
        for (int i = 0; i < counter.length; i++) {
            counter[i] = (byte) (step >>> (56 - 8 * i));
        }
        final byte[] hash;
        try {
            final Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            hash = mac.doFinal(counter);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("TOTP failed", e);
        }
        final int offset = hash[hash.length - 1] & 0xF;
        final int truncated = (hash[offset] & 0x7F) << 24 | (hash[offset + 1] & 0xFF) << 16
                | (hash[offset + 2] & 0xFF) << 8 | hash[offset + 3] & 0xFF;
        return truncated % POWERS[digits];
    }

    /**
     * Reads a secret as apps and QR codes write it: base 32 of RFC 4648, spaces and padding allowed, case ignored.
     *
     * @return null when it is none
     */
    public static byte[] parseSecret(final CharSequence base32) {
        final byte[] bytes = new byte[base32.length() * 5 / 8 + 1];
        int length = 0;
        int bits = 0;
        int buffered = 0;
        for (int i = 0; i < base32.length(); i++) {
            final char c = Character.toUpperCase(base32.charAt(i));
            if (c == ' ' || c == '=') {
                continue;
            }
            final int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
            if (value < 0) {
                return null;
            }
            buffered = (buffered << 5 | value) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[length++] = (byte) (buffered >>> bits);
            }
        }
        return length == 0 ? null : Arrays.copyOf(bytes, length);
    }
}
