package io.ayni.core.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.engine.TestCooperative;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three processes, one killed with SIGKILL in the middle of the load while it leads. */
@Timeout(90)
class LeaderKillTest {
    private static final long OPENING_MINOR = 50_000;

    @TempDir
    private Path directory;

    @Test
    void nothingAcknowledgedIsLostNothingIsDoneTwiceAndTheNodesAgree() throws Exception {
        final TestLoad load = new TestLoad();
        try (TestCluster cluster = new TestCluster(directory, 21_100).start()) {
            final ClusterIngress gateway = cluster.gateway(1, load);
            cluster.awaitLeaderOtherThan(gateway, -1);
            TestCluster.setUp(gateway);
            load.run(gateway, 500, 500);
            load.awaitAnswers();
            load.longestSilenceMs();

            final TestNode victim = cluster.leader(gateway);
            final Thread killer = load.whenAnswered(1_200, victim::kill);
            load.run(gateway, 3_000, 1_000);
            killer.join();
            load.awaitAnswers();
            assertThat(load.longestSilenceMs()).as("ms without answers").isBetween(100L, 10_000L);
            assertThat(gateway.sentAgain()).as("commands sent again").isPositive();
            assertThat(gateway.leader()).isNotEqualTo(victim.id);

            victim.start();
            victim.await("term");
            assertThat(victim.said()).as("comes back at once, and waits for its own mark").contains("waiting");
            load.run(gateway, 500, 500);
            load.awaitAnswers();
            assertThat(load.problems).isEmpty();
            assertThat(load.balanceMinor(gateway, TestCooperative.LUIS)).isEqualTo(OPENING_MINOR + load.offered());
            final List<String> hashes = cluster.hashes(gateway);
            assertThat(hashes).hasSize(3).containsOnly(hashes.getFirst());

            for (final TestNode node : cluster.nodes) {
                node.stop();
                assertThat("snapshot " + replayedOnOneMachine(node, hashes.getFirst())).isEqualTo(hashes.getFirst());
            }
        }
    }

    /** @return sequence and state hash after the same log, from its first entry, in an engine of this process. */
    private static String replayedOnOneMachine(final TestNode node, final String snapshot) throws IOException {
        final AuthorizationEngine[] engine = new AuthorizationEngine[1];
        final long upTo = Long.parseLong(snapshot.split(" ")[1]);
        final long sequence = new RecordedLog(node.directory, outcomes ->
            engine[0] = new AuthorizationEngine(new EngineContext(16, 16), outcomes)).replayFromTheStart(upTo);
        return sequence + " " + engine[0].stateHash();
    }
}
