package io.ayni.core.engine;

import static io.ayni.core.engine.TestCooperative.ANA;
import static io.ayni.core.engine.TestCooperative.ANA_SECOND;
import static io.ayni.core.engine.TestMembers.BILLER_LINK;
import static io.ayni.core.engine.TestMembers.RUN_MINUTE;
import static io.ayni.core.engine.TestMembers.TODAY;
import static io.ayni.core.payment.Operation.SCHEDULE_CREATE;
import static io.ayni.core.payment.Operation.SCHEDULE_DELETE;
import static io.ayni.core.payment.Operation.SCHEDULE_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ayni.core.engine.TestMembers.Due;
import io.ayni.core.engine.TestMembers.Notice;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.stepup.StepUpMethod;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Bills that are paid by themselves: the switch asks the biller at six each day and pays what is owed up to the member's
 * maximum. It is Monday, ten o'clock, when a test begins.
 */
class SchedulesTest {
    /** The id of the first schedule of a test. */
    private static final long FIRST = 2;

    private TestMembers test = new TestMembers();

    @AfterEach
    void aReplayAndASnapshotGiveTheSameState() {
        MemberRequestsTest.sameAfterReplayAndSnapshot(test);
    }

    private long schedule() {
        return test.done(SCHEDULE_CREATE, any -> { });
    }

    private void dawnOf(final int day) {
        test.advanceTo(day, RUN_MINUTE);
    }

    @Test
    void eachDayTheBillerIsAskedAndWhatItIsOwedIsPaidWithoutAnotherStepUp() {
        final long id = schedule();
        dawnOf(1);
        assertThat(test.dues).containsExactly(new Due(BILLER_LINK, id, TODAY + 1, TestMembers.LIGHT, "LUZ-1"));

        final long paymentId = test.bill(id, TODAY + 1, 1_999);
        assertThat(test.coop.heldOf(ANA)).isEqualTo(1_999);
        test.billerSays(paymentId, BillerResult.PAID, 1_999);

        assertThat(test.coop.ledgerOf(ANA)).isEqualTo(10_000_000 - 1_999);
        assertThat(test.notices).containsExactly(new Notice(NoticeKind.SCHEDULE_PAID, DeclineReason.NONE, 11,
            paymentId, id, 1, 1_999, 2_000, "LUZ-1"));
        assertThat(test.query(QueryKind.SCHEDULES)).containsExactly(
            "schedule " + id + " 501 LUZ-1 2000 0 - 1 NONE", "end 1 0 1");
        dawnOf(2);
        assertThat(test.dues).hasSize(2);
    }

    /** A run that pays nothing, and what the member is told. */
    private record Row(String what, Consumer<TestMembers> given, long owedMinor, DeclineReason reason) {
    }

    @TestFactory
    Stream<DynamicTest> aRunThatDoesNotPayTellsTheMemberWhy() {
        return Stream.of(
            new Row("a bill of 20.01 with a maximum of 20.00", any -> { }, 2_001,
                DeclineReason.SCHEDULE_ABOVE_MAXIMUM),
            new Row("no funds", t -> t.done(SCHEDULE_UPDATE, r -> r.targetId(FIRST).account(ANA_SECOND)
                .amountMinor(2_000)), 2_000, DeclineReason.INSUFFICIENT_FUNDS),
            new Row("above the limit of the day", t -> t.done(Operation.LIMITS_UPDATE, r -> r.intDailyMinor(1_999)),
                2_000, DeclineReason.AMOUNT_LIMIT),
            new Row("account blocked", t -> t.coop.putAccount(ANA, 11, AccountKind.SAVINGS, AccountStatus.BLOCKED,
                Signature.SINGLE, 0, 0), 2_000, DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE),
            new Row("account joint", t -> t.coop.putAccount(ANA, 11, AccountKind.SAVINGS, AccountStatus.ACTIVE,
                Signature.JOINT, 0, 0), 2_000, DeclineReason.JOINT_SIGNATURE)
        ).map(row -> DynamicTest.dynamicTest(row.what(), () -> {
            test = new TestMembers();
            test.intDailyMinor = 10_000_000;
            test.putPolicy();
            final long id = schedule();
            row.given().accept(test);
            dawnOf(1);
            test.bill(id, TODAY + 1, row.owedMinor());
            assertThat(test.notices).extracting(Notice::kind, Notice::reason, Notice::amountMinor, Notice::runDay)
                .containsExactly(tuple(NoticeKind.SCHEDULE_NOT_PAID, row.reason(), row.owedMinor(), 1));
            assertThat(test.coop.heldOf(ANA)).isZero();
            assertThat(test.query(QueryKind.SCHEDULES).getFirst()).endsWith(" 1 " + row.reason());
            dawnOf(2);
            assertThat(test.dues).as("and it goes on the next day").hasSize(2);
        }));
    }

