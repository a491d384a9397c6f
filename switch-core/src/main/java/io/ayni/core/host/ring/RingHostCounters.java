package io.ayni.core.host.ring;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a host has done since its start. Each counter has one writing thread, refusals apart; read from any thread.
 */
public final class RingHostCounters {
    private final AtomicLong refused = new AtomicLong();
    private volatile long commands;
    private volatile long queries;
    private volatile long ticks;
    private volatile long clockJumps;
    private volatile long batches;
    private volatile long journaledBytes;
    private volatile long outcomes;
    private volatile long sinkErrors;
    private volatile long lastSyncNs;
    private volatile long maxSyncNs;

    void onRefused() {
        refused.incrementAndGet();
    }

    /** Engine thread. */
    void onEngineBatch(final int commandsInBatch, final int queriesInBatch, final int ticksInBatch) {
        commands = commands + commandsInBatch;
        queries = queries + queriesInBatch;
        ticks = ticks + ticksInBatch;
    }

    /** Engine thread. */
    void onClockJump() {
        clockJumps = clockJumps + 1;
    }

    /** Journal thread. */
    void onSynced(final int bytes, final long durationNs) {
        batches = batches + 1;
        journaledBytes = journaledBytes + bytes;
        lastSyncNs = durationNs;
        maxSyncNs = Math.max(maxSyncNs, durationNs);
    }

    /** Journal thread. */
    void onDelivered(final int outcomesInBatch) {
        outcomes = outcomes + outcomesInBatch;
    }

    /** Journal thread. */
    void onSinkError() {
        sinkErrors = sinkErrors + 1;
    }

    /** @return offers answered with back pressure. */
    public long refused() {
        return refused.get();
    }

    /** @return commands journaled and applied, ticks included. */
    public long commands() {
        return commands;
    }

    public long queries() {
        return queries;
    }

    public long ticks() {
        return ticks;
    }

    /** @return times that the clock on the wall stepped by more than 1 s. */
    public long clockJumps() {
        return clockJumps;
    }

    /** @return batches synced: {@code commands / batches} is the mean size of a group commit. */
    public long batches() {
        return batches;
    }

    public long journaledBytes() {
        return journaledBytes;
    }

    public long outcomes() {
        return outcomes;
    }

    public long sinkErrors() {
        return sinkErrors;
    }

    /** @return how long the last write and fdatasync took. */
    public long lastSyncNs() {
        return lastSyncNs;
    }

    public long maxSyncNs() {
        return maxSyncNs;
    }
}
