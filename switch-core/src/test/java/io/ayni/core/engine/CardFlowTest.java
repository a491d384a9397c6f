package io.ayni.core.engine;

import static io.ayni.core.engine.TestInstitution.CREDIT_CARD;
import static io.ayni.core.engine.TestInstitution.CREDIT_TOKEN;
import static io.ayni.core.engine.TestInstitution.FOREIGN_BIN;
import static io.ayni.core.engine.TestInstitution.LOAN;
import static io.ayni.core.engine.TestInstitution.SAVINGS;
import static io.ayni.core.engine.TestPolicy.CARD_SETTLEMENT;
import static io.ayni.core.engine.TestPolicy.INSTITUTION;
import static io.ayni.core.engine.TestPolicy.SETTLEMENT;
import static io.ayni.core.engine.TestPolicy.SETTLEMENT_SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.engine.TestInstitution.Reply;
import io.ayni.core.engine.TestInstitution.Sent;
import io.ayni.core.engine.TestInstitution.Told;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.SendKind;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments of cards and by cards, the ways they take, and products inside the cooperative. */
class CardFlowTest {
    private TestInstitution bank = new TestInstitution();

    @AfterEach
    void replayAndSnapshotSayTheSame() {
        assertThat(bank.replayed().stateHash()).isEqualTo(bank.engine.stateHash());
        final String hash = bank.engine.stateHash();
        bank.goOnFromSnapshot();
        assertThat(bank.engine.stateHash()).isEqualTo(hash);
    }

    private Sent lastSent() {
        return bank.sent.getLast();
    }

    @Nested
    class OwnCreditCard {
        @Test
        void goesToTheProcessorWithItsSealedCardAndPostsToTheCardSettlement() {
            bank.ask(Operation.CARD_PAYMENT).token(CREDIT_TOKEN).send();
            assertThat(lastSent()).extracting(Sent::linkId, Sent::kind, Sent::hasCard)
                .containsExactly(TestPolicy.CARDS, SendKind.REQUEST, true);
            bank.networkSays(lastSent(), "00");
            assertThat(bank.last()).extracting(Reply::state, Reply::code, Reply::cardToken)
                .containsExactly(PaymentState.POSTED, "00", CREDIT_TOKEN);
            assertThat(bank.ledger(CARD_SETTLEMENT)).isEqualTo(1_500);
        }

        @Test
        void silenceIsTakenBackAsAtAnyNetworkThatKnowsReversals() {
            final long id = bank.ask(Operation.CARD_PAYMENT).token(CREDIT_TOKEN).send();
            bank.pass(10_000);
            assertThat(bank.last()).extracting(Reply::state, Reply::code)
                .containsExactly(PaymentState.REVERSAL_PENDING, "68");
            assertThat(lastSent().kind()).isEqualTo(SendKind.REVERSAL);
            bank.networkSays(lastSent(), "00");
            assertThat(bank.view(id).state()).isEqualTo(PaymentState.REVERSED);
            assertThat(bank.told).extracting(Told::kind).containsExactly(NoticeKind.PAYMENT_REVERSED);
        }

        @Test
        void anAnswerWithAnotherProcessingCodeIsQuarantined() {
            bank.ask(Operation.TRANSFER_INTERBANK).institution(INSTITUTION).send();
            final Sent transfer = lastSent();
            bank.networkSays(new Sent(transfer.linkId(), transfer.kind(), 0, transfer.paymentId(), 0, 0, "", false,
                transfer.amountMinor(), Operation.CARD_PAYMENT.code(), transfer.rrn(), transfer.stan(),
                transfer.transmissionTime(), transfer.terminal(), transfer.acquirer()), "00");
            assertThat(bank.alarms).containsExactly(AlarmCode.ANSWER_MATCHED_NOTHING);
        }

        private void batched() {
            final TestPolicy policy = new TestPolicy();
            policy.cardPaymentsBatched = true;
            bank = new TestInstitution(policy);
        }

