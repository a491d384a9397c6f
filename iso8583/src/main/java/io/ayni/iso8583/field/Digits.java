package io.ayni.iso8583.field;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * Decimal digits of one byte each as numbers and back, eight at a time in a long: one check and a few multiplications
 * where a loop would look at each. A word is read so that it ends with the value: what it holds before the value is
 * masked away.
 */
public final class Digits {
    /** More do not fit a long whatever they are. */
    public static final int MOST = 18;
    /** What {@link #read} answers when some byte is no digit. */
    public static final long NONE = -1;
    /** High nibbles of ASCII digits. */
    public static final long ASCII = 0x3030303030303030L;
    /** High nibbles of EBCDIC digits. */
    public static final long EBCDIC = 0xF0F0F0F0F0F0F0F0L;

    private static final int WORD = Long.BYTES;
    private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;
    private static final long SIXES = 0x0606060606060606L;
    private static final long PER_WORD = 100_000_000L;
    private static final long PAIRS = 0x000000FF000000FFL;
    private static final int HALF_WORD = 10_000;

    private Digits() {
    }

    /**
     * @param zones {@link #ASCII} or {@link #EBCDIC}
     * @param count 1 to {@link #MOST}
     * @return the number, {@link #NONE} when not all are digits
     * @throws IndexOutOfBoundsException when {@code buffer} does not have those bytes
     */
    public static long read(final DirectBuffer buffer, final int offset, final int count, final long zones) {
        final int end = offset + count;
        if (count <= WORD) {
            return end < WORD ? byByte(buffer, offset, count, (int)zones & 0xF0)
                : one(firstWord(buffer, end - WORD, count, zones));
        }
        if (end < 3 * WORD) {
            return byByte(buffer, offset, count, (int)zones & 0xF0);
        }
        final long last = buffer.getLong(end - WORD, ByteOrder.LITTLE_ENDIAN) ^ zones;
        if (count <= 2 * WORD) {
            final long first = firstWord(buffer, end - 2 * WORD, count - WORD, zones);
            return (strangers(first) | strangers(last)) != 0 ? NONE : value(first) * PER_WORD + value(last);
        }
        final long first = firstWord(buffer, end - 3 * WORD, count - 2 * WORD, zones);
        final long middle = buffer.getLong(end - 2 * WORD, ByteOrder.LITTLE_ENDIAN) ^ zones;
        return (strangers(first) | strangers(middle) | strangers(last)) != 0 ? NONE
            : (value(first) * PER_WORD + value(middle)) * PER_WORD + value(last);
    }

    /** @return digits without their zones; those before the {@code count} last ones are zeros. */
    private static long firstWord(final DirectBuffer buffer, final int at, final int count, final long zones) {
        return (buffer.getLong(at, ByteOrder.LITTLE_ENDIAN) ^ zones) & -1L << Byte.SIZE * (WORD - count);
    }

    private static long one(final long unzoned) {
        return strangers(unzoned) != 0 ? NONE : value(unzoned);
    }

    /** Below 10 a byte has no high nibble, and none when 6 is added. A carry comes from a stranger alone. */
    private static long strangers(final long unzoned) {
        return (unzoned | unzoned + SIXES) & HIGH_NIBBLES;
    }

    /** Eight digits, the first in the lowest byte: pairs, then all four pairs with two multiplications. */
    private static long value(final long unzoned) {
        final long pairs = unzoned * 10 + (unzoned >>> 8);
        return (pairs & PAIRS) * (100 + (1_000_000L << 32)) + (pairs >>> 16 & PAIRS) * (1 + (10_000L << 32)) >>> 32;
    }

    private static long byByte(final DirectBuffer buffer, final int offset, final int count, final int zone) {
        long number = 0;
        for (int at = offset, end = offset + count; at < end; at++) {
            final int digit = (buffer.getByte(at) & 0xFF) - zone;
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /**
     * Writes ASCII digits, zeros in front.
     *
     * @param value 0 or more; digits beyond {@code count} are lost
     */
    public static void putAscii(final MutableDirectBuffer buffer, final int offset, final int count, final long value) {
        long rest = value;
        int at = offset + count;
        while (at - offset >= WORD) {
            final long left = rest / PER_WORD;
            at -= WORD;
            buffer.putLong(at, eight((int)(rest - left * PER_WORD)) | ASCII, ByteOrder.LITTLE_ENDIAN);
            rest = left;
        }
        if (at - offset >= Integer.BYTES) {
            final long left = rest / HALF_WORD;
            at -= Integer.BYTES;
            buffer.putInt(at, (int)((eight((int)(rest - left * HALF_WORD)) | ASCII) >>> 32), ByteOrder.LITTLE_ENDIAN);
            rest = left;
        }
        while (at > offset) {
            final long left = rest / 10;
            buffer.putByte(--at, (byte)('0' + (rest - left * 10)));
            rest = left;
        }
    }

    /** Halves, quarters and digits of a number below 100,000,000, each split in all lanes at once. */
    private static long eight(final int number) {
        final int high = number / HALF_WORD;
        final long halves = high | (long)(number - high * HALF_WORD) << 32;
        final long hundreds = halves * 10_486 >>> 20 & 0x0000007F0000007FL;
        final long quarters = hundreds | halves - 100 * hundreds << 16;
        final long tens = quarters * 103 >>> 10 & 0x000F000F000F000FL;
        return tens | quarters - 10 * tens << 8;
    }
}
