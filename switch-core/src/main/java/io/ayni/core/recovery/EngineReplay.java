package io.ayni.core.recovery;

import io.ayni.core.engine.StateMachine;
import io.ayni.core.journal.RecordVisitor;
import org.agrona.DirectBuffer;

/** Applies the records of a journal to a state machine. */
public final class EngineReplay implements RecordVisitor {
    private final StateMachine machine;

    public EngineReplay(final StateMachine machine) {
        this.machine = machine;
    }

    /** @throws IllegalStateException when the machine fails at a command that it once took */
    @Override
    public void onRecord(final long sequence, final long timestampMs, final DirectBuffer buffer, final int offset,
        final int length) {
        try {
            machine.onCommand(sequence, timestampMs, buffer, offset, length);
        } catch (final RuntimeException e) {
            throw new IllegalStateException("the engine fails at the journaled command of sequence " + sequence, e);
        }
    }

    @Override
    public void announce(final DirectBuffer buffer, final int offset, final int length) {
        machine.announce(buffer, offset, length);
    }

    @Override
    public void fetchAnnounced() {
        machine.fetchAnnounced();
    }
}
