package io.ayni.iso8583.tlv;

import io.ayni.iso8583.codec.Fault;
import io.ayni.iso8583.codec.Result;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes BER TLV: own parts with the shortest length, parts of another value exactly as they came. The first fault
 * stays and {@link #finish} tells.
 */
public final class BerTlvWriter {
    /** What {@link #finish} answers when something was wrong. */
    public static final int FAILED = -1;

    private static final int ONE_BYTE_LENGTH = 0x7F;
    private static final int MAX_LENGTH = 0xFFFFFF;

    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private int position;
    private long result;

    public void wrap(final MutableDirectBuffer buffer, final int offset, final int capacity) {
        view.wrap(buffer, offset, capacity);
        position = 0;
        result = Result.OK;
    }

    /** @param tag as {@link BerTlvReader#tag} gives it */
    public void put(final int tag, final DirectBuffer from, final int offset, final int length) {
        final int tagBytes = bytes(tag);
        final int lengthBytes = length <= ONE_BYTE_LENGTH ? 1 : 1 + bytes(length);
        if (length > MAX_LENGTH || position + tagBytes + lengthBytes + length > view.capacity()) {
            fail();
        }
        if (result != Result.OK) {
            return;
        }
        putNumber(tag, tagBytes);
        if (lengthBytes > 1) {
            view.putByte(position++, (byte)(0x80 | lengthBytes - 1));
            putNumber(length, lengthBytes - 1);
        } else {
            view.putByte(position++, (byte)length);
        }
        view.putBytes(position, from, offset, length);
        position += length;
    }

    /** The part at which a reader stands, byte for byte. */
    public void copy(final TlvReader from) {
        if (position + from.wireLength() > view.capacity()) {
            fail();
        }
        if (result == Result.OK) {
            view.putBytes(position, from.buffer(), from.tagOffset(), from.wireLength());
            position += from.wireLength();
        }
    }

    private void fail() {
        if (result == Result.OK) {
            result = Result.of(Fault.NO_ROOM, 0, position);
        }
    }

    private void putNumber(final int number, final int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            view.putByte(position++, (byte)(number >>> Byte.SIZE * i));
        }
    }

    private static int bytes(final int number) {
        return Math.max(1, Integer.BYTES - Integer.numberOfLeadingZeros(number) / Byte.SIZE);
    }

    public long result() {
        return result;
    }

    /** @return the length in bytes, {@link #FAILED} with {@link #result} telling why. */
    public int finish() {
        return result == Result.OK ? position : FAILED;
    }
}
