package io.ayni.core.sim;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Every command that was stamped, as it was: what a recovery must give back, wherever it begins. */
final class SimLog {
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1 << 20]);
    private long[] timesMs = new long[8_192];
    /** Where a command ends; it begins where the one before ends. */
    private int[] ends = new int[8_192];
    private int size;

    /** Receives a command of the log. */
    @FunctionalInterface
    interface Visitor {
        void onCommand(long sequence, long timestampMs, DirectBuffer buffer, int length);
    }

    void append(final long timestampMs, final DirectBuffer buffer, final int length) {
        final int start = end(size);
        if (start + length > bytes.capacity()) {
            bytes.wrap(Arrays.copyOf(bytes.byteArray(), 2 * bytes.capacity()));
        }
        if (size == ends.length) {
            timesMs = Arrays.copyOf(timesMs, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        bytes.putBytes(start, buffer, 0, length);
        timesMs[size] = timestampMs;
        ends[size++] = start + length;
    }

    /** @return where the first so many commands end. */
    private int end(final int commands) {
        return commands == 0 ? 0 : ends[commands - 1];
    }

    void requireSame(final long sequence, final long timestampMs, final DirectBuffer buffer, final int offset,
        final int length) {
        if (sequence < 1 || sequence > size) {
            throw new SimViolation("recovered command " + sequence + ", which was never journaled");
        }
        final int command = (int) sequence - 1;
        final int start = end(command);
        if (ends[command] - start != length || timesMs[command] != timestampMs
            || !isSame(start, buffer, offset, length)) {
            throw new SimViolation("recovered command " + sequence + " is not what was journaled");
        }
    }

    private boolean isSame(final int start, final DirectBuffer buffer, final int offset, final int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            if (bytes.getLong(start + i) != buffer.getLong(offset + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (bytes.getByte(start + i) != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** Forgets what a crash lost. @return whether that was anything. */
    boolean cutAfter(final long sequence) {
        final boolean isCut = size > sequence;
        size = (int) Math.min(size, sequence);
        return isCut;
    }

    void forEach(final Visitor visitor) {
        final UnsafeBuffer command = new UnsafeBuffer(bytes, 0, 0);
        for (int i = 0; i < size; i++) {
            command.wrap(bytes, end(i), ends[i] - end(i));
            visitor.onCommand(i + 1, timesMs[i], command, command.capacity());
        }
    }
}
