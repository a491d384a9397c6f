package io.ayni.core.payment;

/** What a biller says of a payment. */
public enum BillerResult {
    PAID(1),
    REFUSED(2),
    /** Does not know our reference. */
    NOT_FOUND(3),
    /** Knows it and has not decided. */
    PENDING(4);

    private static final BillerResult[] BY_CODE = new BillerResult[16];

    static {
        for (final BillerResult value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    BillerResult(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static BillerResult ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
