package io.ayni.core.payment;

/** An operator's word on a payment. */
public enum Resolution {
    POST(1),
    REVERSE(2),
    /** Off the queue of reversals or inquiries, for a person to look at. */
    TO_MANUAL(3);

    private static final Resolution[] BY_CODE = new Resolution[16];

    static {
        for (final Resolution value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    Resolution(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static Resolution ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
