package io.ayni.connectors.network.biller;

import io.ayni.core.payment.LinkState;

/**
 * Whether a link to billers takes traffic: any answer says yes, a refused connection or {@link #MOST_FAILURES} failures
 * in {@link #FAILURES_WITHIN_MS} say no. Where nothing was heard for a while it asks for a probe. Knows neither socket
 * nor clock. One thread.
 */
final class BillerHealth {
    static final int MOST_FAILURES = 5;
    static final long FAILURES_WITHIN_MS = 10_000;

    private final long probeIntervalMs;
    private final long[] failuresMs = new long[MOST_FAILURES];
    private int failures;
    private LinkState state = LinkState.DOWN;
    private long probeDueMs;

    /** @param nowMs when the first probe is due */
    BillerHealth(final long probeIntervalMs, final long nowMs) {
        this.probeIntervalMs = probeIntervalMs;
        this.probeDueMs = nowMs;
    }

    LinkState state() {
        return state;
    }

    /** @return whether to look now; the next look is then an interval away. */
    boolean takeProbe(final long nowMs) {
        if (nowMs < probeDueMs) {
            return false;
        }
        probeDueMs = nowMs + probeIntervalMs;
        return true;
    }

    /** The other side answered, whatever it said of the request. */
    void onAnswered(final long nowMs) {
        state = LinkState.UP;
        failures = 0;
        probeDueMs = nowMs + probeIntervalMs;
    }

    /** No answer in time, or one that says that it is out of order. */
    void onFailed(final long nowMs) {
        failuresMs[failures++ % MOST_FAILURES] = nowMs;
        if (failures >= MOST_FAILURES && nowMs - failuresMs[failures % MOST_FAILURES] <= FAILURES_WITHIN_MS) {
            onRefused();
        }
    }

    /** Nobody listens there. */
    void onRefused() {
        state = LinkState.DOWN;
        failures = 0;
    }
}
