package io.ayni.connectors.network.biller;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.channel.BillInquiry.Bill;
import io.ayni.connectors.channel.BillInquiry.Result;
import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.LinkBench;
import io.ayni.connectors.network.biller.BillerLink.Terms;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.simulator.BillerBooks;
import io.ayni.connectors.simulator.BillerSimulator;
import io.ayni.connectors.simulator.Fault;
import io.ayni.core.command.BillerAnswerDecoder;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.SendKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link to billers over real sockets: what each thing a biller may do comes to in commands. */
class BillerLinkTest {
    private static final int LINK = 3;
    private static final int CNEL = 101;
    private static final int USD = 840;
    private static final long ANSWER_TIMEOUT_MS = 300;
    private static final String REFERENCE = "0400123456";

    private final BillerSimulator billers = new BillerSimulator();
    private final LinkBench bench = new LinkBench();
    private BillerLink link;

    @BeforeEach
    void open() {
        final InetSocketAddress address = billers.start(loopback(0));
        link = link(address, 16, 16);
        link.start();
        bench.awaitStatus(LINK, LinkState.UP);
    }

    @AfterEach
    void close() {
        link.close();
        bench.close();
        billers.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"NONE, PAID", "DECLINE, REFUSED", "PENDING, PENDING"})
    void aPaymentIsWhatTheBillerSaysOfIt(final Fault.Kind kind, final BillerResult expected) {
        billers.paymentFaults().forNext(1, new Fault(kind, 0, "14"));

        bench.send(LINK, 7, SendKind.REQUEST, 0, CNEL, REFERENCE, 2_001);

        final BillerAnswerDecoder answer = bench.billerAnswer();
        assertThat(answer.paymentId()).isEqualTo(7);
        assertThat(answer.result()).isEqualTo((short) expected.code());
        assertThat(answer.amountMinor()).isEqualTo(2_001);
        assertThat(billers.books().payment(PaymentIds.format(7)).reference()).isEqualTo(REFERENCE);
    }

    @Test
    void aPaymentIsPaidWithTheBillersReceiptAndARefusalHasItsCode() {
        billers.paymentFaults().forAmount(1_300, Fault.decline("13"));

        bench.send(LINK, 7, SendKind.REQUEST, 0, CNEL, REFERENCE, 2_001);
        assertThat(bench.billerAnswer().receipt().strip()).startsWith("R-");
        bench.send(LINK, 8, SendKind.REQUEST, 0, CNEL, REFERENCE, 1_300);
        assertThat(bench.billerAnswer().responseCode()).isEqualTo('1' << 8 | '3');
        assertThat(billers.books().paidMinor()).isEqualTo(2_001);
    }

    @Test
    void silenceIsNoCommandAndTheStatusTellsWhatBecameOfIt() {
        billers.paymentFaults().forNext(1, Fault.NEVER).forNext(1, Fault.LOST);

        bench.send(LINK, 7, SendKind.REQUEST, 0, CNEL, REFERENCE, 2_001);
        Await.until("the first is given up", () -> link.counters().unclear() == 1);
        bench.send(LINK, 8, SendKind.REQUEST, 0, CNEL, REFERENCE, 2_002);
        Await.until("the second is given up", () -> link.counters().unclear() == 2);
        assertThat(bench.answersWaiting()).isZero();

        bench.send(LINK, 7, SendKind.STATUS, 3, CNEL, REFERENCE, 2_001);
        final BillerAnswerDecoder first = bench.billerAnswer();
        assertThat(first.result()).isEqualTo((short) BillerResult.PAID.code());
        assertThat(first.kind()).isEqualTo((short) SendKind.STATUS.code());
        assertThat(first.attempt()).isEqualTo(3);
        bench.send(LINK, 8, SendKind.STATUS, 1, CNEL, REFERENCE, 2_002);
        assertThat(bench.billerAnswer().result()).isEqualTo((short) BillerResult.NOT_FOUND.code());
        assertThat(billers.books().requests()).isEqualTo(1);
    }

    @Test
    void whatIsPendingIsDecidedLater() {
        billers.paymentFaults().forNext(1, Fault.PENDING);
        bench.send(LINK, 7, SendKind.REQUEST, 0, CNEL, REFERENCE, 2_001);
        assertThat(bench.billerAnswer().result()).isEqualTo((short) BillerResult.PENDING.code());

        billers.books().decidePending(true);
        bench.send(LINK, 7, SendKind.STATUS, 1, CNEL, REFERENCE, 2_001);
        assertThat(bench.billerAnswer().result()).isEqualTo((short) BillerResult.PAID.code());
    }

    @Test
    void aPaymentOfWhichNoByteLeftIsToldAtOnceAndTheLinkIsDown() {
        billers.close();

        Await.until("nobody listens there", () -> {
            bench.send(LINK, 7, SendKind.REQUEST, 0, CNEL, REFERENCE, 2_001);
            return bench.sendFailed(7);
        });
        bench.awaitStatus(LINK, LinkState.DOWN);
    }

    @Test
    void fiveAnswersOfABillerOutOfOrderTakeTheLinkDownAndTheNextGoodOneTakesItUp() {
        billers.outOfOrder(true);
        for (int i = 0; i < BillerHealth.MOST_FAILURES; i++) {
            bench.send(LINK, 10 + i, SendKind.REQUEST, 0, CNEL, REFERENCE, 2_001);
        }
        bench.awaitStatus(LINK, LinkState.DOWN);
        assertThat(bench.answersWaiting()).as("nobody guesses").isZero();

        billers.outOfOrder(false);
        bench.awaitStatus(LINK, LinkState.UP);
    }

    @Test
    void whatIsOwedIsAskedForAChannelAndForASchedule() {
        billers.books().bill("101", REFERENCE, new BillerBooks.Bill(2_001, "USD", "2026-12-15", "M*** P***"));
        final AtomicReference<Bill> bill = new AtomicReference<>();

        link.ask(CNEL, REFERENCE, bill::set);
        Await.until("the bill", () -> bill.get() != null);
        assertThat(bill.get()).isEqualTo(new Bill(Result.OWED, 2_001, USD, 20_802, "M*** P***"));

        link.ask(CNEL, "nobody's", bill::set);
        Await.until("no bill", () -> bill.get().result() == Result.UNKNOWN_REFERENCE);

        bench.scheduleDue(LINK, 55, 20_780, CNEL, REFERENCE);
        assertThat(bench.scheduleBill().owedMinor()).isEqualTo(2_001);
        bench.scheduleDue(LINK, 55, 20_781, CNEL, "nobody's");
        assertThat(bench.scheduleBill().owedMinor()).as("no bill now").isZero();
        billers.outOfOrder(true);
        bench.scheduleDue(LINK, 55, 20_782, CNEL, REFERENCE);
        assertThat(bench.scheduleBill().owedMinor()).as("could not be asked").isEqualTo(-1);
    }

    @Test
    void aRequestBeyondTheBoundIsNotSentAndSaysSo() {
        final BillerLink narrow = link(URI.create(link.settings().url().toString()), 9, 1, 1);
        narrow.start();
        bench.awaitStatus(9, LinkState.UP);
        billers.paymentFaults().otherwise(Fault.NEVER);

        for (int i = 0; i < 3; i++) {
            bench.send(9, 20 + i, SendKind.REQUEST, 0, CNEL, REFERENCE, 2_001);
        }
        Await.until("the third is refused here", () -> bench.sendFailed(22));
        Await.until("the second waited past its time", () -> bench.sendFailed(21));
        assertThat(billers.books().requests()).as("only the first was sent").isEqualTo(1);
        narrow.close();
    }

    @Test
    void manyAtOnceAreEachPaidOnce() {
        final ArrayList<Long> answered = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            bench.send(LINK, 100 + i, SendKind.REQUEST, 0, CNEL, REFERENCE, i);
        }
        for (int i = 1; i <= 30; i++) {
            answered.add(bench.billerAnswer().paymentId());
        }
        assertThat(answered).doesNotHaveDuplicates();
        assertThat(billers.books().paidMinor()).isEqualTo(465);
        assertThat(billers.books().repeatedRequests()).isZero();
    }

    private BillerLink link(final InetSocketAddress address, final int connections, final int waiting) {
        return link(URI.create("http://127.0.0.1:" + address.getPort() + "/v1"), LINK, connections, waiting);
    }

    private BillerLink link(final URI url, final int linkId, final int connections, final int waiting) {
        final BillerSettings settings = new BillerSettings(
                linkId, "services", url, "a key", Optional.empty(), 200, ANSWER_TIMEOUT_MS, 200, connections, waiting);
        return new BillerLink(settings, id -> Terms.usual(USD), bench.loops(), bench.router(), bench);
    }

    private static InetSocketAddress loopback(final int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
