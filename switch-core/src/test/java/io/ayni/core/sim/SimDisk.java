package io.ayni.core.sim;

import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.JournalStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory with a cache in front: what was written and not synced is lost in a crash, but for a prefix of any
 * length. Making a segment is durable, as the storage promises.
 */
final class SimDisk implements JournalStorage {
    private final TreeMap<Long, SimFile> files = new TreeMap<>();

    /** What survives of a segment, and what a process sees of it. */
    private static final class SimFile {
        private byte[] durable;
        private byte[] cached;
        private int dirtyFrom = Integer.MAX_VALUE;
        private int dirtyTo;

        void write(final ByteBuffer source, final int position) {
            dirtyFrom = Math.min(dirtyFrom, position);
            dirtyTo = Math.max(dirtyTo, position + source.remaining());
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
            if (dirtyFrom < dirtyTo) {
                final int survives = random.nextInt(dirtyTo - dirtyFrom + 1);
                System.arraycopy(cached, dirtyFrom, durable, dirtyFrom, survives);
            }
            cached = durable.clone();
            dirtyFrom = Integer.MAX_VALUE;
            dirtyTo = 0;
        }
    }

    void crash(final SplittableRandom random) {
        for (final SimFile file : files.values()) {
            file.crash(random);
        }
    }

    @Override
    public Lock lock() {
        return () -> { };
    }

    @Override
    public long[] segments() {
        return files.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String nameOf(final long index) {
        return "segment-" + index;
    }

    @Override
    public JournalFile open(final long index) throws IOException {
        final SimFile file = files.get(index);
        if (file == null) {
            throw new IOException("no " + nameOf(index));
        }
        return new Handle(file, nameOf(index));
    }

    @Override
    public JournalFile openReadOnly(final long index) throws IOException {
        return open(index);
    }

    @Override
    public JournalFile create(final long index, final long length) {
        final SimFile file = new SimFile();
        file.durable = new byte[(int) length];
        file.cached = new byte[(int) length];
        files.put(index, file);
        return new Handle(file, nameOf(index));
    }

    @Override
    public void delete(final long index) {
        files.remove(index);
    }

    @Override
    public long usableBytes() {
        return Long.MAX_VALUE;
    }

    private record Handle(SimFile file, String name) implements JournalFile {
        @Override
        public long size() {
            return file.cached.length;
        }

        @Override
        public int read(final ByteBuffer target, final long position) {
            final int length = (int) Math.min(target.remaining(), file.cached.length - position);
            target.put(file.cached, (int) position, length);
            return length;
        }

        @Override
        public void write(final ByteBuffer source, final long position) {
            final int end = (int) position + source.remaining();
            if (end > file.cached.length) {
                file.cached = Arrays.copyOf(file.cached, end);
                file.durable = Arrays.copyOf(file.durable, end);
            }
            file.write(source, (int) position);
        }

        @Override
        public void sync() {
            file.sync();
        }

        @Override
        public void syncAll() {
            file.sync();
        }

        @Override
        public void close() {
            // Nothing to give back: the bytes belong to the disk.
        }
    }
}
