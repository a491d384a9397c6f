package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.engine.AdminResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ayni accounts …}. */
@Command(name = "accounts", description = "Members' accounts.")
final class AccountsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: import");
    }

    /** Puts the accounts of a file into the journal. */
    @Command(
            name = "import",
            description = {
                "Puts accounts into the journal of a switch that is not running.",
                "The first line names the columns: account,member,currency,kind,status,signature,authorised_line_minor,"
                        + "opening_balance_minor; all but account and member may be left out.",
                "An account that is there gets the new attributes and keeps its balance."})
    int importFile(
            @Parameters(index = "0", paramLabel = "FILE.csv") final Path file,
            @Mixin final ConfigOption config) {
        final SwitchConfig loaded = config.load();
        final AccountsCsv csv = new AccountsCsv(file, loaded.institution().currency());
        final long rows = csv.check();
        final PrintWriter out = spec.commandLine().getOut();
        try (AccountsImporter importer = new AccountsImporter(loaded);
                ProgressBar progress = new ProgressBar(rows, importer::answered)) {
            csv.forEach((line, row) -> {
                importer.put(line, row);
                progress.update();
            });
            importer.await();
            progress.end();
            out.printf("%,d accounts opened, %,d were there%n", importer.count(AdminResult.DONE),
                    importer.count(AdminResult.ALREADY_THERE));
            importer.problems().forEach((line, result) -> out.println("line " + line + ": refused, " + result));
            out.flush();
            return importer.problems().isEmpty() ? CommandLine.ExitCode.OK : UserError.FAILED;
        }
    }
}
