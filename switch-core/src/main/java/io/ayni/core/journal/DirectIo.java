package io.ayni.core.journal;

import com.sun.nio.file.ExtendedOpenOption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Files written past the page cache: from memory aligned to the block of the file system, in whole blocks. A sync is then
 * the write and a flush of the disk; through the cache it is a copy, and a search for the dirty pages of the file too.
 */
final class DirectIo {
    /** Longest block there is memory for. */
    static final int MAX_BLOCK_LENGTH = 16 << 10;

    private DirectIo() {
    }

    /**
     * Writes one block to see whether it can be done: what a file system says of itself and what it does are two things.
     *
     * @param probe a file to be made and deleted
     * @return length of a block in bytes; 1 where there is no direct I/O.
     */
    static int blockLength(final Path probe) throws IOException {
        final long length = Files.getFileStore(probe.getParent()).getBlockSize();
        if (length > MAX_BLOCK_LENGTH || Long.bitCount(length) != 1) {
            return 1;
        }
        try (FileChannel channel = open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(allocate((int) length).limit((int) length), 0);
            return (int) length;
        } catch (final IOException | UnsupportedOperationException e) {
            return 1;
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    static FileChannel open(final Path path, final OpenOption... options) throws IOException {
        final OpenOption[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = ExtendedOpenOption.DIRECT;
        return FileChannel.open(path, all);
    }

    /** @return zeros that can be written directly whatever the block, at least as many as asked for. */
    static ByteBuffer allocate(final int length) {
        final int whole = wholeBlocks(length, MAX_BLOCK_LENGTH);
        return ByteBuffer.allocateDirect(whole + MAX_BLOCK_LENGTH - 1).alignedSlice(MAX_BLOCK_LENGTH).limit(whole).slice();
    }

    /** @return the length of the blocks that so many bytes take. */
    static int wholeBlocks(final int length, final int blockLength) {
        return length + blockLength - 1 & -blockLength;
    }
}
