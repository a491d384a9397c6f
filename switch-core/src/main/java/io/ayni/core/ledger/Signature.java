package io.ayni.core.ledger;

/** Who may transact on an account. */
public enum Signature {
    SINGLE(1),
    /** Any one of the holders. */
    INDISTINCT(2),
    /** All holders together: not through these channels. */
    JOINT(3);

    private static final Signature[] BY_CODE = new Signature[16];

    static {
        for (final Signature value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    Signature(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static Signature ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
