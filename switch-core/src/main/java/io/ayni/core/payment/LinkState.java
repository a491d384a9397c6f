package io.ayni.core.payment;

/** Whether an outbound link takes traffic. */
public enum LinkState {
    UP(1),
    DOWN(2),
    SIGNED_OFF(3);

    private static final LinkState[] BY_CODE = new LinkState[16];

    static {
        for (final LinkState value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    LinkState(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static LinkState ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
