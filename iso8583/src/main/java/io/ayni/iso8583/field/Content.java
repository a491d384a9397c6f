package io.ayni.iso8583.field;

/**
 * Which characters a value may hold: the attributes of ISO 8583 (a, n, s, b, z, x+n).
 */
public enum Content {
    /** Digits. */
    N("n", Chars.DIGIT),
    /** Letters; the space as padding. */
    A("a", Chars.LETTER | Chars.SPACE),
    /** Letters and digits; the space as padding. */
    AN("an", Chars.LETTER | Chars.DIGIT | Chars.SPACE),
    /** Digits and special characters. */
    NS("ns", Chars.DIGIT | Chars.SPECIAL | Chars.SPACE),
    /** Every character but control characters; letters of other alphabets pass as they are. */
    ANS("ans", Chars.LETTER | Chars.DIGIT | Chars.SPECIAL | Chars.SPACE | Chars.HIGH),
    /** Code set of tracks 2 and 3: digits, the separators {@code =} and {@code D}, and the rest of its sixteen. */
    Z("z", Chars.DIGIT | Chars.TRACK),
    /** A sign, {@code C} or {@code D}, and digits. */
    XN("x+n", Chars.DIGIT),
    /** Hexadecimal digits. */
    HEX("hex", Chars.DIGIT | Chars.HEX_LETTER),
    /** Bytes. */
    B("b", Chars.ANY),
    /** Eight bytes that tell which of the fields 129 to 192 are there. */
    BITMAP("bitmap", Chars.ANY),
    /** Characters that nobody checks. */
    ANY("any", Chars.ANY);

    private final String notation;
    private final int classes;

    Content(final String notation, final int classes) {
        this.notation = notation;
        this.classes = classes;
    }

    /** @return the attribute as ISO 8583 writes it. */
    public String notation() {
        return notation;
    }

    /** @return the classes of {@link Chars} it admits, as a bit set. */
    public int classes() {
        return classes;
    }
}
