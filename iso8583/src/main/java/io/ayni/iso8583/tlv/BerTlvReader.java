package io.ayni.iso8583.tlv;

import io.ayni.iso8583.field.Chars;

/**
 * BER TLV (ISO/IEC 8825-1) with tags of up to four bytes and definite lengths of up to three bytes after the first.
 * Bytes of zero before a tag are filling, as EMV book 3 (annex B) allows.
 */
public final class BerTlvReader extends TlvReader {
    private static final int TAG_CONTINUES = 0x1F;
    private static final int CONSTRUCTED = 0x20;
    private static final int MORE = 0x80;
    private static final int MAX_TAG_BYTES = 4;
    private static final int MAX_LENGTH_BYTES = 3;

    private int tag;
    private int tagBytes;

    @Override
    boolean read() {
        final int end = view.capacity();
        while (position < end && view.getByte(position) == 0) {
            position++;
        }
        if (position == end) {
            return false;
        }
        tagOffset = position;
        final int afterTag = readTag(end);
        return afterTag > 0 && readLength(afterTag, end);
    }

    private int readTag(final int end) {
        int at = tagOffset;
        tag = view.getByte(at++) & 0xFF;
        if ((tag & TAG_CONTINUES) == TAG_CONTINUES) {
            int last;
            do {
                if (at == end || at - tagOffset == MAX_TAG_BYTES) {
                    fail(tagOffset);
                    return -1;
                }
                last = view.getByte(at++) & 0xFF;
                tag = tag << Byte.SIZE | last;
            } while ((last & MORE) != 0);
        }
        tagBytes = at - tagOffset;
        return at;
    }

    private boolean readLength(final int start, final int end) {
        if (start == end) {
            return fail(start);
        }
        int at = start;
        int length = view.getByte(at++) & 0xFF;
        if (length >= MORE) {
            final int lengthBytes = length & ~MORE;
            if (lengthBytes == 0 || lengthBytes > MAX_LENGTH_BYTES || end - at < lengthBytes) {
                return fail(start);
            }
            length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = length << Byte.SIZE | view.getByte(at++) & 0xFF;
            }
        }
        if (length > end - at) {
            return fail(start);
        }
        valueOffset = at;
        valueLength = length;
        position = at + length;
        return true;
    }

    /** @return the tag's bytes, the first in the most significant place used: 0x9F26. */
    public int tag() {
        return tag;
    }

    /** @return whether the value is made of further parts. */
    public boolean isConstructed() {
        return isConstructed(tag, tagBytes);
    }

    static boolean isConstructed(final int tag, final int tagBytes) {
        return (tag >>> Byte.SIZE * (tagBytes - 1) & CONSTRUCTED) != 0;
    }

    /** Goes from the start to the first part of that tag. @return whether there is one */
    public boolean find(final int wanted) {
        rewind();
        while (next()) {
            if (tag == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String tagText() {
        return hex(tag, tagBytes);
    }

    private static String hex(final int tag, final int bytes) {
        final StringBuilder text = new StringBuilder();
        for (int shift = 8 * bytes - 4; shift >= 0; shift -= 4) {
            text.append((char)Chars.hexDigit(tag >>> shift & 0xF));
        }
        return text.toString();
    }
}
