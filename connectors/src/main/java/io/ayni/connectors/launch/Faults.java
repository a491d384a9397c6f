package io.ayni.connectors.launch;

import io.ayni.core.journal.JournalCorruptException;
import io.ayni.core.journal.JournalException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** What the system refuses, in words that say what to do next. */
final class Faults {
    private Faults() {
    }

    /** Makes sure that the journal can be written there. */
    static void checkDirectory(final Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (final IOException e) {
            throw UserError.wrongUse("node.dataDirectory: " + describe(e));
        }
        if (!Files.isWritable(directory)) {
            throw UserError.wrongUse("node.dataDirectory: " + directory + " is not writable by this user");
        }
    }

    static UserError ofJournal(final RuntimeException cause) {
        if (cause instanceof JournalCorruptException) {
            return UserError.failed("the journal is damaged, nothing was changed: " + cause.getMessage()
                    + "; restore it from a copy, ./ayni journal verify shows more");
        }
        if (cause instanceof JournalException) {
            return UserError.failed(cause.getMessage());
        }
        throw cause;
    }

    /** @param name of the listener in the configuration */
    static <T> T listening(final String name, final InetSocketAddress address, final Callable<T> listen) {
        try {
            return listen.call();
        } catch (final UserError e) {
            throw e;
        } catch (final Exception e) {
            throw UserError.failed(name + ": cannot listen on " + address.getAddress().getHostAddress() + ':'
                    + address.getPort()
                    + ": " + reason(rootOf(e)));
        }
    }

    /** One line for a failure of the file system. */
    static String describe(final IOException e) {
        if (e instanceof final FileSystemException failure && failure.getFile() != null) {
            final String why = switch (failure) {
                case AccessDeniedException denied -> "no permission";
                case NoSuchFileException missing -> "there is no such file";
                case FileAlreadyExistsException exists -> "something else of that name is there";
                default -> failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
            };
            return failure.getFile() + ": " + why;
        }
        return e.getMessage();
    }

    private static String reason(final Throwable cause) {
        final String message = String.valueOf(cause.getMessage());
        if (message.contains("in use")) {
            return "the port is taken; end what uses it, or choose another port";
        }
        if (message.contains("denied")) {
            return "no permission; choose a port above 1023";
        }
        if (message.contains("assign")) {
            return "this machine does not have that address";
        }
        return message;
    }

    private static Throwable rootOf(final Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
