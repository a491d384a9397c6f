package io.ayni.connectors.channel.iso;

import io.ayni.connectors.channel.BillInquiry;
import io.ayni.connectors.security.CardSealer;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.translate.InstitutionFacts;
import java.util.function.Supplier;

/**
 * What the edge does for a request beside the engine. Called on event loops, several at a time; must not block.
 *
 * @param facts of the institution as its rules are now
 */
public record IsoServices(CardSealer sealer, BillInquiry bills, Supplier<InstitutionFacts> facts) {
    /** For peers that pay no bills. */
    public static IsoServices withoutBillers(final EdgeKeys keys) {
        return new IsoServices(new SealedCards(keys), BillInquiry.NONE, () -> InstitutionFacts.NONE);
    }
}
