package io.ayni.connectors.translate;

import io.ayni.iso8583.codec.FieldsReader;

import org.agrona.MutableDirectBuffer;

/**
 * DE90, the original data elements: which message this one undoes or completes, in a peer's {@link OriginalLayout}. What
 * the layout leaves out is taken from the message itself, which repeats it. Reusable; one thread; no allocation.
 */
public final class OriginalData {
    public static final int LENGTH = OriginalLayout.LENGTH;
    private static final int MTI_DIGITS = 4;
    private static final long CLOCK = 1_000_000;

    private final OriginalLayout layout;
    private int mti;
    private int stan;
    private long transmissionTime;
    private long acquirer;

    public OriginalData() {
        this(OriginalLayout.STANDARD);
    }

    public OriginalData(final OriginalLayout layout) {
        this.layout = layout;
    }

    /** @return whether the field is there with 42 digits; the getters then tell what it says. */
    public boolean read(final FieldsReader message) {
        if (message.length(DataElement.ORIGINAL_DATA) != LENGTH) {
            return false;
        }
        mti = 0;
        stan = (int) numberOf(message, DataElement.STAN);
        transmissionTime = numberOf(message, DataElement.TRANSMISSION_TIME);
        acquirer = numberOf(message, DataElement.ACQUIRER);
        int at = 0;
        for (final OriginalLayout.Place place : layout.places()) {
            read(message, place.part(), at, at + place.length());
            at += place.length();
        }
        return true;
    }

    private void read(final FieldsReader message, final OriginalLayout.Part part, final int from, final int to) {
        switch (part) {
            case MTI -> {
                for (int i = from; i < to; i++) {
                    mti = mti << 4 | message.unit(DataElement.ORIGINAL_DATA, i) - '0';
                }
            }
            case STAN -> stan = (int) digits(message, from, to);
            case TIME -> transmissionTime = digits(message, from, to);
            case DATE -> transmissionTime = digits(message, from, to) * CLOCK + transmissionTime % CLOCK;
            case CLOCK -> transmissionTime = transmissionTime / CLOCK * CLOCK + digits(message, from, to);
            case ACQUIRER -> acquirer = digits(message, from, to);
            case REFERENCE, FORWARDER, ZEROS -> {
                // DE37 stands in the message as well; the others name nothing of ours.
            }
        }
    }

    /**
     * Writes the field of a message whose original had no DE33.
     *
     * @param mti              as {@link io.ayni.iso8583.codec.Mti} writes it
     * @param transmissionTime DE7 as the number MMDDhhmmss
     * @param acquirer         DE32 as a number
     * @param reference        DE37 as a number
     */
    public static void write(
        final OriginalLayout layout, final MutableDirectBuffer to, final int offset, final int mti, final int stan,
        final long transmissionTime, final long acquirer, final long reference) {
        int at = offset;
        for (final OriginalLayout.Place place : layout.places()) {
            switch (place.part()) {
                case MTI -> {
                    for (int i = 0; i < MTI_DIGITS; i++) {
                        to.putByte(at + i, (byte) ('0' + (mti >> 4 * (MTI_DIGITS - 1 - i) & 0xF)));
                    }
                }
                case STAN -> putDigits(to, at, place.length(), stan);
                case TIME -> putDigits(to, at, place.length(), transmissionTime);
                case DATE -> putDigits(to, at, place.length(), transmissionTime / CLOCK);
                case CLOCK -> putDigits(to, at, place.length(), transmissionTime % CLOCK);
                case REFERENCE -> putDigits(to, at, place.length(), reference);
                case ACQUIRER -> putDigits(to, at, place.length(), acquirer);
                case FORWARDER, ZEROS -> putDigits(to, at, place.length(), 0);
            }
            at += place.length();
        }
    }

    /** Writes the field as the standard has it. */
    public static void write(
        final MutableDirectBuffer to, final int offset,
        final int mti, final int stan, final long transmissionTime, final long acquirer) {
        write(OriginalLayout.STANDARD, to, offset, mti, stan, transmissionTime, acquirer, 0);
    }

    /** @return the original's message type, as {@link io.ayni.iso8583.codec.Mti} writes it; 0 unknown. */
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

    private static long numberOf(final FieldsReader message, final int field) {
        final long number = message.number(field);
        return number == FieldsReader.NO_NUMBER ? 0 : number;
    }

    private static long digits(final FieldsReader message, final int from, final int to) {
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