    @Test
    void inTheDailyCloseABillIsNotPaidAndTheMemberIsTold() {
        final long id = schedule();
        dawnOf(6);
        test.bill(id, TODAY + 6, 100);
        assertThat(test.notices.getLast()).extracting(Notice::kind, Notice::reason, Notice::runDay)
            .containsExactly(NoticeKind.SCHEDULE_NOT_PAID, DeclineReason.IN_CLOSE, 6);
    }

    @Test
    void whatTheBillerRefusesInTheEndIsTold() {
        final long id = schedule();
        dawnOf(1);
        final long paymentId = test.bill(id, TODAY + 1, 500);
        test.billerSays(paymentId, BillerResult.REFUSED, 500);
        assertThat(test.notices).extracting(Notice::kind, Notice::reason, Notice::paymentId)
            .containsExactly(tuple(NoticeKind.SCHEDULE_NOT_PAID, DeclineReason.NETWORK_DECLINED, paymentId));
        assertThat(test.coop.heldOf(ANA)).isZero();
    }

    @Test
    void nothingOwedIsNothingToTell() {
        final long id = schedule();
        dawnOf(1);
        test.bill(id, TODAY + 1, 0);
        assertThat(test.notices).isEmpty();
        assertThat(test.query(QueryKind.SCHEDULES).getFirst()).endsWith(" 1 NONE");
    }

    @Test
    void oneRunPaysOnceHoweverOftenTheBillComes() {
        final long id = schedule();
        dawnOf(1);
        test.bill(id, TODAY + 1, 500);
        test.bill(id, TODAY + 1, 500);
        test.bill(id, TODAY, 500);
        test.bill(id, TODAY + 2, 500);
        test.bill(4_711, TODAY + 1, 500);
        assertThat(test.coop.heldOf(ANA)).isEqualTo(500);
        assertThat(test.coop.sent).hasSize(1);
    }

    @Test
    void aBillerThatSaysNothingIsAskedEverMoreRarelyUntilMidnight() {
        final long id = schedule();
        dawnOf(1);
        test.advance(5_000);
        test.advance(9_999);
        assertThat(test.dues).as("after 5 s, and after 10 s more").hasSize(2);
        test.advance(1);
        assertThat(test.dues).hasSize(3);
        test.bill(id, TODAY + 1, -1);
        test.advanceTo(1, 1_439);
        assertThat(test.notices).isEmpty();
        test.advanceTo(2, 0);
        assertThat(test.notices).extracting(Notice::kind, Notice::reason, Notice::runDay)
            .containsExactly(tuple(NoticeKind.SCHEDULE_NOT_PAID, DeclineReason.BILLER_UNREACHABLE, 1));
        final int asked = test.dues.size();
        dawnOf(2);
        assertThat(test.dues).hasSize(asked + 1).last().extracting(Due::runDay).isEqualTo(TODAY + 2);
    }

    @Test
    void aBillerThatIsDownIsNotAskedButWaitedFor() {
        test.link(BILLER_LINK, false);
        schedule();
        dawnOf(1);
        assertThat(test.dues).isEmpty();
        test.link(BILLER_LINK, true);
        test.advance(5_000);
        assertThat(test.dues).hasSize(1);
    }

    @Test
    void aBillerThatThePolicyNoLongerHasIsTold() {
        test.done(SCHEDULE_CREATE, any -> { });
        test.hasBillers = false;
        test.putPolicy();
        dawnOf(1);
        assertThat(test.notices).extracting(Notice::kind, Notice::reason)
            .containsExactly(tuple(NoticeKind.SCHEDULE_NOT_PAID, DeclineReason.BILLER_UNKNOWN));
    }

