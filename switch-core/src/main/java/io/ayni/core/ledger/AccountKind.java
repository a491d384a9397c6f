package io.ayni.core.ledger;

/** What an account is for. Those of the institution may go below zero: they are the other side of members' money. */
public enum AccountKind {
    SAVINGS(1),
    /** One per outbound network. */
    SETTLEMENT(2),
    FEE(3),
    TAX(4),
    /** Differences that a person must look at. */
    SUSPENSE(5),
    /** The other side of opening balances. */
    OPENING(6);

    private static final AccountKind[] BY_CODE = new AccountKind[16];

    static {
        for (final AccountKind value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    AccountKind(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static AccountKind ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
