package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalReport;
import io.ayni.core.journal.JournalVerifier;
import io.ayni.core.recovery.SnapshotListener;
import io.ayni.core.recovery.SnapshotStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni postings …}. */
@Command(name = "postings", description = "What moved on the accounts.", subcommands = PostingsCommand.Export.class)
final class PostingsCommand extends CommandGroup {
    /** {@code ayni postings export}. */
    @Command(name = "export", description = {
        "Writes the postings since a position of the journal to a file that a core banking system reads.",
        "The switch may run meanwhile or not; nothing is changed. Postings follow from replaying the journal, so the same"
                + " positions give the same lines each time. The last line printed says where to go on."})
    static final class Export implements Callable<Integer> {
        @Option(names = "--since", paramLabel = "SEQUENCE", defaultValue = "0",
                description = "Position that was exported last; what comes behind it is written. Without: all.")
        private long since;

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
            final long from = new SnapshotStart(new SnapshotsUpTo(directory, since), new SnapshotListener() { })
                    .load(engine).sequence();
            final WatchedSegments segments = new WatchedSegments(new DirectoryStorage(directory));
            try (PostingsCsv csv = new PostingsCsv(target, since);
                    ProgressBar progress = new ProgressBar(segments.total(), segments::done)) {
                engine.postings(csv);
                final JournalReport report = JournalVerifier.verify(
                        segments, from, (sequence, timestampMs, buffer, offset, length) -> {
                            engine.onCommand(sequence, timestampMs, buffer, offset, length);
                            progress.update();
                        });
                progress.end();
                if (!report.isGood()) {
                    throw UserError.failed("the journal is damaged, or what is asked for is in no segment any more: "
                            + report.problems().getFirst());
                }
                csv.commit();
                final PrintWriter out = spec.commandLine().getOut();
                out.printf("%,d postings in %s%n", csv.written(), target);
                out.println("next: --since " + Math.max(since, report.lastSequence()));
                out.flush();
            }
            return ExitCode.OK;
        }
    }
}
