package io.ayni.core.host.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;

/**
 * Of two threads the second: appends what was stamped, one sync for all of it, waits for the engine to have applied it,
 * and only then hands over what the engine said: nothing is answered before what it rests on is on disk.
 */
final class JournalStage implements Stage {
    private final DurableBatch batch;
    private final SequenceBarrier applied;

    /** @param applied lets pass what the engine has applied. */
    JournalStage(final DurableBatch batch, final SequenceBarrier applied) {
        this.batch = batch;
        this.applied = applied;
    }

    @Override
    public long process(final long from, final long to)
        throws AlertException, InterruptedException, TimeoutException {
        batch.append(from, to);
        applied.waitFor(to);
        applied.checkAlert();
        batch.deliver(from, to);
        return to;
    }
}
