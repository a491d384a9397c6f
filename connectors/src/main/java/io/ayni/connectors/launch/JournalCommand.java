package io.ayni.connectors.launch;

import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalReport;
import io.ayni.core.journal.JournalVerifier;
import io.ayni.core.journal.SnapshotDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni journal …}. */
@Command(name = "journal", description = "Looks at a journal.")
final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: verify, inspect or export");
    }

    /** Reads all that a start may read, and changes nothing. */
    @Command(
            name = "verify",
            description = {
                "Reads the whole journal and every snapshot, and changes nothing.",
                "Exit status 1 if anything is damaged, be it a snapshot that a start would pass over."})
    int verify(
            @CommandLine.ArgGroup(multiplicity = "1") final JournalPlace place) throws IOException {
        final Path directory = place.directory();
        final PrintWriter out = spec.commandLine().getOut();
        final SnapshotReport snapshots = SnapshotReport.read(new SnapshotDirectory(directory));
        snapshots.print(out);
        final JournalReport report = JournalVerifier.verify(
                new DirectoryStorage(directory), snapshots.newestGood(),
                (sequence, timestampMs, buffer, offset, length) -> { });
        print(report, out);
        if (report.isGood() && snapshots.damaged() > 0) {
            out.printf("a start would pass over %d damaged snapshots%n", snapshots.damaged());
        } else {
            out.println(report.isGood() ? "good" : "a start would be refused");
        }
        out.flush();
        return report.isGood() && snapshots.damaged() == 0 ? CommandLine.ExitCode.OK : UserError.FAILED;
    }

    /** Some records for people. */
    @Command(
            name = "inspect",
            description = {
                "Prints records of a journal as text: sequence, time, message and its fields.",
                "MACs, hashes and keys are shortened, texts about people masked, what is sealed stays so."})
    int inspect(
            @CommandLine.ArgGroup(multiplicity = "1") final JournalPlace place,
            @Option(names = "--from", paramLabel = "SEQ", description = "First sequence; the first there is.")
            final Long from,
            @Option(names = "--count", paramLabel = "N", defaultValue = "20",
                    description = "Records at most; ${DEFAULT-VALUE}.") final int count) throws IOException {
        return new RecordPrinter(place.directory(), spec.commandLine().getOut()).text(from, count);
    }

    /** All records for programs. */
    @Command(
            name = "export",
            description = {
                "Prints records of a journal as JSON, one a line, masked as inspect does.",
                "Ends where the log ends, or where it is damaged: verify tells which."})
    int export(
            @CommandLine.ArgGroup(multiplicity = "1") final JournalPlace place,
            @Option(names = "--from", paramLabel = "SEQ", description = "First sequence; the first there is.")
            final Long from,
            @Option(names = "--count", paramLabel = "N", defaultValue = "" + Integer.MAX_VALUE,
                    description = "Records at most; all.") final int count) throws IOException {
        return new RecordPrinter(place.directory(), spec.commandLine().getOut()).json(from, count);
    }

    private static void print(final JournalReport report, final PrintWriter out) {
        out.printf("segments   %,d%n", report.segments());
        out.printf("records    %,d, %,d bytes%n", report.records(), report.bytes());
        if (report.records() > 0) {
            out.printf("sequences  %d to %d, without gaps%n", report.firstSequence(), report.lastSequence());
            out.printf("time       %s to %s%n", Instant.ofEpochMilli(report.firstTimestampMs()),
                    Instant.ofEpochMilli(report.lastTimestampMs()));
            out.printf("ends       %s at offset %d%n", report.endFile(), report.endOffset());
        }
        if (report.tornBytes() > 0) {
            out.printf("torn       %d bytes at the end that a start would cut:"
                    + " never acknowledged, or being written now%n", report.tornBytes());
        }
        report.problems().forEach(problem -> out.println("DAMAGED    " + problem));
    }
}
