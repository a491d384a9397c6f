package io.ayni.iso8583.tlv;

import io.ayni.iso8583.codec.Fault;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.field.Chars;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes tag and length as characters of fixed number before each value, what {@link CharacterTlvReader} reads; parts
 * of another value exactly as they came. The first fault stays and {@link #finish} tells.
 */
public final class CharacterTlvWriter {
    /** What {@link #finish} answers when something was wrong. */
    public static final int FAILED = -1;

    private final int tagLength;
    private final int lengthDigits;
    private final boolean ebcdic;
    private final int maxLength;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private int position;
    private long result;

    /** @param ebcdic whether tags and lengths are EBCDIC, else ASCII */
    public CharacterTlvWriter(final int tagLength, final int lengthDigits, final boolean ebcdic) {
        this.tagLength = tagLength;
        this.lengthDigits = lengthDigits;
        this.ebcdic = ebcdic;
        int bound = 1;
        for (int i = 0; i < lengthDigits; i++) {
            bound *= 10;
        }
        this.maxLength = bound - 1;
    }

    public void wrap(final MutableDirectBuffer buffer, final int offset, final int capacity) {
        view.wrap(buffer, offset, capacity);
        position = 0;
        result = Result.OK;
    }

    /**
     * One part.
     *
     * @param tag    as many characters as a tag has, none beyond ISO 8859-1
     * @param from   the value's bytes, as they are to stand on the wire
     * @param length of them, no more than the digits can say
     */
    public void put(final CharSequence tag, final DirectBuffer from, final int offset, final int length) {
        if (tag.length() != tagLength || !isLatin(tag) || length > maxLength) {
            fail(Fault.TLV);
        } else if (position + tagLength + lengthDigits + length > view.capacity()) {
            fail(Fault.NO_ROOM);
        }
        if (result != Result.OK) {
            return;
        }
        for (int i = 0; i < tagLength; i++) {
            putCharacter(position + i, tag.charAt(i));
        }
        int rest = length;
        for (int at = position + tagLength + lengthDigits - 1; at >= position + tagLength; at--) {
            putCharacter(at, '0' + rest % 10);
            rest /= 10;
        }
        position += tagLength + lengthDigits;
        view.putBytes(position, from, offset, length);
        position += length;
    }

    /** The part at which a reader stands, byte for byte. */
    public void copy(final CharacterTlvReader from) {
        if (position + from.wireLength() > view.capacity()) {
            fail(Fault.NO_ROOM);
        }
        if (result == Result.OK) {
            view.putBytes(position, from.buffer(), from.tagOffset(), from.wireLength());
            position += from.wireLength();
        }
    }

    private static boolean isLatin(final CharSequence tag) {
        for (int i = 0; i < tag.length(); i++) {
            if (tag.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    private void putCharacter(final int at, final int character) {
        view.putByte(at, ebcdic ? Chars.toEbcdic((byte)character) : (byte)character);
    }

    private void fail(final Fault fault) {
        if (result == Result.OK) {
            result = Result.of(fault, 0, position);
        }
    }

    public long result() {
        return result;
    }

    /** @return the length in bytes, {@link #FAILED} with {@link #result} telling why. */
    public int finish() {
        return result == Result.OK ? position : FAILED;
    }
}
