package io.ayni.core.host.ring;

import io.ayni.core.command.Commands;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.host.OutcomeSink;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One slot of the ring: a command, what the sequencer stamped on it, and what the engine said to it.
 * <pre>
 *   slab of commands   | 1 KiB of slot 0 | 1 KiB of slot 1 | ...
 *   slab of outcomes   | slot 0: length, message, pad to 8; length, message, ... | slot 1 ...
 * </pre>
 * Room for the outcomes of any command at the bound would be ten times what they need; a slot that once met such a
 * command keeps a buffer of its own for the next one.
 *
 * <p>Handed from the producer to the engine to the journal thread by the sequences of the ring; plain fields are enough.
 */
final class CommandSlot {
    /** Every command of callers and networks fits; policies ride in a buffer of their own. */
    static final int COMMAND_CAPACITY = 1024;
    static final int OUTCOME_CAPACITY = BitUtil.align(Integer.BYTES + StateMachine.MAX_OUTCOME_LENGTH, Long.BYTES);
    /** What all but a few commands stay within. */
    static final int USUAL_OUTCOMES_CAPACITY = 4 * OUTCOME_CAPACITY;
    static final int OUTCOMES_CAPACITY = StateMachine.MAX_OUTCOMES_PER_COMMAND * OUTCOME_CAPACITY;

    private final UnsafeBuffer area;
    private final UnsafeBuffer usualOutcomes;
    private UnsafeBuffer manyOutcomes;
    private UnsafeBuffer outcomes;
    private DirectBuffer command;
    private int length;
    private boolean isQuery;
    private long sequence;
    private long timestampMs;
    private int outcomesLength;

    CommandSlot(final UnsafeBuffer area, final UnsafeBuffer outcomes) {
        this.area = area;
        this.usualOutcomes = outcomes;
    }

    /** @param oversize a copy of the command when it is longer than {@link #COMMAND_CAPACITY}; null otherwise. */
    void put(final DirectBuffer source, final int offset, final int sourceLength, final DirectBuffer oversize) {
        if (oversize == null) {
            area.putBytes(0, source, offset, sourceLength);
            command = area;
        } else {
            command = oversize;
        }
        length = sourceLength;
        isQuery = Commands.isQuery(Commands.templateId(source, offset)); // not from the copy: it is still on its way
        outcomes = usualOutcomes;
        outcomesLength = 0;
    }

    void stamp(final long logSequence, final long logTimestampMs) {
        sequence = logSequence;
        timestampMs = logTimestampMs;
    }

    void emit(final DirectBuffer buffer, final int offset, final int messageLength) {
        if (messageLength <= 0 || outcomesLength + Integer.BYTES + messageLength > OUTCOMES_CAPACITY) {
            throw new IllegalStateException("the engine said more to one command than its bound: " + outcomesLength
                + " bytes and " + messageLength + " more, of " + OUTCOMES_CAPACITY);
        }
        if (outcomesLength + Integer.BYTES + messageLength > outcomes.capacity()) {
            growOutcomes();
        }
        outcomes.putInt(outcomesLength, messageLength);
        outcomes.putBytes(outcomesLength + Integer.BYTES, buffer, offset, messageLength);
        outcomesLength += BitUtil.align(Integer.BYTES + messageLength, Long.BYTES);
    }

    private void growOutcomes() {
        if (manyOutcomes == null) {
            manyOutcomes = new UnsafeBuffer(new byte[OUTCOMES_CAPACITY]);
        }
        manyOutcomes.putBytes(0, usualOutcomes, 0, outcomesLength);
        outcomes = manyOutcomes;
    }

    /**
     * Hands the outcomes from this position on to the sink, until the sink throws or there are no more.
     *
     * @return outcomes handed over.
     */
    int deliver(final OutcomeSink sink, final OutcomeCursor cursor) {
        int delivered = 0;
        while (cursor.position < outcomesLength) {
            final int at = cursor.position;
            final int messageLength = outcomes.getInt(at);
            cursor.position = at + BitUtil.align(Integer.BYTES + messageLength, Long.BYTES);
            sink.onOutcome(outcomes, at + Integer.BYTES, messageLength);
            delivered++;
        }
        return delivered;
    }

    /** Gives the memory of an oversize command back. */
    void release() {
        command = null;
    }

    DirectBuffer command() {
        return command;
    }

    int length() {
        return length;
    }

    boolean isQuery() {
        return isQuery;
    }

    long sequence() {
        return sequence;
    }

    long timestampMs() {
        return timestampMs;
    }

    /** Where in a slot the delivery stands: moved on before the sink is called, so that a throw skips one outcome. */
    static final class OutcomeCursor {
        private int position;

        void rewind() {
            position = 0;
        }
    }
}