        @ParameterizedTest(name = "{0} → {1}")
        @CsvSource({
            "2026-11-16T17:59, 2026-11-17",
            "2026-11-19T18:00, 2026-11-21",
            "2026-11-20T17:59, 2026-11-21",
            "2026-11-21T12:29, 2026-11-23",
            "2026-11-21T12:30, 2026-11-24"})
        void whereTheCooperativeBatchesItIsPostedAndHasEffectLater(final String local, final String effective) {
            batched();
            bank.at(local);
            bank.ask(Operation.CARD_PAYMENT).token(CREDIT_TOKEN).send();
            assertThat(bank.last()).extracting(Reply::state, Reply::code)
                .containsExactly(PaymentState.SCHEDULED_EFFECTIVE, "00");
            assertThat(LocalDate.ofEpochDay(bank.last().effectiveDay())).isEqualTo(effective);
            assertThat(bank.ledger(CARD_SETTLEMENT)).isEqualTo(1_500);
            assertThat(bank.sent).isEmpty();
        }

        private void batchedByFile() {
            final TestPolicy policy = new TestPolicy();
            policy.cardPaymentsBatched = true;
            policy.cardBatchLink = TestPolicy.BATCH;
            bank = new TestInstitution(policy);
        }

        @Test
        void aBatchedOneGoesIntoTheProcessorsFileByTheAccountOfTheCard() {
            batchedByFile();
            bank.at("2026-11-20T18:00");
            final long id = bank.ask(Operation.CARD_PAYMENT).token(CREDIT_TOKEN).send();
            assertThat(lastSent()).extracting(Sent::linkId, Sent::kind, Sent::billerId, Sent::reference)
                .containsExactly(TestPolicy.BATCH, SendKind.REQUEST, 0, "1106");
            assertThat(LocalDate.ofEpochDay(lastSent().effectiveDay())).isEqualTo("2026-11-23");
            bank.billerSays(lastSent(), BillerResult.PAID, "");
            assertThat(bank.last()).extracting(Reply::state, Reply::code, Reply::receipt)
                .containsExactly(PaymentState.SCHEDULED_EFFECTIVE, "00", "COMP-000077");
            assertThat(bank.ledger(CARD_SETTLEMENT)).isEqualTo(1_500);
            bank.reverse(id, 1_500);
            assertThat(bank.last().reason()).as("it stands in the file").isEqualTo(DeclineReason.NOT_REVERSIBLE);
        }

        @Test
        void whileNobodyCanWriteTheFileNothingIsHeld() {
            batchedByFile();
            bank.link(TestPolicy.BATCH, false);
            bank.ask(Operation.CARD_PAYMENT).token(CREDIT_TOKEN).send();
            assertThat(bank.last()).extracting(Reply::state, Reply::code, Reply::reason)
                .containsExactly(PaymentState.DECLINED, "91", DeclineReason.LINK_DOWN);
        }

        @Test
        void silenceOfTheFileIsAskedAboutAndNeverReversed() {
            batchedByFile();
            final long id = bank.ask(Operation.CARD_PAYMENT).token(CREDIT_TOKEN).send();
            bank.pass(10_000);
            assertThat(bank.view(id).state()).isEqualTo(PaymentState.UNKNOWN);
            bank.pass(5_000);
            assertThat(lastSent().kind()).isEqualTo(SendKind.STATUS);
            bank.billerSays(lastSent(), BillerResult.PAID, "");
            assertThat(bank.view(id).state()).isEqualTo(PaymentState.SCHEDULED_EFFECTIVE);
            bank.billerSays(lastSent(), BillerResult.PAID, "");
            assertThat(bank.alarms).containsExactly(AlarmCode.DUPLICATE_ANSWER);
        }

        @Test
        void aBatchedOneIsTakenBackBeforeItsDayAndNotAfter() {
            batched();
            final long first = bank.ask(Operation.CARD_PAYMENT).token(CREDIT_TOKEN).send();
            final long second = bank.ask(Operation.CARD_PAYMENT).token(CREDIT_TOKEN).amount(700).send();
            bank.reverse(first, 1_500);
            assertThat(bank.last().code()).isEqualTo("00");
            assertThat(bank.ledger(CARD_SETTLEMENT)).isEqualTo(700);
            bank.at("2026-11-17T00:00");
            bank.reverse(second, 700);
            assertThat(bank.last().reason()).isEqualTo(DeclineReason.NOT_REVERSIBLE);
        }
    }

