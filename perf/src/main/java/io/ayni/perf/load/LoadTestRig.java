package io.ayni.perf.load;

import org.agrona.concurrent.NanoClock;

/**
 * Sends requests at the times of a {@link SendSchedule} and measures each answer from the time its request was
 * <em>meant</em> to be sent. A generator that wakes late, a socket that takes nothing, a switch that stalls: all of it
 * is in the latency, and nothing that was due is left out (no coordinated omission).
 * <p>
 * Two stages, a warm-up whose figures are thrown away and the measurement; each sends, then waits for its answers:
 * <pre>
 * SENDING ─ all sent ─→ DRAINING ─ all answered, or the drain time is over ─→ SENDING of the next stage | DONE
 * </pre>
 * A duty cycle without a thread, a clock or a socket of its own: who drives it calls {@link #doWork} again at the latest
 * after what it returned. {@code doWork} and the {@link AnswerListener} calls come on one thread.
 */
public final class LoadTestRig implements AnswerListener {
    /** What {@link #doWork} returns once the run has ended. */
    public static final long ENDED = -1;
    /** How many go out before answers are looked at: a generator that woke late must not shut them out. */
    static final int MAX_BATCH = 1024;
    static final int MAX_IN_FLIGHT = 1 << 20;
    private static final long RETRY_NS = 100_000;

    private enum Phase { SENDING, DRAINING, DONE }

    private final NanoClock clock;
    private final LoadTransport transport;
    private final SendSchedule[] schedules;
    private final LoadStats[] stats;
    private final long drainTimeoutNs;
    private final InFlight inFlight = new InFlight(MAX_IN_FLIGHT);

    private Phase phase = Phase.SENDING;
    private volatile int stage;
    private boolean hasStarted;
    private long startNs;
    private long nextIndex;
    private long firstId = 1;
    private boolean isRefused;
    private long lastRefusedNs;
    private long drainDeadlineNs;

    /**
     * @param warmUp         may have nothing in it
     * @param drainTimeoutNs how long to wait for answers after the last request, and for a blocked connection to take
     *                       what is left after the end of the schedule
     */
    public LoadTestRig(
        final NanoClock clock,
        final LoadTransport transport,
        final SendSchedule warmUp,
        final SendSchedule measurement,
        final long drainTimeoutNs) {
        this(clock, transport, warmUp, measurement, drainTimeoutNs, LoadMix.TRANSFERS);
    }

    /** @param mix which operation each request is; the transport sends by the same */
    LoadTestRig(
        final NanoClock clock,
        final LoadTransport transport,
        final SendSchedule warmUp,
        final SendSchedule measurement,
        final long drainTimeoutNs,
        final LoadMix mix) {
        this.stats = new LoadStats[] {new LoadStats(mix), new LoadStats(mix)};
        this.clock = clock;
        this.transport = transport;
        this.schedules = new SendSchedule[] {warmUp, measurement};
        this.drainTimeoutNs = drainTimeoutNs;
    }

    /** @return for how many ns nothing is due: call again after at most that; {@link #ENDED} once the run is over. */
    public long doWork() {
        final long nowNs = clock.nanoTime();
        if (!hasStarted) {
            hasStarted = true;
            startStage(nowNs);
        }
        return switch (phase) {
            case SENDING -> sending(nowNs);
            case DRAINING -> draining(nowNs);
            case DONE -> ENDED;
        };
    }

    private void startStage(final long nowNs) {
        startNs = nowNs;
        lastRefusedNs = nowNs;
        nextIndex = 0;
        phase = Phase.SENDING;
    }

    private long sending(final long nowNs) {
        final SendSchedule schedule = schedules[stage];
        final int sent = sendWhatIsDue(schedule, nowNs);
        if (sent > 0) {
            transport.flush();
        }
        final boolean isGivenUp = nowNs - startNs > schedule.durationNs() + drainTimeoutNs;
        if (nextIndex == schedule.total() || isGivenUp || !transport.isConnected()) {
            drainDeadlineNs = nowNs + drainTimeoutNs;
            phase = Phase.DRAINING;
            return 0;
        }
        if (sent == MAX_BATCH) {
            return 0;
        }
        return isRefused ? RETRY_NS : Math.max(0, intendedNs(nextIndex) - nowNs);
    }

    private int sendWhatIsDue(final SendSchedule schedule, final long nowNs) {
        int sent = 0;
        isRefused = false;
        while (sent < MAX_BATCH && nextIndex < schedule.total()) {
            final long intendedNs = intendedNs(nextIndex);
            if (intendedNs > nowNs) {
                break;
            }
            final long id = firstId + nextIndex;
            if (inFlight.isFull(id) || !transport.send(id)) {
                isRefused = true;
                lastRefusedNs = nowNs;
                stats[stage].onRefused();
                break;
            }
            inFlight.add(id);
            // The generator answers for the time since the request could have gone, not for a connection that was full.
            stats[stage].onSent(nowNs - Math.max(intendedNs, lastRefusedNs));
            nextIndex++;
            sent++;
        }
        return sent;
    }

    private long draining(final long nowNs) {
        final boolean isHopeless = nowNs >= drainDeadlineNs || !transport.isConnected();
        if (inFlight.size() + transport.pending() > 0 && !isHopeless) {
            return Math.min(RETRY_NS, drainDeadlineNs - nowNs);
        }
        inFlight.drain(id -> stats[stage].onUnanswered(id, nowNs - intendedNs(id - firstId)));
        firstId += nextIndex;
        if (stage + 1 == schedules.length || !transport.isConnected()) {
            phase = Phase.DONE;
            return ENDED;
        }
        stage++;
        startStage(nowNs);
        return 0;
    }

    private long intendedNs(final long index) {
        return startNs + schedules[stage].offsetNs(index);
    }

    @Override
    public void onAnswer(final long requestId, final int code) {
        if (requestId < firstId) {
            // Of a stage that has ended: it was counted there as not answered.
            return;
        }
        if (!inFlight.remove(requestId)) {
            stats[stage].onUnexpected();
            return;
        }
        final long nowNs = clock.nanoTime();
        final boolean inTime = nowNs - startNs <= schedules[stage].durationNs();
        stats[stage].onAnswer(requestId, nowNs - intendedNs(requestId - firstId), code, inTime);
    }

    /** A password that was sent beside the schedule was answered. */
    void onConfirmation(final long latencyNs, final int code, final boolean isExpected) {
        stats[stage].onConfirmation(latencyNs, code, isExpected);
    }

    @Override
    public void onUnreadable() {
        stats[stage].onUnreadable();
    }

    @Override
    public void onConnectionLost() {
        stats[stage].onConnectionLost();
    }

    /** @return the stage that runs: 0 the warm-up, 1 the measurement. Any thread. */
    int stage() {
        return stage;
    }

    LoadStats stats(final int ofStage) {
        return stats[ofStage];
    }

    SendSchedule measurement() {
        return schedules[1];
    }
}
