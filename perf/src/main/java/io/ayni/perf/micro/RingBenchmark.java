package io.ayni.perf.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.host.ring.RingHost;
import io.ayni.core.host.ring.RingHostContext;
import io.ayni.core.host.ring.WaitPreset;
import org.agrona.DirectBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ring, journal with fdatasync and engine, without sockets: one producer offers internal transfers as fast as the ring
 * takes them, so one operation is one durable, posted payment. Short iterations, since each payment leaves some 200
 * bytes in the journal.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RingBenchmark {
    private static final long RETENTION_MS = 200;

    @Param("1000000")
    public int accounts;

    @Param("BALANCED")
    public WaitPreset waitPreset;

    /** As of a switch without a setting of its own. */
    @Param("4096")
    public int ringSize;

    /** For the journal: on the disk that is to be measured, not in memory. */
    @Param("data/bench")
    public String directory;

    private final Replies replies = new Replies();
    private Path journal;
    private RingHost host;
    private TransferCommand command;

    @Setup(Level.Trial)
    public void setUp() throws IOException {
        Files.createDirectories(Path.of(directory));
        journal = Files.createTempDirectory(Path.of(directory), "journal-");
        host = new RingHost(new RingHostContext()
            .journalDirectory(journal)
            .ringSize(ringSize)
            .waitPreset(waitPreset)
            .stateMachine(outcomes -> new AuthorizationEngine(new EngineContext(accounts, 1 << 20), outcomes))
            .outcomeSink(new OutcomeSink() {
                @Override
                public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
                    replies.emit(buffer, offset, length);
                }

                @Override
                public void onBatchEnd() {
                    // Nothing is kept back.
                }
            }));
        host.start();
        new Cooperative().open(accounts, RETENTION_MS, this::offer);
        command = new TransferCommand(accounts);
        // Each member's limit counters come to be with the first payment: that growth belongs to no benchmark.
        for (int i = 0; i < accounts; i++) {
            command.nextFrom(i);
            offer(command.buffer(), 0, command.length());
        }
    }

    @Benchmark
    public void transfer() {
        command.next();
        offer(command.buffer(), 0, command.length());
    }

    private void offer(final DirectBuffer buffer, final int offset, final int length) {
        while (true) {
            final Ingress.Result result = host.offer(Ingress.Lane.REQUEST, buffer, offset, length);
            if (result == Ingress.Result.ACCEPTED) {
                return;
            }
            if (result == Ingress.Result.CLOSED) {
                throw new IllegalStateException("the host closed", host.fatal());
            }
            Thread.yield();
        }
    }

    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        host.close();
        replies.checkAllPosted();
        final List<Path> files;
        try (Stream<Path> all = Files.walk(journal)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path file : files) {
            Files.delete(file);
        }
    }
}
