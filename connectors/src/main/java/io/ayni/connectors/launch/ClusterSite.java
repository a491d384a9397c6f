package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.core.host.cluster.ClusterIngress;
import io.ayni.core.host.cluster.ClusterMember;
import io.ayni.core.host.cluster.ClusterNode;
import io.ayni.iso8583.spec.Dialects;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.IoUtil;

/**
 * Three nodes, each a process, and a gateway with a simulated network in this one; on loopback, in a temporary
 * directory. Gone when it is closed.
 */
final class ClusterSite implements AutoCloseable {
    static final int NODES = 3;
    private static final int PORT_STEP = 10;
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000; // below the ports that the system gives out by itself
    private static final int ATTEMPTS = 200;
    private static final long PATIENCE_MS = 180_000;
    private static final long POLL_NS = 2_000_000;

    private final Path directory;
    private final InterbankSimulator network =
            new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Path gatewayConfig;
    private Switch gateway;
    private boolean isClosed;

    /** What a demo may have otherwise. @param fileSyncLevel of the nodes @param waiting strategy of nodes and gateway */
    record Terms(int jsonPort, int isoPort, int fileSyncLevel, String waiting, String timings) {
    }

    ClusterSite(final Terms terms) {
        try {
            directory = Files.createTempDirectory("ayni-cluster-");
            final InetSocketAddress networkAddress =
                    network.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            final String cluster = cluster(freePorts(), terms.timings);
            for (int i = 0; i < NODES; i++) {
                final Path config = directory.resolve("node" + i + ".yaml");
                Files.writeString(config, DemoFiles.read("cluster-node.yaml")
                        .replace("@MEMBER@", Integer.toString(i))
                        .replace("@DIRECTORY@", directory.toString())
                        .replace("@SYNC@", Integer.toString(terms.fileSyncLevel))
                        .replace("@WAIT@", terms.waiting)
                        .replace("@CLUSTER@", cluster));
                nodes.add(new NodeProcess(i, config, directory.resolve("node" + i)));
            }
            gatewayConfig = directory.resolve("gateway.yaml");
            Files.writeString(gatewayConfig, DemoFiles.read("cluster-gateway.yaml")
                    .replace("@DIRECTORY@", directory.toString())
                    .replace("@WAIT@", terms.waiting)
                    .replace("@CLUSTER@", cluster)
                    .replace("@JSON_PORT@", Integer.toString(terms.jsonPort))
                    .replace("@ISO_PORT@", Integer.toString(terms.isoPort))
                    .replace("@NETWORK_PORT@", Integer.toString(networkAddress.getPort())));
        } catch (final IOException e) {
            throw UserError.failed(Faults.describe(e));
        }
    }

    private static String cluster(final int basePort, final String timings) {
        final StringBuilder text = new StringBuilder("  members:\n");
        for (int i = 0; i < NODES; i++) {
            text.append("    - {id: ").append(i).append(", host: 127.0.0.1, port: ")
                    .append(basePort + i * PORT_STEP).append("}\n");
        }
        return text.append(timings).toString();
    }

    /** @return a port from which on all that three nodes take is free. */
    private static int freePorts() {
        for (int i = 0; i < ATTEMPTS; i++) {
            final int base = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT - NODES * PORT_STEP);
            if (isFree(base)) {
                return base;
            }
        }
        throw UserError.failed("no " + NODES * PORT_STEP + " free UDP ports in a row from " + FIRST_PORT + " on");
    }

    private static boolean isFree(final int base) {
        for (int i = 0; i < NODES; i++) {
            for (int port = 0; port < ClusterMember.PORTS; port++) {
                try (DatagramSocket ignored = new DatagramSocket(
                        new InetSocketAddress("127.0.0.1", base + i * PORT_STEP + port))) {
                    continue;
                } catch (final SocketException taken) {
                    return false;
                }
            }
        }
        return true;
    }

    void startNodes() throws IOException {
        for (final NodeProcess node : nodes) {
            node.start();
        }
    }

    /** Imports the accounts as an operator would, then opens the gateway. */
    void startGateway() throws IOException {
        final SwitchConfig config = SwitchConfig.load(gatewayConfig);
        final Path accounts = directory.resolve("cluster-accounts.csv");
        Files.writeString(accounts, DemoFiles.read("cluster-accounts.csv"));
        final AccountRows rows = new AccountRows(config.institution());
        try (Importer importer = new Importer(config)) {
            importer.putAll(rows.table(accounts), rows, () -> { });
            importer.await();
        }
        gateway = Switch.start(config, cause -> { });
        await("the link to the simulated network", gateway::areLinksUp);
    }

    Switch gateway() {
        return gateway;
    }

    InetSocketAddress iso() {
        return gateway.addresses().get("mobile");
    }

    InetSocketAddress json() {
        return gateway.addresses().get("json");
    }

    List<NodeProcess> nodes() {
        return nodes;
    }

    Path directory() {
        return directory;
    }

    /** @return the node that leads as the gateway knows it. */
    NodeProcess leader() {
        return nodes.get(Math.max(0, client().leader()));
    }

    ClusterIngress client() {
        return gateway.cluster().orElseThrow();
    }

    /** @throws UserError when it does not come about */
    void await(final String what, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw UserError.failed(what + ": waited in vain; " + nodes.getFirst().output().getParent()
                        + "/node*.out may say why");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (gateway != null) {
            gateway.close();
        }
        network.close();
        nodes.forEach(NodeProcess::close);
        for (int i = 0; i < NODES; i++) {
            // a node that was killed leaves its buffers in memory
            ClusterNode.removeBuffers(directory.resolve("node" + i));
        }
        if (System.getenv("AYNI_KEEP") == null) {
            IoUtil.delete(directory.toFile(), true);
        }
    }
}
