package io.ayni.core.host.ring;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NodeStartedEncoder;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.host.HostListener;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.SequencerClock;
import io.ayni.core.journal.Journal;
import io.ayni.core.journal.JournalWriter;
import io.ayni.core.journal.Recovery;
import io.ayni.core.recovery.EngineReplay;
import io.ayni.core.recovery.SnapshotStart;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The host of one machine: ring, journal and engine.
 * <pre>
 *   any thread ──offer──┐
 *   any thread ──offer──┤     ┌──────────── ring of slots, multi-producer ────────────┐
 *   ayni-ticker ──Tick──┴───▶ │ command │ sequence, time │ outcomes │ ...             │
 *                             └───────────────────────────────────────────────────────┘
 *        cursor │                        stamped │                      applied │
 *               ▼                                ▼                              ▼
 *        ayni-engine: stamp the batch ──▶ ayni-journal: append, one sync ──▶ wait for applied
 *               └──▶ apply it, outcomes into the slots ──── applied ──────────▶ │
 *                                                                   outcomes ──▶ OutcomeSink
 *                                                            delivered │ (gates the producers)
 * </pre>
 * The engine runs beside the write; what it says waits for both. With one thread ({@link RingHostContext#threads}) there
 * is no ayni-engine: the threads that offer {@linkplain EngineTurns take turns} at its stage. Ring sequences count slots
 * from 0 of each run; the sequence of the log goes on over runs, without gaps, and queries have none of their own.
 *
 * <p>Life: {@link #start()} takes the lock, fills the engine from the newest good snapshot, replays what of the journal
 * follows it with outcomes discarded, and journals NodeStarted as the first command of the run. {@link #close()} takes
 * nothing more, answers what was taken, and gives the lock back. A journal error or an exception of the engine closes it
 * at once: nothing more is answered, and {@link HostListener#onFatal} is told.
 */
public final class RingHost implements Ingress, AutoCloseable {
    /** Longest command, in bytes with its header. */
    public static final int MAX_COMMAND_LENGTH = JournalWriter.MAX_MESSAGE_LENGTH;

    /** Where the host stands in its life. */
    public enum State {
        NEW, RECOVERING, RUNNING, CLOSING, CLOSED
    }

    private static final int REFUSED_PERCENT = 95;
    private static final int PRESSED_PERCENT = 80;
    private static final long DRAIN_POLL_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final RingHostContext context;
    private final HostListener listener;
    private final RingHostCounters counters = new RingHostCounters();
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final List<Thread> threads = new ArrayList<>();
    private final RingWaiting waiting;
    private final RingBuffer<CommandSlot> ring;
    private final long refusedRemaining;
    private final long pressedRemaining;
    private final SequencerClock clock;
    private final Ticker ticker;
    private final Sequence stamped = new Sequence();
    private final SlotOutcomes outcomes = new SlotOutcomes();
    private final List<SequenceBarrier> barriers = new ArrayList<>();
    private volatile Throwable fatal;
    private volatile Journal journal;
    private StateMachine engine;
    /** Of the engine's thread; null without one. */
    private StageRunner engineRunner;
    /** Of the threads that offer; null when the engine has a thread. */
    private EngineTurns turns;
    private StageRunner journalRunner;
    private boolean wasBelowReserve;

    public RingHost(final RingHostContext context) {
        context.conclude();
        this.context = context;
        this.listener = context.listener();
        final int size = context.ringSize();
        waiting = context.waitPreset().newWaiting(context.threads());
        ring = RingBuffer.createMultiProducer(new SlotSlab(size), size, waiting);
        refusedRemaining = size - ceilPercent(size, REFUSED_PERCENT);
        pressedRemaining = size - ceilPercent(size, PRESSED_PERCENT);
        clock = new SequencerClock(context.epochClock(), context.nanoClock(), this::onClockJump);
        ticker = new Ticker(this, clock, context.nanoClock(), context.heartbeatMs());
    }

    private static int ceilPercent(final int size, final int percent) {
        return (size * percent + 99) / 100;
    }

    /**
     * Recovers and runs. When it returns the host takes commands.
     *
     * @throws io.ayni.core.journal.JournalLockedException  when another process has the journal
     * @throws io.ayni.core.journal.JournalCorruptException when the journal is not what was written
     */
    public synchronized RingHost start() {
        if (!state.compareAndSet(State.NEW, State.RECOVERING)) {
            throw new IllegalStateException("started before");
        }
        try {
            journal = Journal.open(context.journal());
            final long lastSequence = recover();
            wire(lastSequence);
        } catch (final RuntimeException | Error e) {
            state.set(State.CLOSED);
            closeJournal();
            throw e;
        }
        final UnsafeBuffer nodeStarted =
            new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + NodeStartedEncoder.BLOCK_LENGTH]);
        new NodeStartedEncoder().wrapAndApplyHeader(nodeStarted, 0, new MessageHeaderEncoder());
        publish(nodeStarted, 0, nodeStarted.capacity());
        state.compareAndSet(State.RECOVERING, State.RUNNING);
        threads.forEach(Thread::start);
        endBatch();
        return this;
    }

    private long recover() {
        final long startNs = context.nanoClock().nanoTime();
        engine = context.stateMachine().create(outcomes);
        final SnapshotStart.Loaded snapshot =
            new SnapshotStart(context.snapshots(), context.snapshotListener()).load(engine);
        final Recovery recovery =
            journal.recover(snapshot.sequence(), new EngineReplay(engine), listener::onRecoveryProgress);
        clock.start(Math.max(snapshot.timestampMs(), recovery.lastTimestampMs()));
        if (recovery.tornBytes() > 0) {
            listener.onTornTailCut(recovery.file(), recovery.offset(), recovery.tornBytes());
        }
        listener.onRecovered(recovery.lastSequence() - snapshot.sequence(), recovery.lastSequence(),
            TimeUnit.NANOSECONDS.toMillis(context.nanoClock().nanoTime() - startNs));
        return recovery.lastSequence();
    }

    private void wire(final long lastSequence) {
        final EngineStage engineStage =
            new EngineStage(ring, stamped, waiting, clock, engine, outcomes, ticker, counters, lastSequence);
        final DurableBatch batch = new DurableBatch(
            ring, journal.writer(), context.outcomeSink(), listener, context.nanoClock(), counters);
        final Sequence applied;
        if (isEngineOnCallers()) {
            turns = new EngineTurns(ring, engineStage, waiting, this::fail);
            applied = turns.sequence();
        } else {
            engineRunner = new StageRunner(barrier(), waiting, engineStage, this::fail);
            applied = engineRunner.getSequence();
        }
        journalRunner =
            new StageRunner(barrier(stamped), waiting, new JournalStage(batch, barrier(applied)), this::fail);
        ring.addGatingSequences(journalRunner.getSequence());
        ticker.onDeadline(engine.nextDeadlineMs());
        ticker.start();
        if (!context.isManual()) {
            if (engineRunner != null) {
                threads.add(context.named("ayni-engine").newThread(engineRunner));
            }
            threads.add(context.named("ayni-journal").newThread(journalRunner));
            threads.add(context.named("ayni-ticker").newThread(this::runTicker));
        }
    }

    private boolean isEngineOnCallers() {
        return context.threads() == 1 && !context.isManual();
    }

    private SequenceBarrier barrier(final Sequence... dependents) {
        final SequenceBarrier barrier = ring.newBarrier(dependents);
        barriers.add(barrier);
        return barrier;
    }

    private void runTicker() {
        try {
            while (state.get() == State.RUNNING) {
                ticker.doWork();
                watchReserve();
                ticker.park();
            }
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    private void watchReserve() {
        final boolean isBelowReserve = journal.isBelowReserve();
        if (isBelowReserve != wasBelowReserve) {
            wasBelowReserve = isBelowReserve;
            listener.onReserveChange(isBelowReserve);
        }
    }

    private void onClockJump(final long jumpMs) {
        counters.onClockJump();
        listener.onClockJump(jumpMs);
    }

    /**
     * One round of everything, for a host without threads.
     *
     * @return slots answered and ticks offered.
     */
    public int doWork() {
        int work = 0;
        if (state.get() == State.RUNNING) {
            work += ticker.doWork();
            journal.doWork();
            watchReserve();
        }
        engineRunner.doWork(highestPublished());
        return work + journalRunner.doWork(stamped.get());
    }

    private long highestPublished() {
        long highest = engineRunner.getSequence().get();
        while (ring.isAvailable(highest + 1)) {
            highest++;
        }
        return highest;
    }

    /**
     * {@inheritDoc}
     *
     * <p>An offer that races with {@link #close()} may be taken and never answered, as in a crash.
     *
     * @throws IllegalArgumentException for a command without header, or longer than {@link #MAX_COMMAND_LENGTH}
     */
    @Override
    public Result offer(final Lane lane, final DirectBuffer command, final int offset, final int length) {
        final Result result = offerInBatch(lane, command, offset, length);
        endBatch();
        return result;
    }

    @Override
    public void endBatch() {
        if (turns == null) {
            waiting.wake();
        } else {
            turns.take();
        }
    }

    /** {@inheritDoc} As {@link #offer}. */
    @Override
    public Result offerInBatch(final Lane lane, final DirectBuffer command, final int offset, final int length) {
        if (length < MessageHeaderEncoder.ENCODED_LENGTH || length > MAX_COMMAND_LENGTH) {
            throw new IllegalArgumentException("command of " + length + " bytes");
        }
        command.boundsCheck(offset, length);
        if (state.get() != State.RUNNING) {
            return Result.CLOSED;
        }
        final boolean isRefused = lane == Lane.REQUEST
            && (ring.remainingCapacity() <= refusedRemaining || journal.isBelowReserve());
        if (isRefused || !publish(command, offset, length)) {
            counters.onRefused();
            return Result.BACK_PRESSURED;
        }
        return Result.ACCEPTED;
    }

    private boolean publish(final DirectBuffer command, final int offset, final int length) {
        final DirectBuffer oversize = length > CommandSlot.COMMAND_CAPACITY ? copyOf(command, offset, length) : null;
        final long slot;
        try {
            slot = ring.tryNext();
        } catch (final InsufficientCapacityException full) {
            return false;
        }
        ring.get(slot).put(command, offset, length, oversize);
        ring.publish(slot);
        return true;
    }

    private static DirectBuffer copyOf(final DirectBuffer command, final int offset, final int length) {
        final byte[] copy = new byte[length];
        command.getBytes(offset, copy);
        return new UnsafeBuffer(copy);
    }

    @Override
    public boolean isPressed() {
        return ring.remainingCapacity() <= pressedRemaining;
    }

    public State state() {
        return state.get();
    }

    /** @return why the host closed by itself; null when it did not. */
    public Throwable fatal() {
        return fatal;
    }

    public RingHostCounters counters() {
        return counters;
    }

    /** @return commands in the ring, from claimed to answered. */
    public int depth() {
        return (int) (ring.getBufferSize() - ring.remainingCapacity());
    }

    /** @return whether the disk has no room for the next segment: requests are refused until it has. */
    public boolean isBelowReserve() {
        return journal != null && journal.isBelowReserve();
    }

    /** Any thread. @return the sequence up to which all is on stable storage; 0 before the start. */
    public long durableSequence() {
        return journal == null ? 0 : journal.writer().durableSequence();
    }

    private void fail(final Throwable cause) {
        synchronized (barriers) {
            if (fatal != null) {
                return;
            }
            fatal = cause;
        }
        state.set(State.CLOSED);
        halt();
        listener.onFatal(cause);
    }

    private void halt() {
        barriers.forEach(SequenceBarrier::alert);
        waiting.wake();
        ticker.wake();
    }

    /**
     * Answers what was taken, for as long as the drain timeout; then ends. Waits for a start under way. Harmless when
     * closed already.
     */
    @Override
    public synchronized void close() {
        if (state.compareAndSet(State.RUNNING, State.CLOSING)) {
            drain();
        }
        state.set(State.CLOSED);
        halt();
        if (journal != null) {
            journal.stopWaiting();
        }
        threads.forEach(RingHost::join);
        if (turns != null) {
            turns.end();
        }
        closeJournal();
    }

    private static void join(final Thread thread) {
        try {
            if (thread != Thread.currentThread()) {
                thread.join();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() {
        endBatch(); // of a batch whose end nobody will tell any more
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(context.drainTimeoutMs());
        while (journalRunner.getSequence().get() < ring.getCursor() && fatal == null
            && System.nanoTime() - deadlineNs < 0) {
            if (context.isManual()) {
                doWork();
            } else {
                LockSupport.parkNanos(this, DRAIN_POLL_NS);
            }
        }
    }

    private void closeJournal() {
        if (journal != null) {
            journal.close();
        }
    }
}
