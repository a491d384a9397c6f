package io.ayni.iso8583.field;

import org.agrona.DirectBuffer;

/**
 * Finds the first byte that a value may not hold. Each method answers the offset of it, or {@link #CLEAN}. Eight bytes
 * at a time: the tests of {@link #digits} and {@link #text} are the usual carry tricks on a long, and only a value that
 * fails them is walked byte by byte to find the place.
 */
public final class Scan {
    public static final int CLEAN = -1;

    private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;
    private static final long ASCII_ZEROS = 0x3030303030303030L;
    private static final long SIXES = 0x0606060606060606L;
    private static final long TOP_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long SPACES = 0x2020202020202020L;
    private static final long DELETES = 0x7F7F7F7F7F7F7F7FL;

    private Scan() {
    }

    /** ASCII digits. */
    public static int digits(final DirectBuffer buffer, final int offset, final int length) {
        if (length >= Long.BYTES) {
            final int last = offset + length - Long.BYTES;
            for (int at = offset; at < last; at += Long.BYTES) {
                if (notDigits(buffer.getLong(at))) {
                    return firstOutside(buffer, offset, length, Chars.DIGIT);
                }
            }
            return notDigits(buffer.getLong(last)) ? firstOutside(buffer, offset, length, Chars.DIGIT) : CLEAN;
        }
        if (length >= Integer.BYTES) {
            final long first = Integer.toUnsignedLong(buffer.getInt(offset));
            final long second = buffer.getInt(offset + length - Integer.BYTES);
            return notDigits(first | second << Integer.SIZE)
                ? firstOutside(buffer, offset, length, Chars.DIGIT) : CLEAN;
        }
        return firstOutside(buffer, offset, length, Chars.DIGIT);
    }

    /** Every ISO 8859-1 character but control characters. */
    public static int text(final DirectBuffer buffer, final int offset, final int length) {
        if (length >= Long.BYTES) {
            final int last = offset + length - Long.BYTES;
            for (int at = offset; at < last; at += Long.BYTES) {
                if (notText(buffer.getLong(at))) {
                    return firstOutside(buffer, offset, length, ~Chars.CONTROL);
                }
            }
            return notText(buffer.getLong(last)) ? firstOutside(buffer, offset, length, ~Chars.CONTROL) : CLEAN;
        }
        return firstOutside(buffer, offset, length, ~Chars.CONTROL);
    }

    /** ISO 8859-1 characters of the {@link Chars} classes given. */
    public static int firstOutside(final DirectBuffer buffer, final int offset, final int length, final int classes) {
        for (int at = offset, end = offset + length; at < end; at++) {
            if ((Chars.classes(buffer.getByte(at)) & classes) == 0) {
                return at;
            }
        }
        return CLEAN;
    }

    /** Code page 1047 characters of the {@link Chars} classes given. */
    public static int firstOutsideEbcdic(
        final DirectBuffer buffer, final int offset, final int length, final int classes) {
        for (int at = offset, end = offset + length; at < end; at++) {
            if ((Chars.ebcdicClasses(buffer.getByte(at)) & classes) == 0) {
                return at;
            }
        }
        return CLEAN;
    }

    /** Hexadecimal digits in ASCII. */
    public static int hexAscii(final DirectBuffer buffer, final int offset, final int length) {
        return firstOutside(buffer, offset, length, Chars.DIGIT | Chars.HEX_LETTER);
    }

    /** Hexadecimal digits in EBCDIC. */
    public static int hexEbcdic(final DirectBuffer buffer, final int offset, final int length) {
        return firstOutsideEbcdic(buffer, offset, length, Chars.DIGIT | Chars.HEX_LETTER);
    }

    /**
     * Packed decimal digits.
     *
     * @param digits     how many count
     * @param leadingGap an odd one leaves the first nibble unused, not the last
     */
    public static int packedDigits(
        final DirectBuffer buffer, final int offset, final int digits, final boolean leadingGap) {
        final int first = leadingGap ? digits & 1 : 0;
        final int end = first + digits;
        int nibble = first;
        if ((nibble & 1) == 1 && nibble < end) {
            if ((buffer.getByte(offset) & 0xF) > 9) {
                return offset;
            }
            nibble++;
        }
        for (; nibble + 1 < end; nibble += 2) {
            final int pair = buffer.getByte(offset + (nibble >> 1)) & 0xFF;
            if (notPacked(pair)) {
                return offset + (nibble >> 1);
            }
        }
        if (nibble < end && (buffer.getByte(offset + (nibble >> 1)) >> 4 & 0xF) > 9) {
            return offset + (nibble >> 1);
        }
        return CLEAN;
    }

    /** A signed amount: {@code C} or {@code D} in the encoding of the form, then digits. */
    public static int amount(final FieldForm form, final DirectBuffer buffer, final int offset, final int units) {
        final byte sign = Values.unit(form, buffer, offset, units, 0);
        if (sign != 'C' && sign != 'D') {
            return offset;
        }
        return switch (form.encoding()) {
            case ASCII -> digits(buffer, offset + 1, units - 1);
            case BCD -> packedDigits(buffer, offset + 1, units - 1, form.nibbleFill().isLeading());
            default -> firstOutsideEbcdic(buffer, offset + 1, units - 1, Chars.DIGIT);
        };
    }

    /** EBCDIC digits, the last one with the zone of its sign, {@code C} or {@code F} plus, {@code D} minus. */
    public static int zoned(final DirectBuffer buffer, final int offset, final int length) {
        if (length == 0) {
            return CLEAN;
        }
        final int last = offset + length - 1;
        final int wrong = firstOutsideEbcdic(buffer, offset, length - 1, Chars.DIGIT);
        if (wrong != CLEAN) {
            return wrong;
        }
        final int zone = buffer.getByte(last) & 0xF0;
        final boolean signed = zone == 0xF0 || zone == 0xD0 || zone == 0xC0;
        return signed && (buffer.getByte(last) & 0xF) <= 9 ? CLEAN : last;
    }

    private static boolean notPacked(final int pair) {
        return (pair & 0xF) > 9 || pair >> 4 > 9;
    }

    private static boolean notDigits(final long bytes) {
        return ((bytes & HIGH_NIBBLES ^ ASCII_ZEROS) | (bytes + SIXES & HIGH_NIBBLES ^ ASCII_ZEROS)) != 0;
    }

    private static boolean notText(final long bytes) {
        final long control = bytes - SPACES & ~bytes;
        final long difference = bytes ^ DELETES;
        final long delete = difference - ONES & ~difference;
        return ((control | delete) & TOP_BITS) != 0;
    }
}
