package io.ayni.core.sim;

import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.journal.Journal;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.JournalWriter;
import io.ayni.core.journal.Recovery;
import io.ayni.core.recovery.SnapshotStart;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * One node as the ring host runs it, without its threads: stamp, then journal and engine, and what the engine says only
 * after the sync that covers it. Engine, journal and recovery are the real ones. Beside the engine runs the naive twin,
 * and every message of the one is compared with the other's.
 */
final class SimNode {
    private final SimDisk disk = new SimDisk();
    private final SimLog log = new SimLog();
    private final SimSnapshots snapshots = new SimSnapshots(disk, SimNode::silentEngine);
    private final Said.Reader reader = new Said.Reader();
    private final Consumer<Said> released;
    private List<Said> unreleased = new ArrayList<>();
    /** What the last sync let out; empty again once all of it was heard. */
    private List<Said> releasing = new ArrayList<>();
    private final List<Said> saidNow = new ArrayList<>();
    private JournalWriter writer;
    private AuthorizationEngine engine;
    private NaiveSwitch twin;
    private long sequence;
    private long syncedSequence;
    private long lastTimestampMs = Long.MIN_VALUE;
    private long events;
    private boolean isStopped;

    /** @param released receives outcomes once they are durable, in log order */
    SimNode(final Consumer<Said> released) {
        this.released = released;
    }

    /** Recovers from the disk, then says that a new run begins. */
    void start(final CommandWriter commands, final long nowMs, final boolean isRough, final SplittableRandom random) {
        final AuthorizationEngine restarted = newEngine();
        try {
            recover(restarted);
        } catch (final SimViolation e) {
            throw e;
        } catch (final RuntimeException e) {
            throw new SimViolation("a disk that only lost unsynced bytes is refused: " + e.getMessage());
        }
        if (log.cutAfter(sequence) || engine == null) {
            replayWhole();
        }
        if (!restarted.stateHash().equals(engine.stateHash())) {
            throw new SimViolation("snapshot and tail to " + sequence + " give another state than the whole log");
        }
        engine = restarted;
        snapshots.follow(writer::durableSequence, isRough, random);
        unreleased.clear();
        submit(commands.buffer(), commands.nodeStarted(), nowMs);
    }

    private void recover(final AuthorizationEngine restarted) {
        final SnapshotStart.Loaded loaded = snapshots.load(restarted);
        final Journal journal =
            Journal.open(new JournalContext().storage(disk).segmentLength(JournalContext.MIN_SEGMENT_LENGTH)
                .batchCapacity(JournalContext.MIN_BATCH_CAPACITY));
        final Recovery recovery = journal.recover(loaded.sequence(), (each, timestampMs, buffer, offset, length) -> {
            log.requireSame(each, timestampMs, buffer, offset, length);
            restarted.onCommand(each, timestampMs, buffer, offset, length);
        }, (records, bytes) -> { });
        if (recovery.lastSequence() < syncedSequence) {
            throw new SimViolation("acknowledged up to " + syncedSequence + ", recovered up to "
                + recovery.lastSequence());
        }
        sequence = recovery.lastSequence();
        lastTimestampMs = Math.max(loaded.timestampMs(), recovery.lastTimestampMs());
        writer = journal.writer();
    }

    /**
     * What the log comes to without snapshots, in an engine and in its twin. When nothing was lost, that is what those
     * have come to which saw the crash.
     */
    private void replayWhole() {
        engine = newEngine();
        twin = new NaiveSwitch();
        log.forEach((each, timestampMs, buffer, length) -> {
            saidNow.clear();
            engine.onCommand(each, timestampMs, buffer, 0, length);
            if (!twin.apply(each, timestampMs, buffer, 0).equals(saidNow)) {
                throw new SimViolation("replay of command " + each + " says something else than its twin");
            }
        });
    }

