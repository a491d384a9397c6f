package io.ayni.core.host.ring;

import io.ayni.core.engine.Outcomes;
import org.agrona.DirectBuffer;

/** Keeps what the engine says in the slot of the command it says it to; discards it while the journal is replayed. */
final class SlotOutcomes implements Outcomes {
    private CommandSlot slot;

    /** @param current null to discard. */
    void bind(final CommandSlot current) {
        slot = current;
    }

    @Override
    public void emit(final DirectBuffer buffer, final int offset, final int length) {
        if (slot != null) {
            slot.emit(buffer, offset, length);
        }
    }
}
