package io.ayni.perf.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./ayni soak}: exit status 0 without a difference, 1 with one, 2 for wrong options. */
@Command(name = "ayni soak", sortOptions = false, showDefaultValues = true, description = {
    "Starts a switch in a process of its own and simulated networks that do wrong, puts a mix of payments on it, and"
        + " when faults have ended and all is quiet compares what callers were answered, our ledger and holds, and the"
        + " networks' own books to the cent.",
    "With --reversals: so many reversals wait for a link that is down, the switch is killed with kill -9 and started"
        + " again, the link comes up, and the time it takes to send them is measured."})
public final class SoakMain implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;
    private static final long INTERBANK_TIMEOUT_MS = 1_000;
    private static final int MAX_RATE = 100_000;
    private static final int MAX_MINUTES = 24 * 60;

    @Spec
    private CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "3", description = "Of load; 0.5 is 30 seconds.")
    private double minutes;

    @Option(names = "--faults", paramLabel = "KINDS", defaultValue = "all",
        description = "all (everything but kill), none, or with commas: late, drop, lose, duplicate, decline,"
            + " unknown-code, pending, wrong-amount, incomplete, reorder, garbage, half, cut, flap, down, pause, silent,"
            + " hang-up, kill.")
    private String faults;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "5000", description = "Requests a second.")
    private int rate;

    @Option(names = "--flaps", paramLabel = "N", defaultValue = "100",
        description = "When flap is the only fault of a link: how often each goes down and up.")
    private int flaps;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "3", description = "With kill: how often.")
    private int kills;

    @Option(names = "--reversals", paramLabel = "N", description = "Instead: so many waiting reversals, and kill -9.")
    private Integer waitingReversals;

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is drawn; without, another each time.",
        showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private Long seed;

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "1000", description = "Of members.")
    private int accounts;

    @Option(names = "--directory", paramLabel = "DIR",
        description = "Of journal, logs and exports, and stays; without, one that is removed when nothing differs.")
    private Path directory;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this and ends.")
    private boolean isHelpAsked;

    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SoakMain()).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("soak: " + (e.getMessage() == null ? e : e.getMessage()));
            return EXIT_FAILED;
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final SoakSettings settings = settings();
        final PrintWriter out = spec.commandLine().getOut();
        final boolean isGood = waitingReversals == null
            ? new SoakRun(settings, out).run().total() == 0
            : new ReversalsRun(settings, waitingReversals, out).run().total() == 0;
        if (isGood && directory == null) {
            remove(settings.directory());
        }
        return isGood ? CommandLine.ExitCode.OK : EXIT_FAILED;
    }

    private SoakSettings settings() throws IOException {
        final Set<FaultKind> kinds = kinds();
        require(minutes > 0 && minutes <= MAX_MINUTES, "--minutes: more than 0, " + MAX_MINUTES + " at most");
        require(rate >= 1 && rate <= MAX_RATE, "--rate: 1 to " + MAX_RATE);
        require(accounts >= 10 && accounts <= 100_000, "--accounts: 10 to 100000");
        require(flaps >= 1 && flaps <= 10_000, "--flaps: 1 to 10000");
        require(kills >= 1 && kills <= 1_000, "--kills: 1 to 1000");
        require(waitingReversals == null || waitingReversals >= 1 && waitingReversals <= 1_000_000,
            "--reversals: 1 to 1000000");
        final boolean isFlapAlone = kinds.contains(FaultKind.FLAP) && !kinds.contains(FaultKind.DOWN);
        if (directory != null && Files.exists(directory.resolve("journal"))) {
            throw new ParameterException(spec.commandLine(), "--directory: " + directory + " has a journal already");
        }
        return new SoakSettings(directory == null ? Files.createTempDirectory("ayni-soak-") : directory.toAbsolutePath(),
            (long) (minutes * 60_000), rate, kinds, isFlapAlone ? flaps : 0, kinds.contains(FaultKind.KILL) ? kills : 0,
            seed == null ? System.currentTimeMillis() : seed, accounts, 90_000, "-XX:+UseParallelGC -Xmx2g",
            waitingReversals == null ? INTERBANK_TIMEOUT_MS : ReversalsRun.timeoutMs(waitingReversals, rate));
    }

    private Set<FaultKind> kinds() {
        try {
            return FaultKind.parse(faults);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--faults: " + e.getMessage());
        }
    }

    private void require(final boolean isGood, final String what) {
        if (!isGood) {
            throw new ParameterException(spec.commandLine(), what);
        }
    }

    private static void remove(final Path directory) throws IOException {
        final List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
