package io.ayni.connectors.launch;

import io.ayni.connectors.config.BatchLinkConfig;
import io.ayni.connectors.config.HttpLinkConfig;
import io.ayni.connectors.config.NetworkConfig;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.simulator.BatchBooks;
import io.ayni.connectors.simulator.BillerSimulator;
import io.ayni.connectors.simulator.CardSimulator;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.connectors.simulator.OrderText;
import io.ayni.connectors.simulator.SimulatedNetwork;
import io.ayni.connectors.simulator.SimulatorScript;
import io.ayni.core.payment.LinkKind;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ayni sim …}. */
@Command(name = "sim", description = "Simulated networks that do wrong when told to, and keep books of their own.",
        subcommands = {SimCommand.Interbank.class, SimCommand.Card.class, SimCommand.Biller.class,
            SimCommand.Batch.class})
final class SimCommand extends CommandGroup {
    /** Where a network of the examples is reached, and where it is driven. */
    static final int INTERBANK_PORT = 9_583;
    static final int CARD_PORT = 9_584;
    static final int BILLER_PORT = 9_585;
    static final int CONTROL_OFFSET = 100;

    /** {@code ayni sim interbank}. */
    @Command(name = "interbank", description = "An interbank network that speaks ISO 8583.")
    static final class Interbank extends Iso {
        Interbank() {
            super(LinkKind.INTERBANK, INTERBANK_PORT);
        }

        @Override
        SimulatedNetwork network(final Dialect dialect, final FrameFormat frame) {
            return new InterbankSimulator(dialect, frame);
        }
    }

    /** {@code ayni sim card}. */
    @Command(name = "card", description = "A card processor that speaks ISO 8583.")
    static final class Card extends Iso {
        Card() {
            super(LinkKind.CARD, CARD_PORT);
        }

        @Override
        SimulatedNetwork network(final Dialect dialect, final FrameFormat frame) {
            return new CardSimulator(dialect, frame);
        }
    }

    /** {@code ayni sim biller}. */
    @Command(name = "biller", description = "Billers that speak HTTP and JSON.")
    static final class Biller extends Network {
        Biller() {
            super(LinkKind.BILLER, BILLER_PORT);
        }

        @Override
        SimulatedNetwork network() {
            return new BillerSimulator();
        }

        @Override
        SimulatedNetwork network(final NetworkConfig config) {
            return new BillerSimulator();
        }

        @Override
        InetSocketAddress address(final NetworkConfig config) {
            final HttpLinkConfig http = (HttpLinkConfig) config.transport();
            if (!"http".equals(http.url().getScheme()) || !http.url().getPath().startsWith("/v1")) {
                throw UserError.wrongUse("networks '" + config.name() + "': simulated billers are at http://…/v1");
            }
            return new InetSocketAddress(http.url().getHost(), http.url().getPort() < 0 ? 80 : http.url().getPort());
        }
    }

    /** {@code ayni sim batch}. */
    @Command(name = "batch", description = {
        "A biller that fetches files: reads those that are there, changes nothing, and shows its books.",
        "Exit status 1 when a line is not whole or a payment stands there twice."})
    static final class Batch implements Callable<Integer> {
        @Option(names = "--directory", paramLabel = "DIR", description = "Of the files.")
        private Path directory;

        @Option(names = {"-c", "--config"}, paramLabel = "FILE", description = "Of a switch that writes them.")
        private Path config;

        @Option(names = "--books", paramLabel = "FILE.csv", description = "Write the books there; - shows them.")
        private String books;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            if ((directory == null) == (config == null)) {
                throw new ParameterException(spec.commandLine(), "either --directory or --config is needed");
            }
            final BatchBooks read = BatchBooks.read(directory == null ? configured() : directory);
            final PrintWriter out = spec.commandLine().getOut();
            if (books != null) {
                final StringBuilder csv = new StringBuilder();
                read.write(csv);
                writeBooks(books, csv.toString(), out);
            }
            read.problems().forEach(out::println);
            out.println(read.summary());
            out.flush();
            return read.problems().isEmpty() && read.repeats() == 0 ? ExitCode.OK : UserError.FAILED;
        }

