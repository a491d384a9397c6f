package io.ayni.core.engine;

import static io.ayni.core.engine.TestCooperative.ANA;
import static io.ayni.core.engine.TestCooperative.ANA_SECOND;
import static io.ayni.core.engine.TestCooperative.LUIS;
import static io.ayni.core.engine.TestMembers.MEMBER;
import static io.ayni.core.engine.TestMembers.MOBILE;
import static io.ayni.core.engine.TestMembers.OTHER_MEMBER;
import static io.ayni.core.engine.TestMembers.PLAN;
import static io.ayni.core.engine.TestMembers.TODAY;
import static io.ayni.core.payment.Operation.BENEFICIARY_CREATE;
import static io.ayni.core.payment.Operation.BENEFICIARY_DELETE;
import static io.ayni.core.payment.Operation.BENEFICIARY_UPDATE;
import static io.ayni.core.payment.Operation.BILLER_DELETE;
import static io.ayni.core.payment.Operation.BILLER_ENROL;
import static io.ayni.core.payment.Operation.BILLER_FAVORITE;
import static io.ayni.core.payment.Operation.CARD_DEFERRAL_BALANCE;
import static io.ayni.core.payment.Operation.CARD_DEFERRAL_CONFIRM;
import static io.ayni.core.payment.Operation.CARD_PIN_CHANGE;
import static io.ayni.core.payment.Operation.CHALLENGE;
import static io.ayni.core.payment.Operation.LIMITS_UPDATE;
import static io.ayni.core.payment.Operation.SCHEDULE_CREATE;
import static io.ayni.core.payment.Operation.SCHEDULE_DELETE;
import static io.ayni.core.payment.Operation.SCHEDULE_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ayni.core.command.MemberRequestEncoder;
import io.ayni.core.engine.TestCooperative.Reply;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Signature;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.stepup.StepUpMethod;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each request of a member that moves no money comes to, row by row: given, request, outcome. */
class MemberRequestsTest {
    private static final Consumer<TestMembers> NOTHING = any -> { };

    private TestMembers test = new TestMembers();

    @AfterEach
    void aReplayAndASnapshotGiveTheSameState() {
        sameAfterReplayAndSnapshot(test);
    }

    static void sameAfterReplayAndSnapshot(final TestMembers test) {
        final String hash = test.coop.engine.stateHash();
        assertThat(test.coop.replayed(EngineContext.defaults()).stateHash()).as("replay").isEqualTo(hash);
        final AuthorizationEngine loaded = new AuthorizationEngine(EngineContext.defaults(), (b, o, l) -> { });
        loaded.load(test.coop.engine::save);
        assertThat(loaded.stateHash()).as("snapshot").isEqualTo(hash);
        assertThat(loaded.nextDeadlineMs()).isEqualTo(test.coop.engine.nextDeadlineMs());
    }

    /** @param reason NONE: it takes effect */
    private record Row(String what, Consumer<TestMembers> given, Operation operation,
        BiConsumer<TestMembers, MemberRequestEncoder> request, boolean asksStepUp, String code,
        DeclineReason reason) {
    }

    private static Row done(final String what, final Consumer<TestMembers> given, final Operation operation,
        final boolean asksStepUp, final BiConsumer<TestMembers, MemberRequestEncoder> request) {
        return new Row(what, given, operation, request, asksStepUp, "00", DeclineReason.NONE);
    }

    private static Row no(final String what, final Consumer<TestMembers> given, final Operation operation,
        final String code, final DeclineReason reason, final BiConsumer<TestMembers, MemberRequestEncoder> request) {
        return new Row(what, given, operation, request, false, code, reason);
    }

    private static final BiConsumer<TestMembers, MemberRequestEncoder> AS_IT_IS = (test, request) -> { };

    private static Consumer<TestMembers> has(final Operation made) {
        return test -> test.done(made, any -> { });
    }

    private static Consumer<TestMembers> has(final Operation made, final int times) {
        return test -> {
            for (int i = 0; i < times; i++) {
                final String reference = "R-" + i;
                test.done(made, any -> test.reference(reference));
            }
        };
    }

