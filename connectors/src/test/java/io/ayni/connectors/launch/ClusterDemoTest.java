package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes as processes, an import and a gateway, as the commands start them; leaders are killed in tests of the core. */
@Timeout(120)
class ClusterDemoTest {
    @Test
    void paymentsOverIsoReachThreeNodesThatAgree() {
        final Cli demo = Cli.run("cluster", "demo", "--once", "--kills", "0", "--rate", "200", "--seconds", "2");

        assertThat(demo.err()).isEmpty();
        assertThat(demo.out()).contains("ok   every payment was acknowledged in the end")
                .contains("ok   the three hold the same").doesNotContain("FAIL");
        assertThat(demo.exitStatus()).isZero();
        final String directory = demo.out().lines().findFirst().orElseThrow().replaceFirst(".*, in ", "");
        assertThat(Path.of(directory)).doesNotExist();
    }

    @Test
    void aFileOfTheOtherKindIsToldWithTheCommandThatTakesIt() {
        assertThat(Cli.run("gateway", "--config", "../examples/switch.yaml").err()).contains("./ayni run takes it");
        assertThat(Cli.run("run", "--config", "../examples/cluster-gateway.yaml").err())
                .contains("./ayni gateway takes it");
        assertThat(Cli.run("gateway", "--config", "../examples/cluster-node1.yaml").err())
                .contains("./ayni node takes it");
        assertThat(Cli.run("node", "--config", "../examples/cluster-gateway.yaml").err())
                .contains("./ayni gateway takes it");
    }

    @Test
    void aDemoThatCannotBeIsToldBeforeAnythingIsStarted() {
        assertThat(Cli.run("cluster", "demo", "--once", "--rate", "0").err()).contains("--rate and --seconds are 1 or more");
        assertThat(Cli.run("cluster", "demo", "--once", "--kills", "-1").err()).contains("--kills is 0 or more");
        assertThat(Cli.run("cluster", "demo", "--once", "--file-sync-level", "3").err()).contains("0, 1 or 2");
        assertThat(Cli.run("cluster", "demo", "--once", "--wait", "long").err()).contains("latency, balanced or frugal");
    }

    @Test
    void aDirectoryWhereNoNodeHasBeenIsNotExported() {
        assertThat(Cli.run("cluster", "export", "--config", "../examples/cluster-node1.yaml", "--to", "nowhere").err())
                .contains("no node has been here");
    }

    @Test
    void whenNobodyLeadsStatusSaysSoAndEndsWith1() {
        final Cli status = Cli.run("cluster", "status", "--config", "../examples/cluster-node1.yaml");
        assertThat(status.exitStatus()).isEqualTo(1);
        assertThat(status.out()).contains("are two of three nodes running?");
    }
}
