package io.ayni.perf.peer;

import java.util.ArrayList;
import java.util.List;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs {@link CodecBenchmark} and prints what each library takes and how many times as long as ours. JMH's options work
 * ({@code -wi}, {@code -i}, {@code -r}, ...), but not {@code -f}: each of the two rounds forks a JVM for every library
 * in turn, so that a slow minute of the machine meets all of them.
 */
public final class CodecMain {
    private static final int ROUNDS = 2;
    private static final TimeValue ITERATION = TimeValue.seconds(1);

    private CodecMain() {
    }

    public static void main(final String[] args) throws Exception {
        final CommandLineOptions given = new CommandLineOptions(args);
        final List<RunResult> results = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            results.addAll(new Runner(new OptionsBuilder()
                .parent(given)
                .include(CodecBenchmark.class.getName() + "\\..*(Parse|Answer)$")
                .forks(1)
                .warmupTime(given.getWarmupTime().orElse(ITERATION))
                .measurementTime(given.getMeasurementTime().orElse(ITERATION))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .build()).run());
        }
        System.out.print(CodecTable.of(results));
    }
}
