package io.ayni.core.host.ring;

import com.lmax.disruptor.WaitStrategy;

/**
 * How the threads of a ring wait, and how they are woken. The ring's own signal, one for each publication, does nothing:
 * a wake-up costs as much as the work on several commands, so whoever publishes says when its batch is at its end.
 */
abstract class RingWaiting implements WaitStrategy {
    /** Any thread, after it has moved a sequence on that others follow: none of them sleeps through it. */
    abstract void wake();

    @Override
    public final void signalAllWhenBlocking() {
        // see wake()
    }
}
