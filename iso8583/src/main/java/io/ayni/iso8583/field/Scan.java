package io.ayni.iso8583.field;

import org.agrona.DirectBuffer;

/**
 * Finds the first byte that a value may not hold: the offset of it, or {@link #CLEAN}. Byte by byte; {@link Swar} tells
 * faster whether there is any.
 */
public final class Scan {
    public static final int CLEAN = -1;

    private Scan() {
    }

    /** ISO 8859-1 characters of the {@link Chars} classes given. */
    public static int ascii(final DirectBuffer buffer, final int offset, final int length, final int classes) {
        for (int at = offset, end = offset + length; at < end; at++) {
            if ((Chars.classes(buffer.getByte(at)) & classes) == 0) {
                return at;
            }
        }
        return CLEAN;
    }

    /** Code page 1047 characters of the {@link Chars} classes given. */
    public static int ebcdic(final DirectBuffer buffer, final int offset, final int length, final int classes) {
        for (int at = offset, end = offset + length; at < end; at++) {
            if ((Chars.ebcdicClasses(buffer.getByte(at)) & classes) == 0) {
                return at;
            }
        }
        return CLEAN;
    }

    /**
     * Packed decimal digits; what stands in a nibble that an odd number of them leaves unused does not matter.
     *
     * @param digits     how many count
     * @param leadingGap an odd one leaves the first nibble unused, not the last
     */
    public static int packed(final DirectBuffer buffer, final int offset, final int digits, final boolean leadingGap) {
        final int first = leadingGap ? digits & 1 : 0;
        for (int nibble = first, end = first + digits; nibble < end; nibble++) {
            final int pair = buffer.getByte(offset + (nibble >> 1));
            if (((nibble & 1) == 0 ? pair >> 4 & 0xF : pair & 0xF) > 9) {
                return offset + (nibble >> 1);
            }
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
            case ASCII -> ascii(buffer, offset + 1, units - 1, Chars.DIGIT);
            case BCD -> packed(buffer, offset + 1, units - 1, form.nibbleFill().isLeading());
            default -> ebcdic(buffer, offset + 1, units - 1, Chars.DIGIT);
        };
    }

    /** EBCDIC digits, the last one with the zone of its sign, {@code C} or {@code F} plus, {@code D} minus. */
    public static int zoned(final DirectBuffer buffer, final int offset, final int length) {
        if (length == 0) {
            return CLEAN;
        }
        final int last = offset + length - 1;
        final int wrong = ebcdic(buffer, offset, length - 1, Chars.DIGIT);
        if (wrong != CLEAN) {
            return wrong;
        }
        final int zone = buffer.getByte(last) & 0xF0;
        final boolean signed = zone == 0xF0 || zone == 0xD0 || zone == 0xC0;
        return signed && (buffer.getByte(last) & 0xF) <= 9 ? CLEAN : last;
    }
}
