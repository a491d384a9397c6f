package io.ayni.core.host.ring;

import com.lmax.disruptor.EventFactory;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

/** Makes the slots of a ring over two blocks of memory, taken once. */
final class SlotSlab implements EventFactory<CommandSlot> {
    private final ByteBuffer commands;
    private final ByteBuffer outcomes;
    private int next;

    SlotSlab(final int slots) {
        commands = ByteBuffer.allocateDirect(Math.multiplyExact(slots, CommandSlot.COMMAND_CAPACITY));
        outcomes = ByteBuffer.allocateDirect(Math.multiplyExact(slots, CommandSlot.USUAL_OUTCOMES_CAPACITY));
    }

    @Override
    public CommandSlot newInstance() {
        final int slot = next++;
        return new CommandSlot(
            new UnsafeBuffer(commands, slot * CommandSlot.COMMAND_CAPACITY, CommandSlot.COMMAND_CAPACITY),
            new UnsafeBuffer(outcomes, slot * CommandSlot.USUAL_OUTCOMES_CAPACITY,
                CommandSlot.USUAL_OUTCOMES_CAPACITY));
    }
}
