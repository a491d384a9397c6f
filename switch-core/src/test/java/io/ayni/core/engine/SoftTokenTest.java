package io.ayni.core.engine;

import static io.ayni.core.payment.Operation.BENEFICIARY_CREATE;
import static io.ayni.core.payment.Operation.CHALLENGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.engine.TestCooperative.Reply;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.stepup.StepUpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A member whose phone makes the code (RFC 6238): the edge checks it, the engine that its time step was not used. */
class SoftTokenTest {
    private static final long STEP = 58_000_000;

    private final TestMembers test = new TestMembers();

    @AfterEach
    void aReplayAndASnapshotGiveTheSameState() {
        MemberRequestsTest.sameAfterReplayAndSnapshot(test);
    }

    private long challenge() {
        return test.ask(CHALLENGE, any -> { });
    }

    @Test
    void whoPrefersTheTokenIsAskedForItAndNothingIsDelivered() {
        test.putMember(StepUpMethod.TOTP, true);
        final long id = challenge();
        assertThat(test.coop.last()).extracting(Reply::state, Reply::mayReveal)
            .containsExactly(PaymentState.CHALLENGED, false);
        test.answerToken(id, STEP);
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.DONE);
    }

    @Test
    void aTimeStepWorksOnceAndNoneBeforeItWorksAfterwards() {
        test.putMember(StepUpMethod.TOTP, true);
        test.answerToken(challenge(), STEP);
        final long id = challenge();
        test.answerToken(id, STEP);
        assertThat(test.coop.last()).extracting(Reply::state, Reply::reason, Reply::triesLeft)
            .containsExactly(PaymentState.CHALLENGED, DeclineReason.STEP_UP_WRONG, 2);
        test.answerToken(id, STEP - 1);
        assertThat(test.coop.last().triesLeft()).isEqualTo(1);
        test.answerToken(id, STEP + 1);
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.DONE);
    }

    @Test
    void aWrongCodeIsATryAndThreeAreTooMany() {
        test.putMember(StepUpMethod.TOTP, true);
        final long id = challenge();
        for (int i = 0; i < 3; i++) {
            test.answerToken(id, 0);
        }
        assertThat(test.coop.last()).extracting(Reply::state, Reply::reason)
            .containsExactly(PaymentState.DECLINED, DeclineReason.STEP_UP_TRIES_EXCEEDED);
    }

    @Test
    void aPasswordsMacDoesNotOpenAChallengeThatAsksForTheToken() {
        test.putMember(StepUpMethod.TOTP, true);
        final long id = challenge();
        test.coop.confirm(id, 0);
        assertThat(test.coop.last().reason()).isEqualTo(DeclineReason.STEP_UP_WRONG);
    }

    @Test
    void aTokensStepDoesNotOpenAChallengeThatAsksForThePassword() {
        test.putMember(StepUpMethod.OTP, true);
        final long id = challenge();
        assertThat(test.coop.last().mayReveal()).isTrue();
        test.answerToken(id, STEP);
        assertThat(test.coop.last().reason()).isEqualTo(DeclineReason.STEP_UP_WRONG);
        test.coop.confirm(id, 0);
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.DONE);
    }

    @Test
    void sendingAgainSendsNothingAndChangesNothing() {
        test.putMember(StepUpMethod.TOTP, true);
        final long id = challenge();
        test.coop.resend(id, 0, 5);
        assertThat(test.coop.last()).extracting(Reply::state, Reply::mayReveal, Reply::triesLeft)
            .containsExactly(PaymentState.CHALLENGED, false, 3);
        test.answerToken(id, STEP);
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.DONE);
    }

    @Test
    void whoPrefersATokenButHasNoneGetsThePassword() {
        test.putMember(StepUpMethod.TOTP, false);
        challenge();
        assertThat(test.coop.last().mayReveal()).isTrue();
    }

    @Test
    void aPolicyThatWantsTheTokenDeclinesWhoHasNone() {
        test.stepUps.put(Operation.CHALLENGE, StepUpMethod.TOTP);
        test.putPolicy();
        challenge();
        assertThat(test.coop.last()).extracting(Reply::state, Reply::responseCode, Reply::reason)
            .containsExactly(PaymentState.DECLINED, "57", DeclineReason.STEP_UP_NOT_ENROLLED);
        test.putMember(StepUpMethod.OTP, true);
        test.answerToken(challenge(), STEP);
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.DONE);
    }

    @Test
    void paymentsAreConfirmedByTheTokenAsWell() {
        test.stepUps.put(Operation.TRANSFER_INTERNAL, StepUpMethod.OTP);
        test.putPolicy();
        test.putMember(StepUpMethod.TOTP, true);
        final long id = test.coop.request().amount(500).send();
        assertThat(test.coop.last().mayReveal()).isFalse();
        test.answerToken(id, STEP);
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.POSTED);
        final long next = test.coop.request().amount(500).send();
        test.answerToken(next, STEP);
        assertThat(test.coop.last().reason()).isEqualTo(DeclineReason.STEP_UP_WRONG);
    }

    @Test
    void anOpenChallengeKeepsItsMethodWhenThePolicyChanges() {
        final long id = challenge();
        test.stepUps.put(Operation.CHALLENGE, StepUpMethod.TOTP);
        test.putPolicy();
        test.coop.confirm(id, 0);
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.DONE);
    }

    @Test
    void whatNeedsNoStepUpAsksForNoToken() {
        test.putMember(StepUpMethod.TOTP, true);
        test.ask(BENEFICIARY_CREATE, any -> { });
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.DONE);
    }
}
