package io.ayni.perf.micro;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/** Bytes that the current thread allocates, counted by the JVM. */
final class AllocationMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20;

    private AllocationMeter() {
    }

    /**
     * Runs the action in rounds and stops at the first round that allocates nothing: what tables take to reach their
     * size, and classes to be loaded, is over by then.
     *
     * @return the bytes of the round that allocated least
     */
    static long leastBytesPerRound(final int actionsPerRound, final Runnable action) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < actionsPerRound; i++) {
                action.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