    /** The id that the first thing made by a test takes: that of its request, after its key. */
    private static final long FIRST = 2;

    private static List<Row> rows() {
        return List.of(
            done("limits within the ceiling", NOTHING, LIMITS_UPDATE, true, AS_IT_IS),
            done("a monthly limit of 1e24 is no limit of my own", NOTHING, LIMITS_UPDATE, true,
                (t, r) -> r.intMonthlyMinor(Long.MAX_VALUE)),
            no("weekly below daily", NOTHING, LIMITS_UPDATE, "13", DeclineReason.LIMIT_WEEKLY_BELOW_DAILY,
                (t, r) -> r.intWeeklyMinor(9_999)),
            no("monthly below weekly", NOTHING, LIMITS_UPDATE, "13", DeclineReason.LIMIT_MONTHLY_BELOW_WEEKLY,
                (t, r) -> r.extMonthlyMinor(1_999)),
            no("external daily above the institution's", NOTHING, LIMITS_UPDATE, "61",
                DeclineReason.LIMIT_ABOVE_CEILING,
                (t, r) -> r.extDailyMinor(500_001).extWeeklyMinor(600_000).extMonthlyMinor(700_000)),
            no("a limit below zero", NOTHING, LIMITS_UPDATE, "13", DeclineReason.AMOUNT_INVALID,
                (t, r) -> r.intDailyMinor(-1)),
            no("of a member nobody knows", NOTHING, LIMITS_UPDATE, "14", DeclineReason.MEMBER_UNKNOWN,
                (t, r) -> r.memberId(4_711).account(0)),
            no("with an account of somebody else", NOTHING, LIMITS_UPDATE, "57", DeclineReason.NOT_OWN_ACCOUNT,
                (t, r) -> r.account(LUIS)),
            no("with an account that is none", NOTHING, LIMITS_UPDATE, "14", DeclineReason.DEBIT_ACCOUNT_UNKNOWN,
                (t, r) -> r.account(99)),

            done("a beneficiary here", NOTHING, BENEFICIARY_CREATE, false, AS_IT_IS),
            done("a beneficiary at another institution", NOTHING, BENEFICIARY_CREATE, false,
                (t, r) -> r.kind((short) 2).institution(TestCooperative.INSTITUTION)),
            done("a card of another bank", NOTHING, BENEFICIARY_CREATE, false,
                (t, r) -> r.kind((short) 3).cardBin(411_111).cardLastFour(1_111).sealedCard().w0(8)),
            done("a card of the cooperative", NOTHING, BENEFICIARY_CREATE, false,
                (t, r) -> r.kind((short) 4).cardToken(TestMembers.CARD_TOKEN)),
            no("no such account here", NOTHING, BENEFICIARY_CREATE, "14", DeclineReason.CREDIT_ACCOUNT_UNKNOWN,
                (t, r) -> t.reference("2999")),
            no("not digits", NOTHING, BENEFICIARY_CREATE, "14", DeclineReason.CREDIT_ACCOUNT_UNKNOWN,
                (t, r) -> t.reference("20 01x")),
            no("an account of the house", NOTHING, BENEFICIARY_CREATE, "57", DeclineReason.ACCOUNT_KIND,
                (t, r) -> t.reference("900001")),
            no("an institution no link reaches", NOTHING, BENEFICIARY_CREATE, "12", DeclineReason.NO_ROUTE,
                (t, r) -> r.kind((short) 2).institution(4_711)),
            no("a card that is not sealed", NOTHING, BENEFICIARY_CREATE, "30", DeclineReason.DETAILS_MISSING,
                (t, r) -> r.kind((short) 3).cardBin(411_111)),
            no("no kind", NOTHING, BENEFICIARY_CREATE, "30", DeclineReason.DETAILS_MISSING,
                (t, r) -> r.kind((short) 9)),
            no("no account", NOTHING, BENEFICIARY_CREATE, "30", DeclineReason.DETAILS_MISSING,
                (t, r) -> t.reference("")),
            no("the same again", has(BENEFICIARY_CREATE), BENEFICIARY_CREATE, "94", DeclineReason.ALREADY_SAVED,
                AS_IT_IS),
            no("one more than the list holds", test -> {
                for (final String account : List.of("2001", "1001", "1002")) {
                    test.done(BENEFICIARY_CREATE, any -> test.reference(account));
                }
            }, BENEFICIARY_CREATE, "65", DeclineReason.TOO_MANY_ROWS,
                (t, r) -> r.kind((short) 4).cardToken(TestMembers.CARD_TOKEN)),
            done("a new name", has(BENEFICIARY_CREATE), BENEFICIARY_UPDATE, true,
                (t, r) -> r.targetId(FIRST)),
            no("of no beneficiary", NOTHING, BENEFICIARY_UPDATE, "14", DeclineReason.TARGET_UNKNOWN,
                (t, r) -> r.targetId(FIRST)),
            no("of another member's beneficiary", has(BENEFICIARY_CREATE), BENEFICIARY_DELETE, "14",
                DeclineReason.TARGET_UNKNOWN, (t, r) -> r.targetId(FIRST).memberId(OTHER_MEMBER).account(LUIS)),
            done("deleted", has(BENEFICIARY_CREATE), BENEFICIARY_DELETE, true, (t, r) -> r.targetId(FIRST)),

            done("a service enrolled", NOTHING, BILLER_ENROL, true, AS_IT_IS),
            no("no such biller", NOTHING, BILLER_ENROL, "12", DeclineReason.BILLER_UNKNOWN,
                (t, r) -> r.billerId(999)),
            no("a plan of the cooperative is no biller", NOTHING, BILLER_ENROL, "12", DeclineReason.BILLER_UNKNOWN,
                (t, r) -> r.billerId(PLAN)),
            no("no reference", NOTHING, BILLER_ENROL, "30", DeclineReason.DETAILS_MISSING, (t, r) -> t.reference("")),
            no("enrolled already", has(BILLER_ENROL), BILLER_ENROL, "94", DeclineReason.ALREADY_SAVED, AS_IT_IS),
            no("one more service than the list holds", has(BILLER_ENROL, 3), BILLER_ENROL, "65",
                DeclineReason.TOO_MANY_ROWS, AS_IT_IS),
            done("a service forgotten", has(BILLER_ENROL), BILLER_DELETE, true, (t, r) -> r.targetId(FIRST)),
            no("a service that is none", NOTHING, BILLER_DELETE, "14", DeclineReason.TARGET_UNKNOWN,
                (t, r) -> r.targetId(FIRST)),
            no("a service of another member", has(BILLER_ENROL), BILLER_DELETE, "14", DeclineReason.TARGET_UNKNOWN,
                (t, r) -> r.targetId(FIRST).memberId(OTHER_MEMBER).account(LUIS)),
            no("a beneficiary is no service", has(BENEFICIARY_CREATE), BILLER_DELETE, "14",
                DeclineReason.TARGET_UNKNOWN, (t, r) -> r.targetId(FIRST)),
            done("a frequent payment", NOTHING, BILLER_FAVORITE, false, (t, r) -> r.flags((short) 2)),
            done("an enrolled service becomes a favourite", has(BILLER_ENROL), BILLER_FAVORITE, false,
                (t, r) -> r.flags((short) 2)),
            no("a favourite of nothing", NOTHING, BILLER_FAVORITE, "14", DeclineReason.TARGET_UNKNOWN,
                (t, r) -> r.targetId(99)),

            done("a schedule", NOTHING, SCHEDULE_CREATE, true, AS_IT_IS),
            no("terms not accepted", NOTHING, SCHEDULE_CREATE, "57", DeclineReason.TERMS_NOT_ACCEPTED,
                (t, r) -> r.flags((short) 0)),
            no("no maximum", NOTHING, SCHEDULE_CREATE, "13", DeclineReason.AMOUNT_INVALID, (t, r) -> r.amountMinor(0)),
            no("ends before it begins", NOTHING, SCHEDULE_CREATE, "12", DeclineReason.SCHEDULE_DATES,
                (t, r) -> r.startDay(TODAY + 9).endDay(TODAY + 8)),
            no("would have run this morning and never again", NOTHING, SCHEDULE_CREATE, "12",
                DeclineReason.SCHEDULE_DATES, (t, r) -> r.endDay(TODAY)),
            no("of a biller that cannot say what is owed", NOTHING, SCHEDULE_CREATE, "12",
                DeclineReason.BILLER_UNKNOWN, (t, r) -> r.billerId(MOBILE)),
            no("out of no account", NOTHING, SCHEDULE_CREATE, "14", DeclineReason.DEBIT_ACCOUNT_UNKNOWN,
                (t, r) -> r.account(0)),
            no("out of a joint account", test -> test.coop.putAccount(ANA, MEMBER, AccountKind.SAVINGS,
                AccountStatus.ACTIVE, Signature.JOINT, 0, 0), SCHEDULE_CREATE, "57", DeclineReason.JOINT_SIGNATURE,
                AS_IT_IS),
            no("out of a blocked account", test -> test.coop.putAccount(ANA, MEMBER, AccountKind.SAVINGS,
                AccountStatus.BLOCKED, Signature.SINGLE, 0, 0), SCHEDULE_CREATE, "57",
                DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE, AS_IT_IS),
            no("out of a credit card", NOTHING, SCHEDULE_CREATE, "57", DeclineReason.ACCOUNT_KIND,
                (t, r) -> r.account(TestMembers.VISA)),
            no("in another currency", NOTHING, SCHEDULE_CREATE, "12", DeclineReason.CURRENCY_MISMATCH,
                (t, r) -> r.currency(590)),
            no("one more schedule than the list holds", has(SCHEDULE_CREATE, 2), SCHEDULE_CREATE, "65",
                DeclineReason.TOO_MANY_ROWS, AS_IT_IS),
            done("a schedule changed", has(SCHEDULE_CREATE), SCHEDULE_UPDATE, false, (t, r) -> r.targetId(FIRST)),
            no("no such schedule", NOTHING, SCHEDULE_UPDATE, "14", DeclineReason.TARGET_UNKNOWN,
                (t, r) -> r.targetId(FIRST)),
            done("a schedule cancelled", has(SCHEDULE_CREATE), SCHEDULE_DELETE, false, (t, r) -> r.targetId(FIRST)),
            no("cancelled twice", has(SCHEDULE_CREATE).andThen(test ->
                test.done(SCHEDULE_DELETE, r -> r.targetId(FIRST))), SCHEDULE_DELETE, "14",
                DeclineReason.TARGET_UNKNOWN, (t, r) -> r.targetId(FIRST)),

            no("PIN of a card nobody knows", NOTHING, CARD_PIN_CHANGE, "14", DeclineReason.CARD_UNKNOWN,
                (t, r) -> r.cardToken(1)),
            no("PIN of another member's card", NOTHING, CARD_PIN_CHANGE, "14", DeclineReason.CARD_UNKNOWN,
                (t, r) -> r.memberId(OTHER_MEMBER).account(LUIS)),
            no("PIN of a blocked card", test -> test.putCard(0x5F, ANA, TestMembers.DEBIT_TOKEN, CardKind.DEBIT,
                AccountStatus.BLOCKED), CARD_PIN_CHANGE, "57", DeclineReason.CARD_NOT_ACTIVE, AS_IT_IS),
            no("PIN with the processor down", test -> test.link(TestMembers.CARD_LINK, false), CARD_PIN_CHANGE, "91",
                DeclineReason.LINK_DOWN, AS_IT_IS),

            done("a deferral", NOTHING, CARD_DEFERRAL_CONFIRM, true, AS_IT_IS),
            done("the whole balance", NOTHING, CARD_DEFERRAL_BALANCE, false, AS_IT_IS),
            no("more than the debt", NOTHING, CARD_DEFERRAL_CONFIRM, "13", DeclineReason.DEFERRAL_ABOVE_DEBT,
                (t, r) -> r.amountMinor(TestMembers.DEBT_MINOR + 1)),
            no("nothing", NOTHING, CARD_DEFERRAL_CONFIRM, "13", DeclineReason.AMOUNT_INVALID,
                (t, r) -> r.amountMinor(0)),
            no("when all is deferred already", has(CARD_DEFERRAL_BALANCE), CARD_DEFERRAL_BALANCE, "13",
                DeclineReason.DEFERRAL_ABOVE_DEBT, AS_IT_IS),
            no("in fewer parts than offered", NOTHING, CARD_DEFERRAL_CONFIRM, "12",
                DeclineReason.DEFERRAL_INSTALMENTS, (t, r) -> r.instalments(2)),
            no("in more parts than offered", NOTHING, CARD_DEFERRAL_CONFIRM, "12",
                DeclineReason.DEFERRAL_INSTALMENTS, (t, r) -> r.instalments(25)),
            no("by another method than offered", NOTHING, CARD_DEFERRAL_CONFIRM, "12", DeclineReason.DEFERRAL_METHOD,
                (t, r) -> r.kind((short) 2)),
            no("of a debit card", NOTHING, CARD_DEFERRAL_CONFIRM, "57", DeclineReason.ACCOUNT_KIND,
                (t, r) -> r.cardToken(TestMembers.DEBIT_TOKEN)),
            no("of another member's card", NOTHING, CARD_DEFERRAL_CONFIRM, "14", DeclineReason.CARD_UNKNOWN,
                (t, r) -> r.memberId(OTHER_MEMBER).account(LUIS)),
            no("in another currency than the card's", NOTHING, CARD_DEFERRAL_CONFIRM, "12",
                DeclineReason.CURRENCY_MISMATCH, (t, r) -> r.currency(590)),

            done("a bare challenge", NOTHING, CHALLENGE, true, AS_IT_IS),
            no("without a purpose", NOTHING, CHALLENGE, "30", DeclineReason.DETAILS_MISSING, (t, r) -> r.purpose("")),
            no("a payment in the dress of a member's request", NOTHING, Operation.TRANSFER_INTERNAL, "12",
                DeclineReason.OPERATION_UNKNOWN, AS_IT_IS));
    }

