package io.ayni.perf.micro;

import java.util.concurrent.TimeUnit;

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
 * thread, no ring; the commands come as the ring hands them over under load, a batch at a time: {@link EngineRun#BATCH}
 * lie in their slots, are announced, then applied. Writing them into the slots is part of the time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {
    /** It keeps 100,000 payments in memory: old ones go as new ones come. */
    private static final long RETENTION_MS = 100;

    @Param("1000000")
    public int accounts;

    private EngineRun run;

    @Setup(Level.Trial)
    public void setUp() {
        run = new EngineRun(accounts, 1 << 18, RETENTION_MS);
        run.openAccounts();
        // Each member's limit counters come to be with the first payment: that growth belongs to no benchmark.
        run.payOnceFromEach();
    }

    @Benchmark
    @OperationsPerInvocation(EngineRun.BATCH)
    public void transfer() {
        run.prepare();
        run.fetch();
        applyAll();
    }

    /** Nobody announces them: as they come when there is little to do. */
    @Benchmark
    @OperationsPerInvocation(EngineRun.BATCH)
    public void transferEachAlone() {
        run.prepare();
        applyAll();
    }

    private void applyAll() {
        for (int i = 0; i < EngineRun.BATCH; i++) {
            run.apply(i);
        }
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        run.checkAllPosted();
    }
}
