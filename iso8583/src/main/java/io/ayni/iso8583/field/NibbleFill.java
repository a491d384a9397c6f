package io.ayni.iso8583.field;

/**
 * Where a {@link Encoding#BCD} value with an odd number of digits leaves its unused nibble, and what stands in it.
 */
public enum NibbleFill {
    LEADING_ZERO(true, 0x0), TRAILING_ZERO(false, 0x0), LEADING_F(true, 0xF), TRAILING_F(false, 0xF);

    private final boolean leading;
    private final int nibble;

    NibbleFill(final boolean leading, final int nibble) {
        this.leading = leading;
        this.nibble = nibble;
    }

    public boolean isLeading() {
        return leading;
    }

    public int nibble() {
        return nibble;
    }
}
