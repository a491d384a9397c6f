package io.ayni.iso8583.tlv;

import io.ayni.iso8583.field.Chars;

/**
 * Tag and length as characters of fixed number, the length in decimal digits counting the value alone.
 */
public final class CharacterTlvReader extends TlvReader {
    private final int tagLength;
    private final int lengthDigits;
    private final boolean ebcdic;

    /** @param ebcdic whether tags and lengths are EBCDIC, else ASCII */
    public CharacterTlvReader(final int tagLength, final int lengthDigits, final boolean ebcdic) {
        this.tagLength = tagLength;
        this.lengthDigits = lengthDigits;
        this.ebcdic = ebcdic;
    }

    @Override
    boolean read() {
        final int end = view.capacity();
        if (position == end) {
            return false;
        }
        tagOffset = position;
        final int lengthStart = position + tagLength;
        if (end - position < tagLength + lengthDigits) {
            return fail(position);
        }
        int length = 0;
        for (int i = 0; i < lengthDigits; i++) {
            final int digit = character(lengthStart + i) - '0';
            if (digit < 0 || digit > 9) {
                return fail(lengthStart + i);
            }
            length = length * 10 + digit;
        }
        if (length > end - lengthStart - lengthDigits) {
            return fail(lengthStart);
        }
        valueOffset = lengthStart + lengthDigits;
        valueLength = length;
        position = valueOffset + length;
        return true;
    }

    private int character(final int offset) {
        final byte raw = view.getByte(offset);
        return (ebcdic ? Chars.fromEbcdic(raw) : raw) & 0xFF;
    }

    /** @return whether the tag is that text. */
    public boolean tagIs(final CharSequence text) {
        if (text.length() != tagLength) {
            return false;
        }
        for (int i = 0; i < tagLength; i++) {
            if (character(tagOffset + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String tagText() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < tagLength; i++) {
            text.append((char)character(tagOffset + i));
        }
        return text.toString();
    }
}
