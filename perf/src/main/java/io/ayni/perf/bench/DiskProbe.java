package io.ayni.perf.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How long the disk takes to have 4 KiB of a preallocated file for sure: what any durable answer waits for at least. */
final class DiskProbe {
    private static final int FILE_BYTES = 16 << 20;
    private static final int RECORD_BYTES = 4_096;
    private static final double NANOS_PER_MICRO = 1e3;

    private DiskProbe() {
    }

    /** @return microseconds of one write and fdatasync, for each time. */
    static Series run(final Path directory, final int times) throws IOException {
        final Path file = Files.createTempFile(Files.createDirectories(directory), "fdatasync-", ".probe");
        final Series micros = new Series();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int at = 0; at < FILE_BYTES; at += RECORD_BYTES) {
                channel.write(ByteBuffer.allocate(RECORD_BYTES), at);
            }
            channel.force(true);
            final ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
            for (int i = 0; i < times; i++) {
                final long startNs = System.nanoTime();
                channel.write(record.clear(), (long) i * RECORD_BYTES % FILE_BYTES);
                channel.force(false);
                micros.add((System.nanoTime() - startNs) / NANOS_PER_MICRO);
            }
        } finally {
            Files.delete(file);
        }
        return micros;
    }
}
