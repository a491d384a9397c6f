package io.ayni.core.engine;

/** Answer to an administrative command. */
public enum AdminResult {
    DONE(0),
    /** The account or card exists: attributes changed, balance untouched. */
    ALREADY_THERE(1),
    INVALID(2),
    UNKNOWN_ACCOUNT(3),
    ABOVE_CEILING(4),
    WEEKLY_BELOW_DAILY(5),
    MONTHLY_BELOW_WEEKLY(6),
    /** Not the currency of the institution's accounts. */
    CURRENCY(8),
    UNKNOWN_PAYMENT(9),
    /** The payment is not in a state that an operator's word changes. */
    WRONG_STATE(10);

    private static final AdminResult[] BY_CODE = new AdminResult[16];

    static {
        for (final AdminResult value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    AdminResult(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static AdminResult ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
