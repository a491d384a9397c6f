package io.ayni.perf.micro;

import java.util.concurrent.TimeUnit;

import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The engine alone: an internal transfer between random accounts, from the command to the reply, all checks included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {
    private static final long START_MS = 1_800_000_000_000L;
    /** With {@link #PAYMENTS_PER_MS} it keeps 100,000 payments in memory: old ones go as new ones come. */
    private static final long RETENTION_MS = 100;
    private static final int PAYMENTS_PER_MS = 1_000;

    @Param("1000000")
    public int accounts;

    private final Replies replies = new Replies();
    private AuthorizationEngine engine;
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
            apply();
        }
    }

    @Benchmark
    public long transfer() {
        command.next();
        apply();
        return replies.posted();
    }

    private void apply() {
        if (--untilNextMs == 0) {
            untilNextMs = PAYMENTS_PER_MS;
            nowMs++;
        }
        engine.onCommand(++sequence, nowMs, command.buffer(), 0, command.length());
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        replies.checkAllPosted();
    }
}
