package io.ayni.connectors.launch;

import io.ayni.core.recovery.SnapshotContext;
import io.ayni.core.recovery.SnapshotFollower;
import java.util.function.LongSupplier;

/** The thread of the second engine, {@code ayni-snapshot}: it yields to all others. */
final class SnapshotThread implements AutoCloseable {
    private final SnapshotFollower follower;
    private final Thread thread;

    private SnapshotThread(final SnapshotFollower follower, final Thread thread) {
        this.follower = follower;
        this.thread = thread;
    }

    static SnapshotThread start(final SnapshotContext context, final LongSupplier durableSequence) {
        final SnapshotFollower follower = new SnapshotFollower(context, durableSequence);
        final Thread thread = new Thread(() -> {
            LowPriority.ofThisThread();
            follower.run();
        }, "ayni-snapshot");
        thread.setDaemon(true);
        thread.start();
        return new SnapshotThread(follower, thread);
    }

    @Override
    public void close() {
        follower.close();
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
