package io.ayni.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.host.OutcomeSink;
import io.ayni.core.host.ring.RingHost;
import io.ayni.core.host.ring.RingHostContext;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalReport;
import io.ayni.core.journal.JournalVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The snapshot alone knows what time it was, when the segments it covers are gone and of the last one a power failure
 * left the header.
 */
class TimeBehindASnapshotTest implements OutcomeSink {
    private static final int SEGMENT_HEADER_LENGTH = 64;
    private static final long WALL_CLOCK_MS = 7;

    @TempDir
    private Path directory;

    /** @return the sequence before the second segment's first. */
    private long journalOfOneFullSegment(final TestJournal journal) {
        long last = 0;
        while (!Files.exists(journal.segmentFile(2))) {
            journal.upTo(++last);
        }
        // A segment is made ahead, when the one before has its header: the second is begun by what no longer fits.
        while (!isBegun(journal.segmentFile(2))) {
            journal.upTo(++last);
        }
        return last - 1;
    }

    private static boolean isBegun(final Path segment) {
        try {
            return Files.readAllBytes(segment)[0] != 0;
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLogGoesOnFromTheTimeOfTheSnapshot() throws IOException {
        final TestJournal journal = new TestJournal(directory).open();
        final long snapshot = journalOfOneFullSegment(journal);
        journal.close();
        journal.snapshotOf(snapshot);
        Files.delete(journal.segmentFile(1));
        final byte[] begun = Files.readAllBytes(journal.segmentFile(2));
        Arrays.fill(begun, SEGMENT_HEADER_LENGTH, begun.length, (byte) 0);
        Files.write(journal.segmentFile(2), begun);

        try (RingHost host = new RingHost(new RingHostContext().journalDirectory(directory)
            .segmentLength(JournalContext.MIN_SEGMENT_LENGTH).ringSize(64).manual().outcomeSink(this)
            .epochClock(() -> WALL_CLOCK_MS).nanoClock(() -> 1).stateMachine(outcomes -> new ChainMachine())).start()) {
            host.doWork();
        }

        final JournalReport report = JournalVerifier.verify(new DirectoryStorage(directory), snapshot,
            (sequence, timestampMs, buffer, offset, length) -> { });
        assertThat(report.firstSequence()).isEqualTo(snapshot + 1);
        assertThat(report.firstTimestampMs()).isEqualTo(TestJournal.timestampMs(snapshot));
    }

    @Override
    public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
        throw new AssertionError("nobody asked anything");
    }

    @Override
    public void onBatchEnd() {
        // Nothing to flush.
    }
}
