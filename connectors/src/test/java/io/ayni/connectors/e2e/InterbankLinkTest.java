package io.ayni.connectors.e2e;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposCaller;
import io.ayni.connectors.harness.TestAdmin;
import io.ayni.connectors.harness.TestConfig;
import io.ayni.connectors.harness.TestSwitch;
import io.ayni.connectors.simulator.CreditAnswer;
import io.ayni.connectors.simulator.Fault;
import io.ayni.connectors.simulator.InboundCredit;
import io.ayni.connectors.simulator.InterbankBooks;
import io.ayni.connectors.simulator.InterbankSimulator;
import io.ayni.core.payment.LinkState;
import io.ayni.iso8583.spec.Dialects;

import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The link and the simulated network: what breaks, what comes back, and books that agree in the end. */
class InterbankLinkTest {
    private static final long PATIENCE_MS = 10_000;
    private static final long OPENING_MINOR = 10_000_000;

    @TempDir
    private Path directory;
    private final InterbankSimulator network = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private TestSwitch sut;
    private JposCaller caller;

    @BeforeEach
    void start() throws Exception {
        final int port = network.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).getPort();
        sut = new TestSwitch(directory, TestConfig.of(port).withStepUp("none").withPatience(400, 100)).awaitLinkUp();
        sut.admin().open(IsoMessages.ANA, 1, OPENING_MINOR).open(IsoMessages.LUIS, 2, OPENING_MINOR);
        caller = JposCaller.binary(sut.address("channel"));
    }

    @AfterEach
    void close() throws Exception {
        caller.close();
        sut.close();
        network.close();
    }

    @Test
    void aNetworkThatLosesItsConnectionsIsCalledAgain() throws Exception {
        for (int i = 1; i <= 5; i++) {
            network.dropConnections();
            final int connects = i + 1;
            Await.until("connection " + connects, () -> sut.link().counters().connects() >= connects);
            sut.awaitLinkUp();
        }
        assertThat(pay("000000001500").getString(39)).isEqualTo("00");
    }

    @Test
    void threeLostEchoesTakeTheLinkDownAndSignOnBringsItBack() throws Exception {
        network.answerManagement(false);
        Await.until("the link is down", () -> sut.link().state() == LinkState.DOWN);
        assertThat(pay("000000001500").getString(39)).isEqualTo("91");
        network.answerManagement(true);
        sut.awaitLinkUp();
        assertThat(pay("000000001500").getString(39)).isEqualTo("00");
    }

    @Test
    void aPaymentCaughtByABrokenConnectionIsReversedWhenTheLinkIsBack() throws Exception {
        network.paymentFaults().forNext(1, Fault.NEVER);
        final CompletableFuture<ISOMsg> answer = caller.send(IsoMessages.interbank("000000001500"));
        Await.until("the network has booked it", () -> network.books().settlementMinor() == 1_500);
        network.dropConnections();
        assertThat(answer.get(PATIENCE_MS, TimeUnit.MILLISECONDS).getString(39)).isIn("68", "91");
        Await.until("the network has taken it back", () -> network.books().settlementMinor() == 0);
        Await.until("the hold is released", () -> balances(IsoMessages.ANA).equals(List.of(OPENING_MINOR, 0L)));
    }

    @Test
    void aLostReversalIsRepeatedUntilItIsAcknowledged() throws Exception {
        network.paymentFaults().forNext(1, Fault.NEVER);
        network.reversalFaults().forNext(2, Fault.LOST).forNext(1, Fault.decline("96"));
        assertThat(pay("000000001500").getString(39)).isEqualTo("68");
        Await.until("the hold is released", () -> balances(IsoMessages.ANA).equals(List.of(OPENING_MINOR, 0L)));
        assertThat(network.books().settlementMinor()).isZero();
    }

    @Test
    void creditsOfOtherInstitutionsComeInOverTheSameLink() {
        final InboundCredit credit = new InboundCredit(1, "CRED00000001", "2002", IsoMessages.LUIS, 2_500, 840);
        final CreditAnswer first = network.send(credit).orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
        assertThat(first.mti() + first.responseCode()).isEqualTo("021000");
        assertThat(network.send(credit).orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join()).isEqualTo(first);
        assertThat(balances(IsoMessages.LUIS)).isEqualTo(List.of(OPENING_MINOR + 2_500, 0L));
        final CreditAnswer reversed = network.reverse(credit).orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
        assertThat(reversed.mti() + reversed.responseCode()).isEqualTo("043000");
        assertThat(balances(IsoMessages.LUIS)).isEqualTo(List.of(OPENING_MINOR, 0L));
        final InboundCredit unknown = new InboundCredit(2, "CRED00000002", "2002", "7777", 2_500, 840);
        assertThat(network.send(unknown).orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join().responseCode())
            .isEqualTo("14");
    }

    @Test
    void underFaultsOfEveryKindTheBooksAgreeInTheEnd() throws Exception {
        final List<CompletableFuture<ISOMsg>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            network.paymentFaults().forNext(1, fault(i));
            network.reversalFaults().forNext(1, i % 3 == 0 ? Fault.LOST : Fault.NONE);
        }
        for (int i = 0; i < 300; i++) {
            answers.add(caller.send(IsoMessages.interbank(String.format("%012d", 1_000 + i))));
            if (i == 150) {
                network.dropConnections();
            }
        }
        long approvedMinor = 0;
        int approved = 0;
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).get(PATIENCE_MS, TimeUnit.MILLISECONDS).getString(39).equals("00")) {
                approvedMinor += 1_000 + i;
                approved++;
            }
        }
        Await.until("no hold is left", () -> balances(IsoMessages.ANA).get(1) == 0);
        assertThat(balances("9000000006").getFirst()).isEqualTo(approvedMinor);
        assertThat(balances(IsoMessages.ANA).getFirst()).isEqualTo(OPENING_MINOR - approvedMinor - approved * 41L);
        assertThat(network.books().settlementMinor()).isEqualTo(approvedMinor);
        assertThat(network.books().inState(InterbankBooks.State.APPROVED)).hasSize(approved);
        assertThat(network.books().repeatedRequests()).isZero();
    }

    private static Fault fault(final int number) {
        return switch (number % 6) {
            case 1 -> Fault.NEVER;
            case 2 -> Fault.LOST;
            case 3 -> Fault.TWICE;
            case 4 -> Fault.decline("51");
            case 5 -> Fault.late(600);
            default -> Fault.NONE;
        };
    }

    private ISOMsg pay(final String amount) throws Exception {
        return caller.request(IsoMessages.interbank(amount), PATIENCE_MS);
    }

    private List<Long> balances(final String account) {
        final TestAdmin.Account found = sut.admin().account(account);
        return List.of(found.ledgerMinor(), found.heldMinor());
    }
}
