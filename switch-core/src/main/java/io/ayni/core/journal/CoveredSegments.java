package io.ayni.core.journal;

import java.io.IOException;
import java.util.stream.LongStream;

/** The segments that a start from a snapshot does not need. */
public final class CoveredSegments {
    private CoveredSegments() {
    }

    /**
     * @param sequence of the oldest snapshot a start may have to go on from
     * @return the indexes, ascending, of the segments whose records are all at or before the sequence: removed in this
     *     order they leave no gap, however far it comes. Never the last one that was begun.
     */
    public static long[] upTo(final JournalStorage storage, final long sequence) throws IOException {
        final LongStream.Builder covered = LongStream.builder();
        final SegmentImage image = new SegmentImage();
        final long[] indexes = storage.segments();
        for (int i = 0; i + 1 < indexes.length && endsBy(storage, image, indexes[i + 1], sequence); i++) {
            covered.add(indexes[i]);
        }
        return covered.build().toArray();
    }

    /** @return whether the segment before this one ends at or before the sequence. */
    private static boolean endsBy(final JournalStorage storage, final SegmentImage image, final long next,
                                  final long sequence) throws IOException {
        try (JournalFile file = storage.openReadOnly(next)) {
            image.loadHeader(file);
        }
        return image.hasHeader() && SegmentHeader.firstSequence(image.buffer()) <= sequence + 1;
    }
}
