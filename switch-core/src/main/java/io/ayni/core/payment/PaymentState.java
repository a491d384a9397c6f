package io.ayni.core.payment;

/**
 * Where a payment stands.
 * <pre>
 * RECEIVED ─→ CHALLENGED ─→ HELD ─→ SENT ─→ POSTED | DECLINED | REVERSED | EXPIRED
 *                              │     ├────→ REVERSAL_PENDING ─→ REVERSED | MANUAL
 *                              │     └────→ UNKNOWN ─→ POSTED | DECLINED | MANUAL
 *                              └─→ SCHEDULED_EFFECTIVE              MANUAL ─→ POSTED | REVERSED
 * </pre>
 * What is told in a file for a later day goes to SCHEDULED_EFFECTIVE wherever any other goes to POSTED.
 * A final state never changes and has no hold; every state that is not final from HELD on keeps the hold.
 */
public enum PaymentState {
    RECEIVED(0, false),
    CHALLENGED(1, false),
    HELD(2, false),
    SENT(3, false),
    POSTED(4, true),
    DECLINED(5, true),
    REVERSED(6, true),
    EXPIRED(7, true),
    REVERSAL_PENDING(8, false),
    UNKNOWN(9, false),
    MANUAL(10, false),
    /** A member's request that moved no money took effect. */
    DONE(11, true),
    /** Posted; reaches the card on a later business day. */
    SCHEDULED_EFFECTIVE(12, true);

    private static final PaymentState[] BY_CODE = new PaymentState[16];

    static {
        for (final PaymentState state : values()) {
            BY_CODE[state.code] = state;
        }
    }

    private final int code;
    private final boolean isFinal;

    PaymentState(final int code, final boolean isFinal) {
        this.code = code;
        this.isFinal = isFinal;
    }

    public int code() {
        return code;
    }

    public boolean isFinal() {
        return isFinal;
    }

    public static PaymentState ofCode(final int code) {
        return BY_CODE[code];
    }
}
