package io.ayni.core.journal;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Appends records, many to one sync (group commit). One thread. Nothing appended is durable before {@link #sync()}
 * returns. Allocates nothing in steady state.
 *
 * <p>An error of the storage is final: after a failed fdatasync nobody knows what is on disk, and asking again may
 * answer wrongly that all is well (the kernel drops the dirty pages). The writer refuses everything from then on.
 */
public final class JournalWriter {
    /** Longest message a record can carry, in bytes. */
    public static final int MAX_MESSAGE_LENGTH = RecordLayout.MAX_MESSAGE_LENGTH;

    private final SegmentPreparer preparer;
    private final int nextSegmentLength;
    private final CRC32C crc = new CRC32C();
    /** From the block of the file on in which the log ends: its records come first and are written again with the rest. */
    private final ByteBuffer batch;
    /** The same memory as the batch, with a position of its own for checksums. */
    private final ByteBuffer checksumView;
    private final UnsafeBuffer buffer;
    private JournalFile file;
    private long index;
    private int segmentLength;
    private int blockLength;
    /** Of the start of the batch, a multiple of the block. */
    private int filePosition;
    private int batchLength;
    /** Of the batch, how much was written before. */
    private int keptLength;
    private long nextSequence;
    private long lastTimestampMs = Long.MIN_VALUE;
    private boolean isDirty;
    private boolean isFirstOfBatch = true;
    private Throwable failure;
    private volatile long durableSequence;

    JournalWriter(final SegmentPreparer preparer, final int segmentLength, final int batchCapacity) {
        this.preparer = preparer;
        this.nextSegmentLength = segmentLength;
        batch = DirectIo.allocate(batchCapacity);
        checksumView = batch.duplicate();
        buffer = new UnsafeBuffer(batch);
    }

    /**
     * Goes on where the log ends. A position at the end of the segment begins another with the first record.
     *
     * @throws IOException when the block in which the log ends cannot be read
     */
    void begin(final JournalFile atFile, final long atIndex, final int atSegmentLength, final int atPosition,
               final long atNextSequence, final long atLastTimestampMs) throws IOException {
        use(atFile);
        index = atIndex;
        segmentLength = atSegmentLength;
        keepBlockOf(atPosition);
        nextSequence = atNextSequence;
        lastTimestampMs = atLastTimestampMs;
        durableSequence = atNextSequence - 1;
        preparer.want(index + 1, atPosition);
    }

    private void use(final JournalFile atFile) {
        file = atFile;
        blockLength = atFile.blockLength();
    }

    private void keepBlockOf(final int position) throws IOException {
        keptLength = position & blockLength - 1;
        batchLength = keptLength;
        filePosition = position - keptLength;
        if (keptLength > 0) {
            batch.clear().limit(blockLength);
            if (file.read(batch, filePosition) < keptLength) {
                throw new EOFException(file.name() + " ends before " + position);
            }
        }
    }

    /**
     * @param sequence    one more than that of the record before
     * @param timestampMs not before that of the record before
     * @throws JournalException when the storage failed now or before; the writer is of no use any more
     */
    public void append(final long sequence, final long timestampMs,
                       final DirectBuffer message, final int offset, final int length) {
        requireHealthy();
        if (sequence != nextSequence || timestampMs < lastTimestampMs || !RecordLayout.isPossibleLength(length)) {
            throw fail(new JournalException("record out of order: sequence " + sequence + " after "
                + (nextSequence - 1) + ", time " + timestampMs + " after " + lastTimestampMs + ", length " + length));
        }
        try {
            final int recordLength = RecordLayout.recordLength(length);
            if (filePosition + batchLength + recordLength > segmentLength) {
                roll();
            }
            if (batchLength + recordLength > buffer.capacity()) {
                writeBatch();
            }
            batchLength += RecordLayout.put(
                buffer, checksumView, crc, batchLength, sequence, timestampMs, message, offset, length,
                isFirstOfBatch);
            isFirstOfBatch = false;
        } catch (final IOException | JournalException e) {
            throw fail(e);
        }
        nextSequence = sequence + 1;
        lastTimestampMs = timestampMs;
    }

    /**
     * Puts on stable storage what was appended since the last time; one fdatasync, or none when there is nothing.
     *
     * @return bytes written.
     * @throws JournalException when the storage failed now or before; what of the batch is on disk is not known
     */
    public int sync() {
        requireHealthy();
        final int written = batchLength - keptLength;
        try {
            writeBatch();
            if (isDirty) {
                file.sync();
                isDirty = false;
                isFirstOfBatch = true;
                durableSequence = nextSequence - 1;
                preparer.want(index + 1, filePosition + batchLength);
            }
        } catch (final IOException e) {
            throw fail(e);
        }
        return written;
    }

    private void writeBatch() throws IOException {
        if (batchLength > keptLength) {
            final int length = DirectIo.wholeBlocks(batchLength, blockLength);
            buffer.setMemory(batchLength, length - batchLength, (byte) 0);
            batch.clear().limit(length);
            file.write(batch, filePosition);
            keepLastBlock();
            isDirty = true;
        }
    }

    /** The next batch begins inside the last block, unless that is full. */
    private void keepLastBlock() {
        final int done = batchLength & -blockLength;
        keptLength = batchLength - done;
        if (done > 0) {
            buffer.putBytes(0, buffer, done, keptLength);
            filePosition += done;
        }
        batchLength = keptLength;
    }

    /** All of a segment is on disk before the next one has a header: only the last can be torn. */
    private void roll() throws IOException {
        writeBatch();
        if (isDirty) {
            file.sync();
            isDirty = false;
        }
        preparer.want(index + 1, segmentLength);
        file.close();
        beginSegment(preparer.take(), index + 1, nextSequence);
    }

    /** The header goes to disk with the first sync. */
    void beginSegment(final JournalFile atFile, final long atIndex, final long firstSequence) {
        use(atFile);
        index = atIndex;
        nextSequence = firstSequence;
        segmentLength = nextSegmentLength;
        filePosition = 0;
        keptLength = 0;
        SegmentHeader.put(buffer, checksumView, crc, 0, segmentLength, index, nextSequence);
        batchLength = SegmentHeader.LENGTH;
        isFirstOfBatch = true;
    }

    private void requireHealthy() {
        if (failure != null) {
            throw new JournalException("the journal failed before: " + failure.getMessage(), failure);
        }
    }

    private JournalException fail(final Throwable cause) {
        failure = cause;
        return cause instanceof JournalException own ? own
            : new JournalException("journal write failed in " + file.name() + ": " + cause.getMessage(), cause);
    }

    /** @return the sequence that the next record must have. */
    public long nextSequence() {
        return nextSequence;
    }

    /** Any thread. @return the sequence up to which all is on stable storage; 0 for nothing. */
    public long durableSequence() {
        return durableSequence;
    }

    void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
