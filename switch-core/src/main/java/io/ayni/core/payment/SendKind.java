package io.ayni.core.payment;

/** What goes to a link about a payment. */
public enum SendKind {
    REQUEST(0),
    REVERSAL(1),
    /** Asks by our own reference what became of it. */
    STATUS(2),
    PIN_CHANGE(3),
    PIN_GENERATE(4);

    private static final SendKind[] BY_CODE = new SendKind[16];

    static {
        for (final SendKind value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    SendKind(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static SendKind ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
