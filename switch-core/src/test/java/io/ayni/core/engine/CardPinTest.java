package io.ayni.core.engine;

import static io.ayni.core.payment.Operation.CARD_PIN_CHANGE;
import static io.ayni.core.payment.Operation.CARD_PIN_GENERATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ayni.core.engine.TestCooperative.Reply;
import io.ayni.core.engine.TestMembers.Notice;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PIN goes to the card processor after the step-up; the block itself never comes near the engine. */
class CardPinTest {
    private final TestMembers test = new TestMembers();

    @AfterEach
    void aReplayAndASnapshotGiveTheSameState() {
        MemberRequestsTest.sameAfterReplayAndSnapshot(test);
    }

    private long sent() {
        return test.done(CARD_PIN_CHANGE, any -> { });
    }

    @ParameterizedTest
    @CsvSource({"CARD_PIN_CHANGE, PIN_CHANGED", "CARD_PIN_GENERATE, PIN_GENERATED"})
    void isSentOverTheLinkOfTheCardAndTheMemberIsToldWhenItIsDone(final Operation operation, final NoticeKind kind) {
        final long id = test.done(operation, any -> { });
        assertThat(test.coop.view(id).state()).isEqualTo(PaymentState.SENT);
        assertThat(test.coop.sent).hasSize(1);
        test.cardAnswer(test.coop.sent.getFirst(), "00");
        assertThat(test.coop.last()).extracting(Reply::state, Reply::responseCode)
            .containsExactly(PaymentState.DONE, "00");
        assertThat(test.notices).extracting(Notice::kind, Notice::memberId, Notice::targetId)
            .containsExactly(tuple(kind, 11L, TestMembers.DEBIT_TOKEN));
    }

    @Test
    void whatTheProcessorRefusesIsDeclinedWithItsCode() {
        sent();
        test.cardAnswer(test.coop.sent.getFirst(), "55");
        assertThat(test.coop.last()).extracting(Reply::state, Reply::responseCode, Reply::reason)
            .containsExactly(PaymentState.DECLINED, "55", DeclineReason.NETWORK_DECLINED);
        assertThat(test.notices).isEmpty();
    }

    @Test
    void silenceIsADeclineWithNothingToTakeBack() {
        sent();
        test.advance(10_000);
        assertThat(test.coop.last()).extracting(Reply::state, Reply::responseCode)
            .containsExactly(PaymentState.DECLINED, "68");
        assertThat(test.coop.sent).as("no reversal").hasSize(1);
        test.cardAnswer(test.coop.sent.getFirst(), "00");
        assertThat(test.coop.alarms).extracting(TestCooperative.Alarmed::code)
            .containsExactly(AlarmCode.LATE_APPROVAL);
    }

    @Test
    void aRestartWhileItIsOnItsWayIsSilence() {
        final long id = sent();
        test.coop.restart();
        test.advance(0);
        assertThat(test.coop.view(id)).extracting(Reply::state, Reply::reason)
            .containsExactly(PaymentState.DECLINED, DeclineReason.NETWORK_TIMEOUT);
    }

    @Test
    void anEdgeThatLostTheBlockDeclinesItAndTheMemberAsksAgain() {
        sent();
        test.coop.sendFailed(test.coop.sent.getFirst());
        assertThat(test.coop.last()).extracting(Reply::state, Reply::responseCode)
            .containsExactly(PaymentState.DECLINED, "91");
    }

    @Test
    void aRepeatWhileItIsOnItsWaySendsNothingAgain() {
        test.ask(CARD_PIN_GENERATE, 8_001, any -> { });
        test.coop.confirm(test.coop.last().paymentId(), 0);
        test.ask(CARD_PIN_GENERATE, 8_001, any -> { });
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.SENT);
        assertThat(test.coop.sent).hasSize(1);
    }
}
