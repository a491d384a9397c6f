package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Encoding;

/**
 * How the bitmap lies on the wire.
 *
 * @param encoding {@link Encoding#BINARY}, {@link Encoding#HEX_ASCII} or {@link Encoding#HEX_EBCDIC}
 * @param maxWords 1 to 3: how many words of 64 bits may stand one after the other. In every word but the last that is
 *                 possible, the first bit tells that another one follows.
 */
public record BitmapForm(Encoding encoding, int maxWords) {
    public static final int MAX_WORDS = 3;

    public BitmapForm {
        if (!encoding.isBinary() || maxWords < 1 || maxWords > MAX_WORDS) {
            throw new IllegalArgumentException("no such bitmap: " + encoding + ", " + maxWords + " words");
        }
    }

    /** @return bytes of one word of 64 bits. */
    public int wordBytes() {
        return encoding.bytes(Long.BYTES);
    }
}
