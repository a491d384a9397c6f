package io.ayni.core.host.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;

/** Spins without a pause: nobody has to be woken. */
final class SpinningWait extends RingWaiting {
    @Override
    public long waitFor(final long sequence, final Sequence cursor, final Sequence followed,
                        final SequenceBarrier barrier) throws AlertException {
        long available = followed.get();
        while (available < sequence) {
            barrier.checkAlert();
            Thread.onSpinWait();
            available = followed.get();
        }
        return available;
    }

    @Override
    void wake() {
        // nobody sleeps
    }
}