    @Test
    void theLastDayEndsItAndTheMemberIsTold() {
        final long id = test.done(SCHEDULE_CREATE, request -> request.endDay(TODAY + 2));
        dawnOf(1);
        test.bill(id, TODAY + 1, 0);
        dawnOf(2);
        test.bill(id, TODAY + 2, 0);
        assertThat(test.notices).extracting(Notice::kind, Notice::targetId)
            .containsExactly(tuple(NoticeKind.SCHEDULE_ENDED, id));
        assertThat(test.query(QueryKind.SCHEDULES)).containsExactly("end 0 0 1");
        assertThat(test.coop.engine.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void thePaymentOfTheLastRunIsToldThoughTheScheduleIsGone() {
        final long id = test.done(SCHEDULE_CREATE, request -> request.endDay(TODAY + 1));
        dawnOf(1);
        final long paymentId = test.bill(id, TODAY + 1, 700);
        test.billerSays(paymentId, BillerResult.PAID, 700);
        assertThat(test.notices).extracting(Notice::kind)
            .containsExactly(NoticeKind.SCHEDULE_ENDED, NoticeKind.SCHEDULE_PAID);
    }

    @Test
    void withoutAnEndItRunsYearInYearOut() {
        final long id = schedule();
        for (int day = 1; day <= 400; day++) {
            dawnOf(day);
            test.bill(id, TODAY + day, 0);
        }
        assertThat(test.dues).hasSize(400);
    }

    @Test
    void itBeginsOnItsFirstDayAndDaysTheSwitchStoodStillAreNotMadeUp() {
        final long id = test.done(SCHEDULE_CREATE, request -> request.startDay(TODAY + 3));
        test.advanceTo(3, RUN_MINUTE - 1);
        assertThat(test.dues).isEmpty();
        test.advanceTo(9, 600);
        assertThat(test.dues).extracting(Due::runDay).containsExactly(TODAY + 9);
        test.bill(id, TODAY + 9, 0);
        test.advanceTo(9, 1_000);
        assertThat(test.dues).hasSize(1);
    }

    @Test
    void aChangeRulesTheNextRunAndACancelledOneNeverRuns() {
        final long id = schedule();
        test.done(SCHEDULE_UPDATE, request -> request.targetId(id).amountMinor(100).startDay(TODAY + 2));
        dawnOf(1);
        assertThat(test.dues).isEmpty();
        dawnOf(2);
        test.bill(id, TODAY + 2, 101);
        assertThat(test.notices.getLast().reason()).isEqualTo(DeclineReason.SCHEDULE_ABOVE_MAXIMUM);
        test.done(SCHEDULE_DELETE, request -> request.targetId(id));
        dawnOf(3);
        assertThat(test.dues).hasSize(1);
    }

    @Test
    void aCancelledScheduleThatWaitsForItsBillDoesNotPay() {
        final long id = schedule();
        dawnOf(1);
        test.done(SCHEDULE_DELETE, request -> request.targetId(id));
        test.bill(id, TODAY + 1, 100);
        assertThat(test.coop.sent).isEmpty();
    }

    @Test
    void aRunIsPaidOnceThoughTheScheduleIsChangedOnTheSameDay() {
        final long id = schedule();
        dawnOf(1);
        test.bill(id, TODAY + 1, 100);
        test.done(SCHEDULE_UPDATE, request -> request.targetId(id).startDay(TODAY));
        test.advanceTo(1, 1_439);
        assertThat(test.dues).hasSize(1);
        dawnOf(2);
        assertThat(test.dues).hasSize(2);
    }

    @Test
    void theStepUpOfBillsIsNotAskedForARun() {
        assertThat(test.stepUps.get(Operation.BILL_PAY)).isEqualTo(StepUpMethod.OTP);
        final long id = schedule();
        dawnOf(1);
        test.bill(id, TODAY + 1, 100);
        assertThat(test.coop.sent).hasSize(1);
    }
}
