package io.ayni.perf.peer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What an operation takes of a processor, counted for the threads of JMH that run it: what to compare on a machine that
 * has other things to do. Collecting garbage is the work of other threads and not in it.
 */
public final class CpuTimeProfiler implements InternalProfiler {
    static final String LABEL = "cpu";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String WORKER = "jmh-worker";

    private final Map<Long, Long> before = new HashMap<>();

    @Override
    public String getDescription() {
        return "Processor time of an operation";
    }

    @Override
    public void beforeIteration(final BenchmarkParams benchmark, final IterationParams iteration) {
        before.clear();
        before.putAll(workersCpuNanos());
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
        final BenchmarkParams benchmark, final IterationParams iteration, final IterationResult result) {
        long taken = 0;
        for (final Map.Entry<Long, Long> worker : workersCpuNanos().entrySet()) {
            taken += worker.getValue() - before.getOrDefault(worker.getKey(), 0L);
        }
        final double perOperation = taken / (double) result.getMetadata().getAllOps();
        return List.of(new ScalarResult(LABEL, perOperation, "ns/op", AggregationPolicy.AVG));
    }

    /** By thread: workers of the benchmark before may end meanwhile. */
    private static Map<Long, Long> workersCpuNanos() {
        final Map<Long, Long> cpuNanos = new HashMap<>();
        for (final ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains(WORKER)) {
                cpuNanos.put(thread.getThreadId(), Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId())));
            }
        }
        return cpuNanos;
    }
}
