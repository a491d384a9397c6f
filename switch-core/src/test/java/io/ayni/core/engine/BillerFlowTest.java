package io.ayni.core.engine;

import static io.ayni.core.engine.TestInstitution.MEMBER;
import static io.ayni.core.engine.TestInstitution.SAVINGS;
import static io.ayni.core.engine.TestPolicy.BILLER_SETTLEMENT;
import static io.ayni.core.engine.TestPolicy.LIGHT;
import static io.ayni.core.engine.TestPolicy.NIGHT;
import static io.ayni.core.engine.TestPolicy.SCHOOL;
import static io.ayni.core.engine.TestPolicy.WATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.engine.TestInstitution.Reply;
import io.ayni.core.engine.TestInstitution.Sent;
import io.ayni.core.engine.TestInstitution.Told;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Resolution;
import io.ayni.core.payment.SendKind;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A biller has no reversal. What it does not answer is UNKNOWN and asked about; the payment is never failed on a guess
 * and never sent twice.
 */
class BillerFlowTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private TestInstitution bank = new TestInstitution();

    @AfterEach
    void replayAndSnapshotSayTheSame() {
        assertThat(bank.replayed().stateHash()).isEqualTo(bank.engine.stateHash());
        final String hash = bank.engine.stateHash();
        bank.goOnFromSnapshot();
        assertThat(bank.engine.stateHash()).isEqualTo(hash);
    }

    private Sent sentBill() {
        bank.ask(Operation.BILL_PAY).biller(LIGHT, 1_500).send();
        return bank.sent.getLast();
    }

    /** Sent, and not answered in time. */
    private Sent unknownBill() {
        final Sent request = sentBill();
        bank.pass(20_000);
        assertThat(bank.view(request.paymentId()).state()).isEqualTo(PaymentState.UNKNOWN);
        return request;
    }

    private PaymentState stateOf(final Sent message) {
        return bank.view(message.paymentId()).state();
    }

    @Nested
    class AnsweredInTime {
        @Test
        void theRequestNamesBillerAndReference() {
            assertThat(sentBill()).extracting(Sent::linkId, Sent::kind, Sent::attempt, Sent::billerId, Sent::reference,
                Sent::amountMinor).containsExactly(TestPolicy.BILLERS, SendKind.REQUEST, 0, LIGHT, "0102030405", 1_500L);
        }

        @Test
        void paidIsPostedToTheBillersSettlementWithItsReceipt() {
            bank.ask(Operation.BILL_PAY).biller(LIGHT, 1_500).note("casa de mamá").send();
            bank.billerSays(bank.sent.getLast(), BillerResult.PAID, "");

            assertThat(bank.last()).extracting(Reply::state, Reply::code, Reply::receipt, Reply::note, Reply::billerId)
                .containsExactly(PaymentState.POSTED, "00", "COMP-000077", "casa de mamá", LIGHT);
            assertThat(bank.ledger(BILLER_SETTLEMENT)).isEqualTo(1_500);
            assertThat(bank.held(SAVINGS)).isZero();
            assertThat(bank.told).as("who was answered is not told twice").isEmpty();
        }

        @Test
        void theBillersOwnFeeIsTakenWithItsTax() {
            bank.at("2026-11-16T21:00");
            bank.ask(Operation.BILL_PAY).biller(NIGHT, 0).send();
            assertThat(bank.held(SAVINGS)).as("15.00 + 0.50 + 15 % of it, half up").isEqualTo(1_500 + 50 + 8);
        }

        @Test
        void refusedIsDeclinedWithTheBillersCode() {
            bank.billerSays(sentBill(), BillerResult.REFUSED, "14");
            assertThat(bank.last()).extracting(Reply::state, Reply::code, Reply::reason)
                .containsExactly(PaymentState.DECLINED, "14", DeclineReason.NETWORK_DECLINED);
            assertThat(bank.held(SAVINGS)).isZero();
        }

        @Test
        void pendingIsUnknownAtOnce() {
            final Sent request = sentBill();
            bank.billerSays(request, BillerResult.PENDING, "");
            assertThat(bank.last()).extracting(Reply::state, Reply::code).containsExactly(PaymentState.UNKNOWN, "68");
            assertThat(bank.held(SAVINGS)).isEqualTo(1_500);
        }

        @Test
        void anotherAmountThanOursIsNoAnswer() {
            final Sent request = sentBill();
            bank.billerSays(request, BillerResult.PAID, "", 1_499);
            assertThat(bank.alarms).containsExactly(AlarmCode.ANSWER_MATCHED_NOTHING);
            assertThat(stateOf(request)).isEqualTo(PaymentState.SENT);
        }

        @Test
        void whatNeverLeftIsDeclined91() {
            bank.neverLeft(sentBill());
            assertThat(bank.last()).extracting(Reply::state, Reply::code)
                .containsExactly(PaymentState.DECLINED, "91");
        }

        @Test
        void aSecondAnswerChangesNothing() {
            final Sent request = sentBill();
            bank.billerSays(request, BillerResult.PAID, "");
            bank.billerSays(request, BillerResult.PAID, "");
            assertThat(bank.ledger(BILLER_SETTLEMENT)).isEqualTo(1_500);
            assertThat(bank.alarms).containsExactly(AlarmCode.DUPLICATE_ANSWER);
        }
    }

    @Nested
    class Silence {
        @Test
        void theCallerGets68AndTheHoldStays() {
            unknownBill();
            assertThat(bank.last()).extracting(Reply::state, Reply::code, Reply::reason)
                .containsExactly(PaymentState.UNKNOWN, "68", DeclineReason.NETWORK_TIMEOUT);
            assertThat(bank.held(SAVINGS)).isEqualTo(1_500);
        }

        @Test
        void withTheLinkDownTheCallerGets91() {
            sentBill();
            bank.link(TestPolicy.BILLERS, false);
            bank.pass(20_000);
            assertThat(bank.last().code()).isEqualTo("91");
        }

        @Test
        void itIsAskedByOurReferenceEverMoreRarelyAndNeverSentAgain() {
            final Sent request = unknownBill();
            bank.clear();
            bank.pass(5_000 + 10_000 + 20_000 + 40_000);
            assertThat(bank.sent).extracting(Sent::kind).containsOnly(SendKind.STATUS);
            assertThat(bank.sent).extracting(Sent::attempt).containsExactly(1, 2, 3, 4);
            assertThat(bank.sent).extracting(Sent::paymentId).containsOnly(request.paymentId());
        }

        @Test
        void inquiriesAreNotSentOverALinkThatIsDown() {
            unknownBill();
            bank.link(TestPolicy.BILLERS, false);
            bank.clear();
            bank.pass(HOUR);
            assertThat(bank.sent).isEmpty();
            bank.link(TestPolicy.BILLERS, true);
            bank.pass(HOUR);
            assertThat(bank.sent).isNotEmpty();
        }

        @ParameterizedTest(name = "{0} → {2}")
        @CsvSource({"PAID, '', POSTED, 00, PAYMENT_POSTED", "REFUSED, 14, DECLINED, 14, PAYMENT_REVERSED"})
        void anInquiryThatDecidesIsToldToTheMember(final BillerResult result, final String code,
            final PaymentState state, final String shown, final NoticeKind notice) {
            final Sent request = unknownBill();
            bank.pass(5_000);
            bank.billerSays(bank.sent.getLast(), result, code);
            assertThat(bank.view(request.paymentId())).extracting(Reply::state, Reply::code)
                .containsExactly(state, shown);
            assertThat(bank.told).containsExactly(new Told(notice, MEMBER, request.paymentId(), LIGHT));
            assertThat(bank.held(SAVINGS)).isZero();
        }

        @Test
        void theLateAnswerToTheRequestItselfDecidesAsWell() {
            final Sent request = unknownBill();
            bank.billerSays(request, BillerResult.PAID, "");
            assertThat(stateOf(request)).isEqualTo(PaymentState.POSTED);
        }

        @Test
        void notFoundDecidesNothingWhileTheRequestMayStillArrive() {
            final Sent request = unknownBill();
            bank.pass(5_000);
            bank.billerSays(bank.sent.getLast(), BillerResult.NOT_FOUND, "");
            assertThat(stateOf(request)).isEqualTo(PaymentState.UNKNOWN);

            final Sent early = bank.sent.getLast();
            bank.pass(25 * MINUTE);
            bank.billerSays(early, BillerResult.NOT_FOUND, "");
            assertThat(stateOf(request)).as("said long ago, heard now").isEqualTo(PaymentState.UNKNOWN);

            bank.billerSays(bank.sent.getLast(), BillerResult.NOT_FOUND, "");
            assertThat(bank.view(request.paymentId())).extracting(Reply::state, Reply::code)
                .containsExactly(PaymentState.DECLINED, "68");
            assertThat(bank.held(SAVINGS)).isZero();
        }

        @Test
        void paidAfterItWasGivenUpIsAnAlarmAndMovesNothing() {
            final Sent request = unknownBill();
            bank.pass(25 * MINUTE);
            bank.billerSays(bank.sent.getLast(), BillerResult.NOT_FOUND, "");
            bank.billerSays(request, BillerResult.PAID, "");
            assertThat(bank.alarms).containsExactly(AlarmCode.LATE_APPROVAL);
            assertThat(bank.ledger(BILLER_SETTLEMENT)).isZero();
        }

        @Test
        void afterADayAPersonHasToSeeToIt() {
            final Sent request = unknownBill();
            bank.pass(24 * HOUR);
            assertThat(stateOf(request)).isEqualTo(PaymentState.MANUAL);
            assertThat(bank.alarms).containsExactly(AlarmCode.MANUAL);
            assertThat(bank.held(SAVINGS)).isEqualTo(1_500);
            bank.clear();
            bank.pass(48 * HOUR);
            assertThat(bank.sent).as("nobody asks any more").isEmpty();
        }

        @Test
        void aNewRunAsksAboutWhatWasSentAndNeverSendsItAgain() {
            final Sent request = sentBill();
            bank.restart();
            bank.clear();
            bank.link(TestPolicy.BILLERS, true);
            bank.pass(MINUTE);
            assertThat(stateOf(request)).isEqualTo(PaymentState.UNKNOWN);
            assertThat(bank.sent).extracting(Sent::kind).containsOnly(SendKind.STATUS);
        }

        @Test
        void thereAreNoRefundsWhileItIsUnknownNorWhenItIsPaid() {
            final Sent request = unknownBill();
            bank.reverse(request.paymentId(), 1_500);
            assertThat(bank.last().reason()).isEqualTo(DeclineReason.NOT_REVERSIBLE);
            bank.billerSays(request, BillerResult.PAID, "");
            bank.reverse(request.paymentId(), 1_500);
            assertThat(bank.last().reason()).isEqualTo(DeclineReason.NOT_REVERSIBLE);
            assertThat(bank.ledger(BILLER_SETTLEMENT)).isEqualTo(1_500);
        }

        @Test
        void whenItsLinkHasLeftThePolicyAPersonSeesToIt() {
            final Sent request = sentBill();
            final TestPolicy policy = new TestPolicy();
            policy.withBillers = false;
            bank.put(policy);
            bank.pass(20_000);
            assertThat(stateOf(request)).as("not reversed: no biller knows how").isEqualTo(PaymentState.UNKNOWN);
            bank.pass(24 * HOUR);
            assertThat(stateOf(request)).isEqualTo(PaymentState.MANUAL);
        }

        @Test
        void aBillThatIsBeingPaidCannotBeTakenBack() {
            final Sent request = sentBill();
            bank.reverse(request.paymentId(), 1_500);
            assertThat(bank.last().reason()).isEqualTo(DeclineReason.NOT_REVERSIBLE);
            assertThat(stateOf(request)).isEqualTo(PaymentState.SENT);
        }
    }

    @Nested
    class AnOperatorsWord {
        private Sent manualBill() {
            final Sent request = unknownBill();
            bank.resolve(request.paymentId(), Resolution.TO_MANUAL);
            assertThat(bank.admin).containsExactly(AdminResult.DONE);
            bank.clear();
            return request;
        }

        @Test
        void postsWhatThePersonKnowsWasPaid() {
            final Sent request = manualBill();
            bank.resolve(request.paymentId(), Resolution.POST);
            assertThat(bank.view(request.paymentId())).extracting(Reply::state, Reply::code)
                .containsExactly(PaymentState.POSTED, "00");
            assertThat(bank.ledger(BILLER_SETTLEMENT)).isEqualTo(1_500);
            assertThat(bank.told).extracting(Told::kind).containsExactly(NoticeKind.PAYMENT_POSTED);
        }

        @Test
        void givesBackWhatWasNot() {
            final Sent request = manualBill();
            bank.resolve(request.paymentId(), Resolution.REVERSE);
            assertThat(stateOf(request)).isEqualTo(PaymentState.REVERSED);
            assertThat(bank.held(SAVINGS)).isZero();
            assertThat(bank.told).extracting(Told::kind).containsExactly(NoticeKind.PAYMENT_REVERSED);
        }

        @Test
        void anAnswerThatComesAfterItIsForAPersonIsAnAlarm() {
            final Sent request = manualBill();
            bank.billerSays(request, BillerResult.PAID, "");
            assertThat(bank.alarms).containsExactly(AlarmCode.LATE_APPROVAL);
            assertThat(stateOf(request)).isEqualTo(PaymentState.MANUAL);
        }

        @Test
        void doesNotPostWhatIsStillAskedAbout() {
            final Sent request = unknownBill();
            bank.resolve(request.paymentId(), Resolution.POST);
            bank.resolve(request.paymentId(), Resolution.REVERSE);
            assertThat(bank.admin).containsExactly(AdminResult.WRONG_STATE, AdminResult.WRONG_STATE);
            assertThat(stateOf(request)).isEqualTo(PaymentState.UNKNOWN);
        }

        @Test
        void takesAReversalThatNobodyAcceptsOffItsQueue() {
            final long id = bank.ask(Operation.TRANSFER_INTERBANK).institution(TestPolicy.INSTITUTION).send();
            bank.link(TestPolicy.INTERBANK, false);
            bank.pass(MINUTE);
            assertThat(bank.view(id).state()).isEqualTo(PaymentState.REVERSAL_PENDING);

            bank.resolve(id, Resolution.TO_MANUAL);
            bank.clear();
            bank.link(TestPolicy.INTERBANK, true);
            bank.pass(HOUR);
            assertThat(bank.sent).as("reversals").isEmpty();
            bank.resolve(id, Resolution.POST);
            assertThat(bank.ledger(TestPolicy.SETTLEMENT)).isEqualTo(1_500);
            bank.resolve(id, Resolution.REVERSE);
            assertThat(bank.admin).as("final states never change")
                .containsExactly(AdminResult.DONE, AdminResult.WRONG_STATE);
        }

        @Test
        void ofAPaymentThatIsNotThereIsRefused() {
            bank.resolve(987_654, Resolution.POST);
            assertThat(bank.admin).containsExactly(AdminResult.UNKNOWN_PAYMENT);
        }
    }

    @Nested
    class ToldInAFile {
        @ParameterizedTest(name = "{0} → {1}")
        @CsvSource({
            "2026-11-16T10:00, 2026-11-17",
            "2026-11-16T18:00, 2026-11-19",
            "2026-11-17T17:59, 2026-11-19",
            "2026-11-20T17:59, 2026-11-21",
            "2026-11-20T18:00, 2026-11-23",
            "2026-11-21T12:29, 2026-11-23",
            "2026-11-21T12:30, 2026-11-24",
            "2026-11-22T10:00, 2026-11-24"})
        void itHasEffectOnTheBusinessDayOfTheCutOffRule(final String local, final String effective) {
            bank.at(local);
            bank.ask(Operation.BILL_PAY).biller(SCHOOL, 1_500).send();
            final Sent request = bank.sent.getLast();
            assertThat(request.linkId()).isEqualTo(TestPolicy.BATCH);
            assertThat(LocalDate.ofEpochDay(request.effectiveDay())).isEqualTo(effective);
            bank.billerSays(request, BillerResult.PAID, "");
            assertThat(bank.last().state()).isEqualTo(PaymentState.POSTED);
            assertThat(LocalDate.ofEpochDay(bank.last().effectiveDay())).isEqualTo(effective);
        }
    }

    @Nested
    class Windows {
        @Test
        void noMoreRequestsAreInFlightThanTheLinksWindow() {
            final TestPolicy policy = new TestPolicy();
            policy.window = 2;
            bank = new TestInstitution(policy);
            final Sent first = sentBill();
            bank.ask(Operation.BILL_PAY).biller(WATER, 1_500).send();
            bank.goOnFromSnapshot();
            bank.ask(Operation.BILL_PAY).biller(WATER, 1_500).send();
            assertThat(bank.last()).extracting(Reply::state, Reply::code, Reply::reason)
                .containsExactly(PaymentState.DECLINED, "91", DeclineReason.LINK_DOWN);

            bank.billerSays(first, BillerResult.PAID, "");
            bank.clear();
            bank.ask(Operation.BILL_PAY).biller(WATER, 1_500).send();
            assertThat(bank.sent).as("there is room again").hasSize(1);
        }
    }

    @Nested
    class StepUp {
        @Test
        void whatIsOwedAndTheHoursAreAskedAgainWhenTheMemberTookTheirTime() {
            final TestPolicy policy = new TestPolicy();
            policy.stepUp.add(Operation.BILL_PAY);
            bank = new TestInstitution(policy);
            bank.at("2026-11-16T18:59");
            final long id = bank.ask(Operation.BILL_PAY).biller(LIGHT, 1_500).send();
            assertThat(bank.last()).extracting(Reply::state, Reply::code)
                .containsExactly(PaymentState.CHALLENGED, "1A");
            assertThat(bank.held(SAVINGS)).isZero();
            bank.at("2026-11-16T19:00");
            bank.confirm(id);
            assertThat(bank.last()).extracting(Reply::state, Reply::code)
                .containsExactly(PaymentState.DECLINED, "90");
        }

        @Test
        void confirmedItGoesToTheBiller() {
            final TestPolicy policy = new TestPolicy();
            policy.stepUp.add(Operation.BILL_PAY);
            bank = new TestInstitution(policy);
            final long id = bank.ask(Operation.BILL_PAY).biller(LIGHT, 1_500).send();
            bank.confirm(id);
            assertThat(bank.sent).extracting(Sent::paymentId).isEqualTo(List.of(id));
        }
    }
}
