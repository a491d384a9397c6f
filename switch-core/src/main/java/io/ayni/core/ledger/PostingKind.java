package io.ayni.core.ledger;

/** Why money moved between two accounts. */
public enum PostingKind {
    /** What a payment is for. */
    AMOUNT,
    FEE,
    TAX,
    /** A payment posted back, by the account that had been credited. */
    REVERSAL,
    /** The part of a reversal that the credited account could not give. */
    REVERSAL_FROM_SUSPENSE,
    /** The balance that an account is opened with. */
    OPENING
}
