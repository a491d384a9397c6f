package io.ayni.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.host.cluster.ClusterMember;
import io.ayni.core.host.cluster.NodeIdle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of nodes and gateways. */
class ClusterConfigTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @Test
    void theExamplesAreOneClusterAndNothingIsAnsweredBeforeItIsSynced() {
        final ClusterConfig gateways =
                SwitchConfig.load(EXAMPLES.resolve("cluster-gateway.yaml")).membership().orElseThrow().cluster();
        for (int i = 0; i < 3; i++) {
            final ClusterNodeConfig node = ClusterNodeConfig.load(EXAMPLES.resolve("cluster-node" + (i + 1) + ".yaml"));
            assertThat(node.member()).isEqualTo(i);
            assertThat(node.cluster()).isEqualTo(gateways);
            assertThat(node.fileSyncLevel()).isEqualTo(1);
            assertThat(node.idle()).isEqualTo(NodeIdle.BALANCED);
        }
        assertThat(gateways.members()).containsExactly(new ClusterMember(0, "127.0.0.1", 9100),
                new ClusterMember(1, "127.0.0.1", 9110), new ClusterMember(2, "127.0.0.1", 9120));
    }

    @Test
    void withoutAWordOnDurabilityNodesSync() throws IOException {
        final String text = Files.readString(EXAMPLES.resolve("cluster-node1.yaml"))
                .replaceFirst("(?m)^  fileSyncLevel:.*\\n(?: {10,}#.*\\n)*", "");
        assertThat(text).doesNotContain("fileSyncLevel");
        assertThat(ClusterNodeConfig.parse("node.yaml", text).fileSyncLevel()).isEqualTo(1);
    }

    /** Each row replaces a text of node 1's example. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          member: 0           | member: 3           | node.member: expected
          fileSyncLevel: 1    | fileSyncLevel: 3    | node.fileSyncLevel: expected
          logTerm: 64 MiB     | logTerm: 64 KiB     | node.logTerm: expected
          {id: 2,             | {id: 3,             | cluster.members: ids go from 0 on, without gaps: 2 is missing
          {id: 2,             | {id: 1,             | cluster.members: ids go from 0 on, without gaps: 2 is missing
          heartbeatInterval: 50 ms | heartbeatInterval: 300 ms | cluster.heartbeatTimeout: must be at least twice
          waitStrategy: balanced | waitStrategy: fast | node.waitStrategy: expected one of latency, balanced, frugal
        """)
    void whatIsWrongIsToldWithItsPlace(final String before, final String after, final String problem)
            throws IOException {
        final String text = Files.readString(EXAMPLES.resolve("cluster-node1.yaml"));
        assertThat(text).contains(before);
        assertThatThrownBy(() -> ClusterNodeConfig.parse("node.yaml", text.replace(before, after)))
                .isInstanceOf(ConfigException.class).hasMessageContaining(problem).hasMessageStartingWith("node.yaml:");
    }

    @Test
    void anEvenNumberOfMembersMakesNoMajority() throws IOException {
        final String text = Files.readString(EXAMPLES.resolve("cluster-node1.yaml"))
                .replaceFirst("(?m)^    - \\{id: 2.*\\n", "");
        assertThatThrownBy(() -> ClusterNodeConfig.parse("node.yaml", text))
                .hasMessageContaining("an odd number up to 7 makes a majority, found 2");
    }

    @Test
    void aGatewayWithoutItsClusterIsToldSo() throws IOException {
        final String text = Files.readString(EXAMPLES.resolve("cluster-gateway.yaml"))
                .replaceFirst("(?s)cluster: +#.*?(?=listen:)", "");
        assertThatThrownBy(() -> SwitchConfig.parse("gateway.yaml", text))
                .hasMessageContaining("cluster: and gateway: go together");
    }
}
