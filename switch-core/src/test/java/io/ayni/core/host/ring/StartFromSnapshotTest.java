package io.ayni.core.host.ring;

import io.ayni.core.host.Ingress.Lane;
import io.ayni.core.host.Ingress.Result;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.recovery.SnapshotContext;
import io.ayni.core.recovery.SnapshotInfo;
import io.ayni.core.recovery.SnapshotTaker;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A host on a directory that goes on from a snapshot as it would from the whole journal. */
class StartFromSnapshotTest implements OutcomeSink {
    private static final long EARLY_MS = 1_000_000;
    private static final long LATE_MS = 9_000_000;

    @TempDir
    private Path directory;
    private TestMachine machine;

    private RingHost start(final long nowMs) {
        final TestClock clock = new TestClock();
        clock.advanceMs(nowMs - clock.time());
        return new RingHost(new RingHostContext().journalDirectory(directory)
            .segmentLength(JournalContext.MIN_SEGMENT_LENGTH).ringSize(TestHost.RING_SIZE).manual().epochClock(clock)
            .nanoClock(clock).outcomeSink(this).stateMachine(outcomes -> machine = new TestMachine(outcomes))).start();
    }

    private static void offer(final RingHost host, final long from, final long to) {
        for (long id = from; id <= to; id++) {
            final UnsafeBuffer command = TestMachine.command(id);
            assertThat(host.offer(Lane.REQUEST, command, 0, command.capacity())).isEqualTo(Result.ACCEPTED);
            host.doWork();
        }
    }

    private SnapshotInfo snapshot() throws IOException {
        return SnapshotTaker.take(new SnapshotContext()
            .stateMachine(() -> new TestMachine((buffer, offset, length) -> { }))
            .storage(new DirectoryStorage(directory), new SnapshotDirectory(directory)), (records, bytes) -> { })
            .orElseThrow();
    }

    @Test
    void theStateIsThatOfTheWholeJournalAndTheLogGoesOn() throws IOException {
        try (RingHost host = start(EARLY_MS)) {
            offer(host, 1, 30);
        }
        snapshot();
        try (RingHost host = start(EARLY_MS + 10_000)) {
            offer(host, 31, 40);
        }
        try (RingHost host = start(EARLY_MS + 20_000)) {
            host.doWork();
        }
        final List<TestMachine.Applied> fromSnapshot = List.copyOf(machine.log);
        try (var files = Files.newDirectoryStream(directory, "*.snapshot")) {
            for (final Path file : files) {
                Files.delete(file);
            }
        }
        try (RingHost host = start(EARLY_MS + 30_000)) {
            assertThat(machine.log).startsWith(fromSnapshot.toArray(TestMachine.Applied[]::new));
            assertThat(host.durableSequence()).isEqualTo(fromSnapshot.size());
        }
    }

    @Test
    void timeDoesNotGoBackBehindASnapshotWithNothingAfterIt() throws IOException {
        try (RingHost host = start(LATE_MS)) {
            offer(host, 1, 5);
        }
        final SnapshotInfo snapshot = snapshot();
        assertThat(snapshot.timestampMs()).isGreaterThanOrEqualTo(LATE_MS);
        try (RingHost host = start(EARLY_MS)) {
            offer(host, 6, 6);
        }
        assertThat(machine.log.getLast().timestampMs()).isGreaterThanOrEqualTo(snapshot.timestampMs());
    }

    @Override
    public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
        // What was answered is the matter of other tests.
    }

    @Override
    public void onBatchEnd() {
        // Nothing to flush.
    }
}