    @TestFactory
    Stream<DynamicTest> eachRowEndsAsItSays() {
        return rows().stream().map(row -> DynamicTest.dynamicTest(row.operation().type() + ": " + row.what(), () -> {
            test = new TestMembers();
            row.given().accept(test);
            final long id = test.ask(row.operation(), request -> row.request().accept(test, request));
            assertThat(test.coop.last().state() == PaymentState.CHALLENGED).as("asks the step-up")
                .isEqualTo(row.asksStepUp());
            if (row.asksStepUp()) {
                assertThat(test.coop.last()).extracting(Reply::responseCode, Reply::mayReveal)
                    .containsExactly("1A", true);
                test.coop.confirm(id, 0);
            }
            final boolean takesEffect = row.reason() == DeclineReason.NONE;
            assertThat(test.coop.last()).extracting(Reply::state, Reply::responseCode, Reply::reason)
                .containsExactly(takesEffect ? PaymentState.DONE : PaymentState.DECLINED, row.code(), row.reason());
            sameAfterReplayAndSnapshot(test);
        }));
    }

    @Test
    void aPolicyThatCouldNotBeReckonedWithIsRefused() {
        test.runMinute = 1_440;
        test.putPolicy();
        test.runMinute = 0;
        test.deferralRate = 100_001;
        test.putPolicy();
        test.deferralRate = -1;
        test.putPolicy();
        assertThat(test.coop.admin).containsExactly(AdminResult.INVALID, AdminResult.INVALID, AdminResult.INVALID);
    }

