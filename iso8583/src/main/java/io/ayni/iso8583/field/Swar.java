package io.ayni.iso8583.field;

import org.agrona.UnsafeApi;

/**
 * Whether all bytes of a value belong to a class, eight at a time in a long. Values are given as Agrona's buffers give
 * them, {@code byteArray()} and {@code addressOffset()}: <b>the caller has checked that the bytes are there</b>, nothing
 * here does. Additions carry into a byte's top bit exactly when the byte reaches a bound, as long as the top bits were
 * clear before; each test sees to that.
 */
public final class Swar {
    private static final long ONES = 0x0101010101010101L;
    private static final long TOP = 0x80 * ONES;
    private static final long HIGH_NIBBLES = 0xF0 * ONES;
    private static final long FOLD = 0x20 * ONES;

    private Swar() {
    }

    /** ASCII digits. */
    public static boolean asciiDigits(final Object base, final long address, final int length) {
        if (length < Long.BYTES) {
            return length == 0 || asciiDigits(upTo7(base, address, length));
        }
        final long last = address + length - Long.BYTES;
        for (long at = address; at < last; at += Long.BYTES) {
            if (!asciiDigits(UnsafeApi.getLong(base, at))) {
                return false;
            }
        }
        return asciiDigits(UnsafeApi.getLong(base, last));
    }

    /** EBCDIC digits. */
    public static boolean ebcdicDigits(final Object base, final long address, final int length) {
        if (length < Long.BYTES) {
            return length == 0 || ebcdicDigits(upTo7(base, address, length));
        }
        final long last = address + length - Long.BYTES;
        for (long at = address; at < last; at += Long.BYTES) {
            if (!ebcdicDigits(UnsafeApi.getLong(base, at))) {
                return false;
            }
        }
        return ebcdicDigits(UnsafeApi.getLong(base, last));
    }

    /** Packed digits in all nibbles, unused ones included. */
    public static boolean packedDigits(final Object base, final long address, final int length) {
        if (length < Long.BYTES) {
            return length == 0 || packedDigits(upTo7(base, address, length));
        }
        final long last = address + length - Long.BYTES;
        for (long at = address; at < last; at += Long.BYTES) {
            if (!packedDigits(UnsafeApi.getLong(base, at))) {
                return false;
            }
        }
        return packedDigits(UnsafeApi.getLong(base, last));
    }

    /** No control character of ASCII. */
    public static boolean asciiText(final Object base, final long address, final int length) {
        if (length < Long.BYTES) {
            return length == 0 || asciiText(upTo7(base, address, length));
        }
        final long last = address + length - Long.BYTES;
        for (long at = address; at < last; at += Long.BYTES) {
            if (!asciiText(UnsafeApi.getLong(base, at))) {
                return false;
            }
        }
        return asciiText(UnsafeApi.getLong(base, last));
    }

    /** No control character of EBCDIC: none below 0x40, nor 0xFF. */
    public static boolean ebcdicText(final Object base, final long address, final int length) {
        if (length < Long.BYTES) {
            return length == 0 || ebcdicText(upTo7(base, address, length));
        }
        final long last = address + length - Long.BYTES;
        for (long at = address; at < last; at += Long.BYTES) {
            if (!ebcdicText(UnsafeApi.getLong(base, at))) {
                return false;
            }
        }
        return ebcdicText(UnsafeApi.getLong(base, last));
    }

    /** ASCII letters, digits and spaces. */
    public static boolean asciiAlphanumeric(final Object base, final long address, final int length) {
        if (length < Long.BYTES) {
            return length == 0 || asciiAlphanumeric(upTo7(base, address, length));
        }
        final long last = address + length - Long.BYTES;
        for (long at = address; at < last; at += Long.BYTES) {
            if (!asciiAlphanumeric(UnsafeApi.getLong(base, at))) {
                return false;
            }
        }
        return asciiAlphanumeric(UnsafeApi.getLong(base, last));
    }

