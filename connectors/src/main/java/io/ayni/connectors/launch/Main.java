package io.ayni.connectors.launch;

import io.ayni.connectors.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./ayni}: exit status 0 done, 1 failed, 2 wrong use or configuration. */
@Command(
        name = "ayni",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = Version.class,
        description = "Low-latency payment switch and authorization gateway for savings cooperatives.",
        subcommands = {
            DemoCommand.class, RunCommand.class, NodeCommand.class, GatewayCommand.class, ClusterCommand.class,
            AccountsCommand.class, MembersCommand.class, CardsCommand.class,
            LimitsCommand.class, ProductsCommand.class, PaymentsCommand.class, PostingsCommand.class,
            LinksCommand.class, PolicyCommand.class,
            JournalCommand.class, SnapshotCommand.class, StateCommand.class, IsoCommand.class,
            SimCommand.class, AutoComplete.GenerateCompletion.class})
public final class Main implements Runnable {
    private static final String[] FOOTER = {
        "", "  load      puts load on a running switch: ./ayni load --help",
        "  bench     measures the switch beside jPOS, a raw echo and PostgreSQL: ./ayni bench --help",
        "  soak      runs a switch under every fault and compares all books: ./ayni soak --help",
        "  simulate  runs the switch under everything that can go wrong, from seeds: ./ayni simulate --help",
        "", "Begin with ./ayni demo."};

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        final CommandLine line = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        // Of this command alone: what the annotation says is inherited.
        line.getCommandSpec().usageMessage().footer(FOOTER);
        return line.setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Main::onException);
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    /** One line for a person; the trace only for who asks for it. */
    private static int onException(final Exception e, final CommandLine line, final CommandLine.ParseResult parsed) {
        final String message = switch (e) {
            case UserError known -> known.getMessage();
            case ConfigException known -> known.getMessage();
            case UncheckedIOException io -> Faults.describe(io.getCause());
            case IOException io -> Faults.describe(io);
            default -> "unexpected " + e + "; set AYNI_DEBUG=1 to see where";
        };
        line.getErr().println("ayni: " + message);
        if (System.getenv("AYNI_DEBUG") != null) {
            e.printStackTrace(line.getErr());
        }
        return switch (e) {
            case UserError known -> known.exitStatus();
            case ConfigException known -> UserError.WRONG_USE;
            default -> UserError.FAILED;
        };
    }
}
