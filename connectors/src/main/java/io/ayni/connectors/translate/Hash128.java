package io.ayni.connectors.translate;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * MurmurHash3 x64 128 of a stretch of bytes, for idempotency keys: spreads well, costs a few nanoseconds, keeps no
 * secret (a card is hashed with a key elsewhere). Reusable; one thread; allocates nothing.
 *
 * <p>Source: Austin Appleby, {@code MurmurHash3_x64_128}, public domain.
 */
public final class Hash128 {
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private long high;
    private long low;

    /** @return the first 64 bits of the last hash. */
    public long high() {
        return high;
    }

    /** @return the last 64 bits of the last hash. */
    public long low() {
        return low;
    }

    /** Hashes the bytes; the result is in {@link #high} and {@link #low}, and is never 0/0, which means "no key". */
    public Hash128 hash(final DirectBuffer buffer, final int offset, final int length) {
        long h1 = 0;
        long h2 = 0;
        final int blocksEnd = offset + (length & ~15);
        for (int i = offset; i < blocksEnd; i += 16) {
            h1 = first(h1, h2, buffer.getLong(i, ByteOrder.LITTLE_ENDIAN));
            h2 = second(h1, h2, buffer.getLong(i + 8, ByteOrder.LITTLE_ENDIAN));
        }
        final int tail = length & 15;
        h2 ^= mixSecond(partial(buffer, offset, blocksEnd + 8, tail - 8));
        h1 ^= mixFirst(partial(buffer, offset, blocksEnd, Math.min(tail, 8)));
        finish(h1 ^ length, h2 ^ length);
        return this;
    }

    /**
     * Hashes 40 to 47 bytes that are given as words, the first byte in the lowest of each: nothing is written to be read
     * back.
     *
     * @param tail what is left after five words; bytes beyond {@code length} are zeros
     */
    Hash128 hash(
        final long word0, final long word1, final long word2, final long word3, final long word4, final long tail,
        final int length) {
        long h1 = first(0, 0, word0);
        long h2 = second(h1, 0, word1);
        h1 = first(h1, h2, word2);
        h2 = second(h1, h2, word3);
        h2 ^= mixSecond(tail);
        h1 ^= mixFirst(word4);
        finish(h1 ^ length, h2 ^ length);
        return this;
    }

    private static long first(final long h1, final long h2, final long block) {
        return (Long.rotateLeft(h1 ^ mixFirst(block), 27) + h2) * 5 + 0x52dce729;
    }

    private static long second(final long h1, final long h2, final long block) {
        return (Long.rotateLeft(h2 ^ mixSecond(block), 31) + h1) * 5 + 0x38495ab5;
    }

    private void finish(final long first, final long second) {
        long h1 = first + second;
        long h2 = second + h1;
        h1 = avalanche(h1);
        h2 = avalanche(h2);
        h1 += h2;
        h2 += h1;
        high = h1;
        low = (h1 | h2) == 0 ? 1 : h2;
    }

    /** @return up to eight bytes; read as a word that ends with them where so many bytes are hashed. */
    private static long partial(final DirectBuffer buffer, final int start, final int offset, final int bytes) {
        if (bytes <= 0) {
            return 0;
        }
        final int word = offset + bytes - Long.BYTES;
        if (word >= start) {
            return buffer.getLong(word, ByteOrder.LITTLE_ENDIAN) >>> Byte.SIZE * (Long.BYTES - bytes);
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | buffer.getByte(offset + i) & 0xFF;
        }
        return value;
    }

    private static long mixFirst(final long block) {
        return Long.rotateLeft(block * C1, 31) * C2;
    }

    private static long mixSecond(final long block) {
        return Long.rotateLeft(block * C2, 33) * C1;
    }

    private static long avalanche(final long value) {
        long k = value;
        k ^= k >>> 33;
        k *= 0xff51afd7ed558ccdL;
        k ^= k >>> 33;
        k *= 0xc4ceb9fe1a85ec53L;
        k ^= k >>> 33;
        return k;
    }
}
