package io.ayni.iso8583.field;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Character classes and the two code pages, as tables.
 */
public final class Chars {
    public static final int DIGIT = 1;
    public static final int LETTER = 2;
    public static final int SPACE = 4;
    public static final int SPECIAL = 8;
    /** Bytes from 0x80: letters of ISO 8859-1 and UTF-8. */
    public static final int HIGH = 16;
    public static final int HEX_LETTER = 32;
    public static final int TRACK = 64;
    public static final int CONTROL = 128;
    public static final int ANY = 255;

    private static final Charset CODE_PAGE_1047 = Charset.forName("IBM1047");
    private static final byte[] TO_EBCDIC = new byte[256];
    private static final byte[] FROM_EBCDIC = new byte[256];
    private static final byte[] CLASSES = new byte[256];
    private static final byte[] EBCDIC_CLASSES = new byte[256];
    private static final byte[] HEX_VALUES = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            final String character = new String(new byte[]{(byte)i}, StandardCharsets.ISO_8859_1);
            final byte ebcdic = character.getBytes(CODE_PAGE_1047)[0];
            TO_EBCDIC[i] = ebcdic;
            FROM_EBCDIC[ebcdic & 0xFF] = (byte)i;
            CLASSES[i] = (byte)classify(i);
            EBCDIC_CLASSES[ebcdic & 0xFF] = isEbcdicControl(ebcdic & 0xFF) ? (byte)CONTROL : CLASSES[i];
            HEX_VALUES[i] = (byte)Character.digit(i < 0x80 ? i : 0, 16);
        }
    }

    private Chars() {
    }

    private static boolean isEbcdicControl(final int ebcdic) {
        return ebcdic < 0x40 || ebcdic == 0xFF;
    }

    private static int classify(final int c) {
        if (c >= '0' && c <= '9') {
            return DIGIT;
        }
        final int hexLetter = c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f' ? HEX_LETTER : 0;
        final int track = hexLetter != 0 || c >= ':' && c <= '?' ? TRACK : 0;
        if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z') {
            return LETTER | hexLetter | track;
        }
        if (c == ' ') {
            return SPACE;
        }
        if (c < 0x20 || c == 0x7F) {
            return CONTROL;
        }
        return (c >= 0x80 ? HIGH : SPECIAL) | track;
    }

    /** @return the classes of an ISO 8859-1 byte. */
    public static int classes(final byte ascii) {
        return CLASSES[ascii & 0xFF] & 0xFF;
    }

    /** @return the classes of a code page 1047 byte. */
    public static int ebcdicClasses(final byte ebcdic) {
        return EBCDIC_CLASSES[ebcdic & 0xFF] & 0xFF;
    }

    public static byte toEbcdic(final byte ascii) {
        return TO_EBCDIC[ascii & 0xFF];
    }

    public static byte fromEbcdic(final byte ebcdic) {
        return FROM_EBCDIC[ebcdic & 0xFF];
    }

    /** @return 0 to 15, or -1 when the character is no hexadecimal digit. */
    public static int hexValue(final byte ascii) {
        return HEX_VALUES[ascii & 0xFF];
    }

    /** @return the upper-case hexadecimal digit of 0 to 15. */
    public static byte hexDigit(final int value) {
        return (byte)(value < 10 ? '0' + value : 'A' - 10 + value);
    }
}
