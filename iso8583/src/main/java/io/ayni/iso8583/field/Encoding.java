package io.ayni.iso8583.field;

/**
 * How the units of a value (characters, digits or bytes, as ISO 8583 counts its lengths) become bytes.
 */
public enum Encoding {
    /** One byte a character, ISO 8859-1. */
    ASCII,
    /** One byte a character, code page 1047. */
    EBCDIC,
    /** Two digits a byte, the earlier one in the high nibble; {@link NibbleFill} tells where an odd one leaves its gap. */
    BCD,
    /** The bytes themselves. */
    BINARY,
    /** Each byte as two hexadecimal digits in ASCII. */
    HEX_ASCII,
    /** Each byte as two hexadecimal digits in EBCDIC. */
    HEX_EBCDIC,
    /** EBCDIC digits; the zone of the last one carries the sign: {@code F} plus, {@code D} minus. */
    EBCDIC_ZONED;

    /** @return the bytes that {@code units} units occupy. */
    public int bytes(final int units) {
        return switch (this) {
            case ASCII, EBCDIC, BINARY, EBCDIC_ZONED -> units;
            case BCD -> units + 1 >> 1;
            case HEX_ASCII, HEX_EBCDIC -> units << 1;
        };
    }

    /** @return whether the bytes on the wire are the units themselves, in ISO 8859-1. */
    public boolean isVerbatim() {
        return this == ASCII || this == BINARY;
    }

    /** @return whether the units are bytes rather than characters. */
    public boolean isBinary() {
        return this == BINARY || this == HEX_ASCII || this == HEX_EBCDIC;
    }
}
