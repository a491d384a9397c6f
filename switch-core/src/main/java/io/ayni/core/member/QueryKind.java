package io.ayni.core.member;

/** What rows a MemberQuery asks for. Those for an operator have no member and reach no channel. */
public enum QueryKind {
    /** The member's accounts: AccountReply rows. */
    POSITION(1),
    LIMITS(2),
    BENEFICIARIES(3),
    ENROLMENTS(4),
    SCHEDULES(5),
    CARDS(6),
    DEFERRALS(7),
    /** Payments of the member or of one account, newest first: PaymentReply rows. */
    HISTORY(8),
    /** One DeferralReply. */
    SIMULATE_DEFERRAL(9),
    /** One ContactReply; for the edge alone. */
    CONTACT(10),
    /** The one whose id is the cursor. */
    ONE_BENEFICIARY(11),
    /** The one whose id is the cursor. */
    ONE_ENROLMENT(12),
    /** The one whose id is the cursor. */
    ONE_SCHEDULE(13),
    /** For an operator: payments that wait for a person. WaitingReply rows. */
    MANUAL_PAYMENTS(14),
    /** For an operator: those, and what waits for a network's word. WaitingReply rows. */
    WAITING_PAYMENTS(15),
    /** For an operator: every link of the policy. LinkReply rows. */
    LINKS(16),
    /** For an operator: the payment whose id is the cursor. One WaitingReply, or a PageEnd that found none. */
    ONE_PAYMENT(17);

    private static final QueryKind[] BY_CODE = new QueryKind[32];

    static {
        for (final QueryKind value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    QueryKind(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static QueryKind ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
