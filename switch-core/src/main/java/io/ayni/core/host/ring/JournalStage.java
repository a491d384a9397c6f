package io.ayni.core.host.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import io.ayni.core.host.HostListener;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.journal.JournalWriter;
import org.agrona.concurrent.NanoClock;

/**
 * Appends what was stamped, one sync for all of it, waits for the engine to have applied it, and only then hands over
 * what the engine said: nothing is answered before what it rests on is on disk.
 */
final class JournalStage implements Stage {
    private final RingBuffer<CommandSlot> ring;
    private final JournalWriter journal;
    private final SequenceBarrier applied;
    private final OutcomeSink sink;
    private final HostListener listener;
    private final NanoClock nanoClock;
    private final RingHostCounters counters;
    private final CommandSlot.OutcomeCursor cursor = new CommandSlot.OutcomeCursor();

    /** @param applied lets pass what the engine has applied. */
    JournalStage(final RingBuffer<CommandSlot> ring, final JournalWriter journal, final SequenceBarrier applied,
                 final OutcomeSink sink, final HostListener listener, final NanoClock nanoClock,
                 final RingHostCounters counters) {
        this.ring = ring;
        this.journal = journal;
        this.applied = applied;
        this.sink = sink;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.counters = counters;
    }

    @Override
    public long process(final long from, final long to)
        throws AlertException, InterruptedException, TimeoutException {
        append(from, to);
        applied.waitFor(to);
        applied.checkAlert();
        deliver(from, to);
        return to;
    }

    private void append(final long from, final long to) {
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

    private void deliver(final long from, final long to) {
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