        private Path configured() {
            return ((BatchLinkConfig) SimCommand.configured(config, LinkKind.BATCH, null).transport()).directory();
        }
    }

    /** A network that speaks ISO 8583. */
    abstract static class Iso extends Network {
        @Option(names = {"-d", "--dialect"}, paramLabel = "D", defaultValue = "iso1987-ascii",
                completionCandidates = DialectOption.Names.class, description = "With --listen: a built-in dialect"
                + " (${COMPLETION-CANDIDATES}).")
        private String dialect;

        @Option(names = "--frame", paramLabel = "F", defaultValue = "binary-2", description = "With --listen.")
        private String frame;

        Iso(final LinkKind kind, final int port) {
            super(kind, port);
        }

        abstract SimulatedNetwork network(Dialect spoken, FrameFormat framed);

        @Override
        final SimulatedNetwork network() {
            final FrameFormat framed = FrameFormat.named(frame);
            if (framed == null) {
                throw UserError.wrongUse("--frame " + frame + ": expected one of " + FrameFormat.names());
            }
            final Dialect spoken = Dialects.byName(dialect);
            if (spoken == null) {
                throw UserError.wrongUse("--dialect " + dialect + ": expected one of "
                        + Dialects.all().stream().map(Dialect::name).toList());
            }
            return network(spoken, framed);
        }

        @Override
        final SimulatedNetwork network(final NetworkConfig config) {
            if (config.iso().tls().isPresent()) {
                throw UserError.wrongUse("networks '" + config.name() + "': a simulated network speaks no TLS");
            }
            return network(config.iso().dialect(), config.iso().frame());
        }

        @Override
        final InetSocketAddress address(final NetworkConfig config) {
            return new InetSocketAddress(config.iso().host(), config.iso().port());
        }
    }

    /** Starts a network with --listen or --config, else drives the one that runs. */
    abstract static class Network implements Callable<Integer> {
        private final LinkKind kind;
        private final int port;

        @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Start one here, until Ctrl-C.")
        private String listen;

        @Option(names = {"-c", "--config"}, paramLabel = "FILE",
                description = "Start one where this file of a switch looks for it, until Ctrl-C.")
        private Path config;

        @Option(names = "--network", paramLabel = "NAME", description = "With --config: which, when there are several.")
        private String name;

        @Option(names = "--control", paramLabel = "HOST:PORT",
                description = "Where it is driven, on this machine; default 127.0.0.1, 9683 interbank, 9684 card, 9685"
                + " biller.")
        private String control;

        @Mixin
        private SimOrders orders;

        @Option(names = "--script", paramLabel = "FILE",
                description = "Orders with their times, a line each: 10s late 2s:10%% drop 5%%")
        private Path script;

        @Option(names = "--books", paramLabel = "FILE.csv",
                description = "Write the books there, of one that is started at its end; - shows them.")
        private String books;

        @Spec
        private CommandSpec spec;

        Network(final LinkKind kind, final int port) {
            this.kind = kind;
            this.port = port;
        }

        abstract SimulatedNetwork network();

        abstract SimulatedNetwork network(NetworkConfig configured);

        abstract InetSocketAddress address(NetworkConfig configured);

        @Override
        public final Integer call() throws IOException, InterruptedException {
            final InetSocketAddress driven = control == null
                    ? new InetSocketAddress("127.0.0.1", port + CONTROL_OFFSET) : endpoint("--control", control);
            if (listen != null && config != null) {
                throw new ParameterException(spec.commandLine(), "--listen and --config exclude each other");
            }
            if (listen == null && config == null) {
                drive(new SimClient(spec.name(), driven));
                return ExitCode.OK;
            }
            final NetworkConfig configured = config == null ? null : configured(config, kind, name);
            new SimRun(spec.commandLine().getOut(), orders.words(), script, books)
                    .run(configured == null ? network() : network(configured),
                            configured == null ? endpoint("--listen", listen) : address(configured), driven);
            return ExitCode.OK;
        }

        private void drive(final SimClient client) throws IOException, InterruptedException {
            final PrintWriter out = spec.commandLine().getOut();
            final String words = orders.words();
            final String lines = script == null ? null : Files.readString(script);
            check(words, lines); // before anybody is looked for
            String state = words.isEmpty() ? client.state() : client.order(words);
            if (lines != null) {
                state = client.script(lines);
            }
            if (books != null) {
                writeBooks(books, client.books(), out);
            }
            if (!"-".equals(books)) {
                out.print(state);
            }
            out.flush();
        }

        private void check(final String words, final String lines) {
            try {
                OrderText.check(words);
                if (lines != null) {
                    SimulatorScript.parse(script.toString(), lines);
                }
            } catch (final IllegalArgumentException e) {
                throw UserError.wrongUse(e.getMessage());
            }
        }

        private InetSocketAddress endpoint(final String option, final String text) {
            final int colon = text.lastIndexOf(':');
            if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")
                    || Integer.parseInt(text.substring(colon + 1)) > 65_535) {
                throw new ParameterException(spec.commandLine(),
                        option + " " + text + ": HOST:PORT is expected, such as 127.0.0.1:" + port);
            }
            final InetSocketAddress address =
                    new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
            if (address.isUnresolved()) {
                throw new ParameterException(spec.commandLine(), option + " " + text + ": no such host");
            }
            return address;
        }
    }

    static void writeBooks(final String target, final String csv, final PrintWriter out) throws IOException {
        if (target.equals("-")) {
            out.print(csv);
            return;
        }
        Files.writeString(Path.of(target), csv);
        out.printf("%,d payments in %s%n", csv.lines().count() - 1, target);
    }

    private static NetworkConfig configured(final Path file, final LinkKind kind, final String name) {
        final List<NetworkConfig> found = SwitchConfig.load(file).networks().stream()
                .filter(each -> each.kind() == kind && (name == null || each.name().equals(name))).toList();
        final String kindName = kind.name().toLowerCase(Locale.ROOT);
        if (found.isEmpty()) {
            throw UserError.wrongUse(file + ": no network of kind " + kindName + (name == null ? "" : " named " + name));
        }
        if (found.size() > 1) {
            throw UserError.wrongUse(file + " has several networks of kind " + kindName + ": --network "
                    + String.join(" or ", found.stream().map(NetworkConfig::name).toList()));
        }
        return found.getFirst();
    }
}
