package io.ayni.core.ledger;

/** Status of an account or a card. */
public enum AccountStatus {
    ACTIVE(1),
    INACTIVE(2),
    BLOCKED(3);

    private static final AccountStatus[] BY_CODE = new AccountStatus[16];

    static {
        for (final AccountStatus value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    AccountStatus(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static AccountStatus ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
