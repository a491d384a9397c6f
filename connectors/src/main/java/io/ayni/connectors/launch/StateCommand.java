package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalReport;
import io.ayni.core.journal.JournalVerifier;
import io.ayni.core.journal.SnapshotDirectory;
import io.ayni.core.recovery.SnapshotListener;
import io.ayni.core.recovery.SnapshotStart;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ayni state}: what the journal comes to. */
@Command(
        name = "state",
        description = "Replays the journal of a switch that is not running from its newest snapshot on, changes"
                + " nothing, and prints balances, holds and counters as sorted text with the state hash. Equal states"
                + " print equal lines.")
final class StateCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final SwitchConfig loaded = config.load();
        JournalPlace.require(loaded.node().dataDirectory());
        final AuthorizationEngine engine = new AuthorizationEngine(Switch.engineContext(loaded),
                (buffer, offset, length) -> { });
        final long snapshot = new SnapshotStart(new SnapshotDirectory(loaded.node().dataDirectory()),
                new SnapshotListener() { }).load(engine).sequence();
        final JournalReport report = JournalVerifier.verify(
                new DirectoryStorage(loaded.node().dataDirectory()), snapshot, engine::onCommand);
        if (!report.isGood()) {
            throw UserError.failed("the journal is damaged: " + report.problems().getFirst());
        }
        final PrintWriter out = spec.commandLine().getOut();
        engine.describe(out::println);
        out.println("state hash " + engine.stateHash());
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