    @Test
    void limitsOfMyOwnRuleTheNextPayment() {
        test.done(LIMITS_UPDATE, any -> { });
        assertThat(test.query(QueryKind.LIMITS)).contains("limit INT 10000 20000 30000", "limit EXT 1000 2000 3000");
        test.coop.request().amount(10_001).send();
        assertThat(test.coop.last().reason()).isEqualTo(DeclineReason.AMOUNT_LIMIT);
    }

    @Test
    void nothingChangesBeforeTheConfirmationAndTheStateOfThatMomentIsChecked() {
        final long first = test.ask(BILLER_ENROL, any -> { });
        final long second = test.ask(BILLER_ENROL, any -> { });
        assertThat(test.query(QueryKind.ENROLMENTS)).containsExactly("end 0 0 1");
        test.coop.confirm(first, 0);
        test.coop.confirm(second, 0);
        assertThat(test.coop.last().reason()).isEqualTo(DeclineReason.ALREADY_SAVED);
        assertThat(test.query(QueryKind.ENROLMENTS))
            .containsExactly("enrolment " + first + " 501 0 LUZ-1 Casa", "end 1 0 1");
    }

    @Test
    void aPendingRequestOutlivesARestart() {
        final long id = test.ask(BILLER_ENROL, any -> { });
        test.coop.restart();
        sameAfterReplayAndSnapshot(test);
        final AuthorizationEngine before = test.coop.engine;
        final AuthorizationEngine after = new AuthorizationEngine(EngineContext.defaults(), (b, o, l) -> { });
        after.load(before::save);
        test.coop.confirm(id, 0);
        final byte[] confirmation = test.coop.log.getLast();
        after.onCommand(test.coop.log.size(), test.coop.nowMs, new UnsafeBuffer(confirmation), 0,
            confirmation.length);
        assertThat(after.stateHash()).isEqualTo(before.stateHash());
        assertThat(test.query(QueryKind.ENROLMENTS)).hasSize(2);
    }

