package io.ayni.core.journal;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.LongFunction;

/**
 * Walks segments record by record in log order and holds them to what a log must be: no gap in the sequence, no step
 * back in time, known versions, segments in order.
 */
final class SegmentWalk {
    /** Records checked before they are shown: enough of them to fetch together what they need of memory. */
    private static final int GROUP = 32;

    private final LongFunction<String> names;
    private final RecordVisitor visitor;
    private final long afterSequence;
    private final int[] group = new int[GROUP];
    private int grouped;
    private long lastSequence;
    private long lastTimestampMs = Long.MIN_VALUE;
    private long firstSequence;
    private long firstTimestampMs;
    private long records;
    private long bytes;
    private boolean isBegun;

    /**
     * @param names         of segments, for messages
     * @param afterSequence the log must reach back to here; records up to this one are not shown to the visitor
     */
    SegmentWalk(final LongFunction<String> names, final long afterSequence, final RecordVisitor visitor) {
        this.names = names;
        this.afterSequence = afterSequence;
        this.visitor = visitor;
    }

    /**
     * Checks the header, then shows each record: some are checked, then those are shown.
     *
     * @return the offset at which no valid record stands: the end of the log in this segment, or damage.
     * @throws JournalCorruptException for what is valid in itself and does not belong here.
     */
    int walk(final SegmentImage image, final long index) {
        checkHeader(image, index);
        int offset = SegmentHeader.LENGTH;
        int groupOffset;
        do {
            groupOffset = offset;
            offset = checkGroup(image, groupOffset);
            showGroup(image.buffer());
        } while (offset > groupOffset);
        return Math.min(offset, image.size());
    }

    /** @return where the group ends. */
    private int checkGroup(final SegmentImage image, final int from) {
        final UnsafeBuffer buffer = image.buffer();
        int offset = from;
        grouped = 0;
        for (int i = 0; i < GROUP && image.isRecord(offset); i++) {
            final int length = RecordLayout.messageLength(buffer, offset);
            final long sequence = RecordLayout.sequence(buffer, offset);
            final long timestampMs = RecordLayout.timestampMs(buffer, offset);
            checkOrder(image, offset, sequence, timestampMs);
            count(sequence, timestampMs, length);
            if (sequence > afterSequence) {
                group[grouped++] = offset;
            }
            offset += RecordLayout.recordLength(length);
        }
        return offset;
    }

    private void showGroup(final UnsafeBuffer buffer) {
        for (int i = 0; i < grouped; i++) {
            visitor.announce(buffer, group[i] + RecordLayout.HEADER_LENGTH,
                RecordLayout.messageLength(buffer, group[i]));
        }
        visitor.fetchAnnounced();
        for (int i = 0; i < grouped; i++) {
            visitor.onRecord(RecordLayout.sequence(buffer, group[i]), RecordLayout.timestampMs(buffer, group[i]), buffer,
                group[i] + RecordLayout.HEADER_LENGTH, RecordLayout.messageLength(buffer, group[i]));
        }
    }

    private void checkHeader(final SegmentImage image, final long index) {
        final UnsafeBuffer buffer = image.buffer();
        require(image, "format version", SegmentHeader.FORMAT_VERSION, SegmentHeader.formatVersion(buffer));
        require(image, "schema id", SegmentHeader.SCHEMA_ID, SegmentHeader.schemaId(buffer));
        final int schemaVersion = SegmentHeader.schemaVersion(buffer);
        if (schemaVersion < 1 || schemaVersion > SegmentHeader.SCHEMA_VERSION) {
            throw corrupt(image, 0, "schema version " + schemaVersion + ", this build reads up to "
                + SegmentHeader.SCHEMA_VERSION);
        }
        require(image, "segment index", index, SegmentHeader.index(buffer));
        final long first = SegmentHeader.firstSequence(buffer);
        if (isBegun) {
            require(image, "first sequence", lastSequence + 1, first);
        } else {
            checkBegin(image, index, first);
            isBegun = true;
            lastSequence = first - 1;
            firstSequence = first;
        }
    }

    private void checkBegin(final SegmentImage image, final long index, final long first) {
        if (first < 1 || first > afterSequence + 1) {
            throw corrupt(image, 0, "expected a segment that begins at or before sequence " + (afterSequence + 1)
                + ", found one that begins at " + first + ": earlier segments are missing"
                + (index > 1 ? ", " + names.apply(1) : "") + (index > 2 ? " to " + names.apply(index - 1) : "")
                + (first > 1 ? ", or a good snapshot of sequence " + (first - 1) + " or later" : ""));
        }
    }

    private void checkOrder(final SegmentImage image, final int offset, final long sequence, final long timestampMs) {
        if (sequence != lastSequence + 1) {
            throw corrupt(image, offset, "expected sequence " + (lastSequence + 1) + ", found " + sequence);
        }
        if (timestampMs < lastTimestampMs) {
            throw corrupt(image, offset, "expected a time not before " + lastTimestampMs + " ms, found " + timestampMs);
        }
    }

    private void count(final long sequence, final long timestampMs, final int length) {
        if (records == 0) {
            firstTimestampMs = timestampMs;
        }
        lastSequence = sequence;
        lastTimestampMs = timestampMs;
        records++;
        bytes += RecordLayout.recordLength(length);
    }

    private static void require(final SegmentImage image, final String what, final long expected, final long found) {
        if (expected != found) {
            throw corrupt(image, 0, "expected " + what + " " + expected + ", found " + found);
        }
    }

    private static JournalCorruptException corrupt(final SegmentImage image, final int offset, final String what) {
        return new JournalCorruptException(image.name(), offset, what);
    }

    long afterSequence() {
        return afterSequence;
    }

    /** @return the last sequence read; before the first record, the one before the first segment's first. */
    long lastSequence() {
        return lastSequence;
    }

    /** @return of the last record read; {@link Long#MIN_VALUE} when there was none. */
    long lastTimestampMs() {
        return lastTimestampMs;
    }

    long firstSequence() {
        return firstSequence;
    }

    long firstTimestampMs() {
        return firstTimestampMs;
    }

    long records() {
        return records;
    }

    long bytes() {
        return bytes;
    }
}
