package io.ayni.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What others took of the processors during a run: figures of a machine that is shared are about that. Linux alone;
 * elsewhere it stays silent.
 */
final class MachineLoad {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int USER = 1;
    private static final int STEAL = 8;
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final double TOLERATED_STEAL = 0.02;

    private final long[] begun = read();

    void describe(final Results results) {
        final long[] ended = read();
        if (begun.length <= STEAL || ended.length <= STEAL) {
            return;
        }
        long all = 0;
        for (int i = USER; i <= STEAL; i++) {
            all += ended[i] - begun[i];
        }
        final long idle = ended[IDLE] - begun[IDLE] + ended[IO_WAIT] - begun[IO_WAIT];
        final double stolen = (double) (ended[STEAL] - begun[STEAL]) / Math.max(1, all);
        results.fact("processors", String.format(Locale.ROOT, "%.0f %% busy on average, %.1f %% taken by the hypervisor",
            100.0 * (all - idle) / Math.max(1, all), 100 * stolen));
        if (stolen > TOLERATED_STEAL) {
            results.note("The hypervisor gave part of the processors to others: the tails are partly its own.");
        }
    }

    private static long[] read() {
        try {
            final String[] words = Files.readAllLines(STAT).getFirst().split(" +");
            final long[] values = new long[words.length];
            for (int i = USER; i < words.length; i++) {
                values[i] = Long.parseLong(words[i]);
            }
            return values;
        } catch (final IOException e) {
            return new long[0];
        }
    }
}
