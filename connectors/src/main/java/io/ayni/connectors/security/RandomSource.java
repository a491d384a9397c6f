package io.ayni.connectors.security;

import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Secure random numbers for payment ids and one-time passwords, drawn from the operating system a page at a time so
 * that the hot path neither locks nor allocates. One thread.
 */
public final class RandomSource {
    private static final int POOL_LENGTH = 4_096;

    private final Consumer<byte[]> source;
    private final byte[] pool = new byte[POOL_LENGTH];
    private final UnsafeBuffer poolBuffer = new UnsafeBuffer(pool);
    private int position = POOL_LENGTH;

    public RandomSource() {
        this(SystemRandom.source());
    }

    /** @param source fills the whole array; tests give one of their own */
    public RandomSource(final Consumer<byte[]> source) {
        this.source = source;
    }

    /** @return 1 to {@link Long#MAX_VALUE}: a payment id. */
    public long nextPositiveLong() {
        long value;
        do {
            value = nextLong() & Long.MAX_VALUE;
        } while (value == 0);
        return value;
    }

    /** @return 0 to bound - 1, each equally likely. */
    int nextBelow(final int bound) {
        final long limit = Long.MAX_VALUE - Long.MAX_VALUE % bound;
        long value;
        do {
            value = nextLong() & Long.MAX_VALUE;
        } while (value >= limit);
        return (int) (value % bound);
    }

    private long nextLong() {
        if (position == POOL_LENGTH) {
            source.accept(pool);
            position = 0;
        }
        final long value = poolBuffer.getLong(position, ByteOrder.LITTLE_ENDIAN);
        poolBuffer.putLong(position, 0); // what was given out is not kept
        position += Long.BYTES;
        return value;
    }
}
