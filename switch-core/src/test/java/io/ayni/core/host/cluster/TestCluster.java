package io.ayni.core.host.cluster;

import io.ayni.core.engine.TestCooperative;
import io.ayni.core.host.Ingress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Three nodes, each a process, and gateways in this one. */
final class TestCluster implements AutoCloseable {
    static final int NODES = 3;
    private static final long PATIENCE_NS = 30_000_000_000L;

    final List<TestNode> nodes = new ArrayList<>();
    final List<ClusterMember> members;
    private final List<ClusterIngress> gateways = new ArrayList<>();
    private final String gatewayHost;

    TestCluster(final Path directory, final int basePort) {
        final String hosts = "127.0.0.1,127.0.0.1,127.0.0.1";
        gatewayHost = "127.0.0.1";
        members = NodeMain.members(basePort, hosts.split(","));
        for (int i = 0; i < NODES; i++) {
            nodes.add(new TestNode(i, List.of(), directory.resolve("node" + i), basePort, hosts));
        }
    }

    /** Each node in a network of its own. */
    TestCluster(final Path directory, final int basePort, final TestNetwork network) {
        final String hosts = String.join(",", network.host(0), network.host(1), network.host(2));
        gatewayHost = network.gatewayHost();
        members = NodeMain.members(basePort, hosts.split(","));
        for (int i = 0; i < NODES; i++) {
            nodes.add(new TestNode(i, network.prefix(i), directory.resolve("node" + i), basePort, hosts));
        }
    }

    /** The node lives elsewhere, on a file system of its own. */
    void place(final int node, final Path nodeDirectory, final int basePort) {
        nodes.set(node, new TestNode(node, List.of(), nodeDirectory, basePort, "127.0.0.1,127.0.0.1,127.0.0.1"));
    }

    TestCluster start() throws IOException {
        for (final TestNode node : nodes) {
            node.start();
        }
        return this;
    }

    ClusterIngress gateway(final int id, final TestLoad load) {
        final ClusterIngress ingress = new ClusterIngress(context(id, load)).start();
        gateways.add(ingress);
        return ingress;
    }

    ClusterIngressContext context(final int id, final TestLoad load) {
        return new ClusterIngressContext().gatewayId(id).address(gatewayHost, 0).members(members)
            .timings(NodeMain.TIMINGS).outcomeSink(load);
    }

    /** Accounts and rules, as an institution's first start brings them. */
    static void setUp(final Ingress ingress) {
        final TestCooperative.PolicyOptions options = new TestCooperative.PolicyOptions().noStepUp();
        options.intDailyMinor = 9_000_000;
        options.intWeeklyMinor = 9_000_000;
        options.intMonthlyMinor = 9_000_000;
        options.dailyCount = Integer.MAX_VALUE;
        for (final byte[] command : new TestCooperative(options).log) {
            final UnsafeBuffer buffer = new UnsafeBuffer(command);
            while (ingress.offer(Ingress.Lane.COMPLETION, buffer, 0, command.length) != Ingress.Result.ACCEPTED) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    TestNode leader(final ClusterIngress gateway) {
        return nodes.get(gateway.leader());
    }

    void awaitLeaderOtherThan(final ClusterIngress gateway, final int before) {
        final long deadline = System.nanoTime() + PATIENCE_NS;
        while (gateway.leader() < 0 || gateway.leader() == before) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no leader; " + nodes.stream().map(TestNode::said).toList());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Waits until each node that is alive follows the leader's term, or leads it. */
    void awaitOneTerm(final ClusterIngress gateway) throws InterruptedException {
        awaitLeaderOtherThan(gateway, -1);
        for (final TestNode node : nodes) {
            if (node.isAlive()) {
                node.await("term " + gateway.leadershipTermId());
            }
        }
    }

    /** Asks for a snapshot on all nodes. @return of each node that is alive its hash, all of one sequence. */
    List<String> hashes(final ClusterIngress gateway) throws InterruptedException {
        final List<String> before = nodes.stream().map(node -> node.last("snapshot").orElse("")).toList();
        if (!gateway.requestSnapshot()) {
            throw new AssertionError("no leader to ask");
        }
        final long deadline = System.nanoTime() + PATIENCE_NS;
        while (true) {
            final List<String> after = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                final String last = nodes.get(i).last("snapshot").orElse("");
                if (nodes.get(i).isAlive() && !last.equals(before.get(i))) {
                    after.add(last);
                }
            }
            if (after.size() == nodes.stream().filter(TestNode::isAlive).count()) {
                return after;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no snapshots: " + nodes.stream().map(TestNode::said).toList());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() throws Exception {
        gateways.forEach(ClusterIngress::close);
        for (final TestNode node : nodes) {
            if (node.isAlive()) {
                node.kill();
            }
            // What a killed node leaves in memory; the next start of it would remove it.
            IoUtil.delete(ClusterNode.driverDirectory(node.directory).toFile(), true);
        }
    }
}
