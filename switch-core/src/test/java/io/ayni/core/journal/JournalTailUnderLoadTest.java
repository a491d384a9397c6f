package io.ayni.core.journal;

import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import static io.ayni.core.journal.JournalFixture.NO_LISTENER;
import static io.ayni.core.journal.JournalFixture.append;
import static io.ayni.core.journal.JournalFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real files, written past the page cache where the file system can, and read through it at the same time: a reader sees
 * all that is on stable storage, and nothing that is not what was written.
 */
class JournalTailUnderLoadTest {
    private static final long RECORDS = 40_000;
    private static final int SEGMENT_LENGTH = 2 << 20;

    @TempDir
    private Path directory;
    private long seen;

    @Test
    @Timeout(60)
    void whatIsSyncedIsReadAndIsWhatWasWritten() throws IOException {
        final DirectoryStorage storage = new DirectoryStorage(directory);
        final JournalContext context =
            new JournalContext().storage(storage).segmentLength(SEGMENT_LENGTH).threadFactory(Thread::new);
        try (Journal journal = Journal.open(context); JournalTail tail = new JournalTail(storage)) {
            journal.recover(0, (sequence, timestampMs, buffer, offset, length) -> { }, NO_LISTENER);
            final CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(journal.writer()));
            assertThat(tail.seek(0)).isTrue();
            while (seen < RECORDS && !writer.isCompletedExceptionally()) {
                tail.poll(journal.writer().durableSequence(), 5_000, this::check);
            }
            writer.join();
        }
        assertThat(seen).isEqualTo(RECORDS);
        assertThat(JournalVerifier.verify(storage, (sequence, timestampMs, buffer, offset, length) -> { }))
            .matches(JournalReport::isGood).matches(report -> report.lastSequence() == RECORDS);
    }

    private static void write(final JournalWriter writer) {
        final Random random = new Random(3);
        for (long next = 1; next <= RECORDS; ) {
            final long last = Math.min(RECORDS, next + random.nextInt(60));
            append(writer, next, last);
            writer.sync();
            next = last + 1;
        }
    }

    private void check(final long sequence, final long timestampMs, final DirectBuffer buffer,
                       final int offset, final int length) {
        final byte[] expected = message(sequence);
        boolean isSame = sequence == ++seen && timestampMs == 1_000 + sequence && length == expected.length;
        for (int i = 0; isSame && i < length; i++) {
            isSame = buffer.getByte(offset + i) == expected[i];
        }
        if (!isSame) {
            throw new AssertionError("record " + sequence + " after " + (seen - 1) + " is not what was written");
        }
    }
}
