package io.ayni.core.host.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Spins a little, gives the core away for a while to who wants it, then parks until woken. Whoever wakes pays for it, and
 * only when somebody is parked; when nobody is, it is a fence and a look.
 */
final class ParkingWait extends RingWaiting {
    /** The threads of the ring. */
    private static final int MAX_WAITERS = 2;

    private final int spins;
    private final long yieldNs;
    private final AtomicReferenceArray<Thread> parked = new AtomicReferenceArray<>(MAX_WAITERS);

    /**
     * @param spins   looks, some ten nanoseconds each, that come first
     * @param yieldNs for how long after them it looks again whenever nobody else wants the core, before it parks
     */
    ParkingWait(final int spins, final long yieldNs) {
        this.spins = spins;
        this.yieldNs = yieldNs;
    }

    @Override
    public long waitFor(final long sequence, final Sequence cursor, final Sequence followed,
                        final SequenceBarrier barrier) throws AlertException, InterruptedException {
        int looks = 0;
        long yieldsSinceNs = 0;
        long available = followed.get();
        while (available < sequence) {
            barrier.checkAlert();
            if (looks < spins) {
                Thread.onSpinWait();
            } else if (yieldNs > 0 && looks == spins) {
                yieldsSinceNs = System.nanoTime();
            } else if (yieldNs > 0 && System.nanoTime() - yieldsSinceNs < yieldNs) {
                Thread.yield();
            } else {
                park(sequence, followed, barrier);
            }
            looks++;
            available = followed.get();
        }
        return available;
    }

    private void park(final long sequence, final Sequence followed, final SequenceBarrier barrier)
        throws InterruptedException {
        final Thread self = Thread.currentThread();
        final int place = enter(self);
        if (followed.get() < sequence && !barrier.isAlerted()) { // looked at again now that who wakes finds us
            LockSupport.park(this);
        }
        parked.compareAndSet(place, self, null);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private int enter(final Thread self) {
        for (int i = 0; i < MAX_WAITERS; i++) {
            if (parked.compareAndSet(i, null, self)) {
                return i;
            }
        }
        throw new IllegalStateException("more than " + MAX_WAITERS + " threads wait");
    }

    @Override
    void wake() {
        VarHandle.fullFence(); // either who parks sees what was published before, or we see who parks
        for (int i = 0; i < MAX_WAITERS; i++) {
            if (parked.getPlain(i) != null) {
                final Thread waiter = parked.getAndSet(i, null);
                if (waiter != null) {
                    LockSupport.unpark(waiter);
                }
            }
        }
    }
}
