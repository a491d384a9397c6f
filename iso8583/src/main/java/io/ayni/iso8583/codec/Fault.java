package io.ayni.iso8583.codec;

/**
 * What may be wrong with a message, in the order in which it is noticed.
 */
public enum Fault {
    NONE("nothing is wrong"),
    /** The message ends inside the named part. */
    TRUNCATED("the message ends too early"),
    /** The message type indicator is not four digits. */
    MTI_NOT_DIGITS("the message type indicator is not four digits"),
    /** The bitmap is not hexadecimal digits. */
    BITMAP_NOT_HEX("the bitmap is not hexadecimal"),
    /** The bitmap announces a field that the dialect does not have. */
    FIELD_UNKNOWN("the dialect has no such field"),
    /** The length prefix is not a number. */
    LENGTH_NOT_DIGITS("the length is not a number"),
    LENGTH_ABOVE_MAX("the value is longer than the field allows"),
    LENGTH_BELOW_MIN("the value is shorter than the field allows"),
    /** The value holds a character that the field's content does not admit. */
    CONTENT("the value holds a character that the field does not admit"),
    /** Bytes follow the last field. */
    TRAILING_BYTES("bytes follow the last field"),
    /** A tag, its length or its value does not fit into what surrounds it. */
    TLV("tag, length and value do not fit"),
    /** Writing: the buffer is full. */
    NO_ROOM("the buffer is full"),
    /** Writing: fields are to be put in ascending order, each once. */
    FIELD_ORDER("fields are put in ascending order, each once");

    private static final Fault[] VALUES = values();

    private final String text;

    Fault(final String text) {
        this.text = text;
    }

    static Fault of(final int ordinal) {
        return VALUES[ordinal];
    }

    /** @return for people; never holds anything of the message. */
    public String text() {
        return text;
    }
}
