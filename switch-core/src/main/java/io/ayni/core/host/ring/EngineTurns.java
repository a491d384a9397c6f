package io.ayni.core.host.ring;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The engine's stage without a thread of its own: whoever has put commands into the ring applies what is there, its own
 * and others', unless somebody is at it already, who then takes them along (flat combining: Hendler, Incze, Shavit,
 * Tzafrir, SPAA 2010). One thread at a time, and each sees what the one before it wrote, so for the engine it is as one
 * thread. Nobody waits for a turn.
 * <p>
 * Nothing published is left behind: who publishes looks for a turn afterwards; who ends a turn looks once more whether
 * something came while nobody else could have it.
 */
final class EngineTurns {
    private static final int FREE = 0;
    private static final int TAKEN = 1;
    private static final int ENDED = 2;
    private static final long CLOSE_POLL_NS = 50_000;

    private final RingBuffer<CommandSlot> ring;
    private final Stage stage;
    private final RingWaiting waiting;
    private final Consumer<Throwable> onError;
    private final Sequence sequence = new Sequence();
    private final AtomicInteger turn = new AtomicInteger(FREE);

    /**
     * @param waiting of those that follow this stage
     * @param onError is told, once, on the thread whose turn it was; nobody has a turn afterwards.
     */
    EngineTurns(final RingBuffer<CommandSlot> ring, final Stage stage, final RingWaiting waiting,
                final Consumer<Throwable> onError) {
        this.ring = ring;
        this.stage = stage;
        this.waiting = waiting;
        this.onError = onError;
    }

    /** @return how far the commands are applied, in ring sequences. */
    Sequence sequence() {
        return sequence;
    }

    /** Any thread, after it has published: returns when all that was in the ring is applied, or is somebody else's to apply. */
    void take() {
        while (isSomethingReady() && turn.compareAndSet(FREE, TAKEN)) {
            try {
                applyReady();
            } catch (final Exception | Error e) {
                turn.set(ENDED);
                onError.accept(e);
                return;
            }
            turn.set(FREE);
        }
    }

    private boolean isSomethingReady() {
        return ring.isAvailable(sequence.get() + 1);
    }

    private void applyReady() throws Exception {
        long applied = sequence.get();
        long ready = readyAfter(applied);
        while (ready > applied) {
            applied = stage.process(applied + 1, ready);
            sequence.set(applied);
            waiting.wake();
            ready = Math.max(ready, readyAfter(applied));
        }
    }

    /** @return the last slot of those that follow each other without one that is claimed and not published. */
    private long readyAfter(final long applied) {
        final long most = applied + EngineStage.MAX_BATCH;
        long ready = applied;
        while (ready < most && ring.isAvailable(ready + 1)) {
            ready++;
        }
        return ready;
    }

    /** When it returns nobody has a turn, and nobody gets one. */
    void end() {
        while (!turn.compareAndSet(FREE, ENDED) && turn.get() != ENDED) {
            LockSupport.parkNanos(this, CLOSE_POLL_NS);
        }
    }
}
