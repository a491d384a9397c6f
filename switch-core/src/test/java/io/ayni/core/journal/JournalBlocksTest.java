package io.ayni.core.journal;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static io.ayni.core.journal.JournalFixture.NO_LISTENER;
import static io.ayni.core.journal.JournalFixture.append;
import static io.ayni.core.journal.JournalFixture.context;
import static io.ayni.core.journal.JournalFixture.diskWith;
import static io.ayni.core.journal.JournalFixture.entries;
import static io.ayni.core.journal.JournalFixture.recover;
import static org.assertj.core.api.Assertions.assertThat;

/** A journal written in whole blocks is, byte by byte and after each sync, the one that is written through a cache. */
class JournalBlocksTest {
    private static final RecordVisitor NOBODY = (sequence, timestampMs, buffer, offset, length) -> { };

    /** Writes at random, and starts again at random. */
    private static List<byte[]> write(final SimulatedDisk disk, final int seed) {
        final Random random = new Random(seed);
        final List<byte[]> seen = new ArrayList<>();
        long next = 1;
        while (next < 2_500) {
            try (Journal journal = Journal.open(context(disk).batchCapacity(JournalContext.MIN_BATCH_CAPACITY))) {
                journal.recover(0, NOBODY, NO_LISTENER);
                final int batches = 1 + random.nextInt(20);
                for (int batch = 0; batch < batches; batch++) {
                    final long last = next + random.nextInt(30);
                    append(journal.writer(), next, last);
                    next = last + 1;
                    if (random.nextInt(16) == 0) {
                        final byte[] longest = new byte[RecordLayout.MAX_MESSAGE_LENGTH - random.nextInt(9_000)];
                        random.nextBytes(longest);
                        journal.writer().append(next, 1_000 + next++, new UnsafeBuffer(longest), 0, longest.length);
                    }
                    journal.writer().sync();
                    seen.add(disk.bytesOf(lastBegun(disk)));
                }
            }
        }
        for (final long index : disk.segments()) {
            seen.add(disk.bytesOf(index));
        }
        return seen;
    }

    private static long lastBegun(final SimulatedDisk disk) {
        final long[] segments = disk.segments();
        final int last = segments.length - 1;
        return disk.bytesOf(segments[last])[0] == 0 ? segments[last - 1] : segments[last];
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4_096, DirectIo.MAX_BLOCK_LENGTH})
    void holdTheSameBytesAsAJournalWithoutBlocks(final int blockLength) {
        final List<byte[]> expected = write(new SimulatedDisk(), blockLength);
        final List<byte[]> written = write(new SimulatedDisk(blockLength), blockLength);

        assertThat(written).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(written.get(i)).as("after sync %d", i).isEqualTo(expected.get(i));
        }
    }

    @Test
    void aStartThatCutsATornTailGoesOnInTheMiddleOfABlock() {
        final byte[] whole = diskWith(50).bytesOf(1);
        final int end = ends(whole);
        whole[end - RecordLayout.ALIGNMENT - 30] ^= 1;
        whole[end - 1] = 0;
        final SimulatedDisk disk = new SimulatedDisk(4_096);
        disk.replace(1, whole);
        try (Journal journal = Journal.open(context(disk))) {
            assertThat(journal.recover(0, NOBODY, NO_LISTENER).tornBytes()).isPositive();
            append(journal.writer(), 50, 60);
            journal.writer().sync();
        }
        disk.crashLosingAll();
        assertThat(recover(disk)).isEqualTo(entries(1, 60));
    }

    private static int ends(final byte[] segment) {
        int end = segment.length;
        while (segment[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
