package io.ayni.core.engine;

/** What an {@code Alarm} outcome tells. */
public enum AlarmCode {
    /** An answer of a link fits no payment that waits; the field says why, the value is its STAN. */
    ANSWER_MATCHED_NOTHING(1),
    /** An approval came after the reversal was decided; never captured. */
    LATE_APPROVAL(2),
    /** A decline came after the reversal was decided; the 0430 is still awaited. */
    LATE_DECLINE(3),
    /** A reversal reached the number of attempts that alarms; the value is the count. */
    REVERSAL_REPEATED(4),
    /** An advice above its hold, or without one; the value is the excess, on the exceptions list. */
    ADVICE_EXCESS(5),
    /** A request came after its reversal and was declined. */
    TOMBSTONE_HIT(6),
    /** A second answer to a finished request. */
    DUPLICATE_ANSWER(7),
    /** Never: the sequencer holds time; seen means a broken host. */
    TIME_WENT_BACK(8),
    /** A payment became MANUAL: nobody could say what became of it; the value is how often it was asked. */
    MANUAL(9),
    /** A link missed too many answers and was taken down; the value is how often that happened in this run. */
    LINK_SUSPENDED(10),
    /** The store of reversals of a link is 80 % full; the value is how many are not accepted. Full, it takes no traffic. */
    REVERSAL_STORE_FILLING(11);

    private static final AlarmCode[] BY_CODE = new AlarmCode[16];

    static {
        for (final AlarmCode value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    AlarmCode(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static AlarmCode ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
