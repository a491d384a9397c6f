package io.ayni.perf.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ./ayni load}: exit status 0 if the rate was reached without an error, 1 if not, 2 for wrong options. */
@Command(name = "ayni load", sortOptions = false, showDefaultValues = true,
    description = "Puts an open-loop load of internal transfers on a switch and measures each from the time it was meant"
        + " to be sent. The switch must have the accounts (--write-accounts) and ask no step-up for them"
        + " (examples/load.yaml).")
public final class LoadMain implements Callable<Integer> {
    static final String DEFAULT_RATE = "20000";
    static final String DEFAULT_CURRENCY = "USD";
    static final String DEFAULT_FRAME = "binary-2";
    static final String DEFAULT_DIALECT = "iso1987-ascii";
    private static final int EXIT_FAILED = 1;
    private static final int MAX_PORT = 65_535;

    enum Protocol {
        iso(8583), json(8080);

        private final int defaultPort;

        Protocol(final int defaultPort) {
            this.defaultPort = defaultPort;
        }

        InetSocketAddress defaultTarget() {
            return new InetSocketAddress("127.0.0.1", defaultPort);
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--protocol", paramLabel = "iso|json", defaultValue = "iso", description = "Which front door.")
    private Protocol protocol;

    @Option(names = "--target", paramLabel = "HOST:PORT", description = "Where the switch listens"
        + " (127.0.0.1, port 8583 for iso and 8080 for json).", showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private String target;

    @Option(names = "--rate", paramLabel = "N", defaultValue = DEFAULT_RATE, description = "Requests a second.")
    private long rate;

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "10s", converter = Durations.class,
        description = "How long to measure.")
    private Duration duration;

    @Option(names = "--warmup", paramLabel = "TIME", defaultValue = "5s", converter = Durations.class,
        description = "How long to send before that, at a rate that rises to it.")
    private Duration warmup;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "8", description = "Requests go round them.")
    private int connections;

    @Option(names = "--burst-interval", paramLabel = "TIME", defaultValue = "100us", converter = Durations.class,
        description = "Requests due within it are meant for one time: the generator parks in between.")
    private Duration burstInterval;

    @Option(names = "--drain", paramLabel = "TIME", defaultValue = "3s", converter = Durations.class,
        description = "How long to wait for answers after the last request.")
    private Duration drain;

    @Option(names = "--accounts", paramLabel = "FROM..TO", defaultValue = "7000000001..7000010000",
        description = "Accounts to move money between.")
    private String accounts;

    @Option(names = "--amount", paramLabel = "MINOR", defaultValue = "100", description = "Of each transfer.")
    private long amountMinor;

    @Option(names = "--currency", paramLabel = "CODE", defaultValue = DEFAULT_CURRENCY, description = "ISO 4217, of the accounts.")
    private Currency currency;

    @Option(names = "--frame", paramLabel = "NAME", defaultValue = DEFAULT_FRAME, description = "ISO length header.")
    private String frame;

    @Option(names = "--dialect", paramLabel = "NAME", defaultValue = DEFAULT_DIALECT, description = "ISO dialect.")
    private String dialect;

    @Option(names = "--api-key", paramLabel = "KEY", description = "JSON: the key of the channel, when it has one.")
    private String apiKey;

    @Option(names = "--mix", paramLabel = "FILE", description = "YAML: operations and their shares, and what becomes of"
        + " challenges (examples/load-mix.yaml). Without: internal transfers.")
    private Path mixFile;

    @Option(names = "--inbox", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:8080", description = "Where the demo"
        + " inbox is read when the mix answers challenges.")
    private String inbox;

    @Option(names = "--search", paramLabel = "BOUND", description = "Looks for the highest rate at which a latency bound"
        + " holds (p99=5ms), from --rate to --most; each try takes --duration.")
    private String search;

    @Option(names = "--most", paramLabel = "N", defaultValue = "1000000", description = "With --search: no higher.")
    private long most;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the random choice of accounts.")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes latency.hgrm, latency.hlog and report.html"
        + " there.")
    private Path out;

    @Option(names = "--write-accounts", paramLabel = "FILE",
        description = "Only writes the accounts as CSV for ./ayni accounts import.")
    private Path writeAccounts;

