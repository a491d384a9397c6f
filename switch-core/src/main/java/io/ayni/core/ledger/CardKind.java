package io.ayni.core.ledger;

/** A card of the cooperative. */
public enum CardKind {
    DEBIT(1),
    CREDIT(2);

    private static final CardKind[] BY_CODE = new CardKind[16];

    static {
        for (final CardKind value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    CardKind(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static CardKind ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
