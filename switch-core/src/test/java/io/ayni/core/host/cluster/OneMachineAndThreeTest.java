package io.ayni.core.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.engine.TestCooperative;
import io.ayni.core.host.Ingress;
import io.ayni.core.host.StateMachineFactory;
import io.ayni.core.host.ring.RingHost;
import io.ayni.core.host.ring.RingHostContext;
import io.ayni.core.journal.JournalContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal becomes a cluster, and the cluster a journal: payments go on, and every key that was seen stays seen. */
@Timeout(90)
class OneMachineAndThreeTest {
    private static final int BASE_PORT = 21_300;

    @TempDir
    private Path directory;
    private AuthorizationEngine engine;

    private StateMachineFactory engines() {
        return outcomes -> engine = new AuthorizationEngine(new EngineContext(16, 16), outcomes);
    }

    private RingHost ring(final Path journal, final TestLoad load) {
        return new RingHost(new RingHostContext().journalDirectory(journal)
            .segmentLength(JournalContext.MIN_SEGMENT_LENGTH).outcomeSink(load).stateMachine(engines())).start();
    }

    @Test
    void fromOneMachineToThreeAndBack() throws Exception {
        final TestLoad load = new TestLoad();
        final Path first = directory.resolve("journal");
        try (RingHost one = ring(first, load)) {
            TestCluster.setUp(one);
            load.run(one, 300, 3_000);
            load.awaitAnswers();
        }
        final String before = engine.stateHash();

        final ClusterMove.Moved moved = ClusterMove.toCluster(first, new ClusterNodeContext()
            .directory(directory.resolve("node0")).members(0, List.of(new ClusterMember(0, "127.0.0.1", 21_340)))
            .logTermLength(ClusterNodeContext.MIN_LOG_TERM_LENGTH)
            .segmentLength(ClusterNodeContext.MIN_LOG_TERM_LENGTH * 4)
            .appVersion(ClusterNode.versionOf(1)).timings(NodeMain.TIMINGS).stateMachine(engines()));
        assertThat(moved.stateHash()).isNotEqualTo(before); // the start of a run is a command of its own
        for (int i = 1; i < TestCluster.NODES; i++) {
            copy(directory.resolve("node0"), directory.resolve("node" + i));
        }

        final Path node;
        final String clustered;
        try (TestCluster cluster = new TestCluster(directory, BASE_PORT).start()) {
            final ClusterIngress gateway = cluster.gateway(1, load);
            cluster.awaitLeaderOtherThan(gateway, -1);
            assertThat(load.balanceMinor(gateway, TestCooperative.LUIS)).isEqualTo(50_000 + 300);
            load.run(gateway, 300, 1_000);
            load.awaitAnswers();
            final List<String> hashes = cluster.hashes(gateway);
            assertThat(hashes).hasSize(3).containsOnly(hashes.getFirst());
            clustered = hashes.getFirst();
            for (final TestNode each : cluster.nodes) {
                each.stop();
            }
            node = cluster.nodes.getFirst().directory;
        }

        final Path second = directory.resolve("journal-again");
        final ClusterMove.Moved back = ClusterMove.toJournal(node, second, engines());
        assertThat(back.sequence()).isGreaterThanOrEqualTo(Long.parseLong(clustered.split(" ")[1]));
        try (RingHost one = ring(second, load)) {
            assertThat(balanceMinor(load, one)).isEqualTo(50_000 + 600);
            load.run(one, 300, 3_000);
            load.awaitAnswers();
            assertThat(balanceMinor(load, one)).isEqualTo(50_000 + 900);
        }
        assertThat(load.problems).isEmpty();
    }

    private static long balanceMinor(final TestLoad load, final Ingress ingress) throws InterruptedException {
        return load.balanceMinor(ingress, TestCooperative.LUIS);
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
