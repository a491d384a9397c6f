package io.ayni.core.member;

/** What a member is told. */
public enum NoticeKind {
    SCHEDULE_PAID(1),
    /** With the reason: bill above the maximum, no funds, closed window, … */
    SCHEDULE_NOT_PAID(2),
    SCHEDULE_ENDED(3),
    PIN_CHANGED(4),
    PIN_GENERATED(5),
    /** A payment whose caller was told a state that was not final. */
    PAYMENT_POSTED(6),
    /** Likewise. */
    PAYMENT_REVERSED(7),
    STEP_UP_LOCKED(8);

    private static final NoticeKind[] BY_CODE = new NoticeKind[16];

    static {
        for (final NoticeKind value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    NoticeKind(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static NoticeKind ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
