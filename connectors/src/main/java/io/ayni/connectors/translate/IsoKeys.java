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
 * Least significant bytes first, DE37 and DE41 filled with spaces; the words of it go to the hash without lying anywhere.
 * Class is the second digit of the message type, so a repeat (0201) has the key of its first (0200). Numbers, so that
 * DE90, which fills with zeros, names the same as the fields it was made of. One thread; no allocation.
 */
final class IsoKeys {
    private static final int LENGTH = 45;
    private static final int REFERENCE_LENGTH = 12;
    private static final int TERMINAL_LENGTH = 8;

    private final long peerId;
    private final UnsafeBuffer place = new UnsafeBuffer(new byte[REFERENCE_LENGTH + TERMINAL_LENGTH]);
    private final Hash128 hash = new Hash128();

    IsoKeys(final int peerId) {
        this.peerId = Integer.toUnsignedLong(peerId);
    }

    /** The key of the message itself; its DE7, DE11, DE37 and DE41 are there. */
    void keyOf(final IsoReader message, final Key128Encoder key) {
        final long acquirer = message.number(DataElement.ACQUIRER);
        write(message, message.mti(), message.number(DataElement.TRANSMISSION_TIME), message.number(DataElement.STAN),
            acquirer == FieldsReader.NO_NUMBER ? 0 : acquirer, key);
    }

    /** The key of the transaction that DE90 names, at the same DE37 and DE41. */
    void originalOf(final IsoReader message, final OriginalData original, final Key128Encoder key) {
        write(message, original.mti(), original.transmissionTime(), original.stan(), original.acquirer(), key);
    }

    private void write(
        final IsoReader message, final int mti, final long time, final long stan, final long acquirer,
        final Key128Encoder key) {
        long reference = message.chars(DataElement.RETRIEVAL_REFERENCE, 0, 8);
        long referenceEnd = message.chars(DataElement.RETRIEVAL_REFERENCE, 8, 4);
        long terminal = message.chars(DataElement.TERMINAL, 0, 8);
        final boolean isPlaceWhole = reference != FieldsReader.NO_NUMBER && referenceEnd != FieldsReader.NO_NUMBER
            && terminal != FieldsReader.NO_NUMBER && message.length(DataElement.RETRIEVAL_REFERENCE) == REFERENCE_LENGTH
            && message.length(DataElement.TERMINAL) == TERMINAL_LENGTH;
        if (!isPlaceWhole) {
            fillPlace(message);
            reference = place.getLong(0, ByteOrder.BIG_ENDIAN);
            referenceEnd = place.getInt(8, ByteOrder.BIG_ENDIAN);
            terminal = place.getLong(REFERENCE_LENGTH, ByteOrder.BIG_ENDIAN);
        }
        reference = Long.reverseBytes(reference);
        referenceEnd = Integer.toUnsignedLong(Integer.reverseBytes((int) referenceEnd));
        terminal = Long.reverseBytes(terminal);
        final long messageClass = mti >> 8 & 0xF;
        final long number = stan & 0xFFFF_FFFFL;
        hash.hash(
            peerId | messageClass << 32 | time << 40,
            time >>> 24 | number << 40,
            number >>> 24 | acquirer << 8,
            acquirer >>> 56 | reference << 8,
            reference >>> 56 | referenceEnd << 8 | terminal << 40,
            terminal >>> 24,
            LENGTH);
        key.high(hash.high()).low(hash.low());
    }

    private void fillPlace(final IsoReader message) {
        place.setMemory(0, REFERENCE_LENGTH + TERMINAL_LENGTH, (byte) ' ');
        message.copy(DataElement.RETRIEVAL_REFERENCE, place, 0);
        message.copy(DataElement.TERMINAL, place, REFERENCE_LENGTH);
    }
}
