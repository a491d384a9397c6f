package io.ayni.core.engine;

import static io.ayni.core.engine.TestCooperative.ANA;
import static io.ayni.core.engine.TestCooperative.INTERBANK;
import static io.ayni.core.engine.TestCooperative.LUIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.CutoverTakenDecoder;
import io.ayni.core.command.LinkSuspendedDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.engine.TestCooperative.Alarmed;
import io.ayni.core.engine.TestCooperative.PolicyOptions;
import io.ayni.core.engine.TestCooperative.Reply;
import io.ayni.core.engine.TestCooperative.Sent;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links that miss answers, reversals that wait for them, and the day on which a network settles. */
class LinksThatFailTest {
    private static final int DAY = 20_773;

    private TestCooperative coop = new TestCooperative(new PolicyOptions().noStepUp());

    @AfterEach
    void replayAndSnapshotGiveTheSameState() {
        final String hash = coop.engine.stateHash();
        assertThat(coop.replayed(new EngineContext(16, 16)).stateHash()).as("of a replay").isEqualTo(hash);
        final AuthorizationEngine loaded =
            new AuthorizationEngine(new EngineContext(16, 16), (buffer, offset, length) -> { });
        loaded.load(coop.engine::save);
        assertThat(loaded.stateHash()).as("of a snapshot").isEqualTo(hash);
        assertThat(loaded.nextDeadlineMs()).isEqualTo(coop.engine.nextDeadlineMs());
    }

    @Test
    void fiveTimeoutsInTenSecondsTakeTheLinkDownAndNewPaymentsGet91WithNoHold() {
        timeouts(5, 0);
        assertThat(suspensions()).containsExactly(1);
        assertThat(coop.alarms).contains(new Alarmed(AlarmCode.LINK_SUSPENDED, 0, false, 1));
        assertThat(coop.sent).as("the reversal of the fifth waits: the link is down")
            .filteredOn(sent -> sent.attempt() == 1).hasSize(4);
        final long heldMinor = coop.heldOf(ANA);
        pay(900);
        assertThat(coop.last()).extracting(Reply::state, Reply::responseCode)
            .containsExactly(PaymentState.DECLINED, "91");
        assertThat(coop.heldOf(ANA)).isEqualTo(heldMinor);
    }

    @Test
    void fourTimeoutsDoNotNorFiveThatAreSpread() {
        timeouts(4, 0);
        assertThat(suspensions()).isEmpty();
        coop.advance(10_001);
        timeouts(5, 2_501);
        assertThat(suspensions()).isEmpty();
    }

    @Test
    void anUpOfBeforeItWasTakenDownIsNotTakenOneThatKnowsOfItIsAndReversalsDrain() {
        timeouts(5, 0);
        coop.clear();
        coop.link(LinkState.UP, 0);
        assertThat(suspensions()).as("told again").containsExactly(1);
        pay(900);
        assertThat(coop.last().responseCode()).isEqualTo("91");
        coop.link(LinkState.UP, 1);
        coop.advance(0);
        assertThat(coop.sent).extracting(Sent::attempt).as("the one that waited").contains(1);
        pay(901);
        assertThat(coop.sent.getLast().amountMinor()).isEqualTo(901);
    }

    @Test
    void aNewRunForgetsThatALinkWasTakenDown() {
        timeouts(5, 0);
        coop.restart();
        coop.link(LinkState.UP, 0);
        pay(900);
        assertThat(coop.sent.getLast().amountMinor()).isEqualTo(900);
    }

    @Test
    void waitingReversalsLeaveAtTheRateOfTheirLinkInTheirOrder() {
        final PolicyOptions slow = new PolicyOptions().noStepUp();
        slow.reversalsPerSecond = 10;
        coop = new TestCooperative(slow);
        park(30);
        coop.link(LinkState.UP);
        coop.advance(0);
        assertThat(reversalsSent()).hasSize(1);
        for (int i = 0; i < 19; i++) {
            coop.advance(100);
        }
        assertThat(reversalsSent().stream().distinct().limit(20)).as("ten a second, oldest first")
            .containsExactlyElementsOf(amounts(0, 20));
    }

    @Test
    void noMoreAwaitTheirAnswerThanTheWindowHolds() {
        final PolicyOptions narrow = new PolicyOptions().noStepUp();
        narrow.reversalWindow = 3;
        coop = new TestCooperative(narrow);
        park(10);
        coop.link(LinkState.UP);
        coop.advance(100);
        assertThat(reversalsSent()).containsExactlyElementsOf(amounts(0, 3));
        coop.answer(coop.sent.getLast()).arrive();
        coop.advance(100);
        assertThat(reversalsSent()).containsExactlyElementsOf(amounts(0, 4));
        coop.advance(1_000);
        assertThat(reversalsSent()).as("one without answer gives its place up, and waits behind the others")
            .startsWith(amounts(0, 7).toArray(new Long[0]));
    }

