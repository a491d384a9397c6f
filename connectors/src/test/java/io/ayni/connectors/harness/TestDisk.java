package io.ayni.connectors.harness;

import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalFile;
import io.ayni.core.journal.JournalStorage;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The disk below a journal: a directory, that is full, stalls or breaks when the test says so. Any thread. */
public final class TestDisk {
    private volatile boolean isFull;
    private volatile boolean isBroken;
    private volatile CountDownLatch stall = new CountDownLatch(0);
    private final AtomicInteger failedSyncs = new AtomicInteger();

    /** Whether no more segments can be made. */
    public void full(final boolean isNow) {
        isFull = isNow;
    }

    /** From now on every sync fails. */
    public void breakDown() {
        isBroken = true;
    }

    /** @return syncs that failed. */
    public int failedSyncs() {
        return failedSyncs.get();
    }

    /** Syncs take until {@link #resume}. */
    public void stall() {
        stall = new CountDownLatch(1);
    }

    public void resume() {
        stall.countDown();
    }

    /** The journal of a directory, on this disk. */
    public JournalStorage of(final Path directory) {
        final JournalStorage real = new DirectoryStorage(directory);
        return proxy(JournalStorage.class, (method, call) -> switch (method) {
            case "usableBytes" -> isFull ? 0L : call.run();
            case "create" -> {
                if (isFull) {
                    throw new IOException("no space left on device");
                }
                yield file((JournalFile) call.run());
            }
            case "open", "openToAppend" -> file((JournalFile) call.run());
            default -> call.run();
        }, real);
    }

    private JournalFile file(final JournalFile real) {
        return proxy(JournalFile.class, (method, call) -> {
            if (method.startsWith("sync")) {
                stall.await();
                if (isBroken) {
                    failedSyncs.incrementAndGet();
                    throw new IOException("input/output error");
                }
            }
            return call.run();
        }, real);
    }

    /** What happens to a call instead of just being made. */
    @FunctionalInterface
    private interface Interference {
        Object on(String method, Call call) throws Throwable;
    }

    @FunctionalInterface
    private interface Call {
        Object run() throws Throwable;
    }

    private static <T> T proxy(final Class<T> type, final Interference interference, final T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, args) ->
            interference.on(method.getName(), () -> {
                try {
                    return method.invoke(real, args);
                } catch (final InvocationTargetException e) {
                    throw e.getCause();
                }
            })));
    }
}
