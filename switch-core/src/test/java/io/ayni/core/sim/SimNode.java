package io.ayni.core.sim;

import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.journal.Journal;
import io.ayni.core.journal.JournalContext;
import io.ayni.core.journal.JournalCorruptException;
import io.ayni.core.journal.JournalWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One node as the ring host runs it, without its threads: stamp, then journal and engine, and what the engine says only
 * after the sync that covers it. Engine, journal and recovery are the real ones. Beside the engine runs the naive twin,
 * and every message of the one is compared with the other's.
 */
final class SimNode {
    private final SimDisk disk = new SimDisk();
    private final Said.Reader reader = new Said.Reader();
    private final Consumer<Said> released;
    private final List<Said> unreleased = new ArrayList<>();
    private final List<Said> saidNow = new ArrayList<>();
    private Journal journal;
    private JournalWriter writer;
    private AuthorizationEngine engine;
    /** Started from the last snapshot while the log is replayed; goes on in place of the one that saw all of the log. */
    private AuthorizationEngine fromSnapshot;
    private List<byte[]> snapshot = List.of();
    private long snapshotSequence;
    private NaiveSwitch twin;
    private long sequence;
    private long syncedSequence;
    private long lastTimestampMs = Long.MIN_VALUE;
    private long events;

    /** @param released receives outcomes once they are durable, in log order */
    SimNode(final Consumer<Said> released) {
        this.released = released;
    }

    /** Recovers from the disk, then says that a new run begins. */
    void start(final CommandWriter commands, final long nowMs) {
        engine = newEngine();
        fromSnapshot = snapshot.isEmpty() ? null : loaded();
        twin = new NaiveSwitch();
        journal = Journal.open(new JournalContext().storage(disk).segmentLength(JournalContext.MIN_SEGMENT_LENGTH));
        try {
            final long last = journal.recover(0, this::replay, (records, bytes) -> { }).lastSequence();
            if (last < syncedSequence) {
                throw new SimViolation("acknowledged up to " + syncedSequence + ", recovered up to " + last);
            }
            sequence = last;
        } catch (final JournalCorruptException e) {
            throw new SimViolation("recovery refused a disk that only lost unsynced bytes: " + e.getMessage());
        }
        writer = journal.writer();
        if (fromSnapshot != null) {
            if (!fromSnapshot.stateHash().equals(engine.stateHash())) {
                throw new SimViolation("snapshot " + snapshotSequence + " and tail to " + sequence
                    + " give another state than the whole log");
            }
            engine = fromSnapshot;
        }
        unreleased.clear();
        submit(commands.buffer(), commands.nodeStarted(), nowMs);
    }

    /** Stamps a command, journals it and applies it. */
    void submit(final DirectBuffer buffer, final int length, final long clockMs) {
        lastTimestampMs = Math.max(lastTimestampMs, clockMs);
        sequence++;
        writer.append(sequence, lastTimestampMs, buffer, 0, length);
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
    }

    /** Saves the state as it is after the last command; durable, since what it rests on is. */
    void takeSnapshot() {
        sync();
        final List<byte[]> records = new ArrayList<>();
        engine.save((buffer, offset, length) -> {
            final byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(record);
        });
        snapshot = records;
        snapshotSequence = sequence;
    }

    private AuthorizationEngine loaded() {
        final AuthorizationEngine other = newEngine();
        other.load(records -> snapshot.forEach(record ->
            records.onRecord(new UnsafeBuffer(record), 0, record.length)));
        return other;
    }

    /** Makes durable what was journaled, and lets out what rests on it. */
    void sync() {
        writer.sync();
        syncedSequence = sequence;
        final List<Said> out = List.copyOf(unreleased);
        unreleased.clear();
        out.forEach(released);
    }

    /**
     * The process dies: unsynced bytes are lost or torn, and nobody hears what was not released, be it durable or not.
     */
    void crash(final SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            writer.sync();
        }
        disk.crash(random);
        unreleased.clear();
    }

    private void replay(final long recordSequence, final long timestampMs, final DirectBuffer buffer,
        final int offset, final int length) {
        saidNow.clear();
        if (fromSnapshot != null && recordSequence > snapshotSequence) {
            fromSnapshot.onCommand(recordSequence, timestampMs, buffer, offset, length);
            saidNow.clear();
        }
        engine.onCommand(recordSequence, timestampMs, buffer, offset, length);
        if (!twin.apply(recordSequence, timestampMs, buffer, offset).equals(saidNow)) {
            throw new SimViolation("replay of command " + recordSequence + " says something else than its twin");
        }
        lastTimestampMs = timestampMs;
    }

    private AuthorizationEngine newEngine() {
        return new AuthorizationEngine(new EngineContext(16, 16),
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
