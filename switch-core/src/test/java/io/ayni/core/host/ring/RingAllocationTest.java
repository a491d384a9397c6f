package io.ayni.core.host.ring;

import com.sun.management.ThreadMXBean;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.host.Ingress.Lane;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.snapshot.SnapshotRecords;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Offer, stamp, journal, sync, apply and answer allocate nothing for a command in steady state: measured on real files,
 * one thread. The bound leaves room for what the virtual machine itself does now and then on the thread.
 */
class RingAllocationTest {
    private static final int BATCHES = 2_000;
    private static final int BATCH = 16;
    private static final int COMMAND_LENGTH = 300;

    private static final class Sink implements OutcomeSink {
        private long outcomes;

        @Override
        public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
            outcomes++;
        }

        @Override
        public void onBatchEnd() {
            // Nothing to flush.
        }
    }

    @Test
    void nothingIsAllocatedForACommand(@TempDir final Path directory) {
        final Sink sink = new Sink();
        final TestClock clock = new TestClock();
        try (RingHost host = new RingHost(new RingHostContext().journalStorage(new DirectoryStorage(directory))
            .segmentLength(64 << 20).ringSize(64).manual().epochClock(clock).nanoClock(clock).outcomeSink(sink)
            .stateMachine(outcomes -> new StateMachine() {
                @Override
                public void onCommand(final long sequence, final long timestampMs, final DirectBuffer buffer,
                                      final int offset, final int length) {
                    outcomes.emit(buffer, offset, length);
                }

                @Override
                public long nextDeadlineMs() {
                    return Long.MAX_VALUE;
                }

                @Override
                public void save(final SnapshotRecords records) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void load(final Consumer<SnapshotRecords> snapshot) {
                    throw new UnsupportedOperationException();
                }
            }))) {
            host.start();
            final UnsafeBuffer command = TestMachine.message(12, 1, COMMAND_LENGTH);
            run(host, command);
            final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            final long before = threads.getCurrentThreadAllocatedBytes();
            run(host, command);
            final long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(sink.outcomes).isEqualTo(2L * BATCHES * BATCH + 1);
            assertThat(allocated).as("bytes for %d commands in %d batches", BATCHES * BATCH, BATCHES)
                .isLessThan(BATCHES);
        }
    }

    private static void run(final RingHost host, final UnsafeBuffer command) {
        for (int batch = 0; batch < BATCHES; batch++) {
            for (int i = 0; i < BATCH; i++) {
                host.offer(Lane.REQUEST, command, 0, COMMAND_LENGTH);
            }
            host.doWork();
        }
    }
}
