package io.ayni.core.store;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Texts of a fixed length in the words of a slab, eight bytes a word, the last word as full as it comes. */
public final class SlabBytes {
    private SlabBytes() {
    }

    /** @return the words that so many bytes take. */
    public static int words(final int length) {
        return length + Long.BYTES - 1 >>> 3;
    }

    /** Copies bytes into a record. */
    public static void put(final Slab slab, final int id, final int firstWord, final DirectBuffer from,
        final int offset, final int length) {
        int word = firstWord;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            slab.set(id, word++, from.getLong(offset + at, ByteOrder.LITTLE_ENDIAN));
        }
        if (at < length) {
            long last = 0;
            for (int i = 0; at + i < length; i++) {
                last |= (from.getByte(offset + at + i) & 0xFFL) << 8 * i;
            }
            slab.set(id, word, last);
        }
    }

    /** Copies bytes out of a record. */
    public static void get(final Slab slab, final int id, final int firstWord, final MutableDirectBuffer to,
        final int offset, final int length) {
        int word = firstWord;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            to.putLong(offset + at, slab.get(id, word++), ByteOrder.LITTLE_ENDIAN);
        }
        for (; at < length; at++) {
            to.putByte(offset + at, (byte) (slab.get(id, word) >>> 8 * (at & 7)));
        }
    }

    /** @return whether the record has the very bytes. */
    public static boolean same(final Slab slab, final int id, final int firstWord, final DirectBuffer other,
        final int offset, final int length) {
        for (int at = 0; at < length; at++) {
            if ((byte) (slab.get(id, firstWord + (at >>> 3)) >>> 8 * (at & 7)) != other.getByte(offset + at)) {
                return false;
            }
        }
        return true;
    }
}
