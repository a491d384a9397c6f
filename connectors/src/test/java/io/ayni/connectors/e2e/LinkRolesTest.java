package io.ayni.connectors.e2e;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.TestConfig;
import io.ayni.connectors.harness.TestSwitch;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.core.payment.LinkState;
import io.ayni.iso8583.spec.Dialects;

import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One logical link over several connections, and one on which the network is the caller. */
class LinkRolesTest {
    private static final long PATIENCE_MS = 10_000;
    private static final long OPENING_MINOR = 10_000_000;

    @TempDir
    private Path directory;

    @Test
    void paymentsSpreadOverAllConnectionsOfALink() throws Exception {
        try (InterbankSimulator network = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2)) {
            final int port = network.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).getPort();
            try (TestSwitch sut = open(TestConfig.of(port).withStepUp("none").withLink("connections: 3"))) {
                Await.until("all connections are up", () -> sut.link().connectionsUp() == 3);
                try (JposCaller caller = JposCaller.binary(sut.address("channel"))) {
                    final List<CompletableFuture<ISOMsg>> answers = new ArrayList<>();
                    for (int i = 0; i < 30; i++) {
                        answers.add(caller.send(IsoMessages.interbank("000000001500")));
                    }
                    for (final CompletableFuture<ISOMsg> answer : answers) {
                        assertThat(answer.get(PATIENCE_MS, TimeUnit.MILLISECONDS).getString(39)).isEqualTo("00");
                    }
                }
                assertThat(network.books().settlementMinor()).isEqualTo(30 * 1_500);
            }
        }
    }

    @Test
    void aNetworkThatCallsSignsOnAndIsPaidOverTheConnectionItMade() throws Exception {
        try (TestSwitch sut = open(TestConfig.of(0).withStepUp("none").withServerLink("connections: 2"))) {
            try (JposCaller network = JposCaller.binary(sut.link().address())) {
                assertThat(network.request(management(1, "001"), PATIENCE_MS).getString(39)).isEqualTo("00");
                sut.awaitLinkUp();
                try (JposCaller caller = JposCaller.binary(sut.address("channel"))) {
                    final ISOMsg answer = caller.request(IsoMessages.interbank("000000001500"), PATIENCE_MS);
                    assertThat(answer.getString(39)).isEqualTo("00");
                }
                assertThat(network.request(management(2, "002"), PATIENCE_MS).getString(39)).isEqualTo("00");
                Await.until("it is signed off", () -> sut.link().state() == LinkState.SIGNED_OFF);
            }
            Await.until("nobody is there", () -> sut.link().state() == LinkState.DOWN);
        }
    }

    @Test
    void aNetworkThatCallsMovesOurDayOnceThatIsDurable() throws Exception {
        try (TestSwitch sut = open(TestConfig.of(0).withStepUp("none").withServerLink(""))) {
            try (JposCaller network = JposCaller.binary(sut.link().address())) {
                network.request(management(1, "001"), PATIENCE_MS);
                sut.awaitLinkUp();
                final LocalDate tomorrow = LocalDate.now().plusDays(1);
                final ISOMsg cutover = management(2, "201");
                cutover.set(15, String.format("%02d%02d", tomorrow.getMonthValue(), tomorrow.getDayOfMonth()));
                assertThat(network.request(cutover, PATIENCE_MS).getString(39)).isEqualTo("00");
                final ISOMsg without = management(3, "201");
                final ISOMsg refused = network.request(without, PATIENCE_MS);
                assertThat(refused.getString(39) + " " + refused.getString(44)).isEqualTo("30 015");
                assertThat(network.request(management(4, "161"), PATIENCE_MS).getString(39))
                    .as("a key without its field").isEqualTo("30");
            }
        }
    }

    @Test
    void connectionsAboveThoseOfTheLinkAreRefused() throws Exception {
        try (TestSwitch sut = open(TestConfig.of(0).withStepUp("none").withServerLink(""));
            JposCaller network = JposCaller.binary(sut.link().address())) {
            network.request(management(1, "001"), PATIENCE_MS);
            sut.awaitLinkUp();
            try (JposCaller second = JposCaller.binary(sut.link().address())) {
                // It may be closed before the echo leaves (send throws) or while it waits (its answer fails).
                assertThatThrownBy(() -> second.send(management(2, "301")).get(PATIENCE_MS, TimeUnit.MILLISECONDS))
                    .isNotInstanceOf(TimeoutException.class);
            }
            assertThat(sut.link().state()).isEqualTo(LinkState.UP);
        }
    }

    private TestSwitch open(final TestConfig config) {
        final TestSwitch sut = new TestSwitch(directory, config);
        sut.admin().open(IsoMessages.ANA, 1, OPENING_MINOR).open(IsoMessages.LUIS, 2, OPENING_MINOR);
        return sut;
    }

    private static ISOMsg management(final int stan, final String code) throws Exception {
        final ISOMsg message = new ISOMsg("0800");
        message.set(7, "1121040506");
        message.set(11, String.format("%06d", stan));
        message.set(70, code);
        return message;
    }
}
