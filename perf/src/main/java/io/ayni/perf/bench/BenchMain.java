package io.ayni.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./ayni bench}: exit status 0 when all was measured, whatever the figures; 1 when the run broke off. */
@Command(name = "ayni bench", sortOptions = false, showDefaultValues = true,
    description = "Measures the switch beside a raw echo, jPOS, j8583 and PostgreSQL: the same requests, the same client,"
        + " in turns, on this machine, in one run. Writes latest.md and latest.json, with a row for each goal.")
public final class BenchMain implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;
    private static final long CHILD_END_S = 5;

    @Option(names = "--quick", description = "The main rows, within a minute; says what it left out.")
    private boolean isQuick;

    @Option(names = "--only", paramLabel = "PART", split = ",", description = "Parts to run: ${COMPLETION-CANDIDATES}"
        + " (all).", showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private Set<BenchOptions.Part> parts = EnumSet.allOf(BenchOptions.Part.class);

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "perf/results", description = "Where results go.")
    private Path out;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data/bench",
        description = "For journals: on the disk that is to be measured. What the run puts there is removed.")
    private Path data;

    @Option(names = "--wait-strategy", paramLabel = "NAME", defaultValue = "balanced",
        description = "Of the switch: latency, balanced, frugal.")
    private String waitStrategy;

    @Option(names = "--ring-threads", paramLabel = "N", defaultValue = "1",
        description = "Of the switch: 1, which leaves the engine to the event loops, or 2.")
    private int ringThreads;

    @Option(names = "--event-loops", paramLabel = "N", defaultValue = "1",
        description = "Of the switch and the echo. With the client on two cores, one is the best for both.")
    private int eventLoops;

    @Option(names = "--jvm", paramLabel = "OPTIONS", description = "Options of the switch's JVM instead of the launcher's.")
    private String jvm;

    @Option(names = "--no-postgresql", description = "Leaves PostgreSQL out.")
    private boolean isPostgresqlUnwanted;

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this and ends.")
    private boolean isHelpAsked;

    public static void main(final String[] args) {
        final Thread runner = Thread.currentThread();
        final CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> breakOff(runner, ended), "break-off"));
        final int status = commandLine().execute(args);
        ended.countDown();
        System.exit(status);
    }

    /** On Ctrl-C: the run is stopped, so that it starts no child any more, and removes what it wrote; none is left. */
    private static void breakOff(final Thread runner, final CountDownLatch ended) {
        runner.interrupt();
        endChildren();
        try {
            ended.await(CHILD_END_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endChildren();
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchMain()).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println(line.getColorScheme().errorText(
                "bench: " + (e instanceof InterruptedException ? "stopped" : e.getMessage())));
            return EXIT_FAILED;
        });
    }

    /** Whatever ends this process, no child stays: asked first, so that PostgreSQL can give back what it shares. */
    private static void endChildren() {
        final List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroy);
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(CHILD_END_S);
        for (final ProcessHandle child : children) {
            try {
                child.onExit().get(Math.max(1, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (final Exception e) {
                child.destroyForcibly();
            }
        }
    }

    private SwitchSettings settings() {
        try {
            return new SwitchSettings(jvm == null ? SwitchSite.JVM : List.of(jvm.split(" +")), waitStrategy, ringThreads,
                eventLoops);
        } catch (final IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    @Override
    public Integer call() throws Exception {
        final Plan plan = isQuick ? Plan.quick() : Plan.full();
        final BenchOptions options =
            new BenchOptions(parts, settings(), !isPostgresqlUnwanted, true, Integer.MAX_VALUE);
        final Terminal terminal = new Terminal(System.out, System.console() != null && System.console().isTerminal());
        final Results results = run(plan, options, data, terminal);
        Files.createDirectories(out);
        Files.writeString(out.resolve("latest.json"), ResultsJson.of(results));
        Files.writeString(out.resolve("latest.md"), ResultsMarkdown.of(results));
        terminal.say(Summary.of(results));
        terminal.say("All figures: " + out.resolve("latest.md"));
        return results.isComplete() ? CommandLine.ExitCode.OK : EXIT_FAILED;
    }

    static Results run(final Plan plan, final BenchOptions options, final Path data, final Terminal terminal)
        throws Exception {
        final Results results = new Results();
        Machine.describe(results, options);
        final Path directory = Files.createTempDirectory(
            Files.createDirectories(data.toAbsolutePath().normalize()), "run-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x")); // PostgreSQL is no root
        final MachineLoad load = new MachineLoad();
        try (Bench bench = new Bench(plan, options, directory, results, terminal)) {
            bench.run();
        } finally {
            remove(directory);
        }
        results.fact("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        results.fact("took", Math.round(terminal.seconds()) + " s" + (plan.isQuick() ? ", quick" : ""));
        load.describe(results);
        if (plan.isQuick()) {
            results.note("Quick: left out are 64 x 16, the open loop at 5,000/s and 100,000/s, the growth rows, the tail of the engine and"
                + " the codec; rounds are few and short.");
        }
        new Goals(results, options.accountsOf(Bench.ENGINE_ACCOUNTS)).judge();
        return results;
    }

    private static void remove(final Path directory) throws IOException {
        final List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
