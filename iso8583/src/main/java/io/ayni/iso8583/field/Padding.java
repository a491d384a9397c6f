package io.ayni.iso8583.field;

/**
 * What fills a value that is shorter than its fixed length when it is written. Reading takes nothing away: what stands
 * on the wire is what the getters show.
 */
public enum Padding {
    /** A shorter value is refused. */
    NONE(false, (byte)0),
    ZERO_LEFT(true, (byte)'0'),
    SPACE_LEFT(true, (byte)' '),
    SPACE_RIGHT(false, (byte)' '),
    ZERO_RIGHT(false, (byte)'0');

    private final boolean left;
    private final byte filler;

    Padding(final boolean left, final byte filler) {
        this.left = left;
        this.filler = filler;
    }

    /** @return whether the filler stands before the value. */
    public boolean isLeft() {
        return left;
    }

    /** @return the filler as an ASCII character; the encoding of the value applies to it as well. */
    public byte filler() {
        return filler;
    }
}
