package io.ayni.connectors.launch;

import io.ayni.connectors.config.ClusterNodeConfig;
import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.host.cluster.ClusterMember;
import io.ayni.core.host.cluster.ClusterNode;
import io.ayni.core.host.cluster.ClusterNodeContext;
import io.ayni.core.host.cluster.NodeListener;
import io.ayni.core.journal.JournalLockedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ayni node}: one machine of a cluster, until it is told to end. */
@Command(
        name = "node",
        description = "Runs a node of a cluster until Ctrl-C or SIGTERM. Gateways (ayni gateway) bring it callers"
                + " and networks.")
final class NodeCommand implements Callable<Integer> {
    /** Of builds that keep the log format: any of them may follow any other. */
    private static final int BUILD = 1;
    private static final long STATUS_INTERVAL_MS = 1_000;

    @Option(names = {"-c", "--config"}, paramLabel = "FILE", required = true,
            description = "YAML file of the node, such as examples/cluster-node1.yaml.")
    private Path file;

    /** For who starts it as a part of something: when that process is gone, so is its end of our stdin. */
    @Option(names = "--while-stdin", hidden = true)
    private boolean isWhileStdin;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (ClusterCommand.isOfGateway(file)) {
            throw UserError.wrongUse(file + ": is the file of a gateway; ./ayni gateway takes it");
        }
        final ClusterNodeConfig config = ClusterNodeConfig.load(file);
        Faults.checkDirectory(config.directory());
        checkPorts(config);
        final NodeStatus status = new NodeStatus(config.directory())
                .put("member", config.member()).put("pid", ProcessHandle.current().pid()).put("role", "STARTING");
        final CountDownLatch ended = new CountDownLatch(1);
        final AtomicReference<Throwable> cause = new AtomicReference<>();
        final ClusterNode node = new ClusterNode(context(config).listener(new NodeLog(config.member(), status, thrown -> {
            cause.set(thrown);
            ended.countDown();
        })));
        if (isWhileStdin) {
            Thread.ofPlatform().daemon().start(NodeCommand::endWithStdin);
        }
        final PrintWriter out = spec.commandLine().getOut();
        final Shutdown shutdown = Shutdown.onSignal(node::close);
        try {
            node.start();
        } catch (final JournalLockedException e) {
            shutdown.cancel();
            throw UserError.failed(e.getMessage());
        }
        out.printf("ayni %s: member %d of %d, %s%n", Version.text(), config.member(),
                config.cluster().members().size(), config.directory());
        out.flush();
        while (!ended.await(STATUS_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
            status.put("sequence", node.sequence()).write();
        }
        shutdown.cancel();
        node.close();
        if (cause.get() == null) {
            return 0;
        }
        throw UserError.failed("the node stopped by itself: " + cause.get()
                + "; the others go on, start it again when the cause is gone");
    }

    private static void endWithStdin() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said here
            }
        } catch (final IOException closed) {
            // as good as its end
        }
        System.exit(0);
    }

    /** What a node of this configuration is made of, but for who listens. */
    static ClusterNodeContext context(final ClusterNodeConfig config) {
        return new ClusterNodeContext()
                .directory(config.directory())
                .members(config.member(), config.cluster().members())
                .timings(config.cluster().timings())
                .fileSyncLevel(config.fileSyncLevel())
                .idle(config.idle())
                .logTermLength(config.logTermBytes())
                .segmentLength(Math.max(config.segmentBytes(), config.logTermBytes()))
                .appVersion(ClusterNode.versionOf(BUILD))
                .listener(new NodeListener() { })
                .stateMachine(outcomes -> new AuthorizationEngine(
                        new EngineContext(config.expectedAccounts(), config.expectedPayments()), outcomes));
    }

    /** Aeron would go on trying; a person should know at once. */
    private static void checkPorts(final ClusterNodeConfig config) {
        final ClusterMember own = config.cluster().members().stream()
                .filter(each -> each.id() == config.member()).findFirst().orElseThrow();
        for (int port = own.port(); port < own.port() + ClusterMember.PORTS; port++) {
            final InetSocketAddress address = new InetSocketAddress(own.host(), port);
            if (address.isUnresolved()) {
                throw UserError.wrongUse("cluster.members: the host " + own.host() + " is not known here");
            }
            try (DatagramSocket ignored = new DatagramSocket(address)) {
                continue;
            } catch (final BindException e) {
                throw UserError.failed("cluster.members: UDP port " + port + " of " + own.host()
                        + " is taken, or is no address of this machine; a member takes " + ClusterMember.PORTS
                        + " ports from " + own.port() + " on");
            } catch (final SocketException e) {
                throw UserError.failed("cluster.members: UDP port " + port + ": " + e.getMessage());
            }
        }
    }
}
