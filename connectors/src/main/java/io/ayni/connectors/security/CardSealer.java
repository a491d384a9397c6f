package io.ayni.connectors.security;

import io.ayni.core.command.SealedCardEncoder;

/** Seals a card number for the journal, with a key that is outside of it; a network's link opens it again. */
@FunctionalInterface
public interface CardSealer {
    /**
     * @param pan    12 to 19 digits
     * @param target gets the sealed bytes, never all zero
     */
    void seal(CharSequence pan, SealedCardEncoder target);
}
