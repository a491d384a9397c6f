package io.ayni.perf.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Linux lets a thread that sleeps wake up to 50 µs late, so as to wake several at once (prctl(2), PR_SET_TIMERSLACK). A
 * generator that parks between bursts would add that to what it measures. A thread may lower its own through
 * {@code /proc}.
 */
final class TimerSlack {
    private static final Path THREAD = Path.of("/proc/thread-self");
    private static final String LEAST_NS = "1";

    private TimerSlack() {
    }

    /** Lowers that of the calling thread as far as it goes; where that is not possible, all stays as it is. */
    static void lower() {
        try {
            final Path threadId = Files.readSymbolicLink(THREAD).getFileName();
            Files.writeString(Path.of("/proc", threadId.toString(), "timerslack_ns"), LEAST_NS);
        } catch (final IOException e) {
            // No Linux, or no such file: the generator wakes later, and its lateness is reported as ever.
        }
    }
}
