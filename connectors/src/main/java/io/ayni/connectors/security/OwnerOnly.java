package io.ayni.connectors.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read. */
final class OwnerOnly {
    static final Set<PosixFilePermission> PERMISSIONS = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {
    }

    /**
     * @param what the file is, for the message
     * @throws IOException when others may read it, with the remedy
     */
    static void check(final Path file, final String what) throws IOException {
        if (isPosix(file) && !PERMISSIONS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(what + ' ' + file + " is open to others: chmod 600 " + file);
        }
    }

    static boolean isPosix(final Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
