package io.ayni.iso8583.tlv;

import io.ayni.iso8583.codec.Fault;
import io.ayni.iso8583.codec.Result;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Goes through the parts of a value, one {@link #next} each. Reusable, one thread at a time, no allocation. Offsets count
 * from the first byte of the value.
 * <pre>{@code
 * tlv.wrap(message.buffer(), message.offset(55), message.byteLength(55));
 * while (tlv.next()) {
 *     ... tlv.valueOffset(), tlv.valueLength()
 * }
 * if (!Result.isOk(tlv.result())) ...
 * }</pre>
 */
public abstract sealed class TlvReader permits BerTlvReader, CharacterTlvReader {
    final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    int position;
    int tagOffset;
    int valueOffset;
    int valueLength;
    private long result;

    /** Starts before the first part. */
    public final void wrap(final DirectBuffer buffer, final int offset, final int length) {
        view.wrap(buffer, offset, length);
        rewind();
    }

    /** Goes back before the first part. */
    public final void rewind() {
        position = 0;
        tagOffset = 0;
        valueOffset = 0;
        valueLength = 0;
        result = Result.OK;
    }

    /** @return whether there is another part, which the getters then describe; false at the end and after a fault. */
    public final boolean next() {
        if (result != Result.OK) {
            return false;
        }
        return read();
    }

    abstract boolean read();

    final boolean fail(final int offset) {
        result = Result.of(Fault.TLV, 0, offset);
        valueLength = 0;
        return false;
    }

    /** @return {@link Result#OK}, or {@link Fault#TLV} with the offset of the tag or length that does not fit. */
    public final long result() {
        return result;
    }

    /** @return the bytes that were wrapped, from offset 0. */
    public final DirectBuffer buffer() {
        return view;
    }

    /** @return where the part starts, with its tag. */
    public final int tagOffset() {
        return tagOffset;
    }

    public final int valueOffset() {
        return valueOffset;
    }

    public final int valueLength() {
        return valueLength;
    }

    /** @return the bytes of tag, length and value. */
    public final int wireLength() {
        return valueOffset + valueLength - tagOffset;
    }

    /** @return the tag for people and for the text form of a message. Allocates. */
    public abstract String tagText();

    /** Goes through all parts and comes back to the start. @return what {@link #result} says at the end */
    public final long check() {
        rewind();
        boolean more = next();
        while (more) {
            more = next();
        }
        final long found = result;
        rewind();
        return found;
    }
}
