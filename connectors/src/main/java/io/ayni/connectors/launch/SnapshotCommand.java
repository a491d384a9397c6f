package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.recovery.SnapshotContext;
import io.ayni.core.recovery.SnapshotInfo;
import io.ayni.core.recovery.SnapshotListener;
import io.ayni.core.recovery.SnapshotTaker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni snapshot}: the state of a journal, written down. */
@Command(
        name = "snapshot",
        description = {
            "Writes the state of a journal down, so that the next start need not replay what is in it.",
            "The switch may run meanwhile or not. It takes the memory of a second engine."})
final class SnapshotCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Place place;

    @Option(names = "--kept", paramLabel = "N",
            description = "Good snapshots to keep; as configured, or 2.")
    private Integer kept;

    @Option(names = "--remove-segments",
            description = "Remove segments that the oldest kept snapshot covers. What they hold is in no file then.")
    private boolean isRemoving;

    @Spec
    private CommandSpec spec;

    /** Of which journal. */
    private static final class Place {
        @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true,
                description = "YAML file of the switch.")
        private Path config;

        @Option(names = "--journal", paramLabel = "DIR", required = true, description = "Directory of the journal.")
        private Path directory;

        private SnapshotContext context() {
            if (config != null) {
                final SwitchConfig loaded = SwitchConfig.load(config);
                JournalPlace.require(loaded.node().dataDirectory());
                return Switch.snapshotContext(loaded);
            }
            JournalPlace.require(directory);
            return new SnapshotContext().storage(new DirectoryStorage(directory), new SnapshotDirectory(directory))
                    .stateMachine(() -> new AuthorizationEngine(EngineContext.defaults(),
                            (buffer, offset, length) -> { }));
        }
    }

    @Override
    public Integer call() throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        final SnapshotContext context = place.context().listener(new Printer(out));
        if (kept != null) {
            if (kept < 1) {
                throw UserError.wrongUse("--kept: expected 1 or more, found " + kept);
            }
            context.kept(kept);
        }
        if (isRemoving) {
            context.removesSegments(true);
        }
        try {
            final Optional<SnapshotInfo> taken = SnapshotTaker.take(context, new Printer(out)::onProgress);
            if (taken.isEmpty()) {
                out.println("nothing came after the newest snapshot");
            }
            out.flush();
            return ExitCode.OK;
        } catch (final JournalException e) {
            throw Faults.ofJournal(e);
        }
    }

    private record Printer(PrintWriter out) implements SnapshotListener {
        private void onProgress(final long records, final long bytes) {
            say("applied   %,d commands%n", records);
        }

        @Override
        public void onBadSnapshot(final String file, final String why) {
            say("DAMAGED   %s: %s%n", file, why);
        }

        @Override
        public void onLoaded(final SnapshotInfo snapshot, final long durationMs) {
            say("from      %s, %,d records in %,d ms%n", snapshot.file(), snapshot.records(), durationMs);
        }

        @Override
        public void onWritten(final SnapshotInfo snapshot, final long durationMs) {
            say("written   %s, %,d records, %,d bytes in %,d ms%n", snapshot.file(), snapshot.records(),
                    snapshot.bytes(), durationMs);
            say("sequence  %d of %s%n", snapshot.sequence(), Instant.ofEpochMilli(snapshot.timestampMs()));
            say("hash      %s%n", snapshot.stateHash());
        }

        @Override
        public void onRemoved(final String file) {
            say("removed   %s%n", file);
        }

        private void say(final String format, final Object... values) {
            out.printf(format, values);
            out.flush();
        }
    }
}
