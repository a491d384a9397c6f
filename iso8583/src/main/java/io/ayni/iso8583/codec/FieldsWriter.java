package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Chars;
import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Digits;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.Padding;
import io.ayni.iso8583.field.Values;
import io.ayni.iso8583.spec.FieldTable;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * Puts fields in ascending order. What the writers of a message ({@link IsoWriter}) and of a field's inside ({@link
 * SubfieldWriter}) share. A value shorter than a fixed field is padded as the field says; what is put is checked as it
 * would be when read. The first fault stays, later puts do nothing, and {@code finish} tells: a caller checks once.
 */
public abstract sealed class FieldsWriter permits IsoWriter, SubfieldWriter {
    /** What {@code finish} answers when something was wrong; {@link #result} tells what. */
    public static final int FAILED = -1;

    private static final int MAX_DIGITS = 19;

    final FieldAssembler assembler;

    FieldsWriter(final FieldTable table) {
        assembler = new FieldAssembler(Plan.of(table));
    }

    /** @return the table that says what the fields are. */
    public final FieldTable table() {
        return assembler.plan.table();
    }

    /** @return {@link Result#OK}, or the first thing that went wrong: fault, field, offset from the first byte. */
    public final long result() {
        return assembler.result;
    }

    /**
     * A number: zero padded when the field's length is fixed, else as short as it can be. A signed amount takes
     * {@code C} for 0 and above, {@code D} below.
     */
    public final void putLong(final int field, final long value) {
        final FieldForm form = assembler.plan.form(field);
        if (form == null) {
            assembler.fail(Fault.FIELD_UNKNOWN, field);
            return;
        }
        final boolean signed = form.content() == Content.XN;
        if (value < 0 && (!signed && form.encoding() != Encoding.EBCDIC_ZONED || value == Long.MIN_VALUE)) {
            assembler.fail(Fault.CONTENT, field);
            return;
        }
        final long magnitude = Math.abs(value);
        final int sign = signed ? 1 : 0;
        final int digits = form.prefix().isFixed() ? form.maxLength() - sign : digits(magnitude);
        if (digits(magnitude) > digits) {
            assembler.fail(Fault.LENGTH_ABOVE_MAX, field);
            return;
        }
        final int units = digits + sign;
        final int start = assembler.open(field, units);
        if (start < 0) {
            return;
        }
        if (form.encoding() == Encoding.ASCII) {
            Digits.putAscii(assembler.view, start + sign, digits, magnitude);
            if (signed) {
                assembler.view.putByte(start, (byte)(value < 0 ? 'D' : 'C'));
            }
        } else {
            putDigits(form, start, units, sign, magnitude);
            finishSign(form, start, units, value < 0);
        }
        assembler.close(field, start, units);
    }

    private void putDigits(final FieldForm form, final int start, final int units, final int first, final long value) {
        long rest = value;
        for (int i = units - 1; i >= first; i--) {
            final long tenth = rest / 10;
            Values.putUnit(form, assembler.view, start, units, i, (byte)('0' + (rest - tenth * 10)));
            rest = tenth;
        }
    }

    private void finishSign(final FieldForm form, final int start, final int units, final boolean negative) {
        if (form.content() == Content.XN) {
            Values.putUnit(form, assembler.view, start, units, 0, (byte)(negative ? 'D' : 'C'));
        } else if (negative) {
            Values.makeNegative(assembler.view, start, units);
        }
    }