    @Test
    void theSameKeyHasOneEffectAndOneAnswer() {
        final long id = test.ask(BENEFICIARY_CREATE, 7_001, any -> { });
        test.ask(BENEFICIARY_CREATE, 7_001, any -> { });
        assertThat(test.coop.last()).extracting(Reply::disposition, Reply::state, Reply::paymentId)
            .containsExactly(Disposition.REPEAT, PaymentState.DONE, id);
        test.ask(BENEFICIARY_CREATE, 7_001, request -> request.bodyHash(99));
        assertThat(test.coop.last().disposition()).isEqualTo(Disposition.KEY_REUSED);
        assertThat(test.query(QueryKind.BENEFICIARIES)).containsExactly("beneficiary 1 1 0 2001 0 0 0 Luis",
            "end 1 0 1");
    }

    @Test
    void threeWrongCodesEndARequestAndFiveADayLockTheMember() {
        for (int i = 0; i < 2; i++) {
            final long id = test.ask(CHALLENGE, request -> request.account(0));
            for (int wrong = 0; wrong < 3; wrong++) {
                test.coop.answerStepUp(id, 0, 1, test.coop.newId());
            }
        }
        assertThat(test.coop.last().reason()).isEqualTo(DeclineReason.STEP_UP_LOCKED);
        test.ask(CHALLENGE, request -> request.account(0));
        assertThat(test.coop.last()).extracting(Reply::state, Reply::reason)
            .containsExactly(PaymentState.DECLINED, DeclineReason.STEP_UP_LOCKED);
        test.advance(86_400_000);
        test.ask(CHALLENGE, request -> request.account(0));
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.CHALLENGED);
    }

    @Test
    void anUnansweredRequestExpiresWithoutEffect() {
        final long id = test.ask(LIMITS_UPDATE, any -> { });
        test.advance(180_000);
        assertThat(test.coop.view(id).state()).isEqualTo(PaymentState.EXPIRED);
        assertThat(test.query(QueryKind.LIMITS)).contains("limit INT " + Long.MAX_VALUE + " " + Long.MAX_VALUE + " "
            + Long.MAX_VALUE);
    }

    @Test
    void aRequestOfAMemberIsNotReversed() {
        final long id = test.ask(BENEFICIARY_CREATE, any -> { });
        test.coop.reverseById(id, TestCooperative.CHANNEL, 9_999, 0);
        assertThat(test.coop.last().reason()).isEqualTo(DeclineReason.NOT_REVERSIBLE);
    }

    @Test
    void rowsComeInPagesAndOneByItsId() {
        for (final String account : List.of("2001", "1002", "1001")) {
            test.done(BENEFICIARY_CREATE, any -> test.reference(account));
        }
        assertThat(test.query(QueryKind.BENEFICIARIES, 0, q -> q.maxRows(2))).containsExactly(
            "beneficiary 2 1 0 2001 0 0 0 Luis", "beneficiary 4 1 0 1002 0 0 0 Luis", "end 2 4 1");
        assertThat(test.query(QueryKind.BENEFICIARIES, 4, q -> q.maxRows(2))).containsExactly(
            "beneficiary 6 1 0 1001 0 0 0 Luis", "end 1 0 1");
        assertThat(test.query(QueryKind.ONE_BENEFICIARY, 6, any -> { })).containsExactly(
            "beneficiary 6 1 0 1001 0 0 0 Luis", "end 1 0 1");
        assertThat(test.query(QueryKind.ONE_BENEFICIARY, 6, q -> q.memberId(OTHER_MEMBER)))
            .containsExactly("end 0 0 0");
        assertThat(test.query(QueryKind.BENEFICIARIES, 0, q -> q.memberId(4_711))).containsExactly("end 0 0 0");
    }

    @Test
    void aFavouriteMarksWhatIsEnrolledAndMayEndAsOne() {
        final long id = test.done(BILLER_ENROL, any -> { });
        test.done(BILLER_FAVORITE, request -> {
            request.flags((short) 2);
            test.alias("La luz");
        });
        assertThat(test.query(QueryKind.ENROLMENTS)).containsExactly("enrolment " + id + " 501 2 LUZ-1 La luz",
            "end 1 0 1");
        test.done(BILLER_FAVORITE, request -> request.targetId(id));
        assertThat(test.query(QueryKind.ONE_ENROLMENT, id, any -> { })).contains("enrolment " + id
            + " 501 0 LUZ-1 Casa");
    }

    @Test
    void aDeferralIsToTheCentAndLeavesThatMuchLessToDefer() {
        assertThat(test.query(QueryKind.SIMULATE_DEFERRAL, 0,
            q -> q.cardToken(TestMembers.CARD_TOKEN).amountMinor(4_000).instalments(3)))
            .containsExactly("deferral 0 NONE 1 3 1250 4000 500", "end 1 0 1");
        final long id = test.done(CARD_DEFERRAL_CONFIRM, any -> { });
        assertThat(test.query(QueryKind.DEFERRALS)).containsExactly("deferral " + id + " NONE 1 3 1250 4000 500",
            "end 1 0 1");
        assertThat(test.query(QueryKind.SIMULATE_DEFERRAL, 0,
            q -> q.cardToken(TestMembers.CARD_TOKEN).instalments(24)))
            .containsExactly("deferral 0 NONE 1 24 1250 96000 12000", "end 1 0 1");
        assertThat(test.query(QueryKind.SIMULATE_DEFERRAL, 0,
            q -> q.cardToken(TestMembers.CARD_TOKEN).instalments(2)).getFirst())
            .startsWith("deferral 0 DEFERRAL_INSTALMENTS");
    }

    @Test
    void aMemberIsFoundByTheEdgeWithAllThatNoticesNeed() {
        test.putMember(StepUpMethod.TOTP, true);
        assertThat(test.query(QueryKind.CONTACT)).containsExactly(
            "contact 1 2 3650 +593991234567 ana@example.ec Ana Ñusta 9", "end 1 0 1");
        assertThat(test.query(QueryKind.CONTACT, 0, q -> q.memberId(99)).getLast()).isEqualTo("end 1 0 0");
    }

    @Test
    void anAccountBehindARequestIsTheOneWhoseWrongCodesCount() {
        for (int i = 0; i < 5; i++) {
            final long id = test.ask(CHALLENGE, request -> request.account(ANA_SECOND));
            test.coop.answerStepUp(id, 0, 1, test.coop.newId());
        }
        test.ask(CHALLENGE, request -> request.account(ANA_SECOND));
        assertThat(test.coop.last().reason()).isEqualTo(DeclineReason.STEP_UP_LOCKED);
        test.ask(CHALLENGE, request -> request.account(ANA));
        assertThat(test.coop.last().state()).isEqualTo(PaymentState.CHALLENGED);
        assertThat(test.notices).extracting(TestMembers.Notice::kind, TestMembers.Notice::memberId)
            .containsExactly(tuple(NoticeKind.STEP_UP_LOCKED, MEMBER));
    }
}
