package io.ayni.core.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ayni.core.engine.TestCooperative;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks that break, disks that fill up, builds that change, under load: with {@code -Dayni.cluster.faults=true}, some
 * minutes. What needs root is skipped without it, and says so. After each: nothing acknowledged is lost, nothing done
 * twice, three nodes hold the same.
 */
@EnabledIfSystemProperty(named = "ayni.cluster.faults", matches = "true")
@Timeout(240)
class ClusterFaultsTest {
    private static final long OPENING_MINOR = 50_000;
    private static final int PER_SECOND = 400;

    @TempDir
    private Path directory;

    private final TestLoad load = new TestLoad();
    private ClusterIngress gateway;

    @Test
    void aLeaderThatNoOtherNodeHearsAnswersNothingThoughGatewaysReachIt() throws Exception {
        try (TestNetwork network = network();
            TestCluster cluster = begin(new TestCluster(directory, 21_100, network))) {
            final int old = gateway.leader();
            final int one = (old + 1) % TestCluster.NODES;
            final int other = (old + 2) % TestCluster.NODES;
            network.cut(old, one);
            network.cut(old, other);
            load.run(gateway, 4 * PER_SECOND, PER_SECOND);
            cluster.awaitLeaderOtherThan(gateway, old);
            load.awaitAnswers(); // of the new leader: what the old one was told went out again
            tell("leader cut from the others: " + load.longestSilenceMs() + " ms without answers");
            network.join(old, one);
            network.join(old, other);
            assertAllIsWell(cluster);
        }
    }

    @Test
    void aLeaderThatNobodyHearsIsReplacedAndFollowsWhenItIsHeardAgain() throws Exception {
        try (TestNetwork network = network();
            TestCluster cluster = begin(new TestCluster(directory, 21_100, network))) {
            final int old = gateway.leader();
            network.unplug(old);
            load.run(gateway, 4 * PER_SECOND, PER_SECOND);
            cluster.awaitLeaderOtherThan(gateway, old);
            load.awaitAnswers();
            tell("leader unplugged: " + load.longestSilenceMs() + " ms without answers");
            network.plug(old);
            assertAllIsWell(cluster);
        }
    }

    @Test
    void threeThatDoNotHearEachOtherAnswerNothingUntilTheyDo() throws Exception {
        try (TestNetwork network = network();
            TestCluster cluster = begin(new TestCluster(directory, 21_100, network))) {
            network.cut(0, 1);
            network.cut(1, 2);
            network.cut(0, 2);
            TimeUnit.MILLISECONDS.sleep(NodeMain.TIMINGS.heartbeatTimeoutMs()); // what was on its way is answered
            final int before = load.answers();
            load.run(gateway, 2 * PER_SECOND, PER_SECOND);
            assertThat(load.answers()).as("answers of three minorities").isEqualTo(before);
            network.join(0, 1);
            network.join(1, 2);
            network.join(0, 2);
            load.awaitAnswers();
            assertAllIsWell(cluster);
        }
    }

    @Test
    void aNodeWhoseDiskIsFullEndsTheOthersGoOnAndItFollowsWhenThereIsRoom() throws Exception {
        final Path small = Files.createDirectories(directory.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", small.toString()),
            "a file system of its own needs root: skipped");
        try (TestCluster cluster = new TestCluster(directory, 21_100)) {
            cluster.place(2, small.resolve("node2"), 21_100);
            begin(cluster);
            final TestNode full = cluster.nodes.get(2);
            final Path filler = small.resolve("filler");
            fill(filler);
            for (int i = 0; i < 60 && full.isAlive(); i++) {
                load.run(gateway, PER_SECOND, 2 * PER_SECOND);
                load.awaitAnswers();
            }
            full.await("stopped");
            tell("disk full: " + load.longestSilenceMs() + " ms without answers; " + full.last("stopped").orElseThrow());
            assertThat(full.last("stopped").orElseThrow()).as("why it ended").containsAnyOf("disk full", "space");
            Files.delete(filler);
            full.start();
            full.await("term");
            assertAllIsWell(cluster);
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private static void fill(final Path filler) throws IOException {
        final byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (final IOException full) {
            assertThat(Files.size(filler)).isPositive();
        }
    }

    @Test
    void nodesGoOverToAnotherBuildOneByOneUnderLoad() throws Exception {
        try (TestCluster cluster = begin(new TestCluster(directory, 21_100))) {
            final int leader = gateway.leader();
            for (int i = 1; i <= TestCluster.NODES; i++) {
                final TestNode node = cluster.nodes.get((leader + i) % TestCluster.NODES); // the leader is the last
                final Thread roll = load.whenAnswered(load.answers() + PER_SECOND / 2, () -> {
                    node.stop();
                    node.start("-Dbuild=2");
                    node.await("term");
                });
                load.run(gateway, 6 * PER_SECOND, PER_SECOND);
                roll.join();
                load.awaitAnswers();
                tell("member " + node.id + " went over: " + load.longestSilenceMs() + " ms without answers");
            }
            assertThat(gateway.leader()).isNotEqualTo(leader);
            assertAllIsWell(cluster);
        }
    }

    @Test
    void aBuildOfAnotherLogFormatDoesNotTakePart() throws Exception {
        try (TestCluster cluster = begin(new TestCluster(directory, 21_100))) {
            final TestNode follower = cluster.nodes.get((gateway.leader() + 1) % TestCluster.NODES);
            follower.stop();
            follower.start("-Dformat=99");
            load.run(gateway, 4 * PER_SECOND, PER_SECOND);
            load.awaitAnswers();
            assertThat(follower.said()).as("it never follows").noneMatch(line -> line.startsWith("role FOLLOWER"));
            follower.kill();
            follower.start("-Dformat=0");
            follower.await("term");
            assertAllIsWell(cluster);
        }
    }

    private static TestNetwork network() {
        final String whyNot = TestNetwork.whyNot();
        assumeTrue(whyNot == null, "networks of their own need root and iproute2: skipped: " + whyNot);
        return new TestNetwork();
    }

    private TestCluster begin(final TestCluster cluster) throws Exception {
        cluster.start();
        gateway = cluster.gateway(1, load);
        cluster.awaitLeaderOtherThan(gateway, -1);
        TestCluster.setUp(gateway);
        load.run(gateway, PER_SECOND, PER_SECOND);
        load.awaitAnswers();
        load.longestSilenceMs();
        return cluster;
    }

    private void assertAllIsWell(final TestCluster cluster) throws Exception {
        cluster.awaitOneTerm(gateway);
        load.run(gateway, PER_SECOND, PER_SECOND);
        load.awaitAnswers();
        assertThat(load.problems).isEmpty();
        assertThat(load.balanceMinor(gateway, TestCooperative.LUIS)).isEqualTo(OPENING_MINOR + load.offered());
        final List<String> hashes = cluster.hashes(gateway);
        assertThat(hashes).hasSize(TestCluster.NODES).containsOnly(hashes.getFirst());
    }

    private static boolean run(final String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    /** Figures for who runs it by hand. */
    private static void tell(final String line) {
        System.out.println(line);
    }
}
