package io.ayni.iso8583.field;

import org.agrona.UnsafeApi;

/**
 * Whether all bytes of a value belong to a class, eight at a time in a long. Values are given as Agrona's buffers give
 * them, {@code byteArray()} and {@code addressOffset()}: <b>the caller has checked that the bytes are there</b>,
 * nothing here does.
 *
 * <p>A class is a method that marks what is wrong in a word: some bit of {@link #marks} is set if any byte is outside
 * the class. Marks of several words are or-ed and looked at once, so that a value costs one branch and not one a word.
 * What is added or subtracted may carry into the next byte only where the byte itself is wrong already (or is 0xFF in
 * {@link #ASCII_TEXT}): a wrong byte is never missed, a right one may be doubted.
 */
public final class Swar {
    public static final int ASCII_DIGITS = 1;
    /** No control character of ISO 8859-1 below 0x80. */
    public static final int ASCII_TEXT = 2;
    /** ASCII letters, digits and spaces. */
    public static final int ASCII_ALPHANUMERIC = 3;
    /** ASCII digits, {@code : ; < = > ?} and the letters to F, as tracks 2 and 3 have them. */
    public static final int ASCII_TRACK = 4;
    public static final int ASCII_HEX = 5;
    public static final int EBCDIC_DIGITS = 6;
    /** No control character of EBCDIC: none below 0x40, nor 0xFF. */
    public static final int EBCDIC_TEXT = 7;
    /** Packed digits in all nibbles, unused ones included. */
    public static final int PACKED_DIGITS = 8;

    /** A byte repeated eight times when multiplied with it. */
    public static final long ONES = 0x0101010101010101L;
    private static final long TOP = 0x80 * ONES;
    private static final long HIGH_NIBBLES = 0xF0 * ONES;
    private static final long FOLD = 0x20 * ONES;
    private static final long ASCII_ZONE = 0x30 * ONES;
    private static final int BLOCK = 4 * Long.BYTES;

    private Swar() {
    }

    /**
     * @param kind one of the classes above; a constant at the place of the call makes the fastest code
     * @return whether all bytes belong to it; false may also mean doubt
     */
    public static boolean passes(final int kind, final Object base, final long address, final int length) {
        return (wrong(kind, base, address, length) & marks(kind)) == 0;
    }

    /** As above, of eight bytes. */
    public static boolean passes(final int kind, final long bytes) {
        return (wrong(kind, bytes) & marks(kind)) == 0;
    }

    /** Words overlap where the length is no multiple of theirs: cheaper than a loop over the rest. */
    private static long wrong(final int kind, final Object base, final long address, final int length) {
        final long last = address + length - Long.BYTES;
        if (length > 2 * Long.BYTES) {
            return length <= BLOCK ? four(kind, base, address, last) : blocks(kind, base, address, length);
        }
        if (length >= Long.BYTES) {
            return wrong(kind, UnsafeApi.getLong(base, address)) | wrong(kind, UnsafeApi.getLong(base, last));
        }
        return length == 0 ? 0 : wrong(kind, upTo7(base, address, length));
    }

    private static long four(final int kind, final Object base, final long address, final long last) {
        return wrong(kind, UnsafeApi.getLong(base, address))
            | wrong(kind, UnsafeApi.getLong(base, address + Long.BYTES))
            | wrong(kind, UnsafeApi.getLong(base, last - Long.BYTES))
            | wrong(kind, UnsafeApi.getLong(base, last));
    }

    private static long blocks(final int kind, final Object base, final long address, final int length) {
        final long last = address + length - Long.BYTES;
        long wrong = 0;
        long at = address;
        do {
            wrong |= four(kind, base, at, at + BLOCK - Long.BYTES);
            at += BLOCK;
        } while (at <= last - (BLOCK - Long.BYTES));
        if (at <= last - Long.BYTES) {
            wrong |= four(kind, base, last - (BLOCK - Long.BYTES), last);
        } else {
            wrong |= wrong(kind, UnsafeApi.getLong(base, last - Long.BYTES));
            wrong |= wrong(kind, UnsafeApi.getLong(base, last));
        }
        return wrong;
    }

    /** @return one to seven bytes, the first ones repeated until there are eight. */
    private static long upTo7(final Object base, final long address, final int length) {
        if (length >= Integer.BYTES) {
            return Integer.toUnsignedLong(UnsafeApi.getInt(base, address))
                | (long)UnsafeApi.getInt(base, address + length - Integer.BYTES) << Integer.SIZE;
        }
        if (length >= Short.BYTES) {
            final long ends = UnsafeApi.getShort(base, address) & 0xFFFFL
                | (UnsafeApi.getShort(base, address + length - Short.BYTES) & 0xFFFFL) << Short.SIZE;
            return ends | ends << Integer.SIZE;
        }
        return (UnsafeApi.getByte(base, address) & 0xFF) * ONES;
    }

    /** @return the bits in which {@link #wrong(int, long)} tells. */
    private static long marks(final int kind) {
        return kind == ASCII_DIGITS || kind == EBCDIC_DIGITS ? HIGH_NIBBLES : TOP;
    }

    private static long wrong(final int kind, final long bytes) {
        return switch (kind) {
            case ASCII_DIGITS -> notDigits(bytes ^ ASCII_ZONE);
            case ASCII_TEXT -> (bytes - FOLD | bytes + ONES) & ~bytes;
            case ASCII_ALPHANUMERIC -> notAlphanumeric(bytes);
            case ASCII_TRACK -> notWithin(bytes, '0', '?', 'a', 'f');
            case ASCII_HEX -> notWithin(bytes, '0', '9', 'a', 'f');
            case EBCDIC_DIGITS -> notDigits(bytes ^ HIGH_NIBBLES);
            case EBCDIC_TEXT -> ~(bytes | bytes << 1) | bytes & ~(bytes + ONES);
            default -> notPacked(bytes);
        };
    }

    /** Digits without their zone: below 10, so that the high nibble is clear and still is when 6 is added. */
    private static long notDigits(final long unzoned) {
        return unzoned | unzoned + 6 * ONES;
    }

    /** A nibble above 9 has the bit of 8 together with that of 4 or 2; marks of low nibbles move to the top. */
    private static long notPacked(final long bytes) {
        final long above9 = bytes & (bytes << 1 | bytes << 2);
        return above9 | above9 << 4;
    }

    private static long notAlphanumeric(final long bytes) {
        final long clear = bytes & ~TOP;
        return ~(within(clear, '0', '9') | within(clear | FOLD, 'a', 'z') | within(clear, ' ', ' ')) | bytes;
    }

    /** Neither in the first range nor, in whichever case, in the second. */
    private static long notWithin(
        final long bytes, final int low, final int high, final int letterLow, final int letterHigh) {
        final long clear = bytes & ~TOP;
        return ~(within(clear, low, high) | within(clear | FOLD, letterLow, letterHigh)) | bytes;
    }

    /** Top bit set where the byte is within; the top bits of {@code clear} are clear, so nothing carries. */
    private static long within(final long clear, final int low, final int high) {
        return clear + (0x80 - low) * ONES & ~(clear + (0x7F - high) * ONES);
    }
}
