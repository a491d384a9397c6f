package io.ayni.iso8583.field;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Reads and writes values in any {@link Encoding} as ASCII characters, one unit at a time or all at once. Offsets are of
 * the value's first byte; nothing here checks the characters, which {@link Scan} has done.
 */
public final class Values {
    private static final int ZONE = 0xF0;
    private static final int MINUS_ZONE = 0xD0;

    private Values() {
    }

    /**
     * One unit of a value.
     *
     * @param form  the value's form
     * @param units how many units the value has
     * @param index which of them, from 0
     * @return the unit: an ISO 8859-1 character, or for binary content a byte
     */
    public static byte unit(
        final FieldForm form, final DirectBuffer buffer, final int offset, final int units, final int index) {
        return switch (form.encoding()) {
            case ASCII, BINARY -> buffer.getByte(offset + index);
            case EBCDIC -> Chars.fromEbcdic(buffer.getByte(offset + index));
            case EBCDIC_ZONED -> Chars.fromEbcdic((byte)(buffer.getByte(offset + index) | ZONE));
            case HEX_ASCII -> (byte)(Chars.hexValue(buffer.getByte(offset + index * 2)) << 4
                | Chars.hexValue(buffer.getByte(offset + index * 2 + 1)));
            case HEX_EBCDIC -> (byte)(Chars.hexValue(Chars.fromEbcdic(buffer.getByte(offset + index * 2))) << 4
                | Chars.hexValue(Chars.fromEbcdic(buffer.getByte(offset + index * 2 + 1))));
            case BCD -> packedUnit(form, buffer, offset, units, index);
        };
    }

    private static byte packedUnit(
        final FieldForm form, final DirectBuffer buffer, final int offset, final int units, final int index) {
        if (form.content() == Content.XN) {
            return index == 0 ? buffer.getByte(offset)
                : nibble(form, buffer, offset + 1, units - 1, index - 1);
        }
        return nibble(form, buffer, offset, units, index);
    }

    private static byte nibble(
        final FieldForm form, final DirectBuffer buffer, final int offset, final int digits, final int index) {
        final int at = index + (form.nibbleFill().isLeading() ? digits & 1 : 0);
        final int pair = buffer.getByte(offset + (at >> 1));
        return toCharacter(form.content(), (at & 1) == 0 ? pair >> 4 & 0xF : pair & 0xF);
    }

    private static byte toCharacter(final Content content, final int nibble) {
        return content == Content.Z && nibble == 0xD ? (byte)'=' : Chars.hexDigit(nibble);
    }

    /** @return the nibble of a digit, hexadecimal digit or track separator; -1 when the character is none of them. */
    public static int toNibble(final byte character) {
        return character == '=' ? 0xD : character >= ':' && character <= '?' ? character - '0' : Chars.hexValue(character);
    }

    /** @return whether an {@link Encoding#EBCDIC_ZONED} value is negative. */
    public static boolean isNegative(final DirectBuffer buffer, final int offset, final int units) {
        return units > 0 && (buffer.getByte(offset + units - 1) & ZONE) == MINUS_ZONE;
    }

    /** Gives the last digit of an {@link Encoding#EBCDIC_ZONED} value the zone of minus. */
    public static void makeNegative(final MutableDirectBuffer buffer, final int offset, final int units) {
        final int last = offset + units - 1;
        buffer.putByte(last, (byte)(MINUS_ZONE | buffer.getByte(last) & 0xF));
    }

    /** @return whether the encoding can hold this unit at all; nibbles cannot hold every character. */
    public static boolean fits(final FieldForm form, final byte unit) {
        return form.encoding() != Encoding.BCD || form.content() == Content.XN || toNibble(unit) >= 0;
    }

    /** Writes all units as ISO 8859-1 characters or, for binary content, as bytes. */
    public static void copyUnits(
        final FieldForm form, final DirectBuffer buffer, final int offset, final int units,
        final MutableDirectBuffer to, final int toOffset) {
        final Encoding encoding = form.encoding();
        if (encoding == Encoding.ASCII || encoding == Encoding.BINARY) {
            to.putBytes(toOffset, buffer, offset, units);
            return;
        }
        for (int i = 0; i < units; i++) {
            to.putByte(toOffset + i, unit(form, buffer, offset, units, i));
        }
    }

    /**
     * Encodes one unit into a value of {@code units} units. The caller has cleared the bytes of a
     * {@link Encoding#BCD} value with {@link #prepare}.
     */
    public static void putUnit(
        final FieldForm form, final MutableDirectBuffer buffer, final int offset, final int units, final int index,
        final byte unit) {
        switch (form.encoding()) {
            case ASCII, BINARY -> buffer.putByte(offset + index, unit);
            case EBCDIC, EBCDIC_ZONED -> buffer.putByte(offset + index, Chars.toEbcdic(unit));
            case HEX_ASCII -> {
                buffer.putByte(offset + index * 2, Chars.hexDigit(unit >> 4 & 0xF));
                buffer.putByte(offset + index * 2 + 1, Chars.hexDigit(unit & 0xF));
            }
            case HEX_EBCDIC -> {
                buffer.putByte(offset + index * 2, Chars.toEbcdic(Chars.hexDigit(unit >> 4 & 0xF)));
                buffer.putByte(offset + index * 2 + 1, Chars.toEbcdic(Chars.hexDigit(unit & 0xF)));
            }
            case BCD -> putPacked(form, buffer, offset, units, index, unit);
        }
    }

    private static void putPacked(
        final FieldForm form, final MutableDirectBuffer buffer, final int offset, final int units, final int index,
        final byte unit) {
        if (form.content() == Content.XN) {
            if (index == 0) {
                buffer.putByte(offset, unit);
            } else {
                putNibble(form, buffer, offset + 1, units - 1, index - 1, unit);
            }
        } else {
            putNibble(form, buffer, offset, units, index, unit);
        }
    }

    private static void putNibble(
        final FieldForm form, final MutableDirectBuffer buffer, final int offset, final int digits, final int index,
        final byte unit) {
        final int at = index + (form.nibbleFill().isLeading() ? digits & 1 : 0);
        final int place = offset + (at >> 1);
        final int nibble = toNibble(unit) & 0xF;
        final int pair = buffer.getByte(place);
        buffer.putByte(place, (byte)((at & 1) == 0 ? pair & 0x0F | nibble << 4 : pair & 0xF0 | nibble));
    }

    /** Puts the nibble that an odd number of packed digits leaves unused. */
    public static void prepare(
        final FieldForm form, final MutableDirectBuffer buffer, final int offset, final int units) {
        if (form.encoding() != Encoding.BCD) {
            return;
        }
        final int sign = form.content() == Content.XN ? 1 : 0;
        final int digits = units - sign;
        if ((digits & 1) == 1) {
            final NibbleFill fill = form.nibbleFill();
            final int start = offset + sign;
            final int gap = fill.isLeading() ? start : start + (digits >> 1);
            buffer.putByte(gap, (byte)(fill.isLeading() ? fill.nibble() << 4 : fill.nibble()));
        }
    }
}
