package io.ayni.connectors.security;

import io.ayni.core.command.SealedCardDecoder;

/** Checks the codes of members' soft tokens (RFC 6238). */
@FunctionalInterface
public interface TotpVerifier {
    /** What {@link #step} answers when the code fits no time step in reach. */
    long NO_STEP = 0;

    /**
     * @param sealedSecret of the member, as the engine keeps it
     * @param code         six digits as a number
     * @param nowMs        of the epoch
     * @return the time step whose code this is, among the present one and its neighbours; or {@link #NO_STEP}
     */
    long step(SealedCardDecoder sealedSecret, int code, long nowMs);
}
