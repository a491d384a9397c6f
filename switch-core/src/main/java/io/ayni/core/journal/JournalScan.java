package io.ayni.core.journal;

import java.io.IOException;

/**
 * Reads a journal from its first segment to the end of the log, changing nothing, and decides what the end is: clean,
 * torn (may be cut), or damage (refused).
 *
 * <p>Segment n + 1 is made only after the header of segment n is on disk, so that all segments but the last have one. A
 * segment is begun only after all of the one before is on disk, so that only the last one begun can be torn.
 */
final class JournalScan {
    private final JournalStorage storage;
    private final SegmentImage image;
    private final SegmentWalk walk;
    private final RecoveryListener listener;
    private long[] indexes = {};
    private long endIndex;
    private int endOffset;
    private int endSegmentLength;
    private int endSchemaVersion;
    private int tornBytes;
    private boolean isTorn;
    private boolean isShort;
    private int preparedLength;

    JournalScan(final JournalStorage storage, final SegmentWalk walk, final RecoveryListener listener) {
        this(storage, walk, listener, new SegmentImage());
    }

    /** @param image memory to read segments into. */
    JournalScan(final JournalStorage storage, final SegmentWalk walk, final RecoveryListener listener,
                final SegmentImage image) {
        this.image = image;
        this.storage = storage;
        this.walk = walk;
        this.listener = listener;
    }

    /** Reads what a start needs: from the segment on that has the first record to be shown. */
    void run() throws IOException {
        list();
        read(firstNeeded());
    }

    /** Reads all segments there are. */
    void runWhole() throws IOException {
        list();
        read(0);
    }

    private void list() throws IOException {
        indexes = storage.segments();
        checkConsecutive();
    }

    /** @return the position of the last segment that begins at or before the first record to be shown. */
    private int firstNeeded() throws IOException {
        int first = walk.afterSequence() == 0 ? 0 : indexes.length - 1;
        while (first > 0) {
            try (JournalFile file = storage.openReadOnly(indexes[first])) {
                image.loadHeader(file);
            }
            if (image.hasHeader() && SegmentHeader.firstSequence(image.buffer()) <= walk.afterSequence() + 1) {
                return first;
            }
            first--;
        }
        return 0;
    }

    /** @throws JournalCorruptException for anything but a clean or torn end. */
    private void read(final int from) throws IOException {
        for (int i = from; i < indexes.length && !isTorn; i++) {
            final boolean isLast = i == indexes.length - 1;
            load(indexes[i]);
            if (!image.hasHeader()) {
                requireUnused(isLast);
                preparedLength = image.lastNonZero(0) < 0 ? image.size() : 0;
                return;
            }
            endIndex = indexes[i];
            endOffset = walk.walk(image, indexes[i]);
            endSegmentLength = SegmentHeader.segmentLength(image.buffer());
            endSchemaVersion = SegmentHeader.schemaVersion(image.buffer());
            isShort = image.size() < endSegmentLength;
            listener.onProgress(walk.records(), walk.bytes());
            final int last = image.lastNonZero(endOffset);
            if (last >= 0) {
                requireTorn(i);
                isTorn = true;
                tornBytes = last + 1 - endOffset;
            } else if (isShort && !isLast) {
                requireNothingAfter(i, "segment of " + image.size() + " bytes, its header says " + endSegmentLength);
            }
        }
    }

    private void checkConsecutive() {
        for (int i = 1; i < indexes.length; i++) {
            if (indexes[i] != indexes[i - 1] + 1) {
                throw new JournalCorruptException(storage.nameOf(indexes[i - 1] + 1), 0,
                    "expected a segment, found none; the next there is " + storage.nameOf(indexes[i]));
            }
        }
    }

    private void load(final long index) throws IOException {
        try (JournalFile file = storage.openReadOnly(index)) {
            image.load(file);
        }
    }

    private void requireUnused(final boolean isLast) {
        final int record = image.isHoleAt(0)
            ? image.findFirstOfBatch(SegmentHeader.LENGTH) : image.findRecord(SegmentHeader.LENGTH);
        if (record >= 0) {
            throw new JournalCorruptException(image.name(), 0,
                "expected a segment header, found none that is valid; a valid record follows at offset " + record);
        }
        if (!isLast) {
            throw new JournalCorruptException(image.name(), 0,
                "expected a segment header, found none that is valid; only the last segment may be without");
        }
    }

    /**
     * Nothing that was acknowledged may be cut. A record that begins a batch proves that all before it was on disk. A
     * record inside a batch proves nothing: disks write the sectors of one batch in any order.
     */
    private void requireTorn(final int position) throws IOException {
        final int from = endOffset + RecordLayout.ALIGNMENT;
        final int later = image.findFirstOfBatch(from);
        if (later >= 0) {
            throw corruptEnd("expected " + expected() + ", found damage; a valid record of a later batch follows at "
                + "offset " + later);
        }
        final int record = image.findRecord(from);
        if (record >= 0 && !TornTail.isUnwritten(image, endOffset, record)) {
            throw corruptEnd("expected " + expected() + ", found damage; a valid record follows at offset " + record);
        }
        if (record < 0 && !TornTail.isTorn(image, endOffset)) {
            throw corruptEnd("expected " + expected() + ", found one that was complete and is damaged");
        }
        requireNothingAfter(position, "expected " + expected() + ", found damage");
    }

    /** Leaves another segment in the image when there is one. */
    private void requireNothingAfter(final int position, final String what) throws IOException {
        for (int i = position + 1; i < indexes.length; i++) {
            load(indexes[i]);
            if (image.hasHeader() || image.findRecord(SegmentHeader.LENGTH) >= 0) {
                throw corruptEnd(what + "; the log goes on in " + image.name());
            }
        }
    }

    private String expected() {
        return "the record of sequence " + (walk.lastSequence() + 1);
    }

    private JournalCorruptException corruptEnd(final String what) {
        return new JournalCorruptException(storage.nameOf(endIndex), endOffset, what);
    }

    /** A snapshot is taken of what is in the journal: one that is ahead of it has lost a part of its journal. */
    void requireReached(final long sequence) {
        if (endIndex == 0 && sequence > 0) {
            throw new JournalCorruptException(storage.nameOf(Math.max(1, lastIndex())), 0,
                "expected the log to reach the snapshot of sequence " + sequence + ", found no segment that was begun");
        }
        if (walk.lastSequence() < sequence) {
            throw corruptEnd("expected the log to reach the snapshot of sequence " + sequence + ", it ends at "
                + walk.lastSequence());
        }
    }

    SegmentWalk walk() {
        return walk;
    }

    /** @return segments there are, the prepared one included. */
    int segments() {
        return indexes.length;
    }

    /** @return the index of the last segment there is, begun or prepared; 0 for none. */
    long lastIndex() {
        return indexes.length == 0 ? 0 : indexes[indexes.length - 1];
    }

    /** @return the segment in which the log ends; 0 for none begun. */
    long endIndex() {
        return endIndex;
    }

    /** @return where the log ends in it: the next record goes here. */
    int endOffset() {
        return endOffset;
    }

    /** @return the length that the header of the last segment begun gives. */
    int endSegmentLength() {
        return endSegmentLength;
    }

    int endSchemaVersion() {
        return endSchemaVersion;
    }

    /** @return bytes after the end that a crash left behind; 0 for none. */
    int tornBytes() {
        return tornBytes;
    }

    /** @return the length of the last segment when it is prepared and untouched; 0 otherwise. */
    int preparedLength() {
        return preparedLength;
    }

    /** @return whether the last segment begun lacks bytes at its end. */
    boolean isShort() {
        return isShort;
    }
}
