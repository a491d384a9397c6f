package io.ayni.core.host.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class ParkingWaitTest {
    private static final int STEPS = 20_000;

    private final ParkingWait waiting = new ParkingWait(0, 0);
    private final Sequence followed = new Sequence();
    private final SequenceBarrier barrier =
        RingBuffer.createMultiProducer(Object::new, 2, waiting).newBarrier(followed);

    /** Two threads hand a number to and fro, and wait for each: one wake-up lost is a test that never ends. */
    @ParameterizedTest
    @CsvSource({"0, 0", "100, 0", "100, 20000"})
    void nobodySleepsThroughAWakeUp(final int spins, final long yieldNs) throws Exception {
        final ParkingWait waiting = new ParkingWait(spins, yieldNs);
        final Sequence answered = new Sequence();
        final SequenceBarrier answers =
            RingBuffer.createMultiProducer(Object::new, 2, waiting).newBarrier(answered);
        final Thread other = Thread.ofPlatform().start(() -> {
            try {
                for (long step = 0; step < STEPS; step++) {
                    answered.set(waiting.waitFor(step, followed, followed, barrier));
                    waiting.wake();
                }
            } catch (final Exception e) {
                throw new IllegalStateException(e);
            }
        });
        for (long step = 0; step < STEPS; step++) {
            followed.set(step);
            waiting.wake();
            assertThat(waiting.waitFor(step, answered, answered, answers)).isEqualTo(step);
        }
        other.join();
    }

    @Test
    void anAlertEndsTheWait() throws Exception {
        assertThat(endOfAWaitAfter(waiter -> {
            barrier.alert();
            waiting.wake();
        })).isInstanceOf(AlertException.class);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        assertThat(endOfAWaitAfter(Thread::interrupt)).isInstanceOf(InterruptedException.class);
    }

    private Throwable endOfAWaitAfter(final Consumer<Thread> happening) throws Exception {
        final CompletableFuture<Throwable> ended = new CompletableFuture<>();
        final Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                waiting.waitFor(0, followed, followed, barrier);
            } catch (final AlertException | InterruptedException e) {
                ended.complete(e);
            }
        });
        happening.accept(waiter);
        final Throwable end = ended.get(10, TimeUnit.SECONDS);
        waiter.join();
        return end;
    }
}
