package io.ayni.connectors.launch;

import io.ayni.connectors.config.ClusterNodeConfig;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.host.cluster.ClusterMember;
import io.ayni.core.host.cluster.ClusterMove;
import io.ayni.core.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni cluster seed} and {@code export}: between one machine and three. */
final class ClusterMoveCommand {
    private ClusterMoveCommand() {
    }

    /** {@code ayni cluster seed}. */
    @Command(name = "seed", description = {
        "Makes a node's directory out of the journal of a switch that does not run: its state becomes the first",
        "snapshot of a cluster. Copy the directory to every machine before the first start. The journal stays as it is."})
    static final class Seed implements Callable<Integer> {
        @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true,
                description = "YAML file of a node: its directory must not be there yet.")
        private Path file;

        @Option(names = "--journal", paramLabel = "DIR", required = true, description = "Directory of the journal.")
        private Path journal;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            JournalPlace.require(journal);
            final ClusterNodeConfig config = ClusterNodeConfig.load(file);
            final ClusterMember own = config.cluster().members().get(config.member());
            try {
                final ClusterMove.Moved moved = ClusterMove.toCluster(journal, NodeCommand.context(config)
                        .members(0, List.of(new ClusterMember(0, own.host(), own.port()))));
                spec.commandLine().getOut().printf("%s holds the state after command %d, state hash %s%n"
                        + "copy it to every node before the first start%n", config.directory(), moved.sequence(),
                        moved.stateHash());
                spec.commandLine().getOut().flush();
                return ExitCode.OK;
            } catch (final JournalException e) {
                throw Faults.ofJournal(e);
            }
        }
    }

    /** {@code ayni cluster export}. */
    @Command(name = "export", description = {
        "Makes a journal out of a node's directory, for a switch on one machine. No node of the cluster may run; take",
        "the one whose log is the longest: ./ayni cluster status shows it."})
    static final class Export implements Callable<Integer> {
        @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true,
                description = "YAML file of the node.")
        private Path file;

        @Option(names = "--to", paramLabel = "DIR", required = true,
                description = "Directory of the journal; must not be there yet.")
        private Path journal;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            final ClusterNodeConfig config = ClusterNodeConfig.load(file);
            if (!ClusterMove.isNode(config.directory())) {
                throw UserError.failed(config.directory() + ": no node has been here; the first ./ayni node makes it");
            }
            try {
                final ClusterMove.Moved moved = ClusterMove.toJournal(config.directory(), journal,
                        outcomes -> new AuthorizationEngine(
                                new EngineContext(config.expectedAccounts(), config.expectedPayments()), outcomes));
                spec.commandLine().getOut().printf("%s holds the state after command %d, state hash %s%n", journal,
                        moved.sequence(), moved.stateHash());
                spec.commandLine().getOut().flush();
                return ExitCode.OK;
            } catch (final JournalException e) {
                throw Faults.ofJournal(e);
            }
        }
    }
}
