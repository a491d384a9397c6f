package io.ayni.connectors.launch;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread, and a short queue, for what must not hold up an event loop. */
final class BackgroundThread {
    private static final int MAX_WAITING = 64;

    private BackgroundThread() {
    }

    /** @return what runs tasks one by one; a task too many runs on its caller. */
    static ExecutorService start() {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
            final Thread thread = new Thread(task, "ayni-background");
            thread.setDaemon(true);
            return thread;
        }, new ThreadPoolExecutor.CallerRunsPolicy());
    }
}
