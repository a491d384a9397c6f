package io.ayni.perf.load;

import java.util.concurrent.TimeUnit;

/**
 * When each request is meant to be sent, fixed before the first one goes: what the switch does cannot move it, and that
 * is what makes the loop open.
 * <p>
 * Requests come in bursts of one {@code burstInterval}, because a generator that parks cannot wake for each of 100,000
 * requests a second and one that spins would take a core from what it measures. All requests of a burst have the same
 * intended time. At rates below one request per interval a burst is a single request.
 */
public final class SendSchedule {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long ratePerSecond;
    private final long durationNs;
    private final long rampNs;
    private final long rampTotal;
    private final int burst;
    private final long total;

    /**
     * At one rate from start to end.
     *
     * @param ratePerSecond   requests a second, 1 or more
     * @param durationNs      0 for a schedule with nothing in it
     * @param burstIntervalNs the least time between two intended times
     * @throws IllegalArgumentException if the rate is below 1 or a time is negative
     */
    public SendSchedule(final long ratePerSecond, final long durationNs, final long burstIntervalNs) {
        this(ratePerSecond, durationNs, burstIntervalNs, 0);
    }

    /** For a warm-up: from nothing up to the rate in the first half, then at the rate. */
    static SendSchedule rising(final long ratePerSecond, final long durationNs, final long burstIntervalNs) {
        return new SendSchedule(ratePerSecond, durationNs, burstIntervalNs, durationNs / 2);
    }

    private SendSchedule(final long ratePerSecond, final long durationNs, final long burstIntervalNs, final long rampNs) {
        if (ratePerSecond < 1 || ratePerSecond > NANOS_PER_SECOND || durationNs < 0 || burstIntervalNs < 0) {
            throw new IllegalArgumentException("rate " + ratePerSecond + "/s, duration " + durationNs
                + " ns, burst interval " + burstIntervalNs + " ns: the rate must be 1 to 10^9, the times not negative");
        }
        this.ratePerSecond = ratePerSecond;
        this.durationNs = durationNs;
        this.burst = (int) Math.max(1, Math.min(Integer.MAX_VALUE, scale(burstIntervalNs, ratePerSecond)));
        this.rampNs = rampNs;
        this.rampTotal = scale(rampNs, ratePerSecond) / 2;
        this.total = rampTotal + scale(durationNs - rampNs, ratePerSecond);
    }

    /** a × b / 10^9 without overflow of the product for any b up to 10^9. */
    private static long scale(final long a, final long b) {
        return a / NANOS_PER_SECOND * b + a % NANOS_PER_SECOND * b / NANOS_PER_SECOND;
    }

    /** @return when request {@code index} (from 0) is meant to go, in ns from the start; never drifts from the rate. */
    public long offsetNs(final long index) {
        final long inBursts = index - index % burst;
        if (inBursts < rampTotal) {
            return (long) (rampNs * Math.sqrt((double) inBursts / rampTotal));
        }
        final long first = inBursts - rampTotal;
        return rampNs + first / ratePerSecond * NANOS_PER_SECOND + first % ratePerSecond * NANOS_PER_SECOND / ratePerSecond;
    }

    /** @return how many requests there are. */
    public long total() {
        return total;
    }

    public long ratePerSecond() {
        return ratePerSecond;
    }

    public long durationNs() {
        return durationNs;
    }

    /** @return how many requests share one intended time. */
    public int burst() {
        return burst;
    }
}
