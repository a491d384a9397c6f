package io.ayni.core.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Every command that was stamped, as it was: what a recovery must give back, wherever it begins. */
final class SimLog {
    private final List<byte[]> commands = new ArrayList<>();
    private long[] timesMs = new long[1_024];

    /** Receives a command of the log. */
    @FunctionalInterface
    interface Visitor {
        void onCommand(long sequence, long timestampMs, DirectBuffer buffer, int length);
    }

    void append(final long timestampMs, final DirectBuffer buffer, final int length) {
        final byte[] command = new byte[length];
        buffer.getBytes(0, command);
        if (commands.size() == timesMs.length) {
            timesMs = Arrays.copyOf(timesMs, 2 * timesMs.length);
        }
        timesMs[commands.size()] = timestampMs;
        commands.add(command);
    }

    void requireSame(final long sequence, final long timestampMs, final DirectBuffer buffer, final int offset,
        final int length) {
        if (sequence < 1 || sequence > commands.size()) {
            throw new SimViolation("recovered command " + sequence + ", which was never journaled");
        }
        final byte[] command = commands.get((int) sequence - 1);
        boolean isSame = command.length == length && timesMs[(int) sequence - 1] == timestampMs;
        for (int i = 0; isSame && i < length; i++) {
            isSame = command[i] == buffer.getByte(offset + i);
        }
        if (!isSame) {
            throw new SimViolation("recovered command " + sequence + " is not what was journaled");
        }
    }

    /** Forgets what a crash lost. @return whether that was anything. */
    boolean cutAfter(final long sequence) {
        final boolean isCut = commands.size() > sequence;
        commands.subList((int) sequence, commands.size()).clear();
        return isCut;
    }

    void forEach(final Visitor visitor) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
        for (int i = 0; i < commands.size(); i++) {
            buffer.wrap(commands.get(i));
            visitor.onCommand(i + 1, timesMs[i], buffer, buffer.capacity());
        }
    }
}
