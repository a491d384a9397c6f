package io.ayni.iso8583.spec;

/**
 * What may be shown of a field's value outside the message.
 */
public enum Sensitivity {
    /** All of it. */
    PUBLIC,
    /** A primary account number: the first six digits and the last four. */
    PAN,
    /** Nothing but its length: track, PIN block, expiry date, security control data, one-time password. */
    SECRET,
    /** Holds parts with a sensitivity of their own; nothing of it that cannot be taken apart. */
    COMPOSITE
}
