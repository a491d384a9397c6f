package io.ayni.connectors.translate;

import io.ayni.iso8583.codec.FieldsReader;

import org.agrona.MutableDirectBuffer;

/**
 * DE90, the original data elements: which message this one undoes or completes.
 * <pre>
 *  0      4       10        20           31           42
 *  +------+-------+---------+------------+------------+
 *  | MTI  | DE11  | DE7     | DE32       | DE33       |
 *  +------+-------+---------+------------+------------+
 *                             right-justified, zero filled
 * </pre>
 * Reusable; one thread; no allocation.
 */
public final class OriginalData {
    public static final int LENGTH = 42;
    private static final int STAN = 4;
    private static final int TIME = 10;
    private static final int ACQUIRER = 20;
    private static final int FORWARDER = 31;

    private int mti;
    private int stan;
    private long transmissionTime;
    private long acquirer;

    /** @return whether the field is there with 42 digits; the getters then tell what it says. */
    public boolean read(final FieldsReader message) {
        if (message.length(DataElement.ORIGINAL_DATA) != LENGTH) {
            return false;
        }
        mti = 0;
        for (int i = 0; i < STAN; i++) {
            mti = mti << 4 | message.unit(DataElement.ORIGINAL_DATA, i) - '0';
        }
        stan = (int) number(message, STAN, TIME);
        transmissionTime = number(message, TIME, ACQUIRER);
        acquirer = number(message, ACQUIRER, FORWARDER);
        return true;
    }

    /**
     * Writes the field of a message whose original had no DE33.
     *
     * @param mti              as {@link io.ayni.iso8583.codec.Mti} writes it
     * @param transmissionTime DE7 as the number MMDDhhmmss
     * @param acquirer         DE32 as a number
     */
    public static void write(
        final MutableDirectBuffer to, final int offset,
        final int mti, final int stan, final long transmissionTime, final long acquirer) {
        for (int i = 0; i < STAN; i++) {
            to.putByte(offset + i, (byte) ('0' + (mti >> 4 * (STAN - 1 - i) & 0xF)));
        }
        putDigits(to, offset + STAN, TIME - STAN, stan);
        putDigits(to, offset + TIME, ACQUIRER - TIME, transmissionTime);
        putDigits(to, offset + ACQUIRER, FORWARDER - ACQUIRER, acquirer);
        putDigits(to, offset + FORWARDER, LENGTH - FORWARDER, 0);
    }

    /** @return the original's message type, as {@link io.ayni.iso8583.codec.Mti} writes it. */
    public int mti() {
        return mti;
    }

    /** @return DE11 of the original. */
    public int stan() {
        return stan;
    }

    /** @return DE7 of the original as the number MMDDhhmmss. */
    public long transmissionTime() {
        return transmissionTime;
    }

    /** @return DE32 of the original as a number; 0 when it had none. */
    public long acquirer() {
        return acquirer;
    }

    private static long number(final FieldsReader message, final int from, final int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + message.unit(DataElement.ORIGINAL_DATA, i) - '0';
        }
        return value;
    }

    private static void putDigits(final MutableDirectBuffer to, final int offset, final int digits, final long value) {
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            to.putByte(offset + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }
}
