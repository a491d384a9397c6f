package io.ayni.connectors.launch;

import io.ayni.connectors.config.NetworkConfig;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalReport;
import io.ayni.core.journal.JournalVerifier;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.recovery.SnapshotListener;
import io.ayni.core.recovery.SnapshotStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni payments …}. */
@Command(name = "payments", description = "Where payments stand, and what becomes of those that wait for a person.",
        subcommands = {PaymentsManualCommand.class, PaymentsResolveCommand.class, PaymentsCommand.Export.class})
final class PaymentsCommand extends CommandGroup {
    /** {@code ayni payments export}. */
    @Command(name = "export", description = {
        "Writes each payment that is open or within its retention, with its state, network and reference there: to be"
                + " held against what the networks report.",
        "The switch may run meanwhile or not; nothing is changed."})
    static final class Export implements Callable<Integer> {
        @Option(names = "--to", paramLabel = "FILE.csv", required = true,
                description = "Replaced whole when all is written.")
        private Path target;

        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            final SwitchConfig loaded = config.load();
            final Path directory = loaded.node().dataDirectory();
            JournalPlace.require(directory);
            final AuthorizationEngine engine = new AuthorizationEngine(Switch.engineContext(loaded),
                    (buffer, offset, length) -> { });
            final long from = new SnapshotStart(new SnapshotDirectory(directory), new SnapshotListener() { })
                    .load(engine).sequence();
            final JournalReport report = JournalVerifier.verify(new DirectoryStorage(directory), from, engine::onCommand);
            if (!report.isGood()) {
                throw UserError.failed("the journal is damaged: " + report.problems().getFirst());
            }
            try (PaymentsCsv csv = new PaymentsCsv(target, loaded.networks().stream()
                    .collect(Collectors.toMap(NetworkConfig::linkId, NetworkConfig::name)))) {
                csv.writeAll(engine.view());
                csv.commit();
                final PrintWriter out = spec.commandLine().getOut();
                out.printf("%,d payments in %s%n", csv.written(), target);
                out.flush();
            }
            return ExitCode.OK;
        }
    }
}