    /** Stamps a command, journals it and applies it. */
    void submit(final DirectBuffer buffer, final int length, final long clockMs) {
        if (isStopped) {
            return;
        }
        lastTimestampMs = Math.max(lastTimestampMs, clockMs);
        sequence++;
        try {
            writer.append(sequence, lastTimestampMs, buffer, 0, length);
        } catch (final JournalException e) {
            if (!disk.isFull()) {
                throw new SimViolation("the journal failed on a disk that is well: " + e.getMessage());
            }
            isStopped = true;
            return;
        }
        log.append(lastTimestampMs, buffer, length);
        saidNow.clear();
        try {
            engine.onCommand(sequence, lastTimestampMs, buffer, 0, length);
        } catch (final RuntimeException e) {
            throw new SimViolation("the engine stopped on command " + sequence + ": " + e);
        }
        final List<Said> expected = twin.apply(sequence, lastTimestampMs, buffer, 0);
        if (!expected.equals(saidNow)) {
            throw new SimViolation("to command " + sequence + " (template "
                + new MessageHeaderDecoder().wrap(buffer, 0).templateId() + ") the engine said " + saidNow
                + ", the twin " + expected);
        }
        unreleased.addAll(saidNow);
        events++;
        announce(buffer, length);
    }

    /** What is announced and does not come, since it was there already, must not show. */
    private void announce(final DirectBuffer buffer, final int length) {
        engine.announce(buffer, 0, length);
        if (sequence % StateMachine.MAX_ANNOUNCED == 0) {
            engine.fetchAnnounced();
        }
    }

    /** Asks the engine something that enters no log. @return what it says. */
    List<Said> query(final DirectBuffer buffer, final int length) {
        saidNow.clear();
        engine.onCommand(sequence, lastTimestampMs, buffer, 0, length);
        return List.copyOf(saidNow);
    }

    /** Lets the second engine work. @return whether the power went meanwhile. */
    boolean follow(final SplittableRandom random) {
        return snapshots.work(random);
    }

    /** @return whether the journal failed for want of room: the process is over, and nothing more is let out. */
    boolean isStopped() {
        return isStopped;
    }

    /** Makes durable what was journaled, and lets out what rests on it. */
    void sync() {
        if (isStopped) {
            return;
        }
        writer.sync();
        syncedSequence = sequence;
        if (!unreleased.isEmpty()) {
            final List<Said> out = unreleased;
            unreleased = releasing;
            releasing = out;
            for (int i = 0; i < out.size(); i++) {
                released.accept(out.get(i));
            }
            out.clear();
        }
    }

    /**
     * The process dies: unsynced bytes are lost or torn, and nobody hears what was not released, be it durable or not.
     */
    void crash(final SplittableRandom random) {
        switch (isStopped ? 2 : random.nextInt(3)) {
            case 0 -> writer.sync();
            case 1 -> loseInSync();
            default -> { }
        }
        isStopped = false;
        disk.crash(random);
        if (random.nextInt(3) == 0) {
            snapshots.damageNewest(random);
        }
        unreleased.clear();
    }

    private void loseInSync() {
        disk.losePowerInSync();
        try {
            writer.sync();
        } catch (final JournalException expected) {
            // The node stops: what of the batch is on disk shows at the start.
        }
    }

    private static AuthorizationEngine silentEngine() {
        return new AuthorizationEngine(new EngineContext(64, 4_096), (buffer, offset, length) -> { });
    }

    private AuthorizationEngine newEngine() {
        return new AuthorizationEngine(new EngineContext(64, 4_096),
            (buffer, offset, length) -> saidNow.add(reader.read(buffer, offset)));
    }

    boolean isTickDue(final long nowMs) {
        return engine.nextDeadlineMs() <= nowMs;
    }

    AuthorizationEngine engine() {
        return engine;
    }

    SimDisk disk() {
        return disk;
    }

    NaiveSwitch twin() {
        return twin;
    }

    /** @return commands applied, replays not counted. */
    long events() {
        return events;
    }
}
