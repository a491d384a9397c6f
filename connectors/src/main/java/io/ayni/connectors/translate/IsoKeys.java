package io.ayni.connectors.translate;

import io.ayni.core.command.Key128Encoder;
import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.IsoReader;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * Idempotency keys of ISO 8583 messages: the {@link Hash128} of what names a transaction between two peers.
 * <pre>
 *  0       4       5       13      17      25        37       45
 *  +-------+-------+-------+-------+-------+---------+--------+
 *  | peer  | class | DE7   | DE11  | DE32  | DE37    | DE41   |
 *  +-------+-------+-------+-------+-------+---------+--------+
 * </pre>
 * Class is the second digit of the message type, so a repeat (0201) has the key of its first (0200). Numbers, so that
 * DE90, which fills with zeros, names the same as the fields it was made of. One thread; no allocation.
 */
final class IsoKeys {
    private static final int CLASS = 4;
    private static final int TIME = 5;
    private static final int STAN = 13;
    private static final int ACQUIRER = 17;
    private static final int REFERENCE = 25;
    private static final int TERMINAL = 37;
    private static final int LENGTH = 45;
    private static final int REFERENCE_LENGTH = 12;
    private static final int TERMINAL_LENGTH = 8;

    private final UnsafeBuffer fields = new UnsafeBuffer(new byte[LENGTH]);
    private final Hash128 hash = new Hash128();

    IsoKeys(final int peerId) {
        fields.putInt(0, peerId, ByteOrder.LITTLE_ENDIAN);
    }

    /** The key of the message itself; its DE7, DE11, DE37 and DE41 are there. */
    void keyOf(final IsoReader message, final Key128Encoder key) {
        final long acquirer = message.number(DataElement.ACQUIRER);
        put(message.mti(), message.number(DataElement.TRANSMISSION_TIME), message.number(DataElement.STAN),
            acquirer == FieldsReader.NO_NUMBER ? 0 : acquirer);
        putPlace(message);
        write(key);
    }

    /** The key of the transaction that DE90 names, at the same DE37 and DE41. */
    void originalOf(final IsoReader message, final OriginalData original, final Key128Encoder key) {
        put(original.mti(), original.transmissionTime(), original.stan(), original.acquirer());
        putPlace(message);
        write(key);
    }

    private void put(final int mti, final long time, final long stan, final long acquirer) {
        fields.putByte(CLASS, (byte) (mti >> 8 & 0xF));
        fields.putLong(TIME, time, ByteOrder.LITTLE_ENDIAN);
        fields.putInt(STAN, (int) stan, ByteOrder.LITTLE_ENDIAN);
        fields.putLong(ACQUIRER, acquirer, ByteOrder.LITTLE_ENDIAN);
    }

    private void putPlace(final IsoReader message) {
        fields.setMemory(REFERENCE, REFERENCE_LENGTH + TERMINAL_LENGTH, (byte) ' ');
        message.copy(DataElement.RETRIEVAL_REFERENCE, fields, REFERENCE);
        message.copy(DataElement.TERMINAL, fields, TERMINAL);
    }

    private void write(final Key128Encoder key) {
        hash.hash(fields, 0, LENGTH);
        key.high(hash.high()).low(hash.low());
    }
}
