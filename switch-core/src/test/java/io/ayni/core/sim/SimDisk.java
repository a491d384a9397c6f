package io.ayni.core.sim;

import io.ayni.core.journal.FillPace;
import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.JournalStorage;
import io.ayni.core.journal.SnapshotStorage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory with a cache in front. Of what was written and not synced, a crash keeps each sector or loses it.
 * Making, renaming and deleting a file are durable, as the storage promises. The power can be made to go in the middle
 * of what is done to snapshots, and in a sync of the journal.
 */
final class SimDisk implements JournalStorage, SnapshotStorage {
    private static final int SECTOR = 512;
    /** The journal is written as with direct I/O. */
    private static final int BLOCK = 4_096;
    private static final int GONE = -1;

    private final TreeMap<Long, SimFile> segments = new TreeMap<>();
    private final TreeMap<Long, SimFile> snapshots = new TreeMap<>();
    private final TreeMap<Long, SimFile> unfinished = new TreeMap<>();
    private int operationsLeft = Integer.MAX_VALUE;
    private boolean isSyncFailing;
    private boolean isFull;

    /** What survives of a file, and what a process sees of it. */
    private static final class SimFile {
        private byte[] durable;
        private byte[] cached;
        private int size;
        private int dirtyFrom = Integer.MAX_VALUE;
        private int dirtyTo;

        SimFile(final int size) {
            this.size = size;
            durable = new byte[size];
            cached = new byte[size];
        }

        void write(final ByteBuffer source, final int position) {
            final int end = position + source.remaining();
            if (end > cached.length) {
                cached = Arrays.copyOf(cached, Math.max(end, 2 * cached.length));
                durable = Arrays.copyOf(durable, cached.length);
            }
            size = Math.max(size, end);
            dirtyFrom = Math.min(dirtyFrom, position);
            dirtyTo = Math.max(dirtyTo, end);
            source.get(cached, position, source.remaining());
        }

        void sync() {
            if (dirtyFrom < dirtyTo) {
                System.arraycopy(cached, dirtyFrom, durable, dirtyFrom, dirtyTo - dirtyFrom);
            }
            dirtyFrom = Integer.MAX_VALUE;
            dirtyTo = 0;
        }

        void crash(final SplittableRandom random) {
            for (int from = dirtyFrom; from < dirtyTo; ) {
                final int to = Math.min(dirtyTo, from - from % SECTOR + SECTOR);
                if (random.nextBoolean()) {
                    System.arraycopy(cached, from, durable, from, to - from);
                }
                System.arraycopy(durable, from, cached, from, to - from);
                from = to;
            }
            dirtyFrom = Integer.MAX_VALUE;
            dirtyTo = 0;
        }

        byte[] bytes() {
            return Arrays.copyOf(cached, size);
        }
    }

    void crash(final SplittableRandom random) {
        operationsLeft = Integer.MAX_VALUE;
        isSyncFailing = false;
        for (final Collection<SimFile> each
            : Arrays.asList(segments.values(), snapshots.values(), unfinished.values())) {
            each.forEach(file -> file.crash(random));
        }
    }

    /** The power goes before the n-th thing from now that is done to a snapshot: it and all after it fail. */
    void losePowerAfter(final int operations) {
        operationsLeft = operations;
    }

    /** The power goes in the middle of the next sync: all is written, and none of it is known to be on the disk. */
    void losePowerInSync() {
        isSyncFailing = true;
    }

    /** No file can be made or become longer, until there is room again. */
    void fill() {
        isFull = true;
    }

    void makeRoom() {
        isFull = false;
    }

    boolean isFull() {
        return isFull;
    }

    private void requireRoom() throws IOException {
        if (isFull) {
            throw new IOException("no space left on device");
        }
    }

    boolean isPowerGone() {
        return operationsLeft == GONE;
    }

    /** Nothing is to happen to the power after all. */
    void keepPower() {
        operationsLeft = Integer.MAX_VALUE;
    }

    private void operate() throws IOException {
        if (--operationsLeft < 0) {
            operationsLeft = GONE;
            throw new IOException("the power is gone");
        }
    }

