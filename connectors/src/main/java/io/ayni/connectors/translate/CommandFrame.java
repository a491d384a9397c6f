package io.ayni.connectors.translate;

import io.ayni.core.command.Key128Encoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.ReplyToEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The buffer in which an event loop makes its commands, one at a time, and what all of them have: who waits for the
 * answer, and the idempotency key, which is the {@link Hash128} of peer and {@code Idempotency-Key}. One per event
 * loop.
 */
public final class CommandFrame {
    static final int CAPACITY = 1_024;
    private static final int HASH_INPUT_LENGTH = 256;

    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
    final MessageHeaderEncoder header = new MessageHeaderEncoder();
    final Hash128 hash = new Hash128();
    private final UnsafeBuffer hashInput = new UnsafeBuffer(new byte[HASH_INPUT_LENGTH]);
    private long connectionId;
    private long correlationId;
    private int peerId;
    private CharSequence idempotencyKey;
    private int length;

    /** @return the command made last, {@link #length} bytes from 0. */
    public DirectBuffer buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }

    /**
     * Says whose request the commands are that follow.
     *
     * @param key null when it changes nothing
     */
    public CommandFrame by(final long connection, final long correlation, final int peer, final CharSequence key) {
        connectionId = connection;
        correlationId = correlation;
        peerId = peer;
        idempotencyKey = key;
        return this;
    }

    int peerId() {
        return peerId;
    }

    /** What a command does not say is zero, not what the one before said. */
    void clear(final int blockLength) {
        buffer.setMemory(0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength, (byte) 0);
    }

    void reply(final ReplyToEncoder replyTo) {
        replyTo.connectionId(connectionId).correlationId(correlationId);
    }

    void key(final Key128Encoder key) {
        hashInput.putInt(0, peerId);
        final int bytes = Integer.BYTES + hashInput.putStringWithoutLengthAscii(Integer.BYTES, idempotencyKey);
        hash.hash(hashInput, 0, bytes);
        key.high(hash.high()).low(hash.low());
    }

    void end(final int blockLength) {
        length = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
    }
}
