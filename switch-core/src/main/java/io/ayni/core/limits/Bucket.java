package io.ayni.core.limits;

/** Which limit a payment consumes. */
public enum Bucket {
    NONE(0),
    /** Inside the cooperative. */
    INT(1),
    /** To other institutions. */
    EXT(2),
    /** Debit card at merchants and ATMs. */
    CARD(3),
    /** One card at merchants: its owner in the table is the card. */
    CARD_PURCHASES(4),
    /** One card at ATMs: its owner in the table is the card. */
    CARD_WITHDRAWALS(5);

    private static final Bucket[] BY_CODE = new Bucket[16];

    static {
        for (final Bucket value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    Bucket(final int code) {
        this.code = code;
    }

    /** @return whether members have it and may set limits of their own in it. */
    public boolean isOfMember() {
        return this == INT || this == EXT || this == CARD;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static Bucket ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
