package io.ayni.core.engine;

import static io.ayni.core.engine.TestCooperative.ANA;
import static io.ayni.core.engine.TestCooperative.ANA_SECOND;
import static io.ayni.core.engine.TestCooperative.CARDS;
import static io.ayni.core.engine.TestCooperative.FEES;
import static io.ayni.core.engine.TestCooperative.INTERBANK;
import static io.ayni.core.engine.TestCooperative.LUIS;
import static io.ayni.core.engine.TestCooperative.OPENING;
import static io.ayni.core.engine.TestCooperative.SUSPENSE;
import static io.ayni.core.engine.TestCooperative.TAXES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.engine.TestCooperative.PolicyOptions;
import io.ayni.core.engine.TestCooperative.Reply;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each request comes to, told by the bare engine; time moves only when a test moves it. */
class PaymentsThroughTheEngineTest {
    private TestCooperative coop = new TestCooperative();

    @AfterEach
    void theBooksBalanceAndReplayGivesTheSameState() {
        assertThat(LongStream.of(FEES, TAXES, SUSPENSE, OPENING, CARDS, INTERBANK, ANA, ANA_SECOND, LUIS)
            .map(coop::ledgerOf).sum()).as("sum of the ledger").isZero();
        assertThat(coop.replayed(new EngineContext(1 << 12, 1 << 12)).stateHash())
            .as("state hash of a replay").isEqualTo(coop.engine.stateHash());
    }

    private void withoutStepUp() {
        coop = new TestCooperative(new PolicyOptions().noStepUp());
    }

    private long interbank(final long amountMinor) {
        return coop.request().operation(Operation.TRANSFER_INTERBANK).amount(amountMinor).send();
    }

    private long sentInterbank() {
        withoutStepUp();
        return interbank(1_500);
    }

    @Nested
    class Transfers {
        @Test
        void anInternalTransferAsksForTheStepUpThenPostsAtOnce() {
            final long id = coop.request().amount(2_500).send();
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode, Reply::mayReveal)
                .containsExactly(PaymentState.CHALLENGED, "1A", true);
            assertThat(coop.heldOf(ANA)).as("nothing held before the step-up").isZero();

