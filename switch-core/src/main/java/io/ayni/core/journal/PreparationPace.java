package io.ayni.core.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Spreads the filling of the next segment over the time there is for it: a disk flushes all that waits in its cache, so
 * zeros that came in one go would hold up the sync of whatever is appended beside them. What is filled stays half as
 * much again ahead of what is appended, hence all of it is there when two thirds of the present segment are used; and
 * it gets on while nothing is appended, so that the reserve it is does not take long to exist.
 *
 * <p>The thread that fills waits here; the writer's tells how far it is, any may hurry it.
 */
final class PreparationPace implements FillPace {
    /** Between two pieces when nothing asks for more: 64 MiB in pieces of 256 KiB take 4 s. */
    static final long PIECE_NS = TimeUnit.MILLISECONDS.toNanos(16);
    /** How long after the writer asks for more it is seen. */
    static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private final LongSupplier nanoTime;
    private final LongConsumer pauseNs;
    private volatile long appended;
    private volatile boolean isHurried;
    private volatile boolean isEnded;

    PreparationPace() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    PreparationPace(final LongSupplier nanoTime, final LongConsumer pauseNs) {
        this.nanoTime = nanoTime;
        this.pauseNs = pauseNs;
    }

    @Override
    public void awaitTurn(final long filled) {
        final long startNs = nanoTime.getAsLong();
        while (!isHurried && !isEnded && filled >= appended + appended / 2 && nanoTime.getAsLong() - startNs < PIECE_NS) {
            pauseNs.accept(LOOK_NS);
        }
    }

    /** @param position bytes of the present segment that are used */
    void onAppended(final long position) {
        appended = position;
    }

    /** Whether the writer waits for the segment. */
    void hurry(final boolean isNow) {
        isHurried = isNow;
    }

    /** What is being filled is to be finished at once, for good. */
    void end() {
        isEnded = true;
    }
}
