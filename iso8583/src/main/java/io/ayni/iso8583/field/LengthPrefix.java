package io.ayni.iso8583.field;

/**
 * The length that stands before a variable value.
 *
 * @param form   how it is written
 * @param digits decimal digits for {@link Form#ASCII}, {@link Form#EBCDIC} and {@link Form#BCD}; bytes for
 *               {@link Form#BINARY}; 0 for {@link Form#FIXED}
 * @param counts what it counts
 */
public record LengthPrefix(Form form, int digits, Counts counts) {
    /** How the length is written. */
    public enum Form {
        /** Not at all: the value has a fixed length. */
        FIXED,
        ASCII,
        EBCDIC,
        /** Two digits a byte, an odd number of digits padded with a zero on the left. */
        BCD,
        /** Unsigned, most significant byte first. */
        BINARY
    }

    /** What the length counts. */
    public enum Counts {
        /** Characters, digits or bytes: the units of the value's content. */
        UNITS,
        /** Digits, an odd one rounded up: the reader cannot tell it from the filling. */
        EVEN_UNITS,
        /** Bytes on the wire after the prefix. */
        BYTES,
        /** Bytes on the wire, those of the prefix included. */
        BYTES_AND_PREFIX,
        /** Nibbles: twice the units of a binary value. */
        NIBBLES
    }

    public static final LengthPrefix FIXED = new LengthPrefix(Form.FIXED, 0, Counts.UNITS);
    public static final int MAX_DIGITS = 6;

    public LengthPrefix {
        if (form == Form.FIXED ? digits != 0 : digits < 1 || digits > (form == Form.BINARY ? 2 : MAX_DIGITS)) {
            throw new IllegalArgumentException("a " + form + " length prefix cannot have " + digits + " digits");
        }
    }

    public static LengthPrefix ascii(final int digits) {
        return new LengthPrefix(Form.ASCII, digits, Counts.UNITS);
    }

    public static LengthPrefix ebcdic(final int digits) {
        return new LengthPrefix(Form.EBCDIC, digits, Counts.UNITS);
    }

    public static LengthPrefix bcd(final int digits) {
        return new LengthPrefix(Form.BCD, digits, Counts.UNITS);
    }

    public static LengthPrefix binary(final int bytes) {
        return new LengthPrefix(Form.BINARY, bytes, Counts.UNITS);
    }

    /** @return the same prefix counting something else. */
    public LengthPrefix counting(final Counts what) {
        return new LengthPrefix(form, digits, what);
    }

    public boolean isFixed() {
        return form == Form.FIXED;
    }

    /** @return the bytes the prefix itself occupies. */
    public int bytes() {
        return form == Form.BCD ? digits + 1 >> 1 : digits;
    }

    /** @return the largest number it can hold. */
    public int max() {
        return switch (form) {
            case FIXED -> Integer.MAX_VALUE;
            case BINARY -> (1 << 8 * digits) - 1;
            case ASCII, EBCDIC -> power(digits);
            case BCD -> power(digits + 1 & ~1);
        };
    }

    private static int power(final int digits) {
        int power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power - 1;
    }
}