    /** Flips a bit of a snapshot. */
    void damageSnapshot(final long sequence, final SplittableRandom random) {
        final SimFile file = snapshots.get(sequence);
        final int at = random.nextInt(file.size);
        file.cached[at] ^= (byte) (1 << random.nextInt(8));
        file.durable[at] = file.cached[at];
    }

    byte[] segmentBytes(final long index) {
        return segments.get(index).bytes();
    }

    byte[] snapshotBytes(final long sequence) {
        return snapshots.get(sequence).bytes();
    }

    @Override
    public Lock lock() {
        return () -> { };
    }

    @Override
    public long[] segments() {
        return keys(segments);
    }

    private static long[] keys(final TreeMap<Long, SimFile> files) {
        return files.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String nameOf(final long index) {
        return "segment-" + index;
    }

    @Override
    public JournalFile open(final long index) throws IOException {
        return handle(segments.get(index), nameOf(index));
    }

    private Handle handle(final SimFile file, final String name) throws FileNotFoundException {
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        return new Handle(file, name, 1);
    }

    @Override
    public JournalFile openToAppend(final long index) {
        return new Handle(segments.get(index), nameOf(index), BLOCK);
    }

    @Override
    public int blockLength() {
        return BLOCK;
    }

    @Override
    public JournalFile openReadOnly(final long index) throws IOException {
        return open(index);
    }

    @Override
    public JournalFile create(final long index, final long length, final FillPace pace) throws IOException {
        requireRoom();
        final SimFile file = new SimFile((int) length);
        segments.put(index, file);
        return openToAppend(index);
    }

    @Override
    public void delete(final long index) throws IOException {
        operate();
        segments.remove(index);
    }

    @Override
    public long usableBytes() {
        return isFull ? 0 : Long.MAX_VALUE;
    }

    @Override
    public Lock lockSnapshots() {
        unfinished.clear();
        return () -> { };
    }

    @Override
    public long[] snapshots() {
        return keys(snapshots);
    }

    @Override
    public String snapshotName(final long sequence) {
        return "snapshot-" + sequence;
    }

    @Override
    public JournalFile openSnapshot(final long sequence) throws IOException {
        return handle(snapshots.get(sequence), snapshotName(sequence));
    }

    @Override
    public JournalFile createSnapshot(final long sequence) throws IOException {
        operate();
        final SimFile file = new SimFile(0);
        unfinished.put(sequence, file);
        return new SnapshotHandle(new Handle(file, snapshotName(sequence), 1));
    }

    @Override
    public void publishSnapshot(final long sequence) throws IOException {
        operate();
        snapshots.put(sequence, unfinished.remove(sequence));
    }

    @Override
    public void deleteSnapshot(final long sequence) throws IOException {
        operate();
        unfinished.remove(sequence);
        snapshots.remove(sequence);
    }

    private final class Handle implements JournalFile {
        private final SimFile file;
        private final String name;
        private final int blockLength;

        Handle(final SimFile file, final String name, final int blockLength) {
            this.file = file;
            this.name = name;
            this.blockLength = blockLength;
        }

        @Override
        public int blockLength() {
            return blockLength;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return file.size;
        }

        @Override
        public int read(final ByteBuffer target, final long position) {
            final int length = (int) Math.max(0, Math.min(target.remaining(), file.size - position));
            target.put(file.cached, (int) position, length);
            return length;
        }

        @Override
        public void write(final ByteBuffer source, final long position) {
            file.write(source, (int) position);
        }

        @Override
        public void sync() throws IOException {
            if (isSyncFailing) {
                throw new IOException("the power goes");
            }
            file.sync();
        }

        @Override
        public void syncAll() throws IOException {
            sync();
        }

        @Override
        public void close() {
            // Nothing to give back: the bytes belong to the disk.
        }
    }

    /** A file that is being written when the power may go. */
    private final class SnapshotHandle implements JournalFile {
        private final Handle file;

        SnapshotHandle(final Handle file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public int read(final ByteBuffer target, final long position) {
            return file.read(target, position);
        }

        @Override
        public void write(final ByteBuffer source, final long position) throws IOException {
            operate();
            requireRoom();
            file.write(source, position);
        }

        @Override
        public void sync() throws IOException {
            operate();
            file.sync();
        }

        @Override
        public void syncAll() throws IOException {
            sync();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
