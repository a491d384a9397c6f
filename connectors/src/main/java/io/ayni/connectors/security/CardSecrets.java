package io.ayni.connectors.security;

import io.ayni.core.command.SealedCardDecoder;
import java.util.Arrays;
import java.util.Optional;

/**
 * What of a card joins a message at the link and nowhere else: its number (DE2), and the block of a new PIN (DE52). Many
 * threads.
 */
public final class CardSecrets {
    /** Of a link over which no card goes. */
    public static final CardSecrets NONE = new CardSecrets(null, null);

    private final SealedCards cards;
    private final PinKeeper pins;

    public CardSecrets(final SealedCards cards, final PinKeeper pins) {
        this.cards = cards;
        this.pins = pins;
    }

    /** @return ASCII digits, which the caller wipes; empty when nothing is sealed, or not with a key of this edge. */
    public Optional<byte[]> number(final SealedCardDecoder sealed) {
        return cards == null ? Optional.empty() : Optional.ofNullable(cards.open(sealed));
    }

    /** As {@link PinKeeper#takeBlock}. @return bytes of the block; 0 when it is not here */
    public int takePinBlock(final long paymentId, final byte[] number, final byte[] target) {
        return pins == null ? 0 : pins.take(paymentId, number, target);
    }

    /** Overwrites a number or a block after its use. */
    public static void wipe(final byte[] secret) {
        Arrays.fill(secret, (byte) 0);
    }
}