    @Test
    void aWindowFullOfTheLostIsEmptyWhenTheLinkComesBack() {
        final PolicyOptions narrow = new PolicyOptions().noStepUp();
        narrow.reversalWindow = 2;
        coop = new TestCooperative(narrow);
        park(4);
        coop.link(LinkState.UP);
        coop.advance(100);
        coop.link(LinkState.DOWN);
        coop.link(LinkState.UP);
        coop.advance(100);
        assertThat(reversalsSent()).containsExactlyElementsOf(amounts(0, 4));
    }

    @Test
    void aFullStoreTakesNoNewPaymentAndAlarmsAtFourFifths() {
        final PolicyOptions small = new PolicyOptions().noStepUp();
        small.reversalStore = 5;
        coop = new TestCooperative(small);
        park(4);
        assertThat(coop.alarms).containsOnlyOnce(new Alarmed(AlarmCode.REVERSAL_STORE_FILLING, 0, false, 4));
        coop.link(LinkState.UP);
        pay(900);
        coop.link(LinkState.DOWN);
        coop.advance(10_000);
        coop.link(LinkState.UP);
        pay(901);
        assertThat(coop.last()).extracting(Reply::state, Reply::responseCode)
            .containsExactly(PaymentState.DECLINED, "91");
        coop.advance(100);
        coop.answer(coop.sent.getLast()).arrive();
        pay(902);
        assertThat(coop.sent.getLast().amountMinor()).as("one is accepted: there is room again").isEqualTo(902);
    }

    @Test
    void whatCountsAsAcceptedIsSaidByThePeersProfile() {
        coop.link(LinkState.UP);
        pay(900);
        coop.advance(10_000);
        coop.answer(coop.sent.getLast()).code("25").accepted(2).arrive();
        assertThat(coop.heldOf(ANA)).as("a 25 that this peer does not mean").isPositive();
        coop.answer(coop.sent.getLast()).code("12").accepted(1).arrive();
        assertThat(coop.heldOf(ANA)).isZero();
    }

    @Test
    void anAnswerOfAnotherMessageTypeIsQuarantined() {
        pay(900);
        coop.answer(coop.sent.getLast()).messageClass(1).arrive();
        assertThat(coop.alarms).containsExactly(
            new Alarmed(AlarmCode.ANSWER_MATCHED_NOTHING, 1, false, coop.sent.getLast().stan()));
        assertThat(coop.heldOf(ANA)).isPositive();
    }

    @Test
    void aPaymentSettlesOnTheDayThatItsAnswerNamesElseOnThatOfTheLastCutover() {
        final List<Integer> days = new ArrayList<>();
        pay(1);
        coop.answer(coop.sent.getLast()).arrive();
        coop.cutover(DAY);
        assertThat(outcomes(CutoverTakenDecoder.TEMPLATE_ID)).hasSize(1);
        pay(2);
        coop.answer(coop.sent.getLast()).arrive();
        pay(3);
        coop.answer(coop.sent.getLast()).settlementDay(DAY + 3).arrive();
        credit(4);
        final AuthorizationEngine again =
            new AuthorizationEngine(new EngineContext(16, 16), (buffer, offset, length) -> { });
        again.postings((sequence, timeMs, payment, operation, kind, debit, credit, currency, amount, day) -> {
            if (credit == INTERBANK || debit == INTERBANK) {
                days.add(day);
            }
        });
        for (int i = 0; i < coop.log.size(); i++) {
            again.onCommand(i + 1, coop.logTimes.get(i), new UnsafeBuffer(coop.log.get(i)), 0, coop.log.get(i).length);
        }
        assertThat(days).containsExactly(0, DAY, DAY + 3, DAY);
    }

    private void pay(final long amountMinor) {
        coop.request().operation(Operation.TRANSFER_INTERBANK).amount(amountMinor).send();
    }

    private void credit(final long amountMinor) {
        coop.request().operation(Operation.CREDIT_INBOUND).to(LUIS).amount(amountMinor).send();
    }

    /** So many payments that nobody answers, each so much later than the one before. */
    private void timeouts(final int count, final long apartMs) {
        for (int i = 0; i < count; i++) {
            pay(1_000 + i);
            coop.advance(apartMs);
        }
        coop.advance(10_000);
    }

    /** So many reversals that wait for the link. */
    private void park(final int count) {
        for (int i = 0; i < count; i++) {
            pay(1_000 + i);
        }
        coop.link(LinkState.DOWN);
        coop.advance(10_000);
    }

    private List<Long> reversalsSent() {
        return coop.sent.stream().filter(sent -> sent.attempt() > 0).map(Sent::amountMinor).toList();
    }

    private static List<Long> amounts(final int from, final int to) {
        final List<Long> amounts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            amounts.add(1_000L + i);
        }
        return amounts;
    }

    private List<Integer> suspensions() {
        return outcomes(LinkSuspendedDecoder.TEMPLATE_ID).stream().map(each -> new LinkSuspendedDecoder()
            .wrapAndApplyHeader(new UnsafeBuffer(each), 0, new MessageHeaderDecoder()).suspensions()).toList();
    }

    private List<byte[]> outcomes(final int templateId) {
        return coop.others.stream()
            .filter(each -> new MessageHeaderDecoder().wrap(new UnsafeBuffer(each), 0).templateId() == templateId)
            .toList();
    }
}
