package io.ayni.connectors.security;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A payment id as callers see it: the positive {@code long} in 13 characters of Crockford's base 32, most significant
 * first, upper case. Reading forgives lower case and the letters that look like digits (O, I, L).
 */
public final class PaymentIds {
    public static final int TEXT_LENGTH = 13;
    /** What {@link #parse} answers when the text is no payment id. */
    public static final long INVALID = -1;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
            VALUES[Character.toLowerCase(ALPHABET.charAt(i))] = (byte) i;
        }
        VALUES['O'] = VALUES['o'] = 0;
        VALUES['I'] = VALUES['i'] = 1;
        VALUES['L'] = VALUES['l'] = 1;
    }

    private PaymentIds() {
    }

    public static String format(final long paymentId) {
        final char[] text = new char[TEXT_LENGTH];
        for (int i = 0; i < TEXT_LENGTH; i++) {
            text[i] = charAt(paymentId, i);
        }
        return new String(text);
    }

    /** Writes the {@link #TEXT_LENGTH} ASCII characters into the buffer. */
    public static void put(final MutableDirectBuffer buffer, final int offset, final long paymentId) {
        for (int i = 0; i < TEXT_LENGTH; i++) {
            buffer.putByte(offset + i, (byte) charAt(paymentId, i));
        }
    }

    /** @return the payment id, or {@link #INVALID}. */
    public static long parse(final CharSequence text) {
        if (text.length() != TEXT_LENGTH) {
            return INVALID;
        }
        long value = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            value = append(value, i, text.charAt(i));
        }
        return value > 0 ? value : INVALID;
    }

    /** @return the payment id in these ASCII bytes, or {@link #INVALID}. */
    public static long parse(final DirectBuffer buffer, final int offset, final int length) {
        if (length != TEXT_LENGTH) {
            return INVALID;
        }
        long value = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            value = append(value, i, (char) (buffer.getByte(offset + i) & 0xFF));
        }
        return value > 0 ? value : INVALID;
    }

    private static char charAt(final long paymentId, final int index) {
        return ALPHABET.charAt((int) (paymentId >>> (TEXT_LENGTH - 1 - index) * BITS) & 31);
    }

    private static long append(final long value, final int index, final char c) {
        final int digit = c < VALUES.length ? VALUES[c] : -1;
        final boolean overflows = index == 0 && digit > 7; // 13 x 5 bits are two more than 63
        return value < 0 || digit < 0 || overflows ? INVALID : value << BITS | digit;
    }
}
