package io.ayni.core.payment;

/** What is on the other side of a link. */
public enum LinkKind {
    INTERBANK(0),
    /** The card processor. */
    CARD(1),
    BILLER(2),
    /** A file per cut-off. */
    BATCH(3);

    private static final LinkKind[] BY_CODE = new LinkKind[16];

    static {
        for (final LinkKind value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    LinkKind(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static LinkKind ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
