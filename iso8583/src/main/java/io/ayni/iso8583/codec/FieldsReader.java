package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Digits;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.Values;
import io.ayni.iso8583.spec.FieldTable;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * Reads fields where they lie. What the getters of a message ({@link IsoReader}) and of a field's inside
 * ({@link SubfieldReader}) share. After a {@code wrap} that failed, the fields before the fault can be read, and no
 * other. Offsets count from the first byte of what was wrapped.
 */
public abstract sealed class FieldsReader permits IsoReader, SubfieldReader {
    /** What {@link #number} answers when there is none. */
    public static final long NO_NUMBER = Long.MIN_VALUE;
    /** What offsets and lengths of a field that is not there are. */
    public static final int ABSENT = -1;

    final FieldParser parser;

    FieldsReader(final FieldTable table) {
        parser = new FieldParser(Plan.of(table));
    }

    /** @return the table that says what the fields are. */
    public final FieldTable table() {
        return parser.plan.table();
    }

    /** @return the bytes that were wrapped, from offset 0; valid until the next {@code wrap}. */
    public final DirectBuffer buffer() {
        return parser.view;
    }

    /** @return how many bytes were wrapped. */
    public final int totalLength() {
        return parser.view.capacity();
    }

    public final boolean has(final int field) {
        return parser.has(field);
    }

    /** @return the lowest field above {@code field} that is there, {@code next(-1)} the first; {@link #ABSENT}. */
    public final int next(final int field) {
        return parser.next(field);
    }

    /** @return where the value starts, {@link #ABSENT} when the field is not there. */
    public final int offset(final int field) {
        return has(field) ? parser.offsets[field] : ABSENT;
    }

    /** @return the value's length in digits, characters or bytes, whichever it is made of; {@link #ABSENT}. */
    public final int length(final int field) {
        return has(field) ? parser.units(field) : ABSENT;
    }

    /** @return the bytes the value occupies, its length prefix and filling not among them; {@link #ABSENT}. */
    public final int byteLength(final int field) {
        return has(field) ? parser.plan.form(field).bytes(parser.units(field)) : ABSENT;
    }

    /** @return where the field starts with its length prefix; {@link #ABSENT}. */
    public final int wireOffset(final int field) {
        return has(field) ? parser.wireOffset(field) : ABSENT;
    }

    /** @return the bytes the field occupies with its length prefix; {@link #ABSENT}. */
    public final int wireLength(final int field) {
        return has(field) ? parser.wireEnd(field) - parser.wireOffset(field) : ABSENT;
    }

    /**
     * The value as a number: digits in any encoding. A signed amount is positive for {@code C} and negative for
     * {@code D}.
     *
     * @return {@link #NO_NUMBER} when the field is not there, empty, longer than 18 digits or not all digits
     */
    public final long number(final int field) {
        if (!has(field)) {
            return NO_NUMBER;
        }
        return number(parser.plan.form(field), parser.offsets[field], parser.units(field));
    }

    /**
     * As {@link #number}, of a value that is nothing but its 1 to 18 digits.
     *
     * @return {@link #NO_NUMBER} also when the field has room for a sign
     */
    public final long digits(final int field) {
        return has(field) && !isSigned(parser.plan.form(field)) ? number(field) : NO_NUMBER;
    }

    private static boolean isSigned(final FieldForm form) {
        return form.content() == Content.XN || form.encoding() == Encoding.EBCDIC_ZONED;
    }

    private long number(final FieldForm form, final int offset, final int units) {
        final int first = form.content() == Content.XN ? 1 : 0;
        if (units == first || units - first > Digits.MOST) {
            return NO_NUMBER;
        }
        final long number = switch (form.encoding()) {
            case ASCII -> Digits.read(parser.view, offset + first, units - first, Digits.ASCII);
            case EBCDIC -> Digits.read(parser.view, offset + first, units - first, Digits.EBCDIC);
            default -> numberByUnit(form, offset, units, first);
        };
        return number == Digits.NONE ? NO_NUMBER : isNegative(form, offset, units) ? -number : number;
    }

