package io.ayni.connectors.e2e;

import static io.ayni.connectors.launch.TestSite.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.harness.JposQ2;
import io.ayni.connectors.launch.TestSite;

import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * jPOS on both sides, with its own dialects, frames and matching: a Q2 with three QMUX calls the switch, an ISOServer is
 * the network behind it, over three connections each. What it does by itself, and what happens when it is late, says all
 * twice, in another order, or about somebody else.
 */
@ParameterizedClass(name = "{0} in {1}")
@CsvSource({"iso1987-ascii, binary-2", "iso1987-bcd, ascii-4", "iso1987-bcd, binary-2-tpdu"})
class JposPeersTest {
    private static final long ANSWER_TIMEOUT_MS = 10_000;
    private static final long PATIENCE_MS = 20_000;
    private static final String AMOUNT = "000000001500";
    private static final String SETTLEMENT = "9000000006";
    private static final int CONNECTIONS = 3;

    private static TestSite site;
    private static JposNetwork network;
    private static JposQ2 q2;

    @Parameter(0)
    private String dialect;
    @Parameter(1)
    private String frame;
    private List<Long> before;
    private long settledBefore;

    @BeforeParameterizedClassInvocation
    static void start(final String dialect, final String frame, @TempDir final Path directory) throws Exception {
        site = TestSite.start(directory, Map.of(
            "DIALECT", dialect, "FRAME", frame, "CONNECTIONS", Integer.toString(CONNECTIONS)));
        network = site.interbank();
        Await.until("all connections are up",
            () -> site.metric("ayni_link_connections_up{link=\"interbank\"") == CONNECTIONS);
        q2 = new JposQ2(directory, "channel", CONNECTIONS, site.address("channel"), dialect, frame);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        q2.close();
        site.close();
    }

    @BeforeEach
    void listen() {
        network.behave((source, message) -> JposNetwork.answer(source, message, "00"));
        network.received().clear();
        before = site.balances(ANA);
        settledBefore = site.balances(SETTLEMENT).getFirst();
    }

    @Test
    void eachConnectionSignsOnAndThenEchoes() {
        assertThat(asked("001")).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(network.management().getFirst().getString(70)).isEqualTo("001");
        final long echoes = asked("301");
        site.passOnLoops(30_000);
        Await.until("an echo of each", () -> asked("301") >= echoes + CONNECTIONS);
    }

    private static long asked(final String code) {
        return network.management().stream().filter(each -> code.equals(each.getString(70))).count();
    }

