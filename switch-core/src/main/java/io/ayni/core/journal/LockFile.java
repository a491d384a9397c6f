package io.ayni.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that one process holds, with its process id as text. The system lets it go when the process ends, however. */
final class LockFile {
    private static final int MAX_PROCESS_ID_LENGTH = 20;

    private LockFile() {
    }

    /**
     * @param what is locked, for the message
     * @throws JournalLockedException when another process, or another part of this one, has it
     */
    static JournalStorage.Lock take(final Path path, final String what) throws IOException {
        final FileChannel channel = FileChannel.open(path,
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            final String owner = ownerOf(channel);
            channel.close();
            throw new JournalLockedException(what + " is in use by process " + owner);
        }
        channel.truncate(0);
        final String processId = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(processId.getBytes(StandardCharsets.US_ASCII)));
        return channel::close;
    }

    private static boolean tryLock(final FileChannel channel) throws IOException {
        try {
            final FileLock lock = channel.tryLock();
            return lock != null;
        } catch (final OverlappingFileLockException alreadyOurs) {
            return false;
        }
    }

    private static String ownerOf(final FileChannel channel) throws IOException {
        final ByteBuffer text = ByteBuffer.allocate(MAX_PROCESS_ID_LENGTH);
        channel.read(text, 0);
        return text.position() == 0 ? "(unknown)"
            : new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }
}
