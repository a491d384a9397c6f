package io.ayni.perf.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The engine alone: internal transfers between random accounts, from the command to the reply, all checks included. One
 * thread, no ring; the commands come as the ring hands them over under load, a batch at a time: {@link #BATCH} lie in
 * their slots, are announced, then applied. Writing them into the slots is part of the time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {
    private static final long START_MS = 1_800_000_000_000L;
    /** With {@link #PAYMENTS_PER_MS} it keeps 100,000 payments in memory: old ones go as new ones come. */
    private static final long RETENTION_MS = 100;
    private static final int PAYMENTS_PER_MS = 1_000;
    /** A ring that a thread of its own fills at full speed has more than this at hand. */
    private static final int BATCH = 32;
    private static final int SLOT_LENGTH = 1_024;

    @Param("1000000")
    public int accounts;

    private final Replies replies = new Replies();
    private AuthorizationEngine engine;
    private final MutableDirectBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(BATCH * SLOT_LENGTH));
    private TransferCommand command;
    private long sequence;
    private long untilNextMs = PAYMENTS_PER_MS;
    private long nowMs = START_MS;

    @Setup(Level.Trial)
    public void setUp() {
        engine = new AuthorizationEngine(new EngineContext(accounts, 1 << 18), replies);
        new Cooperative().open(accounts, RETENTION_MS,
            (buffer, offset, length) -> engine.onCommand(++sequence, nowMs, buffer, offset, length));
        command = new TransferCommand(accounts);
        // Each member's limit counters come to be with the first payment: that growth belongs to no benchmark.
        for (int i = 0; i < accounts; i++) {
            command.nextFrom(i);
            apply(command.buffer(), 0);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long transfer() {
        for (int i = 0; i < BATCH; i++) {
            command.next();
            slots.putBytes(i * SLOT_LENGTH, command.buffer(), 0, command.length());
            engine.announce(slots, i * SLOT_LENGTH, command.length());
        }
        engine.fetchAnnounced();
        for (int i = 0; i < BATCH; i++) {
            apply(slots, i * SLOT_LENGTH);
        }
        return replies.posted();
    }

    /** Each on its own, as they come when there is little to do. */
    @Benchmark
    public long transferAlone() {
        command.next();
        apply(command.buffer(), 0);
        return replies.posted();
    }

    private void apply(final DirectBuffer buffer, final int offset) {
        if (--untilNextMs == 0) {
            untilNextMs = PAYMENTS_PER_MS;
            nowMs++;
        }
        engine.onCommand(++sequence, nowMs, buffer, offset, command.length());
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        replies.checkAllPosted();
    }
}
