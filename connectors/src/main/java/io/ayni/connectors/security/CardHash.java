package io.ayni.connectors.security;

import io.ayni.core.command.Key128Encoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A PAN as the engine knows it: the first 16 bytes of HMAC-SHA-256(card key, ASCII digits), BIN and last four. The
 * digits do not outlive the call. No allocation; one thread.
 */
public final class CardHash {
    public static final int MIN_DIGITS = 12;
    public static final int MAX_DIGITS = 19;
    private static final int BIN_DIGITS = 6;
    private static final int LAST_DIGITS = 4;

    private final HmacSha256 hmac;
    private final byte[] digits = new byte[MAX_DIGITS];
    private final byte[] result = new byte[HmacSha256.LENGTH];
    private final UnsafeBuffer resultBuffer = new UnsafeBuffer(result);
    private int bin;
    private int lastFour;

    public CardHash(final EdgeKeys keys) {
        this.hmac = new HmacSha256(keys.card());
    }

    /**
     * @param pan    ASCII digits in the buffer
     * @param target gets the hash
     * @return false, and the target untouched, when these are not 12 to 19 digits
     */
    public boolean hash(final DirectBuffer pan, final int offset, final int length, final Key128Encoder target) {
        if (length < MIN_DIGITS || length > MAX_DIGITS) {
            return false;
        }
        pan.getBytes(offset, digits, 0, length);
        final boolean isPan = areDigits(length);
        if (isPan) {
            hmac.compute(digits, 0, length, result);
            target.high(resultBuffer.getLong(0, ByteOrder.BIG_ENDIAN));
            target.low(resultBuffer.getLong(8, ByteOrder.BIG_ENDIAN));
            bin = number(0, BIN_DIGITS);
            lastFour = number(length - LAST_DIGITS, LAST_DIGITS);
        }
        Arrays.fill(digits, (byte) 0);
        return isPan;
    }

    /** @return the first six digits of the card hashed last. */
    public int bin() {
        return bin;
    }

    /** @return the last four digits of the card hashed last, as a number. */
    public int lastFour() {
        return lastFour;
    }

    private boolean areDigits(final int length) {
        for (int i = 0; i < length; i++) {
            if (digits[i] < '0' || digits[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private int number(final int from, final int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            value = value * 10 + digits[i] - '0';
        }
        return value;
    }
}
