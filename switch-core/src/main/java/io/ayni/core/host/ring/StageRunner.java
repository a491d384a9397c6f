package io.ayni.core.host.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.EventProcessor;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;

import java.util.function.Consumer;

/**
 * Takes a stage through the ring: waits for slots, has them processed, says how far it is. In a thread of its own
 * ({@link #run}), or a step at a time ({@link #doWork}).
 */
final class StageRunner implements EventProcessor {
    private final SequenceBarrier barrier;
    private final RingWaiting waiting;
    private final Stage stage;
    private final Consumer<Throwable> onError;
    private final Sequence sequence = new Sequence();
    private volatile boolean isRunning;

    /**
     * @param waiting of those that follow this stage
     * @param onError is told, once, on the stage's thread; the runner ends.
     */
    StageRunner(final SequenceBarrier barrier, final RingWaiting waiting, final Stage stage, final Consumer<Throwable> onError) {
        this.barrier = barrier;
        this.waiting = waiting;
        this.stage = stage;
        this.onError = onError;
    }

    @Override
    public Sequence getSequence() {
        return sequence;
    }

    @Override
    public void halt() {
        barrier.alert();
        waiting.wake();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public void run() {
        isRunning = true;
        try {
            while (true) {
                processAvailable(barrier.waitFor(sequence.get() + 1));
            }
        } catch (final AlertException halted) {
            return;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            onError.accept(e);
        } catch (final Throwable e) {
            onError.accept(e);
        } finally {
            isRunning = false;
        }
    }

    /**
     * One step, without waiting.
     *
     * @param available last slot ready for this stage
     * @return slots processed.
     */
    int doWork(final long available) {
        final long before = sequence.get();
        if (available <= before || barrier.isAlerted()) {
            return 0;
        }
        try {
            processAvailable(available);
        } catch (final Exception | Error e) {
            onError.accept(e);
        }
        return (int) (sequence.get() - before);
    }

    private void processAvailable(final long available) throws AlertException, InterruptedException, TimeoutException {
        final long next = sequence.get() + 1;
        if (available >= next) {
            sequence.set(stage.process(next, available));
            waiting.wake();
        } else {
            Thread.yield(); // claimed and not yet published: who does it may need this core
        }
    }
}