    private long numberByUnit(final FieldForm form, final int offset, final int units, final int first) {
        long number = 0;
        for (int i = first; i < units; i++) {
            final int digit = Values.unit(form, parser.view, offset, units, i) - '0';
            if (digit < 0 || digit > 9) {
                return Digits.NONE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private boolean isNegative(final FieldForm form, final int offset, final int units) {
        return form.content() == Content.XN
            ? Values.unit(form, parser.view, offset, units, 0) == 'D'
            : form.encoding() == Encoding.EBCDIC_ZONED && Values.isNegative(parser.view, offset, units);
    }

    /**
     * One character (ISO 8859-1) or byte of the value.
     *
     * @param index from 0 to {@link #length} - 1
     * @return 0 to 255, {@link #ABSENT} when the field or the index is not there
     */
    public final int unit(final int field, final int index) {
        if (!has(field) || index < 0 || index >= parser.units(field)) {
            return ABSENT;
        }
        return Values.unit(parser.plan.form(field), parser.view, parser.offsets[field], parser.units(field), index)
            & 0xFF;
    }

    /**
     * Up to eight characters as one long, the first in the most significant byte used: response code {@code 00} is
     * 0x3030.
     *
     * @return {@link #NO_NUMBER} when the field is not there or longer than eight
     */
    public final long chars(final int field) {
        return chars(field, 0, length(field));
    }

    /**
     * As {@link #chars(int)}, of a part of the value.
     *
     * @param index of the first character
     * @return {@link #NO_NUMBER} when the value does not have those characters, or they are more than eight
     */
    public final long chars(final int field, final int index, final int count) {
        if (count < 0 || count > Long.BYTES || index < 0 || index + count > length(field)) {
            return NO_NUMBER;
        }
        final int end = parser.offsets[field] + index + count;
        if (count > 0 && end >= Long.BYTES && parser.plan.form(field).encoding().isVerbatim()) {
            return parser.view.getLong(end - Long.BYTES, ByteOrder.BIG_ENDIAN) & -1L >>> Byte.SIZE * (Long.BYTES - count);
        }
        long packed = 0;
        for (int i = index; i < index + count; i++) {
            packed = packed << Byte.SIZE | unit(field, i);
        }
        return packed;
    }

    /**
     * Copies the value as ISO 8859-1 characters or, for binary content, as bytes.
     *
     * @return how many were copied, {@link #ABSENT} when the field is not there
     */
    public final int copy(final int field, final MutableDirectBuffer to, final int toOffset) {
        if (!has(field)) {
            return ABSENT;
        }
        final int units = parser.units(field);
        Values.copyUnits(parser.plan.form(field), parser.view, parser.offsets[field], units, to, toOffset);
        return units;
    }

    /** @return whether the field is there and its characters are those. */
    public final boolean equalsAscii(final int field, final CharSequence characters) {
        final int length = characters.length();
        if (length(field) != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (unit(field, i) != characters.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** @return whether both have the field with the same characters, whatever their dialects; or neither has it. */
    public final boolean equalsField(final int field, final FieldsReader other) {
        final int length = length(field);
        if (length != other.length(field)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (unit(field, i) != other.unit(field, i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Appends the value, in clear: binary content as upper-case hexadecimal, a negative zoned number with {@code -}.
     * For what is shown to people use {@code mask}.
     *
     * @return whether the field is there
     */
    public final boolean appendText(final int field, final StringBuilder to) {
        if (!has(field)) {
            return false;
        }
        final FieldForm form = parser.plan.form(field);
        if (form.encoding() == Encoding.EBCDIC_ZONED && isNegative(form, parser.offsets[field], parser.units(field))) {
            to.append('-');
        }
        for (int i = 0, length = parser.units(field); i < length; i++) {
            final int unit = unit(field, i);
            if (form.encoding().isBinary()) {
                to.append(Character.toUpperCase(Character.forDigit(unit >> 4, 16)))
                    .append(Character.toUpperCase(Character.forDigit(unit & 0xF, 16)));
            } else {
                to.append((char)unit);
            }
        }
        return true;
    }

    /** @return the value in clear as {@link #appendText} writes it, null when the field is not there. Allocates. */
    public final String text(final int field) {
        final StringBuilder text = new StringBuilder();
        return appendText(field, text) ? text.toString() : null;
    }
}
