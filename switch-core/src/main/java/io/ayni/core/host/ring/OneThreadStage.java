package io.ayni.core.host.ring;

/**
 * All of the ring's work on one thread: a batch is stamped and applied, then appended and synced, then answered. No
 * second thread has to be woken, waits, or fetches from another core's cache what was just written; for as long as the
 * disk takes, the core belongs to the event loops.
 */
final class OneThreadStage implements Stage {
    /** Of one sync: it keeps the first of a batch from waiting long for the work on the last. */
    static final int MAX_BATCH = 1_024;

    private final EngineStage engine;
    private final DurableBatch batch;
    private final Gathering gathering = new Gathering();

    OneThreadStage(final EngineStage engine, final DurableBatch batch) {
        this.engine = engine;
        this.batch = batch;
    }

    @Override
    public long gatherNs(final int ready) {
        return gathering.pauseNs(ready);
    }

    @Override
    public long process(final long from, final long available) {
        final long to = Math.min(available, from + MAX_BATCH - 1);
        long applied = from - 1;
        while (applied < to) {
            applied = engine.process(applied + 1, to);
        }
        gathering.onSynced((int) (to - from + 1), batch.append(from, to));
        batch.deliver(from, to);
        return to;
    }
}