    @Test
    void paymentsAreApprovedAndPosted() throws Exception {
        final List<CompletableFuture<ISOMsg>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(q2.send(IsoMessages.interbank(AMOUNT), PATIENCE_MS));
        }
        for (final CompletableFuture<ISOMsg> each : answers) {
            final ISOMsg answer = answerOf(each);
            assertThat(answer.getMTI() + answer.getString(39)).isEqualTo("021000");
            assertThat(answer.getString(38)).isEqualTo(JposNetwork.APPROVAL_CODE);
        }
        assertPaid(30);
        assertThat(network.received()).hasSize(30);
    }

    @Test
    void answersInAnotherOrderReachTheirRequests() throws Exception {
        final Queue<Answer> held = new ConcurrentLinkedQueue<>();
        network.behave((source, message) -> held.add(new Answer(source, (ISOMsg) message.clone())));
        final Map<String, CompletableFuture<ISOMsg>> answers = new ConcurrentHashMap<>();
        for (int i = 1; i <= 10; i++) {
            final String amount = String.format("%012d", i);
            answers.put(amount, q2.send(IsoMessages.interbank(amount), PATIENCE_MS));
        }
        Await.until("the network has them", () -> held.size() == 10);
        for (final Answer each : new ArrayList<>(held).reversed()) {
            final boolean isOdd = Long.parseLong(each.request().getString(4)) % 2 == 1;
            JposNetwork.answer(each.source(), each.request(), isOdd ? "00" : "51");
        }
        for (final Map.Entry<String, CompletableFuture<ISOMsg>> each : answers.entrySet()) {
            final boolean isOdd = Long.parseLong(each.getKey()) % 2 == 1;
            assertThat(answerOf(each.getValue()).getString(39)).as(each.getKey()).isEqualTo(isOdd ? "00" : "51");
            assertThat(answerOf(each.getValue()).getString(4)).isEqualTo(each.getKey());
        }
        assertThat(site.balances(SETTLEMENT).getFirst()).isEqualTo(settledBefore + 1 + 3 + 5 + 7 + 9);
    }

    @Test
    void aRequestThatComesTwiceIsAnsweredTheSameAndSentOnce() throws Exception {
        final ISOMsg request = IsoMessages.interbank(AMOUNT);
        final ISOMsg first = answerOf(q2.send(request, PATIENCE_MS));
        final ISOMsg again = (ISOMsg) request.clone();
        again.setMTI("0201");
        assertSame(answerOf(q2.send(again, PATIENCE_MS)), first);
        assertSame(answerOf(q2.send(request, PATIENCE_MS)), first);
        assertThat(network.received()).hasSize(1);
        assertPaid(1);
    }

    @Test
    void anAnswerThatComesTwiceIsPostedOnce() throws Exception {
        network.behave((source, message) -> {
            JposNetwork.answer(source, message, "00");
            JposNetwork.answer(source, message, "00");
            JposNetwork.answer(source, message, "51");
        });
        assertThat(answerOf(q2.send(IsoMessages.interbank(AMOUNT), PATIENCE_MS)).getString(39)).isEqualTo("00");
        Await.until("both are told", () -> site.metric("ayni_alarms_total{code=\"duplicate_answer\"") == 2);
        assertPaid(1);
    }

    @Test
    void silenceIsReversedAndRepeatedUntilItIsAccepted() throws Exception {
        network.behave((source, message) -> { });
        final CompletableFuture<ISOMsg> answer = q2.send(IsoMessages.interbank(AMOUNT), PATIENCE_MS);
        awaitReceived(1);
        site.time().passMs(ANSWER_TIMEOUT_MS);
        assertThat(answerOf(answer).getString(39)).isEqualTo("68");
        awaitReceived(2);
        site.time().passMs(2_000);
        awaitReceived(3);
        network.behave((source, message) -> JposNetwork.answer(source, message, "00"));
        site.time().passMs(4_000);
        Await.until("taken back", () -> site.balances(ANA).equals(before));

        final ISOMsg payment = network.received().getFirst();
        final ISOMsg reversal = network.received().get(1);
        assertThat(reversal.getMTI()).isEqualTo("0420");
        assertThat(reversal.getString(90)).startsWith("0200" + payment.getString(11) + payment.getString(7));
        for (final ISOMsg repeat : network.received().subList(2, 4)) {
            assertThat(repeat.getMTI()).isEqualTo("0421");
            repeat.setMTI("0420");
            assertSame(repeat, reversal);
        }
    }

    @Test
    void aLateApprovalIsNeverCaptured() throws Exception {
        final Queue<Answer> held = new ConcurrentLinkedQueue<>();
        network.behave((source, message) -> held.add(new Answer(source, (ISOMsg) message.clone())));
        final CompletableFuture<ISOMsg> answer = q2.send(IsoMessages.interbank(AMOUNT), PATIENCE_MS);
        Await.until("the network has it", () -> held.size() == 1);
        site.time().passMs(ANSWER_TIMEOUT_MS);
        assertThat(answerOf(answer).getString(39)).isEqualTo("68");
        Await.until("and its reversal", () -> held.size() == 2);

        for (final Answer each : held) {
            JposNetwork.answer(each.source(), each.request(), "00");
        }

        Await.until("taken back", () -> site.balances(ANA).equals(before));
        site.awaitLog("alarm LATE_APPROVAL: link 1");
        assertPaid(0);
    }

    @Test
    void anAnswerAboutSomebodyElseIsQuarantinedAndLoggedWithItsField() throws Exception {
        network.behave((source, message) -> {
            final ISOMsg answer = (ISOMsg) message.clone();
            if (message.getMTI().equals("0200")) {
                answer.unset(41);
            }
            JposNetwork.answer(source, answer, "00");
        });
        final CompletableFuture<ISOMsg> answer = q2.send(IsoMessages.interbank(AMOUNT), PATIENCE_MS);
        site.awaitLog("answer received, matched nothing: DE41 is missing");
        assertThat(answer).isNotDone();
        site.time().passMs(ANSWER_TIMEOUT_MS);
        assertThat(answerOf(answer).getString(39)).isEqualTo("68");
        Await.until("taken back", () -> site.balances(ANA).equals(before));
        assertPaid(0);
    }

    @Test
    void theCallerReversesWhatIsOnItsWay() throws Exception {
        network.behave((source, message) -> {
            if (!message.getMTI().equals("0200")) {
                JposNetwork.answer(source, message, "00");
            }
        });
        final ISOMsg request = IsoMessages.interbank(AMOUNT);
        final CompletableFuture<ISOMsg> answer = q2.send(request, PATIENCE_MS);
        awaitReceived(1);
        final ISOMsg reversal = IsoMessages.about(request, "0420");
        final ISOMsg taken = answerOf(q2.send(reversal, PATIENCE_MS));
        assertThat(taken.getMTI() + taken.getString(39)).isEqualTo("043000");
        awaitReceived(2);
        assertThat(network.received().getLast().getMTI()).isEqualTo("0420");
        assertThat(answerOf(answer).getString(39)).isEqualTo("68");
        Await.until("taken back", () -> site.balances(ANA).equals(before));
        reversal.setMTI("0421");
        assertSame(answerOf(q2.send(reversal, PATIENCE_MS)), taken);
        assertThat(network.received()).hasSize(2);
    }

    @Test
    void trafficGoesOverAllConnectionsAndOverTheOthersWhenOneEnds() throws Exception {
        final Set<ISOSource> used = ConcurrentHashMap.newKeySet();
        network.behave((source, message) -> {
            used.add(source);
            JposNetwork.answer(source, message, "00");
        });
        pay(12);
        assertThat(used).hasSize(CONNECTIONS);

        network.dropConnection();
        pay(12);

        Await.until("it is made again", () -> site.metric("ayni_link_connects_total{link=\"interbank\"") >= 4);
        assertPaid(24);
        assertThat(new HashSet<>(network.received().stream().map(each -> each.getString(37)).toList())).hasSize(24);
    }

    /** A request of the switch that the network has not answered yet. */
    private record Answer(ISOSource source, ISOMsg request) {
    }

    private static void pay(final int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(answerOf(q2.send(IsoMessages.interbank(AMOUNT), PATIENCE_MS)).getString(39)).isEqualTo("00");
        }
    }

    private static ISOMsg answerOf(final CompletableFuture<ISOMsg> sent) throws Exception {
        final ISOMsg answer = sent.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        assertThat(answer).as("QMUX has an answer").isNotNull();
        return answer;
    }

    private static void awaitReceived(final int messages) {
        Await.until("the network has " + messages, () -> network.received().size() >= messages);
        assertThat(network.received()).hasSize(messages);
    }

    private void assertPaid(final int payments) {
        assertThat(site.balances(ANA)).isEqualTo(List.of(before.getFirst() - 1_500L * payments, before.getLast()));
        assertThat(site.balances(SETTLEMENT).getFirst()).isEqualTo(settledBefore + 1_500L * payments);
    }

    private static void assertSame(final ISOMsg message, final ISOMsg expected) {
        assertThat(fields(message)).isEqualTo(fields(expected));
    }

    private static Map<Integer, String> fields(final ISOMsg message) {
        final Map<Integer, String> fields = new TreeMap<>();
        for (int field = 0; field <= message.getMaxField(); field++) {
            if (field != 1 && message.hasField(field)) {
                fields.put(field, message.getString(field));
            }
        }
        return fields;
    }
}