    @Nested
    class CardOfAnotherBank {
        @Test
        void goesOverItsRouteWithTheSealedCardAndPostsToThatLinksSettlement() {
            bank.ask(Operation.CARD_PAYMENT_EXTERNAL).foreignCard(FOREIGN_BIN).send();
            assertThat(lastSent()).extracting(Sent::linkId, Sent::hasCard)
                .containsExactly(TestPolicy.INTERBANK, true);
            bank.networkSays(lastSent(), "00");
            assertThat(bank.last().state()).isEqualTo(PaymentState.POSTED);
            assertThat(bank.ledger(SETTLEMENT)).isEqualTo(1_500);
        }
    }

    @Nested
    class Routes {
        @Test
        void theNextPriorityTakesOverWhileTheFirstIsDownAndSettlesThere() {
            bank.link(TestPolicy.INTERBANK, false);
            bank.ask(Operation.TRANSFER_INTERBANK).institution(INSTITUTION).send();
            assertThat(lastSent().linkId()).isEqualTo(TestPolicy.INTERBANK_SECOND);
            bank.networkSays(lastSent(), "00");
            assertThat(bank.ledger(SETTLEMENT_SECOND)).isEqualTo(1_500);
            assertThat(bank.ledger(SETTLEMENT)).isZero();
        }

        @Test
        void theLinkIsThatOfTheMomentOfTheConfirmation() {
            final TestPolicy policy = new TestPolicy();
            policy.stepUp.add(Operation.TRANSFER_INTERBANK);
            bank = new TestInstitution(policy);
            final long id = bank.ask(Operation.TRANSFER_INTERBANK).institution(INSTITUTION).send();
            bank.link(TestPolicy.INTERBANK, false);
            bank.confirm(id);
            assertThat(lastSent().linkId()).isEqualTo(TestPolicy.INTERBANK_SECOND);
        }

        @Test
        void withAllOfThemDownIt91s() {
            bank.link(TestPolicy.INTERBANK, false);
            bank.link(TestPolicy.INTERBANK_SECOND, false);
            bank.ask(Operation.TRANSFER_INTERBANK).institution(INSTITUTION).send();
            assertThat(bank.last().code()).isEqualTo("91");
        }
    }

    @Nested
    class LimitsOfOneCard {
        @Test
        void countEachCardForItselfAndGiveBackInTheWindowOfTheTaking() {
            bank.card(5, 7_005, SAVINGS, CardKind.DEBIT, AccountStatus.ACTIVE);
            final long first = bank.ask(Operation.CARD_PURCHASE).card(2).amount(20_000).send();
            bank.ask(Operation.CARD_PURCHASE).card(2).amount(10_001).send();
            assertThat(bank.last().reason()).isEqualTo(DeclineReason.AMOUNT_LIMIT);
            bank.ask(Operation.CARD_PURCHASE).card(5).amount(10_001).send();
            assertThat(bank.last().state()).as("another card of the same account").isEqualTo(PaymentState.POSTED);

            bank.goOnFromSnapshot();
            bank.reverse(first, 20_000);
            bank.ask(Operation.CARD_PURCHASE).card(2).amount(30_000).send();
            assertThat(bank.last().state()).as("the day's whole limit again").isEqualTo(PaymentState.POSTED);
        }

        @Test
        void countPaymentsAsWell() {
            for (int i = 0; i < 2; i++) {
                bank.ask(Operation.CARD_WITHDRAWAL).card(2).send();
            }
            bank.ask(Operation.CARD_WITHDRAWAL).card(2).send();
            assertThat(bank.last()).extracting(Reply::code, Reply::reason)
                .containsExactly("65", DeclineReason.COUNT_LIMIT);
            bank.at("2026-11-17T00:00");
            bank.ask(Operation.CARD_WITHDRAWAL).card(2).send();
            assertThat(bank.last().state()).as("a new day").isEqualTo(PaymentState.POSTED);
        }

