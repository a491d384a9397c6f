package io.ayni.iso8583.codec;

import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;
import io.ayni.iso8583.field.Values;
import io.ayni.iso8583.spec.Dialect;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/** Reads and writes the four digits of a message type indicator, all at once where the encoding is a usual one. */
final class MtiForm {
    private static final int ASCII_ZONES = 0x30303030;
    private static final int EBCDIC_ZONES = 0xF0F0F0F0;
    private static final int SIXES = 0x06060606;
    private static final int HIGH_NIBBLES = 0xF0F0F0F0;
    private static final int TOP_OF_NIBBLES = 0x8888;

    private final FieldForm form;
    private final boolean zoned;
    private final int zones;

    MtiForm(final FieldForm form) {
        this.form = form;
        zoned = form.encoding() == Encoding.ASCII || form.encoding() == Encoding.EBCDIC;
        zones = form.encoding() == Encoding.ASCII ? ASCII_ZONES : EBCDIC_ZONES;
    }

    int bytes() {
        return form.bytes(Dialect.MTI_DIGITS);
    }

    /** @return the indicator as {@link Mti} writes it, {@link Mti#NONE} when there are no four digits. */
    int read(final DirectBuffer from, final int offset) {
        if (zoned) {
            final int digits = from.getInt(offset, ByteOrder.BIG_ENDIAN) ^ zones;
            return ((digits | digits + SIXES) & HIGH_NIBBLES) != 0 ? Mti.NONE
                : digits >> 12 & 0xF000 | digits >> 8 & 0xF00 | digits >> 4 & 0xF0 | digits & 0xF;
        }
        if (form.encoding() == Encoding.BCD) {
            final int digits = from.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
            return areDigits(digits) ? digits : Mti.NONE;
        }
        int mti = 0;
        for (int i = 0; i < Dialect.MTI_DIGITS; i++) {
            final int digit = digit(from, offset, i);
            if (digit < 0 || digit > 9) {
                return Mti.NONE;
            }
            mti = mti << 4 | digit;
        }
        return mti;
    }

    /** @return where the first byte is that holds no digit, for one that {@link #read} could not read. */
    int wrongOffset(final DirectBuffer from, final int offset) {
        for (int i = 0; i < Dialect.MTI_DIGITS; i++) {
            final int digit = digit(from, offset, i);
            if (digit < 0 || digit > 9) {
                return offset + form.bytes(i + 1) - 1;
            }
        }
        return offset;
    }

    private int digit(final DirectBuffer from, final int offset, final int index) {
        return Values.unit(form, from, offset, Dialect.MTI_DIGITS, index) - '0';
    }

    /** @return whether there was an indicator to write. */
    boolean write(final int mti, final MutableDirectBuffer to, final int offset) {
        if (mti < 0 || !areDigits(mti)) {
            return false;
        }
        if (zoned) {
            final int digits = (mti & 0xF000) << 12 | (mti & 0xF00) << 8 | (mti & 0xF0) << 4 | mti & 0xF;
            to.putInt(offset, digits | zones, ByteOrder.BIG_ENDIAN);
        } else if (form.encoding() == Encoding.BCD) {
            to.putShort(offset, (short)mti, ByteOrder.BIG_ENDIAN);
        } else {
            for (int i = 0; i < Dialect.MTI_DIGITS; i++) {
                final int digit = mti >> 4 * (Dialect.MTI_DIGITS - 1 - i) & 0xF;
                Values.putUnit(form, to, offset, Dialect.MTI_DIGITS, i, (byte)('0' + digit));
            }
        }
        return true;
    }

    /** No nibble has the bit of 8 together with that of 4 or 2. */
    private static boolean areDigits(final int nibbles) {
        return (nibbles & (nibbles << 1 | nibbles << 2) & TOP_OF_NIBBLES) == 0;
    }
}
