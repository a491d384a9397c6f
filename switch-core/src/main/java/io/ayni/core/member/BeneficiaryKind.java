package io.ayni.core.member;

/** Where a beneficiary's money goes. */
public enum BeneficiaryKind {
    /** A member of the same cooperative. */
    INTERNAL(1),
    /** An account at another institution. */
    INTERBANK(2),
    /** A card of another bank. */
    CARD(3),
    /** A card of the cooperative. */
    OWN_CARD(4);

    private static final BeneficiaryKind[] BY_CODE = new BeneficiaryKind[16];

    static {
        for (final BeneficiaryKind value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    BeneficiaryKind(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static BeneficiaryKind ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
