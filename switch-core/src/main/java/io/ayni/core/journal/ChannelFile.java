package io.ayni.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of a directory. */
record ChannelFile(Path path, FileChannel channel, int blockLength) implements JournalFile {
    /** Through the page cache. */
    ChannelFile(final Path path, final FileChannel channel) {
        this(path, channel, 1);
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(final ByteBuffer target, final long position) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            final int read = channel.read(target, position + total);
            if (read < 0) {
                break;
            }
            total += read;
        }
        return total;
    }

    @Override
    public void write(final ByteBuffer source, final long position) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            at += channel.write(source, at);
        }
    }

    @Override
    public void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void syncAll() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What was renamed, made or deleted in the directory is so on stable storage when this returns. */
    static void syncDirectory(final Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
