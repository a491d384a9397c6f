package io.ayni.core.ledger;

/**
 * What an account is for. Those of the institution may go below zero: they are the other side of members' money. So may
 * a loan and a credit card, whose balance is what the member owes. Only savings may be debited by a member.
 */
public enum AccountKind {
    SAVINGS(1, true, true),
    /** One per outbound network. */
    SETTLEMENT(2, false, false),
    FEE(3, false, false),
    TAX(4, false, false),
    /** Differences that a person must look at. */
    SUSPENSE(5, false, false),
    /** The other side of opening balances. */
    OPENING(6, false, false),
    /** A member's share in the cooperative. */
    CONTRIBUTION(7, true, true),
    /** A savings plan that is paid into. */
    CAPITALISATION(8, true, true),
    LOAN(9, true, false),
    TERM_DEPOSIT(10, true, true),
    CREDIT_CARD(11, true, false),
    EXTERNAL_CAPITAL(12, true, true),
    /** The institution's settlement with a biller. */
    BILLER(13, false, false);

    private static final AccountKind[] BY_CODE = new AccountKind[16];

    static {
        for (final AccountKind value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;
    private final boolean ofMember;
    private final boolean hasFloor;

    AccountKind(final int code, final boolean ofMember, final boolean hasFloor) {
        this.code = code;
        this.ofMember = ofMember;
        this.hasFloor = hasFloor;
    }

    /** @return whether it belongs to a member, not to the institution. */
    public boolean isOfMember() {
        return ofMember;
    }

    /** @return whether what is available may never fall below zero. */
    public boolean hasFloor() {
        return hasFloor;
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
