package io.ayni.core.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.LongStream;

/**
 * Snapshots in the directory of the segments.
 * <pre>
 *   snapshot.lock                        held by the process that writes a snapshot
 *   0000000000000012345.snapshot         the state after the command of sequence 12345
 *   0000000000000023456.snapshot.new     being written; renamed when it is on disk
 * </pre>
 */
public final class SnapshotDirectory implements SnapshotStorage {
    private static final String SUFFIX = ".snapshot";
    private static final String UNFINISHED_SUFFIX = ".new";
    private static final String LOCK_NAME = "snapshot.lock";

    private final Path directory;

    /** The directory is made by the journal. */
    public SnapshotDirectory(final Path directory) {
        this.directory = directory;
    }

    @Override
    public JournalStorage.Lock lockSnapshots() throws IOException {
        final JournalStorage.Lock lock = LockFile.take(directory.resolve(LOCK_NAME), "the snapshots of " + directory);
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory, "*" + SUFFIX + UNFINISHED_SUFFIX)) {
            for (final Path file : unfinished) {
                Files.delete(file);
            }
        }
        return lock;
    }

    @Override
    public long[] snapshots() throws IOException {
        if (!Files.isDirectory(directory)) {
            return new long[0];
        }
        final LongStream.Builder sequences = LongStream.builder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (final Path file : files) {
                sequences.add(sequenceOf(file.getFileName().toString()));
            }
        }
        return sequences.build().sorted().toArray();
    }

    private long sequenceOf(final String name) {
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (final NumberFormatException e) {
            throw new JournalCorruptException(directory.resolve(name).toString(), 0, "not the name of a snapshot");
        }
    }

    @Override
    public String snapshotName(final long sequence) {
        return pathOf(sequence).toString();
    }

    private Path pathOf(final long sequence) {
        return directory.resolve(String.format("%019d%s", sequence, SUFFIX));
    }

    private Path unfinishedPathOf(final long sequence) {
        final Path path = pathOf(sequence);
        return path.resolveSibling(path.getFileName() + UNFINISHED_SUFFIX);
    }

    @Override
    public JournalFile openSnapshot(final long sequence) throws IOException {
        final Path path = pathOf(sequence);
        return new ChannelFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public JournalFile createSnapshot(final long sequence) throws IOException {
        final Path path = unfinishedPathOf(sequence);
        return new ChannelFile(path, FileChannel.open(path, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public void publishSnapshot(final long sequence) throws IOException {
        Files.move(unfinishedPathOf(sequence), pathOf(sequence), StandardCopyOption.ATOMIC_MOVE);
        ChannelFile.syncDirectory(directory);
    }

    @Override
    public void deleteSnapshot(final long sequence) throws IOException {
        Files.deleteIfExists(unfinishedPathOf(sequence));
        Files.deleteIfExists(pathOf(sequence));
        ChannelFile.syncDirectory(directory);
    }
}
