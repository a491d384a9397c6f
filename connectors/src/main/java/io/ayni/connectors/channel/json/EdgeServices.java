package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.BillInquiry;
import io.ayni.connectors.security.CardSealer;
import io.ayni.connectors.security.PinDesk;
import io.ayni.connectors.security.TotpVerifier;
import io.ayni.connectors.translate.InstitutionFacts;
import java.util.function.Supplier;

/**
 * What the edge does for a request beside the engine. All of it is called on event loops, several at a time, and must
 * not block.
 *
 * @param facts of the institution as its rules are now
 */
public record EdgeServices(
        CardSealer sealer, TotpVerifier totp, PinDesk pins, BillInquiry bills, Supplier<InstitutionFacts> facts) {
}
