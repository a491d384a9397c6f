package io.ayni.core.schedule;

/** How the interest of a deferral is reckoned. */
public enum DeferralMethod {
    /** Principal and one interest over the whole term, in equal parts. */
    FLAT(1),
    /** Equal instalments at a yearly rate, interest on what is left. */
    FRENCH(2);

    private static final DeferralMethod[] BY_CODE = new DeferralMethod[16];

    static {
        for (final DeferralMethod value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    DeferralMethod(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static DeferralMethod ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
