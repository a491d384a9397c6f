package io.ayni.core.sim;

import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.recovery.SnapshotWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.zip.GZIPOutputStream;

/**
 * Writes what a build leaves on disk, to be kept and read by every later one ({@link KeptFilesTest}): a journal, a
 * snapshot in the middle of it, and the state at its end as text. To be run once per schema version, by the build that
 * releases it, into {@code src/test/resources/io/ayni/core/sim/kept/v<schema version>}.
 */
final class KeepFilesMain {
    private static final long SEED = 2_026;
    private static final int STEPS_BEFORE = 600;
    private static final int STEPS_AFTER = 500;

    private KeepFilesMain() {
    }

    public static void main(final String[] args) throws IOException {
        final Path directory = Path.of(args[0]).resolve("v" + MessageHeaderDecoder.SCHEMA_VERSION);
        Files.createDirectories(directory);
        long seed = SEED;
        SimNode node = run(seed);
        while (node.disk().segments()[0] != 1 || node.disk().segments().length < 2
            || node.engine().sequence() == newestSnapshot(node)) {
            // A second engine that followed this one took snapshots too, and removed what they cover.
            node = run(++seed);
        }
        for (final long index : node.disk().segments()) {
            write(directory.resolve(String.format("%010d.segment.gz", index)), node.disk().segmentBytes(index));
        }
        final long snapshot = newestSnapshot(node);
        write(directory.resolve(String.format("%019d.snapshot.gz", snapshot)), node.disk().snapshotBytes(snapshot));
        Files.writeString(directory.resolve("state.txt"), text(node.engine()));
    }

    private static long newestSnapshot(final SimNode node) {
        return Arrays.stream(node.disk().snapshots()).max().orElseThrow();
    }

    private static SimNode run(final long seed) throws IOException {
        final SimWorld world = new SimWorld();
        world.open(seed);
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS_BEFORE; i++) {
            world.step(random.split());
        }
        final SimNode node = world.node();
        node.sync();
        SnapshotWriter.write(node.disk(), node.engine(), node.engine().sequence(), () -> { });
        for (int i = 0; i < STEPS_AFTER; i++) {
            world.step(random.split());
        }
        node.sync();
        return node;
    }

    private static void write(final Path file, final byte[] bytes) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
    }

    static String text(final AuthorizationEngine engine) {
        final StringJoiner lines = new StringJoiner("\n", "", "\n");
        engine.describe(lines::add);
        return lines.toString();
    }
}