        @Test
        void areShownWithThoseOfTheMember() {
            bank.ask(Operation.CARD_PURCHASE).card(2).amount(20_000).send();
            bank.rows(QueryKind.LIMITS, TestInstitution.MEMBER, 0, null, 0, 30);
            assertThat(bank.limitRows).extracting(row -> row[0], row -> row[2], row -> row[3]).contains(
                org.assertj.core.groups.Tuple.tuple((long) Bucket.INT.code(), 1_000_000L, 0L),
                org.assertj.core.groups.Tuple.tuple((long) Bucket.CARD.code(), Long.MAX_VALUE, 20_000L),
                org.assertj.core.groups.Tuple.tuple((long) Bucket.CARD_PURCHASES.code(), 30_000L, 20_000L));
        }
    }

    @Nested
    class InsideTheCooperative {
        @Test
        void aLoanIsPaidInstalmentByInstalmentUntilTheLastWhichIsForTheCounter() {
            bank.ask(Operation.LOAN_PAYMENT).to(LOAN).amount(15_000).send();
            assertThat(bank.ledger(LOAN)).isEqualTo(-485_000);
            assertThat(bank.look(LOAN)[5]).as("instalments left").isEqualTo(2);
            final long second = bank.ask(Operation.LOAN_PAYMENT).to(LOAN).amount(15_000).send();
            bank.ask(Operation.LOAN_PAYMENT).to(LOAN).amount(15_000).send();
            assertThat(bank.last().reason()).isEqualTo(DeclineReason.COUNTER_ONLY);

            bank.reverse(second, 15_000);
            assertThat(bank.ledger(LOAN)).isEqualTo(-485_000);
            assertThat(bank.look(LOAN)[5]).as("taken back, it is left again").isEqualTo(2);
        }

        @Test
        void balboasHaveBooksOfTheirOwn() {
            final long other = TestInstitution.account("2009");
            bank.open(other, TestInstitution.OTHER_MEMBER, TestInstitution.PAB, AccountKind.SAVINGS, 0);
            bank.ask(Operation.TRANSFER_INTERNAL).from(TestInstitution.IN_BALBOAS).to(other)
                .currency(TestInstitution.PAB).amount(700).send();
            assertThat(bank.last().state()).isEqualTo(PaymentState.POSTED);
            assertThat(bank.ledger(other)).isEqualTo(700);
        }

        @Test
        void aCurrencyThatHasBooksKeepsThem() {
            final TestPolicy policy = new TestPolicy();
            policy.withBalboas = false;
            bank.put(policy);
            assertThat(bank.admin).containsExactly(AdminResult.CURRENCY);
        }

        @Test
        void anAccountInACurrencyWithoutBooksIsNotOpened() {
            bank.open(TestInstitution.account("3001"), 33, 978, AccountKind.SAVINGS, 0);
            assertThat(bank.admin).containsExactly(AdminResult.CURRENCY);
        }

        @ParameterizedTest(name = "{0} of a member opened with {1}: {2}")
        @CsvSource({"SAVINGS, -1, INVALID", "CONTRIBUTION, 100, DONE", "LOAN, -500000, DONE", "TERM_DEPOSIT, 100, DONE",
            "CREDIT_CARD, -100, DONE", "FEE, 100, INVALID"})
        void productsAreOpenedWithTheBalanceThatTheirKindMayHave(final AccountKind kind, final long openingMinor,
            final AdminResult result) {
            bank.open(TestInstitution.account("3002"), kind.isOfMember() ? 33 : 0, TestInstitution.USD, kind,
                AccountStatus.ACTIVE, Signature.SINGLE, 0, openingMinor);
            assertThat(bank.admin).containsExactly(result);
        }

        @Test
        void aTokenNamesOneCard() {
            bank.card(9, CREDIT_TOKEN, CREDIT_CARD, CardKind.CREDIT, AccountStatus.ACTIVE);
            assertThat(bank.admin).containsExactly(AdminResult.INVALID);
            bank.card(9, 7_009, SAVINGS, CardKind.CREDIT, AccountStatus.ACTIVE);
            assertThat(bank.admin).as("a credit card has a credit card account").contains(AdminResult.UNKNOWN_ACCOUNT);
        }
    }
}
