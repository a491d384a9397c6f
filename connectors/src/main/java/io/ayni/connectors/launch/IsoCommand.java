package io.ayni.connectors.launch;

import io.ayni.connectors.config.DialectFile;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.SpecTable;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni iso …}. */
@Command(
        name = "iso",
        description = "Looks into ISO 8583 messages.",
        subcommands = {IsoExplainCommand.class, IsoDecodeCommand.class, IsoEncodeCommand.class})
final class IsoCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(),
                "a command is missing: explain, decode, encode, spec or dialects");
    }

    /** The dialects by name. */
    @Command(name = "dialects", description = "Lists the built-in dialects.")
    void dialects() {
        final PrintWriter out = spec.commandLine().getOut();
        for (final Dialect dialect : Dialects.all()) {
            out.printf("%-26s type indicator %-7s bitmap %-10s %3d fields%n", dialect.name(),
                    word(dialect.mti().encoding()) + ',', word(dialect.fields().bitmap().encoding()) + ',',
                    dialect.fields().fields().size());
        }
        out.flush();
    }

    /** A dialect as a table. */
    @Command(name = "spec", description = "Prints a dialect as a table, or in the short YAML.")
    void spec(
            @Mixin final DialectOption dialect,
            @Option(names = "--yaml", description = "As a file that --dialect takes, to start one's own from.")
            final boolean yaml) {
        final Dialect loaded = dialect.load();
        final PrintWriter out = spec.commandLine().getOut();
        out.print(yaml ? DialectFile.yaml(loaded) : SpecTable.of(loaded));
        out.flush();
    }

    private static String word(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
