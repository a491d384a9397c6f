package io.ayni.connectors.launch;

import io.ayni.connectors.config.EdgeText;
import io.ayni.connectors.config.PolicyCommands;
import io.ayni.connectors.config.PolicyDifference;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ayni policy …}. */
@Command(name = "policy", description = "The rules of the institution: what would change, and changing them at run time.")
final class PolicyCommand extends CommandGroup {
    private static final String JOURNAL = "journal";

    /** A dry run. */
    @Command(name = "diff", description = {
        "Shows line by line what the file would change, and changes nothing: rules, names and texts, and how members",
        "are told, which takes a restart. The journal has the rules alone.",
        "Exit status 0 when nothing would, 1 when something would, 2 for a file that cannot be used."})
    int diff(
            @Mixin final ConfigOption config,
            @Option(names = "--against", paramLabel = "URL|journal", description = {
                "The running switch (without this option: as listen.admin of the file says),",
                "or 'journal' for that of a switch that is not running."}) final String against,
            @Mixin final AdminPlace place) throws IOException, InterruptedException {
        final SwitchConfig loaded = config.load();
        final DirectBuffer after = new PolicyCommands(loaded).policy();
        final List<String> lines = new ArrayList<>();
        if (JOURNAL.equals(against)) {
            lines.addAll(PolicyDifference.lines(ofJournal(loaded), after, loaded.institution().currency()));
        } else {
            final AdminClient running = place.client(loaded, against);
            lines.addAll(PolicyDifference.lines(
                    new UnsafeBuffer(running.inForce()), after, loaded.institution().currency()));
            final SortedMap<String, String> texts = EdgeText.ofInstitution(loaded.institution());
            texts.putAll(EdgeText.ofNotices(loaded.notices()));
            lines.addAll(PolicyDifference.lines(running.texts(), texts));
        }
        print(lines, "nothing would change");
        return lines.isEmpty() ? CommandLine.ExitCode.OK : UserError.FAILED;
    }

    /** Changes the rules of a running switch. */
    @Command(name = "apply", description = {
        "Brings the rules of the file into force in the running switch, through one command in its log.",
        "A file with a mistake is refused whole."})
    int apply(
            @Mixin final ConfigOption config,
            @Option(names = "--to", paramLabel = "URL",
                    description = "The running switch; without: as listen.admin of the file says.") final String to,
            @Mixin final AdminPlace place) throws IOException, InterruptedException {
        final SwitchConfig loaded = config.load();
        final Path rules = SwitchConfig.institutionFile(config.file()).orElse(config.file());
        print(place.client(loaded, to).apply(new AdminClient.RulesFile(
                rules.toString(), Files.readString(rules), rules.equals(config.file()))), "nothing changes");
        return CommandLine.ExitCode.OK;
    }

    private static DirectBuffer ofJournal(final SwitchConfig config) {
        final Path directory = config.node().dataDirectory();
        JournalPlace.require(directory);
        final AuthorizationEngine engine = new AuthorizationEngine(Switch.engineContext(config),
                (buffer, offset, length) -> { });
        final long snapshot = new SnapshotStart(new SnapshotDirectory(directory), new SnapshotListener() { })
                .load(engine).sequence();
        final JournalReport report = JournalVerifier.verify(
                new DirectoryStorage(directory), snapshot, engine::onCommand);
        if (!report.isGood()) {
            throw UserError.failed("the journal is damaged: " + report.problems().getFirst());
        }
        return new UnsafeBuffer(engine.policyCommand());
    }

    private void print(final List<String> lines, final String otherwise) {
        final PrintWriter out = spec().commandLine().getOut();
        if (lines.isEmpty()) {
            out.println(otherwise);
        }
        lines.forEach(out::println);
        out.flush();
    }
}
