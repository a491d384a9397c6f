package io.ayni.connectors.e2e;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.SwitchProcess;
import io.ayni.connectors.harness.TestConfig;
import io.ayni.connectors.simulator.InterbankBooks;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.iso8583.spec.Dialects;

import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ayni run} as a child process under load, killed with SIGKILL at a random moment and started again over its
 * journal. The network lives on in this process, so its books are the second opinion. How many times:
 * {@code -Dayni.kill.cycles=200}.
 */
class KillNineTest {
    private static final int CYCLES = Integer.getInteger("ayni.kill.cycles", 8);
    private static final int SAMPLE = 200;
    /** Long: a machine with much else to do is slow, and only an answer that never comes is a failure. */
    private static final long PATIENCE_MS = 120_000;
    private static final Path LOG = Path.of("target", "kill-nine.log");
    private static final String SETTLEMENT = "9000000006";

    @TempDir
    private Path directory;
    private final InterbankSimulator network = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private final KillLoad load = new KillLoad();
    private final Random random = new Random(9);
    private SwitchProcess node;

    @AfterEach
    void close() throws InterruptedException {
        if (node != null) {
            node.close();
        }
        network.close();
    }

    @Test
    void whatWasAcknowledgedIsThereExactlyOnce() throws Exception {
        final int port = network.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).getPort();
        final Path config = directory.resolve("switch.yaml");
        Files.writeString(config, TestConfig.of(port).withStepUp("none").withPatience(3_000, 200).yaml(directory));
        SwitchProcess.importAccounts(
            config, directory.resolve("accounts.csv"), KillLoad.accounts(), KillLoad.OPENING_MINOR, LOG);
        node = new SwitchProcess(config, LOG);
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            final int enough = load.answered() + SAMPLE + random.nextInt(1_500);
            load.start(node.port());
            Await.until("answers in cycle " + cycle, PATIENCE_MS, () -> load.answered() > enough);
            node.kill();
            load.stop();
            node.close();
            node = new SwitchProcess(config, LOG);
            askAgain();
            if (cycle % 10 == 0) {
                System.out.printf("%d kills, %d payments acknowledged, none lost%n", cycle, load.answered());
            }
        }
        settle();
        System.out.printf("%d kills: %d payments sent, %d acknowledged, network approved %d and took back %d minor%n",
            CYCLES, load.sent(), load.answered(), network.books().approvedMinor(), network.books().reversedMinor());
    }

    /** What was answered is answered the same; what was not gets its answer now. */
    private void askAgain() throws Exception {
        final List<String> acknowledged = load.acknowledged();
        try (JposCaller caller = JposCaller.binary(new InetSocketAddress("127.0.0.1", node.port()))) {
            final Map<String, CompletableFuture<ISOMsg>> repeats = new HashMap<>();
            for (int i = 0; i < SAMPLE; i++) {
                final String reference = acknowledged.get(acknowledged.size() - 1 - i);
                repeats.put(reference, caller.send(load.repeat(reference)));
            }
            for (final Map.Entry<String, CompletableFuture<ISOMsg>> each : repeats.entrySet()) {
                final ISOMsg again = each.getValue().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
                final ISOMsg first = load.answer(each.getKey());
                assertThat(List.of(again.getString(39), String.valueOf(again.getString(38))))
                    .as("payment " + each.getKey())
                    .isEqualTo(List.of(first.getString(39), String.valueOf(first.getString(38))));
            }
            final List<CompletableFuture<Void>> late = new ArrayList<>();
            for (final String reference : load.unanswered()) {
                late.add(caller.send(load.repeat(reference)).thenAccept(answer -> load.answered(reference, answer)));
            }
            CompletableFuture.allOf(late.toArray(new CompletableFuture<?>[0])).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
        assertThat(load.unanswered()).isEmpty();
    }

    /** Once all is quiet: no hold is left, and three books agree to the cent. */
    private void settle() {
        for (final String account : KillLoad.accounts()) {
            Await.until("no hold on " + account, PATIENCE_MS, () -> node.balances(account).get(1) == 0);
            assertThat(node.balances(account).getFirst()).as(account).isEqualTo(load.expectedMinor(account));
        }
        assertThat(node.balances(SETTLEMENT).getFirst()).isEqualTo(load.expectedSettlementMinor());
        assertThat(network.books().settlementMinor()).isEqualTo(load.expectedSettlementMinor());
        assertThat(network.books().repeatedRequests()).as("never sent blindly a second time").isZero();
        assertThat(network.books().inState(InterbankBooks.State.DECLINED)).isEmpty();
    }
}
