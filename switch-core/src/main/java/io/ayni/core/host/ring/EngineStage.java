package io.ayni.core.host.ring;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.ayni.core.command.Commands;
import io.ayni.core.command.TickDecoder;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.host.SequencerClock;

/**
 * Stamps time and sequence on a batch, lets the journal have it, then applies it to the engine. The single sequencer:
 * what it stamps is the order and the time of the log.
 */
final class EngineStage implements Stage {
    /** Small enough for the journal to begin its write soon, large enough to read the clock seldom. */
    static final int MAX_BATCH = 256;

    private final RingBuffer<CommandSlot> ring;
    private final Sequence stamped;
    private final RingWaiting waiting;
    private final SequencerClock clock;
    private final StateMachine engine;
    private final SlotOutcomes outcomes;
    private final Ticker ticker;
    private final RingHostCounters counters;
    private long lastSequence;

    /** @param waiting of the thread that follows what is stamped */
    EngineStage(final RingBuffer<CommandSlot> ring, final Sequence stamped, final RingWaiting waiting,
                final SequencerClock clock,
                final StateMachine engine, final SlotOutcomes outcomes, final Ticker ticker,
                final RingHostCounters counters, final long lastSequence) {
        this.ring = ring;
        this.stamped = stamped;
        this.waiting = waiting;
        this.clock = clock;
        this.engine = engine;
        this.outcomes = outcomes;
        this.ticker = ticker;
        this.counters = counters;
        this.lastSequence = lastSequence;
    }

    @Override
    public long process(final long from, final long available) {
        final long to = Math.min(available, from + MAX_BATCH - 1);
        stamp(from, to);
        stamped.set(to);
        waiting.wake();
        apply(from, to);
        ticker.onDeadline(engine.nextDeadlineMs());
        return to;
    }

    private void stamp(final long from, final long to) {
        final long timestampMs = clock.advance();
        for (long s = from; s <= to; s++) {
            final CommandSlot slot = ring.get(s);
            if (!slot.isQuery()) {
                lastSequence++;
            }
            slot.stamp(lastSequence, timestampMs);
        }
    }

    private void apply(final long from, final long to) {
        int queries = 0;
        int ticks = 0;
        long announced = from - 1;
        for (long s = from; s <= to; s++) {
            if (s > announced && s < to) {
                announced = announce(s, to);
            }
            final CommandSlot slot = ring.get(s);
            outcomes.bind(slot);
            engine.onCommand(slot.sequence(), slot.timestampMs(), slot.command(), 0, slot.length());
            queries += slot.isQuery() ? 1 : 0;
            ticks += Commands.templateId(slot.command(), 0) == TickDecoder.TEMPLATE_ID ? 1 : 0;
        }
        counters.onEngineBatch((int) (to - from + 1) - queries, queries, ticks);
        if (ticks > 0) {
            ticker.onTickApplied();
        }
    }

    /** @return the last slot whose command was announced. */
    private long announce(final long from, final long to) {
        final long last = Math.min(to, from + StateMachine.MAX_ANNOUNCED - 1);
        for (long s = from; s <= last; s++) {
            final CommandSlot slot = ring.get(s);
            engine.announce(slot.command(), 0, slot.length());
        }
        engine.fetchAnnounced();
        return last;
    }
}
