package io.ayni.core.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A buffer that is always outside the heap. Agrona's may be on either side, so the compiler must take each of its reads
 * and writes for one of anything, and reads every field anew after it: pointers, bounds, and whatever else the method
 * around it had in registers. One thread.
 */
public final class NativeBuffer extends UnsafeBuffer {
    /** What is shown of a buffer in the heap is copied into it. */
    private ByteBuffer own;

    public NativeBuffer(final int capacity) {
        own = ByteBuffer.allocateDirect(capacity);
        wrap(BufferUtil.address(own), capacity);
    }

    /**
     * Shows part of another buffer from now on, which somebody must hold on to: the same memory when it is outside the
     * heap, else a copy.
     */
    public void show(final DirectBuffer source, final int offset, final int length) {
        if (source.byteArray() == null) {
            source.boundsCheck(offset, length);
            addressOffset = source.addressOffset() + offset;
        } else {
            if (length > own.capacity()) {
                own = ByteBuffer.allocateDirect(BitUtil.findNextPositivePowerOfTwo(length));
            }
            source.getBytes(offset, own, 0, length);
            addressOffset = BufferUtil.address(own);
        }
        capacity = length;
    }

    @Override
    public long getLong(final int index, final ByteOrder byteOrder) {
        final long value = UnsafeApi.getLong(address(index, Long.BYTES));
        return byteOrder == BufferUtil.NATIVE_BYTE_ORDER ? value : Long.reverseBytes(value);
    }

    @Override
    public int getInt(final int index, final ByteOrder byteOrder) {
        final int value = UnsafeApi.getInt(address(index, Integer.BYTES));
        return byteOrder == BufferUtil.NATIVE_BYTE_ORDER ? value : Integer.reverseBytes(value);
    }

    @Override
    public short getShort(final int index, final ByteOrder byteOrder) {
        final short value = UnsafeApi.getShort(address(index, Short.BYTES));
        return byteOrder == BufferUtil.NATIVE_BYTE_ORDER ? value : Short.reverseBytes(value);
    }

    @Override
    public byte getByte(final int index) {
        return UnsafeApi.getByte(address(index, Byte.BYTES));
    }

    @Override
    public void putLong(final int index, final long value, final ByteOrder byteOrder) {
        UnsafeApi.putLong(address(index, Long.BYTES),
            byteOrder == BufferUtil.NATIVE_BYTE_ORDER ? value : Long.reverseBytes(value));
    }

    @Override
    public void putInt(final int index, final int value, final ByteOrder byteOrder) {
        UnsafeApi.putInt(address(index, Integer.BYTES),
            byteOrder == BufferUtil.NATIVE_BYTE_ORDER ? value : Integer.reverseBytes(value));
    }

    @Override
    public void putShort(final int index, final short value, final ByteOrder byteOrder) {
        UnsafeApi.putShort(address(index, Short.BYTES),
            byteOrder == BufferUtil.NATIVE_BYTE_ORDER ? value : Short.reverseBytes(value));
    }

    @Override
    public void putByte(final int index, final byte value) {
        UnsafeApi.putByte(address(index, Byte.BYTES), value);
    }

    private long address(final int index, final int length) {
        if (SHOULD_BOUNDS_CHECK && (index | capacity - length - index) < 0) {
            throw new IndexOutOfBoundsException("index " + index + " length " + length + " capacity " + capacity);
        }
        return addressOffset + index;
    }
}
