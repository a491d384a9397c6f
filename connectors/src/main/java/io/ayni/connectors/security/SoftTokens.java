package io.ayni.connectors.security;

import io.ayni.core.command.SealedCardDecoder;
import java.util.Arrays;

/** Checks the codes of members' soft tokens against the secrets that the engine keeps sealed. Many threads. */
public final class SoftTokens implements TotpVerifier {
    private static final int DIGITS = 6;

    private final SealedCards sealed;

    public SoftTokens(final SealedCards sealed) {
        this.sealed = sealed;
    }

    /** The neighbours too (RFC 6238 section 5.2): clocks differ, and people type slowly. */
    @Override
    public long step(final SealedCardDecoder sealedSecret, final int code, final long nowMs) {
        final byte[] secret = sealed.openToken(sealedSecret);
        if (secret == null) {
            return NO_STEP;
        }
        final long now = Totp.stepOf(nowMs);
        long found = NO_STEP;
        for (final long step : new long[] {now + 1, now - 1, now}) {
            // All three are reckoned, whichever fits: the time it takes tells nothing.
            found = Totp.code(secret, step, DIGITS) == code ? step : found;
        }
        Arrays.fill(secret, (byte) 0);
        return found;
    }
}
