package io.ayni.core.journal;

import java.nio.ByteBuffer;

/** A file in memory that is only read: thousands of damaged ones would keep the disk busy. */
public record MemoryFile(String name, byte[] bytes) implements JournalFile {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(final ByteBuffer target, final long position) {
        final int length = (int) Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, (int) position, length);
        return length;
    }

    @Override
    public void write(final ByteBuffer source, final long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sync() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void syncAll() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // Bytes of the test.
    }
}
