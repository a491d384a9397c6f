package io.ayni.core.payment;

/** What a {@code PaymentReply} answers. */
public enum Disposition {
    /** The payment went on because of this very command. */
    FIRST(0),
    /** The key was seen before: the answer of the first time again. */
    REPEAT(1),
    /** The key was seen before with another body; nothing was done. */
    KEY_REUSED(2),
    /** The key was seen before and its payment is not finished; an ISO caller is attached to it and answered when it is. */
    IN_FLIGHT(3),
    /** There is no payment with this id. */
    NOT_FOUND(4),
    /** A query. */
    VIEW(5);

    private static final Disposition[] BY_CODE = new Disposition[16];

    static {
        for (final Disposition value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    Disposition(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static Disposition ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
