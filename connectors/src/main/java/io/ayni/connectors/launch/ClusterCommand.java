package io.ayni.connectors.launch;

import io.ayni.connectors.config.ClusterConfig;
import io.ayni.connectors.config.ClusterNodeConfig;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.host.cluster.ClusterAdmin;
import io.ayni.core.host.cluster.ClusterMember;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni cluster …}. */
@Command(name = "cluster", description = "Shows and serves a cluster of nodes.",
        subcommands = {ClusterDemoCommand.class, ClusterCommand.Status.class, ClusterCommand.Snapshot.class,
            ClusterMoveCommand.Seed.class, ClusterMoveCommand.Export.class})
final class ClusterCommand extends CommandGroup {
    private static final long CONNECT_TIMEOUT_MS = 5_000;

    /** @return what the file of a node, or of a gateway, says of the cluster. */
    private static ClusterConfig clusterOf(final Path file) {
        return isOfGateway(file)
                ? SwitchConfig.load(file).membership().orElseThrow().cluster()
                : ClusterNodeConfig.load(file).cluster();
    }

    /** @return whether the file names a gateway, so that what is wrong in it is told of the right kind of file. */
    static boolean isOfGateway(final Path file) {
        return hasKey(file, "gateway");
    }

    /** @return whether the file is that of a node. */
    static boolean isOfNode(final Path file) {
        return hasKey(file, "cluster") && !hasKey(file, "gateway");
    }

    private static boolean hasKey(final Path file, final String key) {
        try {
            return Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(key + ":"));
        } catch (final IOException unreadable) {
            return false; // who loads it says so
        }
    }

    private static ClusterAdmin connect(final ClusterConfig cluster) {
        try {
            return ClusterAdmin.connect(cluster.members(), CONNECT_TIMEOUT_MS);
        } catch (final RuntimeException e) {
            throw UserError.failed("no member leads, or none is reached: are two of three nodes running?");
        }
    }

    /** {@code ayni cluster status}. */
    @Command(name = "status", description = {
        "Says who leads; of nodes of this machine, what they hold. Exit status 1 when nobody leads, or when",
        "two nodes' snapshots of the same command differ."})
    static final class Status implements Callable<Integer> {
        @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true, arity = "1..*",
                description = "YAML file of a node or of a gateway; those of all nodes to compare them.")
        private List<Path> files;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            final PrintWriter out = spec.commandLine().getOut();
            final ClusterConfig cluster = clusterOf(files.getFirst());
            boolean isGood = true;
            try (ClusterAdmin admin = connect(cluster)) {
                for (final ClusterMember member : cluster.members()) {
                    out.printf("member %d  %s:%d%s%n", member.id(), member.host(), member.port(),
                            member.id() == admin.leader() ? "  leads, term " + admin.leadershipTermId() : "");
                }
            } catch (final UserError e) {
                out.println(e.getMessage());
                isGood = false;
            }
            final List<Map<String, String>> nodes = new ArrayList<>();
            for (final Path file : files) {
                nodeOf(file).ifPresent(node -> nodes.add(NodeStatus.read(node.directory())));
            }
            nodes.forEach(node -> print(out, node));
            isGood &= agree(nodes);
            out.flush();
            return isGood ? ExitCode.OK : UserError.FAILED;
        }

        private static Optional<ClusterNodeConfig> nodeOf(final Path file) {
            return isOfGateway(file) ? Optional.empty() : Optional.of(ClusterNodeConfig.load(file));
        }

        private static void print(final PrintWriter out, final Map<String, String> node) {
            out.printf("node %s    %s, sequence %s, snapshot of %s, state hash %s%n", node.get("member"),
                    NodeStatus.isRunning(node) ? node.get("role") : "not running", node.get("sequence"),
                    node.getOrDefault("snapshot", "none"), node.getOrDefault("hash", "none"));
        }

        /** @return whether snapshots of the same command are the same. */
        private static boolean agree(final List<Map<String, String>> nodes) {
            return nodes.stream().filter(node -> node.containsKey("hash")).noneMatch(node -> nodes.stream()
                    .filter(other -> node.get("snapshot").equals(other.get("snapshot")))
                    .anyMatch(other -> !node.get("hash").equals(other.get("hash"))));
        }
    }

    /** {@code ayni cluster snapshot}. */
    @Command(name = "snapshot", description = {
        "Has every node write its state down at the same place of the log, so that a start need not replay what is",
        "before it. Nothing is answered while they write."})
    static final class Snapshot implements Callable<Integer> {
        @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true,
                description = "YAML file of a node or of a gateway.")
        private Path file;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            try (ClusterAdmin admin = connect(clusterOf(file))) {
                final String refusal = admin.takeSnapshot();
                if (refusal != null) {
                    throw UserError.failed("the leader, member " + admin.leader() + ", takes no snapshot now: "
                            + refusal);
                }
                spec.commandLine().getOut().println("member " + admin.leader()
                        + " leads, a snapshot is taken on every node; ./ayni cluster status shows its state hash");
                spec.commandLine().getOut().flush();
                return ExitCode.OK;
            }
        }
    }
}
