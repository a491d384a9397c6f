package io.ayni.connectors.harness;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waits on a condition. */
public final class Await {
    private static final long PATIENCE_MS = 20_000;

    private Await() {
    }

    /** Returns as soon as the condition holds; fails when it does not in time. */
    public static void until(final String what, final BooleanSupplier condition) {
        until(what, PATIENCE_MS, condition);
    }

    public static void until(final String what, final long patienceMs, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("waited in vain: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
