package io.ayni.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
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
    private static final String PROBE_NAME = "probe" + SUFFIX + UNFINISHED_SUFFIX;
    /** Long enough to be cheap, short enough for a sync beside it not to wait for long. */
    private static final int FILL_PIECE = 256 << 10;

    private static final OpenOption[] MAKING = {StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ, StandardOpenOption.WRITE};

    private final Path directory;
    private int blockLength = 1;

    /** The directory is made by {@link #lock()} if it is not there. */
    public DirectoryStorage(final Path directory) {
        this.directory = directory;
    }

    @Override
    public Lock lock() throws IOException {
        Files.createDirectories(directory);
        final Lock lock = LockFile.take(directory.resolve(LOCK_NAME), "journal " + directory);
        removeUnfinished();
        blockLength = DirectIo.blockLength(directory.resolve(PROBE_NAME));
        return lock;
    }

    @Override
    public int blockLength() {
        return blockLength;
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
    public JournalFile openToAppend(final long index) throws IOException {
        final Path path = pathOf(index);
        return isInBlocks(Files.size(path))
            ? new ChannelFile(path, DirectIo.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE), blockLength)
            : open(index);
    }

    private boolean isInBlocks(final long length) {
        return blockLength > 1 && length % blockLength == 0;
    }

    @Override
    public JournalFile openReadOnly(final long index) throws IOException {
        final Path path = pathOf(index);
        return new ChannelFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public JournalFile create(final long index, final long length, final FillPace pace) throws IOException {
        final Path path = pathOf(index);
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        final Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED_SUFFIX);
        final boolean isDirect = isInBlocks(length);
        final FileChannel channel = isDirect ? DirectIo.open(unfinished, MAKING) : FileChannel.open(unfinished, MAKING);
        try {
            fillWithZeros(channel, length, isDirect, pace);
            channel.force(true);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            ChannelFile.syncDirectory(directory);
            return new ChannelFile(path, channel, isDirect ? blockLength : 1);
        } catch (final IOException e) {
            channel.close();
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    /** Piece by piece onto the disk: one long queue of writes would hold up the syncs of the appends beside it. */
    private void fillWithZeros(final FileChannel channel, final long length, final boolean isDirect,
                               final FillPace pace) throws IOException {
        final ByteBuffer zeros = DirectIo.allocate((int) Math.min(FILL_PIECE, length));
        if (isDirect) {
            // The file has its length from the start: to make it longer with each piece costs more.
            channel.write(zeros.limit(blockLength), length - blockLength);
        }
        for (long position = 0; position < length; ) {
            if (position > 0) {
                pace.awaitTurn(position);
            }
            zeros.clear().limit((int) Math.min(FILL_PIECE, length - position));
            position += channel.write(zeros, position);
            if (!isDirect) {
                channel.force(false);
            }
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
