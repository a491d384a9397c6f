package io.ayni.core.journal;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads a journal behind whoever writes it, in this process or another; takes no lock and writes nothing. One thread.
 *
 * <p>What may be read is what is on stable storage: of this process's journal up to
 * {@link JournalWriter#durableSequence()}; of another's up to {@link #provenSequence}. Beyond that a record may still
 * be lost, whole as it looks.
 */
public final class JournalTail implements AutoCloseable {
    private static final int WINDOW = 1 << 18;

    private final JournalStorage storage;
    private final SegmentImage header = new SegmentImage();
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(WINDOW);
    private final ByteBuffer checksumView = bytes.duplicate();
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private JournalFile file;
    private long index;
    private int segmentLength;
    /** Of the next record in the file; of the window in the file; of what of the window is filled. */
    private long position;
    private long windowStart;
    private int filled;
    private long lastSequence;
    private long lastTimestampMs;

    public JournalTail(final JournalStorage storage) {
        this.storage = storage;
    }

    /**
     * Goes to the record after the sequence, or to where it will be.
     *
     * @return whether the journal reaches so far; otherwise the tail stands where it ends now.
     * @throws JournalCorruptException when it does not reach back so far
     */
    public boolean seek(final long afterSequence) throws IOException {
        final long[] indexes = storage.segments();
        for (int i = indexes.length - 1; i >= 0; i--) {
            final JournalFile segment = openBegun(indexes[i]);
            if (segment != null && SegmentHeader.firstSequence(header.buffer()) <= afterSequence + 1) {
                enter(segment, indexes[i]);
                lastSequence = SegmentHeader.firstSequence(header.buffer()) - 1;
                lastTimestampMs = Long.MIN_VALUE;
                return reach(afterSequence);
            }
            if (segment != null) {
                segment.close();
            }
        }
        throw new JournalCorruptException(storage.nameOf(indexes.length == 0 ? 1 : indexes[0]), 0,
            "expected a segment that begins at or before sequence " + (afterSequence + 1) + ", found none");
    }

    /** Goes to the first record there is. @return whether there is a segment that was begun. */
    public boolean seekFirst() throws IOException {
        final long[] indexes = storage.segments();
        final JournalFile first = indexes.length == 0 ? null : openBegun(indexes[0]);
        if (first == null) {
            return false;
        }
        enter(first, indexes[0]);
        lastSequence = SegmentHeader.firstSequence(header.buffer()) - 1;
        lastTimestampMs = Long.MIN_VALUE;
        return true;
    }

    private boolean reach(final long sequence) throws IOException {
        while (lastSequence < sequence && next()) {
            skip();
        }
        return lastSequence == sequence;
    }

    /**
     * Shows records in order.
     *
     * @param upTo  the sequence up to which the journal is known to be on stable storage
     * @param limit records at most
     * @return records shown.
     * @throws JournalCorruptException when a record that must be there is not
     */
    public int poll(final long upTo, final int limit, final RecordVisitor visitor) throws IOException {
        forgetWindow();
        int shown = 0;
        while (shown < limit && lastSequence < upTo) {
            if (!next()) {
                throw new JournalCorruptException(storage.nameOf(index), position,
                    "expected the record of sequence " + (lastSequence + 1) + ", found none that is valid");
            }
            show(visitor);
            shown++;
        }
        return shown;
    }

    /**
     * Shows records in order, whether they are on stable storage or not yet: for people, never to act on.
     *
     * @return records shown; fewer than the limit when the log ends, or is damaged, after them.
     */
    public int look(final int limit, final RecordVisitor visitor) throws IOException {
        forgetWindow();
        int shown = 0;
        while (shown < limit && next()) {
            show(visitor);
            shown++;
        }
        return shown;
    }

    private void show(final RecordVisitor visitor) {
        final int at = skip();
        visitor.onRecord(lastSequence, lastTimestampMs, buffer, at + RecordLayout.HEADER_LENGTH,
            RecordLayout.messageLength(buffer, at));
    }

    /**
     * Reads on to the end and shows nothing. A record marked as the first of its batch was written when all before it
     * was on stable storage.
     *
     * @return the sequence before the last marked record from here on; -1 when there is none.
     */
    public long provenSequence() throws IOException {
        forgetWindow();
        long proven = -1;
        while (next()) {
            if (RecordLayout.isFirstOfBatch(buffer, skip())) {
                proven = lastSequence - 1;
            }
        }
        return proven;
    }

    /** @return the sequence of the last record that was read or passed over. */
    public long lastSequence() {
        return lastSequence;
    }

    /** @return whether a valid record comes next; goes to the next segment when it begins there. */
    private boolean next() throws IOException {
        return hasRecord() || beginsNext() && hasRecord();
    }

    /** Goes over the record. @return where in the window it stands. */
    private int skip() {
        final int at = (int) (position - windowStart);
        lastSequence = RecordLayout.sequence(buffer, at);
        lastTimestampMs = RecordLayout.timestampMs(buffer, at);
        position += RecordLayout.recordLength(RecordLayout.messageLength(buffer, at));
        return at;
    }

    private boolean hasRecord() throws IOException {
        if (!require(RecordLayout.HEADER_LENGTH)) {
            return false;
        }
        final int length = RecordLayout.messageLength(buffer, (int) (position - windowStart));
        if (!RecordLayout.isPossibleLength(length) || !require(RecordLayout.recordLength(length))) {
            return false;
        }
        final int at = (int) (position - windowStart);
        return RecordLayout.sequence(buffer, at) == lastSequence + 1
            && RecordLayout.timestampMs(buffer, at) >= lastTimestampMs
            && RecordLayout.checksum(buffer, at)
                == RecordLayout.computeChecksum(checksumView, crc, at, RecordLayout.lengthWord(buffer, at));
    }

    /** Brings so many bytes from the position on into the window, if the segment has them. */
    private boolean require(final int length) throws IOException {
        if (position + length > segmentLength) {
            return false;
        }
        if (position + length > windowStart + filled) {
            windowStart = position;
            bytes.clear();
            filled = file.read(bytes, windowStart);
            bytes.clear();
        }
        return position + length <= windowStart + filled;
    }

    private void forgetWindow() {
        windowStart = position;
        filled = 0;
    }

    /** A segment is begun only after all of the one before is on disk. */
    private boolean beginsNext() throws IOException {
        final JournalFile next = openBegun(index + 1);
        if (next == null) {
            return false;
        }
        if (SegmentHeader.firstSequence(header.buffer()) != lastSequence + 1) {
            next.close();
            return false;
        }
        enter(next, index + 1);
        return true;
    }

    /** @return the segment, its header read; null when it is not there or was not begun. */
    private JournalFile openBegun(final long segment) throws IOException {
        if (Arrays.binarySearch(storage.segments(), segment) < 0) {
            return null;
        }
        final JournalFile opened = storage.openReadOnly(segment);
        header.loadHeader(opened);
        if (!header.hasHeader()) {
            opened.close();
            return null;
        }
        return opened;
    }

    private void enter(final JournalFile segment, final long segmentIndex) throws IOException {
        close();
        final int schemaVersion = SegmentHeader.schemaVersion(header.buffer());
        if (schemaVersion > SegmentHeader.SCHEMA_VERSION) {
            segment.close();
            throw new JournalCorruptException(segment.name(), 0, "schema version " + schemaVersion
                + ", this build reads up to " + SegmentHeader.SCHEMA_VERSION);
        }
        file = segment;
        index = segmentIndex;
        segmentLength = SegmentHeader.segmentLength(header.buffer());
        position = SegmentHeader.LENGTH;
        forgetWindow();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
