package io.ayni.core.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.engine.TestCooperative;
import io.ayni.core.host.LinkHolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A follower that stops for a while, two gateways and one link, a minority that answers nothing, a snapshot. */
@Timeout(120)
class NodesComeAndGoTest {
    @TempDir
    private Path directory;

    /** Counts down when the link is its. */
    private static final class Holder implements LinkHolder {
        private final CountDownLatch granted = new CountDownLatch(1);
        private final CountDownLatch taken = new CountDownLatch(1);

        @Override
        public void onGranted() {
            granted.countDown();
        }

        @Override
        public void onTaken() {
            taken.countDown();
        }
    }

    @Test
    void whatMayHappenToThreeNodesChangesNothingThatWasAcknowledged() throws Exception {
        final TestLoad load = new TestLoad();
        try (TestCluster cluster = new TestCluster(directory, 21_500).start()) {
            final ClusterIngress gateway = cluster.gateway(1, load);
            cluster.awaitLeaderOtherThan(gateway, -1);
            TestCluster.setUp(gateway);
            aFollowerThatStopsForAWhileCatchesUp(cluster, gateway, load);
            aLinkMovesToTheOtherGatewayWhenItsOwnGoes(cluster);
            aMinorityAnswersNothingAndAMajorityGoesOnFromItsSnapshots(cluster, gateway, load);
            assertThat(load.problems).isEmpty();
            assertThat(load.balanceMinor(gateway, TestCooperative.LUIS)).isEqualTo(50_000 + load.offered());
        }
    }

    private void aFollowerThatStopsForAWhileCatchesUp(final TestCluster cluster, final ClusterIngress gateway,
        final TestLoad load) throws Exception {
        final TestNode follower = cluster.nodes.get((gateway.leader() + 1) % TestCluster.NODES);
        final int leader = gateway.leader();
        follower.signal("STOP");
        load.run(gateway, 1_000, 1_000);
        load.awaitAnswers();
        follower.signal("CONT");
        load.run(gateway, 100, 1_000);
        load.awaitAnswers();
        final List<String> hashes = cluster.hashes(gateway);
        assertThat(hashes).hasSize(3).containsOnly(hashes.getFirst());
        assertThat(gateway.leader()).isEqualTo(leader);
    }

    private void aLinkMovesToTheOtherGatewayWhenItsOwnGoes(final TestCluster cluster) throws Exception {
        final Holder first = new Holder();
        final Holder second = new Holder();
        final ClusterIngress one = cluster.gateway(11, new TestLoad());
        one.claim(5, first);
        assertThat(first.granted.await(20, TimeUnit.SECONDS)).isTrue();
        final ClusterIngress other = cluster.gateway(12, new TestLoad());
        other.claim(5, second);
        cluster.awaitLeaderOtherThan(other, -1);
        assertThat(second.granted.getCount()).isEqualTo(1);
        one.close();
        assertThat(first.taken.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.granted.await(20, TimeUnit.SECONDS)).isTrue();
        other.close();
    }

    private void aMinorityAnswersNothingAndAMajorityGoesOnFromItsSnapshots(final TestCluster cluster,
        final ClusterIngress gateway, final TestLoad load) throws Exception {
        cluster.hashes(gateway);
        final int leader = gateway.leader();
        final List<String> snapshots = cluster.nodes.get(leader).said().stream()
            .filter(line -> line.startsWith("snapshot ")).map(line -> line.substring("snapshot ".length())).toList();
        for (final TestNode node : cluster.nodes) {
            if (node.id != leader) {
                node.kill();
            }
        }
        final int before = load.answers();
        load.run(gateway, 200, 1_000);
        assertThat(load.answers()).as("answers of a minority").isEqualTo(before);
        for (final TestNode node : cluster.nodes) {
            if (node.id != leader) {
                node.start();
                node.await("loaded");
                // the newest, or the one before when it was killed before its consensus module had noted it
                assertThat(snapshots).contains(node.last("loaded").orElseThrow().substring("loaded ".length()));
            }
        }
        load.awaitAnswers();
        for (final TestNode node : cluster.nodes) {
            if (node.id != leader) {
                node.await("term " + gateway.leadershipTermId());
            }
        }
        final List<String> hashes = cluster.hashes(gateway);
        assertThat(hashes).hasSize(3).containsOnly(hashes.getFirst());
    }
}
