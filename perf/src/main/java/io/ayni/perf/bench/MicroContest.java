package io.ayni.perf.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.ayni.perf.micro.EngineBenchmark;
import io.ayni.perf.micro.PaymentBenchmark;
import io.ayni.perf.micro.RingBenchmark;
import io.ayni.perf.peer.CodecBenchmark;
import io.ayni.perf.peer.PeerProcess;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** The JMH benchmarks of {@code micro} and the codec, each in a JVM of its own, as figures of the results. */
final class MicroContest {
    static final String CODEC = "codec, iso1987-ascii";
    static final String ENGINE = "engine alone";
    static final String RING = "ring, journal and engine, durable";
    static final String REQUEST = "request to answer, no socket, ring or disk";
    static final String RATE = "transfers";
    static final String ALLOCATED = "allocated";
    static final String P9999 = "p99.99";

    private static final String NORMALIZED_ALLOCATION = "gc.alloc.rate.norm";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int CODEC_ROUNDS = 2;

    private final Plan plan;
    private final Results results;
    private final Terminal terminal;
    private final Path directory;
    private final boolean isForked;

    /**
     * @param directory for the journal of the ring's benchmark
     * @param isForked  whether each benchmark gets a JVM of its own; without, figures mean nothing
     */
    MicroContest(
        final Plan plan, final Results results, final Terminal terminal, final Path directory, final boolean isForked) {
        this.plan = plan;
        this.results = results;
        this.terminal = terminal;
        this.directory = directory;
        this.isForked = isForked;
    }

    /** @param accounts between which money is moved at random */
    void engine(final int accounts, final String heap) throws RunnerException {
        final String group = group(ENGINE, accounts);
        terminal.doing(group);
        for (final RunResult result : run(options(EngineBenchmark.class, "transfer", heap)
            .param("accounts", Integer.toString(accounts)).mode(Mode.AverageTime).addProfiler(GCProfiler.class))) {
            values(result).forEach(ns -> results.add(group, Server.AYNI, RATE, "/s", NANOS_PER_SECOND / ns));
            results.add(group, Server.AYNI, ALLOCATED, "B/transfer", allocated(result));
        }
    }

    /** Each call timed by itself, one in some thousands sampled: the tail. */
    void engineTail(final int accounts, final String heap) throws RunnerException {
        final String group = group(ENGINE, accounts);
        terminal.doing(group + ", tail");
        for (final RunResult result : run(options(EngineBenchmark.class, "transfer", heap)
            .param("accounts", Integer.toString(accounts)).mode(Mode.SampleTime))) {
            final Statistics sampled = result.getPrimaryResult().getStatistics();
            results.add(group, Server.AYNI, "p50, timed", "us", sampled.getPercentile(50) / 1e3);
            results.add(group, Server.AYNI, P9999, "us", sampled.getPercentile(99.99) / 1e3);
        }
    }

    void ring(final int accounts, final String heap) throws RunnerException {
        final String group = group(RING, accounts);
        terminal.doing(group);
        for (final RunResult result : run(options(RingBenchmark.class, "transfer", heap)
            .param("accounts", Integer.toString(accounts)).param("directory", directory.toString()))) {
            values(result).forEach(rate -> results.add(group, Server.AYNI, RATE, "/s", rate));
        }
    }

    void requestToAnswer(final int accounts, final String heap) throws RunnerException {
        terminal.doing(REQUEST);
        for (final RunResult result : run(options(PaymentBenchmark.class, "requestToAnswer", heap)
            .param("accounts", Integer.toString(accounts)).mode(Mode.AverageTime).addProfiler(GCProfiler.class))) {
            values(result).forEach(ns -> results.add(REQUEST, Server.AYNI, "time", "ns", ns));
            results.add(REQUEST, Server.AYNI, ALLOCATED, "B/request", allocated(result));
        }
    }

    /** Parse, and parse and answer; all libraries in each round. */
    void codec() throws RunnerException {
        for (int round = 0; round < Math.min(CODEC_ROUNDS, plan.rounds()); round++) {
            for (final String library : List.of("ayni", "jpos", "j8583")) {
                for (final String work : List.of("Parse", "Answer")) {
                    terminal.doing(CODEC + ": " + library + ", " + work + ", round " + (round + 1));
                    codec(library, work);
                }
            }
        }
    }

    private void codec(final String library, final String work) throws RunnerException {
        final String server = switch (library) {
            case "jpos" -> "jPOS";
            case "j8583" -> "j8583";
            default -> Server.AYNI;
        };
        final String figure = work.equals("Parse") ? "parse" : "parse and answer";
        final ChainedOptionsBuilder options = options(CodecBenchmark.class, library + work, "512m")
            .mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS).addProfiler(GCProfiler.class);
        if (!library.equals("j8583")) {
            options.param("dialect", "iso1987-ascii");
        }
        for (final RunResult result : run(options)) {
            results.add(CODEC, server, figure, "ns", result.getPrimaryResult().getScore());
            results.add(CODEC, server, figure + ", allocated", "B", allocated(result));
        }
    }

    static String group(final String what, final int accounts) {
        return String.format(Locale.ROOT, "%s, %,d accounts", what, accounts);
    }

    private ChainedOptionsBuilder options(final Class<?> benchmark, final String method, final String heap) {
        final long iterationMs = Math.max(100, TimeUnit.NANOSECONDS.toMillis(plan.measureNs()) / 3);
        final ChainedOptionsBuilder options = new OptionsBuilder()
            .include(benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
            .forks(isForked ? 1 : 0)
            .warmupIterations(isForked ? 2 : 0)
            .warmupTime(TimeValue.milliseconds(iterationMs))
            .measurementIterations(isForked ? 3 : 1)
            .measurementTime(TimeValue.milliseconds(iterationMs))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
        if (isForked) {
            options.jvmArgs(Stream.concat(PeerProcess.JVM_FLAGS.stream(), Stream.of("-XX:+UseParallelGC", "-Xmx" + heap))
                .toArray(String[]::new));
        }
        return options;
    }

    private static Collection<RunResult> run(final ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private static List<Double> values(final RunResult result) {
        final List<Double> values = new ArrayList<>();
        result.getAggregatedResult().getIterationResults()
            .forEach(iteration -> values.add(iteration.getPrimaryResult().getScore()));
        return values;
    }

    private static double allocated(final RunResult result) {
        final var measured = result.getSecondaryResults().get(NORMALIZED_ALLOCATION);
        return measured == null ? Double.NaN : measured.getScore();
    }
}
