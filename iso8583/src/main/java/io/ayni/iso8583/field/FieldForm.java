package io.ayni.iso8583.field;

/**
 * The wire form of one value. Lengths are in units: digits, characters or bytes.
 *
 * @param content    which characters it may hold
 * @param encoding   how its units become bytes
 * @param nibbleFill where an odd {@link Encoding#BCD} digit leaves its gap
 * @param prefix     the length before it
 * @param minLength  shortest length
 * @param maxLength  longest length; equal to {@code minLength} when the prefix is {@link LengthPrefix#FIXED}
 * @param padding    what fills a shorter value when it is written
 * @param filled     the value always occupies {@code maxLength}, the prefix tells how much of it counts
 */
public record FieldForm(Content content, Encoding encoding, NibbleFill nibbleFill, LengthPrefix prefix,
                        int minLength, int maxLength, Padding padding, boolean filled) {
    /** No length prefix in use holds more. */
    public static final int LONGEST = 999_999;

    public FieldForm {
        if (maxLength < 0 || maxLength > LONGEST || minLength < 0 || minLength > maxLength) {
            throw new IllegalArgumentException("length " + minLength + ".." + maxLength + " is not within 0.." + LONGEST);
        }
        if (prefix.isFixed() && minLength != maxLength) {
            throw new IllegalArgumentException("a fixed value cannot be " + minLength + ".." + maxLength + " long");
        }
        final boolean bytes = content == Content.B || content == Content.BITMAP;
        if (bytes != encoding.isBinary()) {
            throw new IllegalArgumentException(content + " content cannot be " + encoding + " encoded");
        }
        if (encoding == Encoding.BCD && content.classes() != Chars.DIGIT && content != Content.Z
            && content != Content.HEX) {
            throw new IllegalArgumentException(content + " content does not fit into nibbles");
        }
        if (content == Content.XN && (maxLength < 2 || !prefix.isFixed())) {
            throw new IllegalArgumentException("a signed amount is a sign and digits of fixed length");
        }
        if (filled && prefix.isFixed()) {
            throw new IllegalArgumentException("a filled value needs a length prefix");
        }
    }

    /** A value of fixed length. */
    public static FieldForm fixed(final Content content, final Encoding encoding, final int length) {
        return new FieldForm(content, encoding, NibbleFill.LEADING_ZERO, LengthPrefix.FIXED, length, length,
            usualPadding(content), false);
    }

    /** @return what fills a value of fixed length where nothing else is said. */
    public static Padding usualPadding(final Content content) {
        return switch (content) {
            case N, XN, HEX -> Padding.ZERO_LEFT;
            case B, BITMAP -> Padding.NONE;
            default -> Padding.SPACE_RIGHT;
        };
    }

    /** A value of 0 to {@code maxLength} units behind a length prefix. */
    public static FieldForm variable(
        final Content content, final Encoding encoding, final LengthPrefix prefix, final int maxLength) {
        return new FieldForm(content, encoding, NibbleFill.TRAILING_ZERO, prefix, 0, maxLength, Padding.NONE, false);
    }

    public FieldForm withNibbleFill(final NibbleFill fill) {
        return new FieldForm(content, encoding, fill, prefix, minLength, maxLength, padding, filled);
    }

    public FieldForm withPadding(final Padding changed) {
        return new FieldForm(content, encoding, nibbleFill, prefix, minLength, maxLength, changed, filled);
    }

    public FieldForm withContent(final Content changed) {
        return new FieldForm(changed, encoding, nibbleFill, prefix, minLength, maxLength, padding, filled);
    }

    /** The same form always written at its full length. */
    public FieldForm withFilling(final Padding filler) {
        return new FieldForm(content, encoding, nibbleFill, prefix, minLength, maxLength, filler, true);
    }

    /** @return the bytes that a value of {@code units} units occupies, without the prefix. */
    public int bytes(final int units) {
        return content == Content.XN ? 1 + encoding.bytes(units - 1) : encoding.bytes(units);
    }

    /**
     * @param written the number that the length prefix holds
     * @return how many units it means; negative when the prefix cannot hold such a number
     */
    public int units(final int written) {
        return switch (prefix.counts()) {
            case UNITS -> written;
            // An odd one cannot be written again: what would be read then is one digit more.
            case EVEN_UNITS -> (written & 1) == 0 ? written : -1;
            case NIBBLES -> encoding == Encoding.BCD ? written : (written & 1) == 0 ? written >> 1 : -1;
            case BYTES -> unitsOf(written);
            case BYTES_AND_PREFIX -> unitsOf(written - prefix.bytes());
        };
    }

    /** @return whether the length prefix cannot tell an odd number of digits, and the filled nibble does. */
    public boolean hidesOddDigit() {
        return encoding == Encoding.BCD && nibbleFill.nibble() != 0
            && (prefix.counts() == LengthPrefix.Counts.BYTES
            || prefix.counts() == LengthPrefix.Counts.BYTES_AND_PREFIX);
    }

    private int unitsOf(final int bytes) {
        return switch (encoding) {
            case ASCII, EBCDIC, BINARY, EBCDIC_ZONED -> bytes;
            case BCD -> bytes << 1;
            case HEX_ASCII, HEX_EBCDIC -> (bytes & 1) == 0 ? bytes >> 1 : -1;
        };
    }

    /** @return the number that the length prefix of a value of {@code units} units holds. */
    public int written(final int units) {
        return switch (prefix.counts()) {
            case UNITS -> units;
            case EVEN_UNITS -> units + 1 & ~1;
            case NIBBLES -> encoding == Encoding.BCD ? units : units << 1;
            case BYTES -> bytes(units);
            case BYTES_AND_PREFIX -> bytes(units) + prefix.bytes();
        };
    }

    /** @return the most bytes that prefix and value can occupy. */
    public int maxBytes() {
        return prefix.bytes() + (maxLength == 0 ? 0 : bytes(maxLength));
    }

    /** @return for example {@code n 6}, {@code ans..28 LLVAR}, in the notation of ISO 8583. */
    public String notation() {
        return content.notation() + (prefix.isFixed() ? " " + maxLength : ".." + maxLength);
    }
}