    /** ASCII digits, {@code : ; < = > ?} and the letters to F, as tracks 2 and 3 have them. */
    public static boolean asciiTrack(final Object base, final long address, final int length) {
        if (length < Long.BYTES) {
            return length == 0 || asciiTrack(upTo7(base, address, length));
        }
        final long last = address + length - Long.BYTES;
        for (long at = address; at < last; at += Long.BYTES) {
            if (!asciiTrack(UnsafeApi.getLong(base, at))) {
                return false;
            }
        }
        return asciiTrack(UnsafeApi.getLong(base, last));
    }

    /** ASCII hexadecimal digits. */
    public static boolean asciiHex(final Object base, final long address, final int length) {
        if (length < Long.BYTES) {
            return length == 0 || asciiHex(upTo7(base, address, length));
        }
        final long last = address + length - Long.BYTES;
        for (long at = address; at < last; at += Long.BYTES) {
            if (!asciiHex(UnsafeApi.getLong(base, at))) {
                return false;
            }
        }
        return asciiHex(UnsafeApi.getLong(base, last));
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

    /** ASCII digits: the high nibble is 3, and still is when 6 is added. */
    private static boolean asciiDigits(final long bytes) {
        return zonedDigits(bytes, 0x30 * ONES);
    }

    /** EBCDIC digits: the high nibble is F. */
    private static boolean ebcdicDigits(final long bytes) {
        return zonedDigits(bytes ^ (0xF0 ^ 0x30) * ONES, 0x30 * ONES);
    }

    private static boolean zonedDigits(final long bytes, final long zone) {
        return ((bytes & HIGH_NIBBLES ^ zone) | (bytes + 6 * ONES & HIGH_NIBBLES ^ zone)) == 0;
    }

    /** Packed digits: no nibble has the bit of 8 together with that of 4 or 2. */
    private static boolean packedDigits(final long bytes) {
        return (bytes & (bytes << 1 | bytes << 2) & 0x88 * ONES) == 0;
    }

    /** No control character of ISO 8859-1 below 0x80. */
    private static boolean asciiText(final long bytes) {
        final long control = bytes - FOLD & ~bytes;
        return ((control | equal(bytes, 0x7F)) & TOP) == 0;
    }

    /** No control character of EBCDIC: none below 0x40, nor 0xFF. */
    private static boolean ebcdicText(final long bytes) {
        final long printable = (bytes | bytes << 1) & TOP;
        return printable == TOP && (equal(bytes, 0xFF) & TOP) == 0;
    }

    /** ASCII letters, digits and spaces. */
    private static boolean asciiAlphanumeric(final long bytes) {
        final long clear = bytes & ~TOP;
        final long known = within(clear, '0', '9') | within(clear | FOLD, 'a', 'z') | within(clear, ' ', ' ');
        return (known & ~bytes & TOP) == TOP;
    }

    /** ASCII digits, {@code : ; < = > ?} and the letters to F, as tracks 2 and 3 have them. */
    private static boolean asciiTrack(final long bytes) {
        final long clear = bytes & ~TOP;
        final long known = within(clear, '0', '?') | within(clear | FOLD, 'a', 'f');
        return (known & ~bytes & TOP) == TOP;
    }

    /** ASCII hexadecimal digits. */
    private static boolean asciiHex(final long bytes) {
        final long clear = bytes & ~TOP;
        final long known = within(clear, '0', '9') | within(clear | FOLD, 'a', 'f');
        return (known & ~bytes & TOP) == TOP;
    }

    /** Top bit set where the byte is within; the top bits of {@code clear} are clear. */
    private static long within(final long clear, final int low, final int high) {
        return clear + (0x80 - low) * ONES & ~(clear + (0x7F - high) * ONES);
    }

    /** Top bit of some byte set if any byte is that one; exact as a whole, not byte for byte. */
    private static long equal(final long bytes, final int wanted) {
        final long difference = bytes ^ wanted * ONES;
        return difference - ONES & ~difference;
    }
}