    @Option(names = "--count", paramLabel = "N", description = "With --write-accounts: how many, from FROM on.")
    private Integer count;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this and ends.")
    private boolean isHelpAsked;

    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LoadMain()).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println(line.getColorScheme().errorText("load: " + e.getMessage()));
            return EXIT_FAILED;
        });
    }

    @Override
    public Integer call() throws Exception {
        final PrintStream console = System.out;
        final AccountRange range = accountRange();
        if (writeAccounts != null) {
            AccountsCsv.write(range, currency, writeAccounts);
            console.println(range.size() + " accounts, " + range.first() + ".." + range.last() + ", in " + writeAccounts);
            return CommandLine.ExitCode.OK;
        }
        final LoadMix mix = mixFile == null ? LoadMix.TRANSFERS : checkedRead(mixFile);
        if (search != null) {
            return search(mix, range, console);
        }
        final LoadResult result = run(rate, mix, range, console);
        LoadReport.print(result, console);
        return result.isPassed() ? CommandLine.ExitCode.OK : EXIT_FAILED;
    }

    private int search(final LoadMix mix, final AccountRange range, final PrintStream console) throws Exception {
        final LatencyBound bound = checked(() -> LatencyBound.parse(search));
        if (rate < 1 || most < rate) {
            throw new ParameterException(spec.commandLine(), "--search goes from --rate up to --most");
        }
        final long highest = RateSearch.highest(rate, most, tried -> {
            final LoadResult result = run(tried, mix, range, console);
            final boolean holds = result.isPassed() && bound.holdsFor(result.latency());
            console.printf(Locale.ROOT, "%,d /s: %s %s%n%n", tried, holds ? "holds;" : "too high;",
                LoadReport.verdict(result));
            LoadReport.warningsOf(result).forEach(console::println);
            return holds;
        });
        console.printf(Locale.ROOT, highest == 0 ? "%s does not hold even at %,d /s.%n"
            : "%s holds up to %,d /s.%n", search, highest == 0 ? rate : highest);
        return highest == 0 ? EXIT_FAILED : CommandLine.ExitCode.OK;
    }

    private LoadResult run(final long atRate, final LoadMix mix, final AccountRange range, final PrintStream console)
        throws IOException, InterruptedException, ExecutionException {
        final SendSchedule load = checked(() -> new SendSchedule(atRate, duration.toNanos(), burstInterval.toNanos()));
        final SendSchedule rising =
            checked(() -> SendSchedule.rising(atRate, warmup.toNanos(), burstInterval.toNanos()));
        final InetSocketAddress address = target == null ? protocol.defaultTarget() : address(target);
        final LoadProtocol requests = loadProtocol(mix, range, address);
        console.printf("%s to %s over %d connections, bursts of %d, warm-up %s%n", protocol, address, connections,
            load.burst(), warmup);
        try (LatencyLog log = new LatencyLog(out); LoadClient client = new LoadClient(requests, mix)) {
            if (mix.answeredPercent() > 0) {
                client.openInbox(address(inbox), apiKey);
            }
            final LoadTestRig rig = client.start(address, connections, transport ->
                new LoadTestRig(SystemNanoClock.INSTANCE, transport, rising, load, drain.toNanos(), mix));
            final Progress progress = new Progress(rig, log, console);
            while (!endsWithinASecond(client.ended())) {
                progress.onSecond();
            }
            progress.onEnd();
            final LoadResult result = LoadResult.of(rig, log.total());
            if (out != null) {
                Files.writeString(out.resolve("report.html"), LoadPage.of(String.format(Locale.ROOT,
                    "%s, %,d /s for %s", protocol, atRate, duration.toString().substring(2).toLowerCase(Locale.ROOT)),
                    result, log.seconds()));
            }
            return result;
        }
    }

    private LoadMix checkedRead(final Path file) throws IOException {
        try {
            return LoadMix.read(file);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static boolean endsWithinASecond(final CompletableFuture<Void> ended)
        throws InterruptedException, ExecutionException {
        try {
            ended.get(1, TimeUnit.SECONDS);
            return true;
        } catch (final TimeoutException e) {
            return false;
        }
    }

    private AccountRange accountRange() {
        return checked(() -> {
            final AccountRange range = AccountRange.parse(accounts);
            return count == null ? range : range.ofCount(count);
        });
    }

    private InetSocketAddress address(final String text) {
        final int colon = text.lastIndexOf(':');
        final String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "'" + text + "' is no target HOST:PORT");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
    }

    private LoadProtocol loadProtocol(final LoadMix mix, final AccountRange range, final InetSocketAddress address) {
        final Transfers transfers = new Transfers(range, amountMinor, currency, seed);
        final long run = new SecureRandom().nextLong(IsoProtocol.MAX_REFERENCE);
        if (protocol == Protocol.json) {
            return new JsonProtocol(address.getHostString(), apiKey, mix, transfers, "load-" + run);
        }
        final FrameFormat format = FrameFormat.named(frame);
        if (format == null) {
            throw new ParameterException(spec.commandLine(), "'" + frame + "' is no frame: " + FrameFormat.names());
        }
        final Dialect spoken = Dialects.byName(dialect);
        if (spoken == null) {
            throw new ParameterException(spec.commandLine(), "'" + dialect + "' is no dialect: "
                + Dialects.all().stream().map(Dialect::name).toList());
        }
        return checked(() -> new IsoProtocol(spoken, format, mix, transfers, run, Clock.systemUTC()));
    }

    /** What a value object refuses is a wrong option here. */
    private <T> T checked(final Supplier<T> value) {
        try {
            return value.get();
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
