package io.ayni.connectors.security;

import io.ayni.core.command.SealedCardDecoder;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of soft tokens: RFC 6238 with HMAC-SHA-1, six digits, 30 s, as the apps on phones make them. One step before and
 * one after the present one are good too: clocks differ, and people type slowly. One thread.
 */
public final class TotpCodes implements TotpVerifier {
    private static final long STEP_MS = 30_000;
    private static final int MODULUS = 1_000_000;

    private final SecretSeal seal;

    public TotpCodes(final SecretSeal seal) {
        this.seal = seal;
    }

    @Override
    public long step(final SealedCardDecoder sealedSecret, final int code, final long nowMs) {
        final byte[] secret = seal.open(sealedSecret);
        if (secret == null) {
            return NO_STEP;
        }
        try {
            final long now = nowMs / STEP_MS;
            long fitting = NO_STEP;
            for (long step = now - 1; step <= now + 1; step++) {
                if (code(secret, step) == code) {
                    fitting = step;
                }
            }
            return fitting;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** @return the code of a time step (RFC 4226, 5.3). */
    public static int code(final byte[] secret, final long step) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            final byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            final int offset = hash[hash.length - 1] & 0xF;
            return (ByteBuffer.wrap(hash).getInt(offset) & 0x7FFF_FFFF) % MODULUS;
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