            coop.confirm(id, 2_500);

            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode, Reply::availableMinor)
                .containsExactly(PaymentState.POSTED, "00", 9_997_500L);
            assertThat(coop.ledgerOf(LUIS)).isEqualTo(52_500);
        }

        @Test
        void fifteenDollarsToAnotherBankLeave99984_59OfAHundredThousand() {
            final long id = interbank(1_500);
            coop.confirm(id, 1_500);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.SENT);
            assertThat(coop.heldOf(ANA)).as("amount + fee + tax").isEqualTo(1_541);

            coop.answer(coop.sent.getLast()).arrive();

            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode, Reply::feeMinor, Reply::taxMinor,
                Reply::availableMinor, Reply::ledgerMinor, Reply::approvalCode)
                .containsExactly(PaymentState.POSTED, "00", 36L, 5L, 9_998_459L, 9_998_459L, "A1B2C3");
            assertThat(coop.heldOf(ANA)).isZero();
            assertThat(coop.ledgerOf(INTERBANK)).isEqualTo(1_500);
            assertThat(coop.ledgerOf(FEES)).isEqualTo(36);
            assertThat(coop.ledgerOf(TAXES)).isEqualTo(5);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "own to another member,   TRANSFER_OWN,       1001, 2001, 100,        57, NOT_OWN_ACCOUNT",
            "amount 0,                TRANSFER_INTERNAL,  1001, 2001, 0,          13, AMOUNT_INVALID",
            "amount below 0,          TRANSFER_INTERNAL,  1001, 2001, -5,         13, AMOUNT_INVALID",
            "no such debit account,   TRANSFER_INTERNAL,  9999, 2001, 100,        14, DEBIT_ACCOUNT_UNKNOWN",
            "no such credit account,  TRANSFER_INTERNAL,  1001, 9999, 100,        14, CREDIT_ACCOUNT_UNKNOWN",
            "to itself,               TRANSFER_INTERNAL,  1001, 1001, 100,        12, SAME_ACCOUNT",
            "funds,                   TRANSFER_INTERNAL,  2001, 1001, 50001,      51, INSUFFICIENT_FUNDS",
            "limit before funds,      TRANSFER_INTERNAL,  2001, 1001, 1000001,    61, AMOUNT_LIMIT",
            "above the maximum,       TRANSFER_INTERNAL,  1001, 2001, 1000000000001, 13, AMOUNT_INVALID",
            "account of the house,    TRANSFER_INTERNAL,  1001, 900001, 100,      57, ACCOUNT_KIND",
        })
        void isDeclinedWithTheReason(final String what, final Operation operation, final String from,
            final String to, final long amountMinor, final String code, final DeclineReason reason) {
            coop.request().operation(operation).from(AccountNumber.parse(from))
                .to(AccountNumber.parse(to)).amount(amountMinor).send();
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode, Reply::reason)
                .containsExactly(PaymentState.DECLINED, code, reason);
            assertThat(coop.heldOf(ANA)).isZero();
        }

        @Test
        void anotherCurrencyThanTheAccountsIs12() {
            coop.request().currency(978).send();
            assertThat(coop.last().reason()).isEqualTo(DeclineReason.CURRENCY_MISMATCH);
            assertThat(coop.last().responseCode()).isEqualTo("12");
        }

        @Test
        void anInstitutionThatNoLinkReachesIs12AndALinkThatIsDownIs91WithNoHold() {
            coop.request().operation(Operation.TRANSFER_INTERBANK).institution(4711).send();
            assertThat(coop.last().reason()).isEqualTo(DeclineReason.NO_ROUTE);
            coop.link(LinkState.DOWN);
            interbank(100);
            assertThat(coop.last()).extracting(Reply::responseCode, Reply::reason)
                .containsExactly("91", DeclineReason.LINK_DOWN);
            assertThat(coop.heldOf(ANA)).isZero();
        }

        @Test
        void aJointAccountMayNotTransactAndABlockedOneMayNotReceive() {
            coop.putAccount(ANA, 11, AccountKind.SAVINGS, AccountStatus.ACTIVE, Signature.JOINT, 0, 0);
            coop.putAccount(ANA_SECOND, 11, AccountKind.SAVINGS, AccountStatus.BLOCKED, Signature.SINGLE, 0, 0);
            coop.request().send();
            assertThat(coop.last().reason()).isEqualTo(DeclineReason.JOINT_SIGNATURE);
            coop.request().from(LUIS).to(ANA_SECOND).amount(1).send();
            assertThat(coop.last().reason()).isEqualTo(DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE);
        }

        @Test
        void aCreditThatComesInIsPostedFromTheSettlementAccount() {
            coop.request().operation(Operation.CREDIT_INBOUND).to(LUIS).amount(700).send();
            assertThat(coop.last()).extracting(Reply::state, Reply::availableMinor)
                .containsExactly(PaymentState.POSTED, 50_700L);
            assertThat(coop.ledgerOf(INTERBANK)).isEqualTo(-700);
        }

        @Test
        void theAuthorisedLineCountsAsAvailable() {
            withoutStepUp();
            coop.putAccount(LUIS, 22, AccountKind.SAVINGS, AccountStatus.ACTIVE, Signature.SINGLE, 10_000, 0);
            coop.request().from(LUIS).to(ANA).amount(60_000).send();
            assertThat(coop.last()).extracting(Reply::state, Reply::ledgerMinor, Reply::availableMinor)
                .containsExactly(PaymentState.POSTED, -10_000L, 0L);
        }
    }

    @Nested
    class StepUp {
        @Test
        void threeWrongPasswordsDeclineWith75AndARepeatUnderTheSameKeyIsNotATry() {
            final long id = coop.request().send();
            coop.answerStepUp(id, 1_500, 1, 501);
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode, Reply::triesLeft)
                .containsExactly(PaymentState.CHALLENGED, "63", 2);
            coop.answerStepUp(id, 1_500, 1, 501);
            assertThat(coop.last()).extracting(Reply::disposition, Reply::triesLeft)
                .containsExactly(Disposition.REPEAT, 2);
            coop.answerStepUp(id, 1_500, 2, 502);
            coop.answerStepUp(id, 1_500, 3, 503);
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode)
                .containsExactly(PaymentState.DECLINED, "75");
            coop.confirm(id, 1_500);
            assertThat(coop.last().state()).isEqualTo(PaymentState.DECLINED);
        }

        @Test
        void theCodeOfAnotherPaymentOrAmountDoesNotConfirm() {
            final long first = coop.request().amount(1_500).send();
            coop.request().amount(1_500).send();
            coop.answerStepUp(first, 9_999, TestCooperative.CODE, 600);
            assertThat(coop.last().reason()).isEqualTo(DeclineReason.STEP_UP_WRONG);
            assertThat(coop.ledgerOf(LUIS)).isEqualTo(50_000);
        }

        @Test
        void aPasswordExpires180SecondsAfterItWasIssuedToTheMillisecond() {
            final long inTime = coop.request().send();
            coop.nowMs += 179_999;
            coop.confirm(inTime, 1_500);
            assertThat(coop.last().state()).isEqualTo(PaymentState.POSTED);

            final long late = coop.request().send();
            coop.nowMs += 180_000;
            coop.confirm(late, 1_500);
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode)
                .containsExactly(PaymentState.EXPIRED, "63");
        }

        @Test
        void sendingAgainBringsANewPasswordAndNewTimeButNoNewTries() {
            final long id = coop.request().send();
            coop.answerStepUp(id, 1_500, 1, 501);
            coop.nowMs += 170_000;
            coop.resend(id, 1_500, 777);
            assertThat(coop.last()).extracting(Reply::state, Reply::mayReveal, Reply::triesLeft)
                .containsExactly(PaymentState.CHALLENGED, true, 2);
            coop.nowMs += 170_000;
            coop.answerStepUp(id, 1_500, TestCooperative.CODE, 502);
            assertThat(coop.last().reason()).as("the code before is void").isEqualTo(DeclineReason.STEP_UP_WRONG);
            coop.answerStepUp(id, 1_500, 777, 503);
            assertThat(coop.last().state()).isEqualTo(PaymentState.POSTED);
        }

        @Test
        void fifteenFailuresLockTheAccountForTheDayAndNoLonger() {
            for (int i = 0; i < 5; i++) {
                final long id = coop.request().send();
                for (int wrong = 0; wrong < 3; wrong++) {
                    coop.answerStepUp(id, 1_500, 1, coop.newId());
                }
            }
            coop.request().send();
            assertThat(coop.last()).extracting(Reply::state, Reply::reason)
                .containsExactly(PaymentState.DECLINED, DeclineReason.STEP_UP_LOCKED);
            coop.advance(86_400_000);
            coop.request().send();
            assertThat(coop.last().state()).isEqualTo(PaymentState.CHALLENGED);
        }

        @Test
        void aRightPasswordIsConsumedOnce() {
            final long id = coop.request().send();
            coop.confirm(id, 1_500);
            coop.confirm(id, 1_500);
            assertThat(coop.last()).extracting(Reply::disposition, Reply::state)
                .containsExactly(Disposition.REPEAT, PaymentState.POSTED);
            assertThat(coop.ledgerOf(LUIS)).isEqualTo(51_500);
        }

        @Test
        void fundsAreCheckedAgainWhenTheMemberConfirms() {
            final long first = coop.request().from(LUIS).to(ANA).amount(40_000).send();
            final long second = coop.request().from(LUIS).to(ANA).amount(40_000).send();
            coop.confirm(first, 40_000);
            coop.confirm(second, 40_000);
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode)
                .containsExactly(PaymentState.DECLINED, "51");
        }

        @Test
        void anotherChannelsPaymentIsNotFound() {
            assertThat(coop.view(4711).disposition()).isEqualTo(Disposition.NOT_FOUND);
        }
    }

    @Nested
    class Idempotency {
        @Test
        void theSameRequestAgainGetsTheVerySameAnswerAndMovesNothing() {
            withoutStepUp();
            coop.request().paymentId(900).key(5).send();
            final Reply first = coop.last();
            coop.request().paymentId(901).key(5).send();
            assertThat(coop.last()).extracting(Reply::disposition, Reply::paymentId, Reply::approvalCode,
                Reply::responseCode, Reply::availableMinor).containsExactly(Disposition.REPEAT, 900L,
                first.approvalCode(), "00", first.availableMinor());
            assertThat(coop.ledgerOf(LUIS)).isEqualTo(51_500);
        }

        @Test
        void theSameKeyWithAnotherAmountIs94() {
            withoutStepUp();
            coop.request().key(5).amount(100).send();
            coop.request().key(5).amount(101).send();
            assertThat(coop.last()).extracting(Reply::disposition, Reply::responseCode)
                .containsExactly(Disposition.KEY_REUSED, "94");
        }

        @Test
        void aRepeatInFlightIsAttachedToTheFirstAndBothGetTheSameAnswer() {
            withoutStepUp();
            coop.request().operation(Operation.TRANSFER_INTERBANK).key(5).connection(3).send();
            coop.request().operation(Operation.TRANSFER_INTERBANK).key(5).connection(4).send();
            assertThat(coop.last().disposition()).isEqualTo(Disposition.IN_FLIGHT);
            assertThat(coop.heldOf(ANA)).as("one hold").isEqualTo(1_541);
            assertThat(coop.sent).as("sent once").hasSize(1);
            final var message = coop.sent.getFirst();
            coop.clear();
            coop.answer(message).arrive();
            assertThat(coop.replies).extracting(Reply::connectionId).containsExactly(3L, 4L);
            assertThat(coop.replies).extracting(Reply::state).containsOnly(PaymentState.POSTED);
            assertThat(coop.heldOf(ANA)).isZero();
        }

        @Test
        void aKeyIsForgottenAfterItsRetentionAndNotBefore() {
            withoutStepUp();
            coop.request().key(5).send();
            coop.advance(7L * 86_400_000);
            coop.request().key(5).send();
            assertThat(coop.last().disposition()).isEqualTo(Disposition.REPEAT);
            coop.advance(1);
            coop.request().key(5).send();
            assertThat(coop.last().disposition()).isEqualTo(Disposition.FIRST);
        }

        @Test
        void whenFullANewRequestIs96WithoutAHoldAndAKnownKeyIsStillAnswered() {
            final PolicyOptions options = new PolicyOptions().noStepUp();
            options.maxPayments = 2;
            coop = new TestCooperative(options);
            coop.request().key(1).send();
            coop.request().key(2).send();
            coop.request().key(3).send();
            assertThat(coop.last()).extracting(Reply::responseCode, Reply::reason)
                .containsExactly("96", DeclineReason.CAPACITY);
            coop.request().key(1).send();
            assertThat(coop.last().disposition()).isEqualTo(Disposition.REPEAT);
        }
    }

    @Nested
    class Network {
        @Test
        void aDeclineOfTheNetworkIsPassedOnAndFreesHoldAndLimit() {
            final long id = sentInterbank();
            coop.answer(coop.sent.getLast()).code("51").arrive();
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode, Reply::availableMinor)
                .containsExactly(PaymentState.DECLINED, "51", 10_000_000L);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.DECLINED);
        }

        @Test
        void silenceIs68AndReversalsGoOutExponentiallySpacedUnderTheSameReferencesUntilAccepted() {
            final long id = sentInterbank();
            final var request = coop.sent.getFirst();
            coop.advance(10_000);
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode)
                .containsExactly(PaymentState.REVERSAL_PENDING, "68");
            assertThat(coop.heldOf(ANA)).as("the hold stays").isEqualTo(1_541);

            coop.advance(1_000);
            coop.advance(1_999);
            assertThat(coop.sent).as("second repeat is due after 2 s").hasSize(3);
            coop.advance(1);

            assertThat(coop.sent).extracting(TestCooperative.Sent::attempt).containsExactly(0, 1, 2, 3);
            assertThat(coop.sent.subList(1, 4)).extracting(TestCooperative.Sent::stan).containsOnly(
                coop.sent.get(1).stan());
            assertThat(coop.sent).extracting(TestCooperative.Sent::rrn).containsOnly(request.rrn());
            assertThat(coop.sent.subList(1, 4)).extracting(TestCooperative.Sent::originalStan)
                .containsOnly(request.stan());
            coop.answer(coop.sent.getLast()).code("00").arrive();
            assertThat(coop.view(id)).extracting(Reply::state, Reply::responseCode)
                .containsExactly(PaymentState.REVERSED, "68");
            assertThat(coop.availableOf(ANA)).isEqualTo(10_000_000);
            coop.advance(3_600_000);
            assertThat(coop.sent).as("nothing more is sent").hasSize(4);
        }

        @Test
        void anApprovalAfterTheReversalWasDecidedIsNeverCaptured() {
            final long id = sentInterbank();
            coop.advance(10_000);
            coop.answer(coop.sent.getFirst()).arrive();
            assertThat(coop.alarms).extracting(TestCooperative.Alarmed::code).contains(AlarmCode.LATE_APPROVAL);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.REVERSAL_PENDING);
            coop.answer(coop.sent.getLast()).arrive();
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.REVERSED);
            assertThat(coop.ledgerOf(INTERBANK)).isZero();
        }

        @Test
        void aReversalThatTheNetworkRefusesIsRepeatedAndSixAttemptsAlarm() {
            final long id = sentInterbank();
            coop.advance(10_000);
            coop.answer(coop.sent.getLast()).code("96").arrive();
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.REVERSAL_PENDING);
            for (int i = 0; i < 5; i++) {
                coop.advance(60_000);
            }
            assertThat(coop.alarms).extracting(TestCooperative.Alarmed::code)
                .containsOnlyOnce(AlarmCode.REVERSAL_REPEATED);
            coop.advance(86_400_000);
            assertThat(coop.view(id).state()).as("it never gives up").isEqualTo(PaymentState.REVERSAL_PENDING);
        }

        @ParameterizedTest(name = "DE{1} {2}")
        @CsvSource({"2, 11, missing", "4, 37, missing", "1, 7, missing", "8, 41, missing", "16, 32, missing"})
        void anAnswerThatLacksAKeyFieldIsQuarantinedByField(final int bit, final int field, final String what) {
            final long id = sentInterbank();
            coop.answer(coop.sent.getLast()).without(bit).arrive();
            assertThat(coop.alarms).containsExactly(new TestCooperative.Alarmed(AlarmCode.ANSWER_MATCHED_NOTHING,
                field, true, coop.sent.getLast().stan()));
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.SENT);
        }

        @Test
        void anAnswerWhoseAmountStanOrTerminalDiffersIsQuarantined() {
            final long id = sentInterbank();
            final var message = coop.sent.getLast();
            coop.answer(message).amount(1_501).arrive();
            coop.answer(message).stan(message.stan() + 1).arrive();
            coop.answer(message).terminal("OTHER001").arrive();
            assertThat(coop.alarms).extracting(TestCooperative.Alarmed::field).containsExactly(4, 11, 41);
            assertThat(coop.alarms).extracting(TestCooperative.Alarmed::missing).containsOnly(false);
            coop.answer(message).without(64).arrive();
            assertThat(coop.view(id).state()).as("DE4 may be left out").isEqualTo(PaymentState.POSTED);
        }

        @Test
        void aSecondAnswerChangesNothing() {
            final long id = sentInterbank();
            coop.answer(coop.sent.getLast()).arrive();
            coop.answer(coop.sent.getLast()).code("51").arrive();
            assertThat(coop.alarms).extracting(TestCooperative.Alarmed::code)
                .containsExactly(AlarmCode.DUPLICATE_ANSWER);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.POSTED);
        }

        @Test
        void bytesThatNeverLeftAre91AndNeedNoReversal() {
            final long id = sentInterbank();
            coop.sendFailed(coop.sent.getLast());
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode)
                .containsExactly(PaymentState.DECLINED, "91");
            coop.advance(60_000);
            assertThat(coop.sent).hasSize(1);
            assertThat(coop.view(id).reversals()).isZero();
        }

        @Test
        void reversalsWaitForTheLinkAndDrainInOrderWhenItIsBack() {
            withoutStepUp();
            for (int i = 0; i < 20; i++) {
                interbank(100 + i);
            }
            coop.link(LinkState.DOWN);
            coop.advance(10_000);
            assertThat(coop.last().responseCode()).isEqualTo("91");
            assertThat(coop.sent).as("requests alone").hasSize(20);
            coop.link(LinkState.UP);
            coop.advance(1_000);
            assertThat(coop.sent.stream().filter(sent -> sent.attempt() == 1)
                .map(TestCooperative.Sent::amountMinor).toList())
                .isEqualTo(LongStream.range(100, 120).boxed().toList());
        }

        @Test
        void aCrashAfterSendingIsATimeoutAndNeverABlindSecondSend() {
            final long id = sentInterbank();
            coop.restart();
            coop.advance(0);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.REVERSAL_PENDING);
            assertThat(coop.sent).as("the link is not up yet").hasSize(1);
            coop.link(LinkState.UP);
            coop.advance(1);
            assertThat(coop.sent).extracting(TestCooperative.Sent::attempt).containsExactly(0, 1);
        }

        @Test
        void aChallengeThatIsOpenWhenTheNodeDiesSimplyGoesOn() {
            final long id = coop.request().send();
            coop.restart();
            coop.confirm(id, 1_500);
            assertThat(coop.last().state()).isEqualTo(PaymentState.POSTED);
        }
    }

    @Nested
    class Cards {
        private long hold(final long key, final long amountMinor) {
            return coop.request().operation(Operation.CARD_PURCHASE).holdOnly().key(key).amount(amountMinor).send();
        }

        @Test
        void anAuthorizationHoldsAndItsCompletionPostsWhatItCameTo() {
            final long id = hold(70, 5_000);
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode, Reply::availableMinor)
                .containsExactly(PaymentState.HELD, "00", 9_995_000L);
            coop.complete(70, 71, 4_200);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.POSTED);
            assertThat(coop.ledgerOf(ANA)).isEqualTo(9_995_800);
            assertThat(coop.heldOf(ANA)).isZero();
            coop.complete(70, 71, 4_200);
            assertThat(coop.last().disposition()).isEqualTo(Disposition.REPEAT);
            assertThat(coop.ledgerOf(CARDS)).isEqualTo(4_200);
        }

        @Test
        void aCompletionAboveItsHoldPostsTheHoldAndListsTheExcess() {
            hold(70, 5_000);
            coop.complete(70, 71, 5_300);
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode)
                .containsExactly(PaymentState.MANUAL, "00");
            assertThat(coop.ledgerOf(CARDS)).isEqualTo(5_000);
            assertThat(coop.alarms).containsExactly(
                new TestCooperative.Alarmed(AlarmCode.ADVICE_EXCESS, 0, false, 300));
        }

        @Test
        void aCompletionAfterTheHoldExpiredIsAcceptedAndListed() {
            final long id = hold(70, 5_000);
            coop.advance(7L * 86_400_000);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.EXPIRED);
            assertThat(coop.availableOf(ANA)).isEqualTo(10_000_000);
            coop.complete(70, 71, 5_000);
            assertThat(coop.last().responseCode()).isEqualTo("00");
            assertThat(coop.alarms).extracting(TestCooperative.Alarmed::value).containsExactly(5_000L);
        }

        @Test
        void aPurchasePostsAtOnceAndItsReversalPostsBackOnce() {
            final long id = coop.request().operation(Operation.CARD_PURCHASE).key(80).amount(900).send();
            assertThat(coop.last().state()).isEqualTo(PaymentState.POSTED);
            coop.reverse(80, 81, 900);
            assertThat(coop.last().responseCode()).isEqualTo("00");
            coop.reverse(80, 81, 900);
            coop.reverse(80, 82, 900);
            assertThat(coop.last().responseCode()).isEqualTo("00");
            assertThat(coop.ledgerOf(ANA)).isEqualTo(10_000_000);
            assertThat(coop.view(id)).extracting(Reply::state, Reply::reversedMinor)
                .containsExactly(PaymentState.POSTED, 900L);
        }

        @Test
        void aReversalOfAHoldFreesIt() {
            final long id = hold(70, 5_000);
            coop.reverse(70, 71, 5_000);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.REVERSED);
            assertThat(coop.availableOf(ANA)).isEqualTo(10_000_000);
        }

        @Test
        void aReversalMayNameItsOriginalByOurIdAndOnlyItsOwnerMay() {
            final long id = hold(70, 5_000);
            coop.reverseById(id, TestCooperative.CHANNEL + 1, 71, 5_000);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.HELD);
            coop.reverseById(id, TestCooperative.CHANNEL, 72, 5_000);
            assertThat(coop.view(id).state()).isEqualTo(PaymentState.REVERSED);
            assertThat(coop.availableOf(ANA)).isEqualTo(10_000_000);
        }

        @Test
        void aReversalThatOvertakesItsOriginalIsRememberedAndTheOriginalDeclined12() {
            coop.reverse(90, 91, 900);
            assertThat(coop.last().responseCode()).isEqualTo("00");
            coop.request().operation(Operation.CARD_PURCHASE).key(90).amount(900).send();
            assertThat(coop.last()).extracting(Reply::state, Reply::responseCode)
                .containsExactly(PaymentState.DECLINED, "12");
            assertThat(coop.ledgerOf(ANA)).isEqualTo(10_000_000);
            assertThat(coop.heldOf(ANA)).isZero();
        }

        @Test
        void aProfileMayAnswerAnUnknownOriginalWith25() {
            final PolicyOptions options = new PolicyOptions();
            options.unknownOriginalCode = ResponseCode.NO_ORIGINAL;
            coop = new TestCooperative(options);
            coop.reverse(90, 91, 900);
            assertThat(coop.last().responseCode()).isEqualTo("25");
        }

        @Test
        void aReversedCreditThatWasSpentIsMadeUpFromSuspense() {
            withoutStepUp();
            coop.request().operation(Operation.CREDIT_INBOUND).key(60).to(ANA_SECOND).amount(700).send();
            coop.request().from(ANA_SECOND).to(ANA).amount(500).send();
            coop.reverse(60, 61, 700);
            assertThat(coop.ledgerOf(ANA_SECOND)).isZero();
            assertThat(coop.ledgerOf(SUSPENSE)).isEqualTo(-500);
            assertThat(coop.ledgerOf(INTERBANK)).isZero();
        }

        @Test
        void aTransferThatAnotherBankSettledIsNotTakenBackByItsCaller() {
            withoutStepUp();
            coop.request().operation(Operation.TRANSFER_INTERBANK).key(60).amount(700).send();
            coop.answer(coop.sent.getLast()).arrive();
            coop.reverse(60, 61, 700);
            assertThat(coop.last()).extracting(Reply::responseCode, Reply::reason)
                .containsExactly("57", DeclineReason.NOT_REVERSIBLE);
        }

        @Test
        void anUnknownOrBlockedCardIsDeclined() {
            coop.request().operation(Operation.CARD_WITHDRAWAL).card(0xBAD).send();
            assertThat(coop.last().responseCode()).isEqualTo("14");
            coop.putCard(TestCooperative.CARD, ANA, AccountStatus.BLOCKED);
            coop.request().operation(Operation.CARD_WITHDRAWAL).send();
            assertThat(coop.last().responseCode()).isEqualTo("57");
        }
    }

    @Nested
    class Limits {
        @Test
        void aLimitIsTakenWithTheHoldAndGivenBackWhenItComesToNothing() {
            withoutStepUp();
            interbank(600_000);
            interbank(600_000);
            assertThat(coop.last().responseCode()).isEqualTo("61");
            coop.answer(coop.sent.getFirst()).code("05").arrive();
            interbank(600_000);
            assertThat(coop.sent).hasSize(2);
        }

        @Test
        void theDayEndsAtMidnightInTheCooperativesZone() {
            withoutStepUp();
            coop.request().amount(1_000_000).send();
            coop.nowMs = java.time.Instant.parse("2026-11-17T04:59:59.999Z").toEpochMilli();
            coop.request().amount(1).send();
            assertThat(coop.last().responseCode()).isEqualTo("61");
            coop.nowMs += 1;
            coop.request().amount(1).send();
            assertThat(coop.last().responseCode()).isEqualTo("00");
        }

        @Test
        void theCountOfADayIs65() {
            final PolicyOptions options = new PolicyOptions().noStepUp();
            options.dailyCount = 2;
            coop = new TestCooperative(options);
            coop.request().amount(1).send();
            coop.request().amount(1).send();
            coop.request().amount(1).send();
            assertThat(coop.last().responseCode()).isEqualTo("65");
        }

        @Test
        void aMembersOwnLimitRulesWithinTheCeiling() {
            withoutStepUp();
            coop.putLimits(11, Bucket.INT, 500, 600, 700);
            coop.request().amount(501).send();
            assertThat(coop.last().responseCode()).isEqualTo("61");
            coop.request().amount(500).send();
            coop.nowMs += 86_400_000;
            coop.request().amount(101).send();
            assertThat(coop.last().responseCode()).as("weekly").isEqualTo("61");
        }

        @Test
        void noLimitOfMyOwnMeansTheCeilingAndNeverWraps() {
            withoutStepUp();
            coop.putLimits(11, Bucket.INT, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(coop.admin).containsExactly(AdminResult.DONE);
            coop.request().amount(1_000_001).send();
            assertThat(coop.last().responseCode()).isEqualTo("61");
            coop.request().amount(1_000_000).send();
            assertThat(coop.last().responseCode()).isEqualTo("00");
        }

        @ParameterizedTest
        @CsvSource({"1000001, 1000001, 1000001, ABOVE_CEILING", "500, 400, 700, WEEKLY_BELOW_DAILY",
            "500, 600, 550, MONTHLY_BELOW_WEEKLY", "-1, 0, 0, INVALID"})
        void aLimitThatMakesNoSenseIsRefusedWithTheReason(final long daily, final long weekly, final long monthly,
            final AdminResult result) {
            coop.putLimits(11, Bucket.EXT, daily, weekly, monthly);
            assertThat(coop.admin).containsExactly(result);
        }
    }

    @Test
    void anAccountThatExistsKeepsItsBalanceWhenItIsImportedAgain() {
        coop.openAccount(ANA, 11, 777);
        assertThat(coop.admin).containsExactly(AdminResult.ALREADY_THERE);
        assertThat(coop.ledgerOf(ANA)).isEqualTo(10_000_000);
    }

    @Test
    void timeThatGoesBackOrASequenceWithAGapStopsTheEngine() {
        final Consumer<Runnable> stops = run -> org.assertj.core.api.Assertions
            .assertThatIllegalStateException().isThrownBy(run::run);
        coop.nowMs -= 1;
        stops.accept(coop::tick);
        coop.nowMs += 1;
        coop.log.removeLast();
        coop.logTimes.removeLast();
        stops.accept(coop::tick);
        coop = new TestCooperative();
    }
}