    private static int digits(final long value) {
        int digits = 1;
        for (long bound = 10; digits < MAX_DIGITS && value >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    /** Characters of ISO 8859-1; for binary content each stands for one byte. */
    public final void putAscii(final int field, final CharSequence characters) {
        final FieldForm form = assembler.plan.form(field);
        final int length = characters.length();
        final int units = paddedLength(field, form, length);
        final int start = units < 0 ? FAILED : assembler.open(field, units);
        if (start < 0) {
            return;
        }
        final int first = pad(form, start, units, length);
        if (form.encoding() == Encoding.ASCII && putVerbatim(start + first, form.content(), characters)) {
            if (units != length) {
                assembler.close(field, start, units);
            }
            return;
        }
        for (int i = 0; i < length; i++) {
            final char character = characters.charAt(i);
            if (character > 0xFF || !Values.fits(form, (byte)character)) {
                assembler.failAt(Fault.CONTENT, field, start);
                return;
            }
            Values.putUnit(form, assembler.view, start, units, first + i, (byte)character);
        }
        assembler.close(field, start, units);
    }

    /**
     * Writes and checks in one go: a value that is read right after it was written byte by byte waits for the store
     * buffer.
     *
     * @return whether all is known to be good; false may also mean doubt
     */
    private boolean putVerbatim(final int start, final Content content, final CharSequence characters) {
        final int classes = content == Content.XN ? 0 : content.classes();
        int strangers = 0;
        for (int i = 0, length = characters.length(); i < length; i++) {
            final char character = characters.charAt(i);
            // Minus one is negative, so that each character that is in no class, or no ISO 8859-1, counts.
            strangers |= (Chars.classes((byte)character) & classes) - 1 | 0xFF - character;
            assembler.view.putByte(start + i, (byte)character);
        }
        return strangers >= 0;
    }

    /**
     * Characters of ISO 8859-1 or, for binary content, bytes, from a slice of a buffer.
     *
     * @param length how many
     */
    public final void put(final int field, final DirectBuffer from, final int offset, final int length) {
        final FieldForm form = assembler.plan.form(field);
        final int units = paddedLength(field, form, length);
        final int start = units < 0 ? FAILED : assembler.open(field, units);
        if (start < 0) {
            return;
        }
        final int first = pad(form, start, units, length);
        if (form.encoding() == Encoding.ASCII || form.encoding() == Encoding.BINARY) {
            assembler.view.putBytes(start + first, from, offset, length);
        } else {
            for (int i = 0; i < length; i++) {
                final byte unit = from.getByte(offset + i);
                if (!Values.fits(form, unit)) {
                    assembler.failAt(Fault.CONTENT, field, start);
                    return;
                }
                Values.putUnit(form, assembler.view, start, units, first + i, unit);
            }
        }
        assembler.close(field, start, units);
    }

    /**
     * Up to eight characters from a long, as {@link FieldsReader#chars} gives them.
     *
     * @param length how many, 0 to 8
     */
    public final void putChars(final int field, final long characters, final int length) {
        final FieldForm form = assembler.plan.form(field);
        final int units = paddedLength(field, form, length);
        final int start = units < 0 ? FAILED : assembler.open(field, units);
        if (start < 0) {
            return;
        }
        if (units == length && form.encoding().isVerbatim()) {
            putVerbatim(start, characters, length);
            if (!ContentCheck.passes(Plan.check(assembler.plan.op(field)), characters, length)) {
                assembler.close(field, start, units);
            }
            return;
        }
        final int first = pad(form, start, units, length);
        for (int i = 0; i < length; i++) {
            final byte unit = (byte)(characters >> Byte.SIZE * (length - 1 - i));
            if (!Values.fits(form, unit)) {
                assembler.failAt(Fault.CONTENT, field, start);
                return;
            }
            Values.putUnit(form, assembler.view, start, units, first + i, unit);
        }
        assembler.close(field, start, units);
    }

    private void putVerbatim(final int start, final long characters, final int length) {
        int at = start + length;
        long rest = characters;
        if ((length & 1) != 0) {
            assembler.view.putByte(--at, (byte)rest);
            rest >>>= Byte.SIZE;
        }
        if ((length & 2) != 0) {
            at -= Short.BYTES;
            assembler.view.putShort(at, (short)rest, ByteOrder.BIG_ENDIAN);
            rest >>>= Short.SIZE;
        }
        if ((length & 4) != 0) {
            assembler.view.putInt(at - Integer.BYTES, (int)rest, ByteOrder.BIG_ENDIAN);
        } else if (length == Long.BYTES) {
            assembler.view.putLong(start, characters, ByteOrder.BIG_ENDIAN);
        }
    }

    /** Binary content from hexadecimal digits. */
    public final void putHex(final int field, final CharSequence hex) {
        final FieldForm form = assembler.plan.form(field);
        final int length = hex.length() >> 1;
        final int units = paddedLength(field, form, length);
        final int start = units < 0 ? FAILED : assembler.open(field, units);
        if (start < 0) {
            return;
        }
        for (int i = 0; i < length; i++) {
            final int high = hexValue(hex.charAt(2 * i));
            final int low = hexValue(hex.charAt(2 * i + 1));
            if (high < 0 || low < 0 || (hex.length() & 1) != 0) {
                assembler.failAt(Fault.CONTENT, field, start);
                return;
            }
            Values.putUnit(form, assembler.view, start, units, i, (byte)(high << 4 | low));
        }
        assembler.close(field, start, units);
    }

    /**
     * The value as {@link FieldsReader#appendText} writes it: binary content from hexadecimal digits, a negative zoned
     * number with {@code -} in front, all else its characters.
     */
    public final void putText(final int field, final CharSequence text) {
        final FieldForm form = assembler.plan.form(field);
        if (form != null && form.encoding().isBinary()) {
            putHex(field, text);
        } else if (form != null && form.encoding() == Encoding.EBCDIC_ZONED && text.length() > 1
            && text.charAt(0) == '-') {
            putNegative(field, form, text.subSequence(1, text.length()));
        } else {
            putAscii(field, text);
        }
    }

    private void putNegative(final int field, final FieldForm form, final CharSequence digits) {
        final int length = digits.length();
        final int units = paddedLength(field, form, length);
        final int start = units < 0 ? FAILED : assembler.open(field, units);
        if (start < 0) {
            return;
        }
        final int first = pad(form, start, units, length);
        for (int i = 0; i < length; i++) {
            final char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                assembler.failAt(Fault.CONTENT, field, start);
                return;
            }
            Values.putUnit(form, assembler.view, start, units, first + i, (byte)digit);
        }
        Values.makeNegative(assembler.view, start, units);
        assembler.close(field, start, units);
    }

    private static int hexValue(final char character) {
        return character > 0x7F ? FAILED : Chars.hexValue((byte)character);
    }

    /** The same field of another message, whatever its dialect; nothing when it does not have it. */
    public final void copy(final int field, final FieldsReader from) {
        copy(field, from, field);
    }

    /** A field of another message, whatever its number and dialect; nothing when it is not there. */
    public final void copy(final int field, final FieldsReader from, final int fromField) {
        if (!from.has(fromField)) {
            return;
        }
        final FieldForm form = assembler.plan.form(field);
        final FieldForm source = from.parser.plan.form(fromField);
        final int length = from.parser.units(fromField);
        final int units = paddedLength(field, form, length);
        final int start = units < 0 ? FAILED : assembler.open(field, units);
        if (start < 0) {
            return;
        }
        final int sourceOffset = from.parser.offsets[fromField];
        if (source.equals(form)) {
            assembler.view.putBytes(start, from.parser.view, sourceOffset, form.bytes(length));
        } else {
            final int first = pad(form, start, units, length);
            for (int i = 0; i < length; i++) {
                final byte unit = Values.unit(source, from.parser.view, sourceOffset, length, i);
                if (!Values.fits(form, unit)) {
                    assembler.failAt(Fault.CONTENT, field, start);
                    return;
                }
                Values.putUnit(form, assembler.view, start, units, first + i, unit);
            }
        }
        assembler.close(field, start, units);
    }

    /** @return the units that a value of {@code length} takes when padded; {@link #FAILED} with the fault noted. */
    private int paddedLength(final int field, final FieldForm form, final int length) {
        if (form == null) {
            assembler.fail(Fault.FIELD_UNKNOWN, field);
            return FAILED;
        }
        if (length > form.maxLength()) {
            assembler.fail(Fault.LENGTH_ABOVE_MAX, field);
            return FAILED;
        }
        if (!form.prefix().isFixed()) {
            return length;
        }
        if (length < form.maxLength() && form.padding() == Padding.NONE) {
            assembler.fail(Fault.LENGTH_BELOW_MIN, field);
            return FAILED;
        }
        return form.maxLength();
    }

    /** @return the unit at which the value itself starts, after padding on its left. */
    private int pad(final FieldForm form, final int start, final int units, final int length) {
        if (units == length) {
            return 0;
        }
        final boolean left = form.padding().isLeft();
        for (int i = left ? 0 : length, end = left ? units - length : units; i < end; i++) {
            Values.putUnit(form, assembler.view, start, units, i, form.padding().filler());
        }
        return left ? units - length : 0;
    }
}
