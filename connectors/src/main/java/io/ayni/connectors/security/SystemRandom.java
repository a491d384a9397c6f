package io.ayni.connectors.security;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * The operating system's random device, read straight into the caller's array. The JDK's SecureRandom reads the same
 * device and mixes it with a generator of its own, which allocates on every call; it serves where there is no device.
 */
final class SystemRandom implements Consumer<byte[]> {
    private static final Path DEVICE = Path.of("/dev/urandom");

    private final FileInputStream device;

    private SystemRandom(final FileInputStream device) {
        this.device = device;
    }

    /** @return fills whole arrays; one thread. */
    static Consumer<byte[]> source() {
        if (Files.isReadable(DEVICE)) {
            try {
                return new SystemRandom(new FileInputStream(DEVICE.toFile()));
            } catch (final FileNotFoundException e) {
                // Gone since it was looked at: as if it had never been there.
                return new SecureRandom()::nextBytes;
            }
        }
        return new SecureRandom()::nextBytes;
    }

    @Override
    public void accept(final byte[] target) {
        try {
            int filled = 0;
            while (filled < target.length) {
                final int read = device.read(target, filled, target.length - filled);
                if (read < 0) {
                    throw new IOException(DEVICE + " has an end");
                }
                filled += read;
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
