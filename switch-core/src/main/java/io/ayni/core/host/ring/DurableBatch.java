package io.ayni.core.host.ring;

import com.lmax.disruptor.RingBuffer;
import io.ayni.core.host.HostListener;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.journal.JournalWriter;
import org.agrona.concurrent.NanoClock;

/** Puts what was stamped on disk with one sync, and hands over what the engine said to it. */
final class DurableBatch {
    private final RingBuffer<CommandSlot> ring;
    private final JournalWriter journal;
    private final OutcomeSink sink;
    private final HostListener listener;
    private final NanoClock nanoClock;
    private final RingHostCounters counters;
    private final CommandSlot.OutcomeCursor cursor = new CommandSlot.OutcomeCursor();

    DurableBatch(final RingBuffer<CommandSlot> ring, final JournalWriter journal, final OutcomeSink sink,
                 final HostListener listener, final NanoClock nanoClock, final RingHostCounters counters) {
        this.ring = ring;
        this.journal = journal;
        this.sink = sink;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.counters = counters;
    }

    /** Returns when all of it is on stable storage. */
    void append(final long from, final long to) {
        boolean isAppended = false;
        final long startNs = nanoClock.nanoTime();
        for (long s = from; s <= to; s++) {
            final CommandSlot slot = ring.get(s);
            if (!slot.isQuery()) {
                journal.append(slot.sequence(), slot.timestampMs(), slot.command(), 0, slot.length());
                isAppended = true;
            }
        }
        if (isAppended) {
            final int bytes = journal.sync();
            counters.onSynced(bytes, nanoClock.nanoTime() - startNs);
        }
    }

    /** To be called when it is on disk and applied; the slots are free afterwards. */
    void deliver(final long from, final long to) {
        int delivered = 0;
        for (long s = from; s <= to; s++) {
            final CommandSlot slot = ring.get(s);
            delivered += deliver(slot);
            slot.release();
        }
        try {
            sink.onBatchEnd();
        } catch (final RuntimeException e) {
            onSinkError(e);
        }
        counters.onDelivered(delivered);
    }

    private int deliver(final CommandSlot slot) {
        int delivered = 0;
        cursor.rewind();
        boolean isDone = false;
        while (!isDone) {
            try {
                delivered += slot.deliver(sink, cursor);
                isDone = true;
            } catch (final RuntimeException e) {
                onSinkError(e);
            }
        }
        return delivered;
    }

    private void onSinkError(final RuntimeException error) {
        counters.onSinkError();
        listener.onSinkError(error);
    }
}
