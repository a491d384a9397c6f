package io.ayni.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.LongStream;

/**
 * A directory of segment files.
 * <pre>
 *   journal.lock               held by the process that writes; its text is the process id
 *   0000000001.segment         segments, numbered without gaps
 *   0000000002.segment
 *   0000000003.segment.new     a segment being filled with zeros; renamed when it is on disk
 * </pre>
 */
public final class DirectoryStorage implements JournalStorage {
    private static final String SUFFIX = ".segment";
    private static final String UNFINISHED_SUFFIX = ".new";
    private static final String LOCK_NAME = "journal.lock";
    private static final int FILL_CHUNK = 1 << 20;

    private final Path directory;

    /** The directory is made by {@link #lock()} if it is not there. */
    public DirectoryStorage(final Path directory) {
        this.directory = directory;
    }

    @Override
    public Lock lock() throws IOException {
        Files.createDirectories(directory);
        final Lock lock = LockFile.take(directory.resolve(LOCK_NAME), "journal " + directory);
        removeUnfinished();
        return lock;
    }

    private void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory, "*" + SUFFIX + UNFINISHED_SUFFIX)) {
            for (final Path file : unfinished) {
                Files.delete(file);
            }
        }
    }

    @Override
    public long[] segments() throws IOException {
        if (!Files.isDirectory(directory)) {
            return new long[0];
        }
        final LongStream.Builder indexes = LongStream.builder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (final Path file : files) {
                indexes.add(indexOf(file.getFileName().toString()));
            }
        }
        return indexes.build().sorted().toArray();
    }

    private long indexOf(final String name) {
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (final NumberFormatException e) {
            throw new JournalCorruptException(directory.resolve(name).toString(), 0, "not the name of a segment");
        }
    }

    @Override
    public String nameOf(final long index) {
        return pathOf(index).toString();
    }

    private Path pathOf(final long index) {
        return directory.resolve(String.format("%010d%s", index, SUFFIX));
    }

    @Override
    public JournalFile open(final long index) throws IOException {
        final Path path = pathOf(index);
        return new ChannelFile(path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public JournalFile openReadOnly(final long index) throws IOException {
        final Path path = pathOf(index);
        return new ChannelFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public JournalFile create(final long index, final long length) throws IOException {
        final Path path = pathOf(index);
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        final Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED_SUFFIX);
        final FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            fillWithZeros(channel, length);
            channel.force(true);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            ChannelFile.syncDirectory(directory);
            return new ChannelFile(path, channel);
        } catch (final IOException e) {
            channel.close();
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    /** Chunk by chunk onto the disk: one long queue of writes would hold up the syncs of the appends beside it. */
    private static void fillWithZeros(final FileChannel channel, final long length) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(FILL_CHUNK, length));
        for (long position = 0; position < length; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), length - position));
            position += channel.write(zeros, position);
            channel.force(false);
        }
    }

    @Override
    public void delete(final long index) throws IOException {
        Files.deleteIfExists(pathOf(index));
        ChannelFile.syncDirectory(directory);
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }
}
