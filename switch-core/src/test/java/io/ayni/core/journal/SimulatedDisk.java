package io.ayni.core.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk in memory that keeps apart what was written from what was synced. A {@link #crash} keeps what was synced and,
 * sector by sector, a random part of the rest; a {@link #kill} keeps all that was written. It can fail and be full.
 */
public final class SimulatedDisk implements JournalStorage {
    private final int blockLength;
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private final List<String> events = new ArrayList<>();
    private boolean isLocked;
    private long usableBytes = Long.MAX_VALUE;
    private boolean isSyncFailing;
    private boolean isSyncIgnored;
    private boolean isWriteFailing;
    private int syncs;

    /** A disk that is written through a cache, anyhow. */
    public SimulatedDisk() {
        this(1);
    }

    /** @param blockLength of which each write of the journal must be a multiple, as with direct I/O */
    public SimulatedDisk(final int blockLength) {
        this.blockLength = blockLength;
    }

    private static final class Segment {
        private byte[] written = new byte[0];
        private byte[] synced = new byte[0];
        private int dirtyFrom = Integer.MAX_VALUE;
        private int dirtyTo;

        private void write(final ByteBuffer source, final int position) {
            final int end = position + source.remaining();
            if (end > written.length) {
                written = Arrays.copyOf(written, end);
            }
            source.get(written, position, source.remaining());
            dirtyFrom = Math.min(dirtyFrom, position);
            dirtyTo = Math.max(dirtyTo, end);
        }

        private void sync() {
            if (synced.length != written.length) {
                synced = written.clone();
            } else if (dirtyFrom < dirtyTo) {
                System.arraycopy(written, dirtyFrom, synced, dirtyFrom, dirtyTo - dirtyFrom);
            }
            dirtyFrom = Integer.MAX_VALUE;
            dirtyTo = 0;
        }
    }

    @Override
    public synchronized Lock lock() {
        if (isLocked) {
            throw new JournalLockedException("locked");
        }
        isLocked = true;
        return () -> isLocked = false;
    }

    @Override
    public synchronized long[] segments() {
        return segments.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String nameOf(final long index) {
        return "segment-" + index;
    }

    @Override
    public synchronized JournalFile open(final long index) throws IOException {
        final Segment segment = segments.get(index);
        if (segment == null) {
            throw new FileNotFoundException(nameOf(index));
        }
        return new Handle(index, segment, 1);
    }

    @Override
    public synchronized JournalFile openToAppend(final long index) {
        return new Handle(index, segments.get(index), blockLength);
    }

    @Override
    public int blockLength() {
        return blockLength;
    }

    @Override
    public JournalFile openReadOnly(final long index) throws IOException {
        return open(index);
    }

    @Override
    public synchronized JournalFile create(final long index, final long length, final FillPace pace) {
        final Segment segment = new Segment();
        segment.written = new byte[(int) length];
        segment.synced = new byte[(int) length];
        if (segments.putIfAbsent(index, segment) != null) {
            throw new IllegalStateException("there already: " + nameOf(index));
        }
        return new Handle(index, segment, blockLength);
    }

    @Override
    public JournalFile create(final long index, final long length) {
        return create(index, length, FillPace.UNPACED);
    }

    @Override
    public synchronized void delete(final long index) {
        segments.remove(index);
    }

    @Override
    public synchronized long usableBytes() {
        return usableBytes;
    }

    public synchronized void usableBytes(final long bytes) {
        usableBytes = bytes;
    }

    public synchronized void failSyncs() {
        isSyncFailing = true;
    }

    /** Syncs that do nothing: what the journal would be without them. */
    public synchronized void ignoreSyncs() {
        isSyncIgnored = true;
    }

    public synchronized void failWrites(final boolean isFailing) {
        isWriteFailing = isFailing;
    }

    /** @return what was done to the files, in order: {@code write}, {@code sync}. */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** Adds something that happened elsewhere to the events of the disk. */
    public synchronized void note(final String event) {
        events.add(event);
    }

    public synchronized int syncs() {
        return syncs;
    }

    /** The power goes: of each sector written and not synced, the old or the new is there. */
    public synchronized void crash(final Random random) {
        for (final Segment segment : segments.values()) {
            final byte[] survived = Arrays.copyOf(segment.synced, segment.written.length);
            for (int at = 0; at < survived.length; at += SegmentImage.SECTOR_LENGTH) {
                final int length = Math.min(SegmentImage.SECTOR_LENGTH, survived.length - at);
                if (random.nextBoolean()) {
                    System.arraycopy(segment.written, at, survived, at, length);
                }
            }
            segment.written = survived;
            segment.synced = survived.clone();
        }
        restart();
    }

    /** The power goes, and with it everything that was not synced. */
    public synchronized void crashLosingAll() {
        segments.values().forEach(segment -> segment.written = segment.synced.clone());
        restart();
    }

    /** The process ends, and the system stays: all that was written is still there, synced or not. */
    public synchronized void kill() {
        restart();
    }

    private void restart() {
        isLocked = false;
        isSyncFailing = false;
        isWriteFailing = false;
    }

    /** @return a copy of what a reader sees. */
    public synchronized byte[] bytesOf(final long index) {
        return segments.get(index).written.clone();
    }

    /** Replaces a segment, as somebody might who edits the file. */
    public synchronized void replace(final long index, final byte[] bytes) {
        final Segment segment = segments.computeIfAbsent(index, key -> new Segment());
        segment.written = bytes.clone();
        segment.synced = bytes.clone();
    }

    private final class Handle implements JournalFile {
        private final long index;
        private final Segment segment;
        private final int blockLength;

        private Handle(final long index, final Segment segment, final int blockLength) {
            this.index = index;
            this.segment = segment;
            this.blockLength = blockLength;
        }

        @Override
        public int blockLength() {
            return blockLength;
        }

        private void requireWholeBlocks(final ByteBuffer bytes, final long position) {
            if (position % blockLength != 0 || bytes.remaining() % blockLength != 0
                || bytes.alignmentOffset(bytes.position(), blockLength) != 0) {
                throw new IllegalArgumentException(bytes.remaining() + " bytes at " + position
                    + ": not in aligned blocks of " + blockLength);
            }
        }

        @Override
        public String name() {
            return nameOf(index);
        }

        @Override
        public long size() {
            synchronized (SimulatedDisk.this) {
                return segment.written.length;
            }
        }

        @Override
        public int read(final ByteBuffer target, final long position) {
            requireWholeBlocks(target, position);
            synchronized (SimulatedDisk.this) {
                final int length = (int) Math.min(target.remaining(), segment.written.length - position);
                target.put(segment.written, (int) position, length);
                return length;
            }
        }

        @Override
        public void write(final ByteBuffer source, final long position) throws IOException {
            requireWholeBlocks(source, position);
            synchronized (SimulatedDisk.this) {
                if (isWriteFailing) {
                    throw new IOException("write failed as planned");
                }
                segment.write(source, (int) position);
                events.add("write");
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (SimulatedDisk.this) {
                if (isSyncFailing) {
                    events.add("sync failed");
                    throw new IOException("fdatasync failed as planned");
                }
                if (!isSyncIgnored) {
                    segment.sync();
                    events.add("sync");
                    syncs++;
                }
            }
        }

        @Override
        public void syncAll() throws IOException {
            sync();
        }

        @Override
        public void close() {
            // Nothing to give back.
        }
    }
}
