package io.ayni.core.engine;

import static io.ayni.core.engine.TestInstitution.CREDIT_CARD;
import static io.ayni.core.engine.TestInstitution.CREDIT_TOKEN;
import static io.ayni.core.engine.TestInstitution.DEBIT_TOKEN;
import static io.ayni.core.engine.TestInstitution.LOAN;
import static io.ayni.core.engine.TestInstitution.MEMBER;
import static io.ayni.core.engine.TestInstitution.OTHER_MEMBER;
import static io.ayni.core.engine.TestInstitution.OTHER_SAVINGS;
import static io.ayni.core.engine.TestInstitution.SAVINGS;
import static io.ayni.core.engine.TestInstitution.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.engine.TestInstitution.Reply;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a member sees: the consolidated position in one call, cards, and the history page by page. */
class MemberRowsTest {
    private static final long DAY = 86_400_000;

    private final TestInstitution bank = new TestInstitution();

    @Test
    void thePositionIsEveryAccountOfTheMemberWithItsTermsAndNobodyElses() {
        bank.rows(QueryKind.POSITION, MEMBER, 0, null, 0, 30);
        assertThat(bank.accountRows).extracting(row -> row[0]).hasSize(12).isSorted()
            .contains(SAVINGS, LOAN, CREDIT_CARD).doesNotContain(OTHER_SAVINGS);
        assertThat(bank.pageEnd).containsExactly(12, 0, 1);
        final long[] loan = bank.look(LOAN);
        assertThat(new long[] {loan[1], loan[4], loan[5], loan[6]})
            .containsExactly(-500_000, AccountKind.LOAN.code(), 3, 15_000);
        final long[] card = bank.look(CREDIT_CARD);
        assertThat(new long[] {card[1], card[3], card[7], card[8]})
            .as("debt, available, minimum payment, deferred").containsExactly(-60_000, 140_000, 2_500, 10_000);
    }

    @Test
    void thePositionComesInPages() {
        final List<Long> seen = new ArrayList<>();
        long cursor = 0;
        do {
            bank.rows(QueryKind.POSITION, MEMBER, 0, null, cursor, 5);
            bank.accountRows.forEach(row -> seen.add(row[0]));
            cursor = bank.pageEnd[1];
        } while (cursor != 0);
        assertThat(seen).hasSize(12).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aMemberThatIsNotThereIsToldSo() {
        bank.rows(QueryKind.POSITION, 999, 0, null, 0, 30);
        assertThat(bank.pageEnd).containsExactly(0, 0, 0);
        bank.rows(QueryKind.HISTORY, 999, 0, null, 0, 30);
        assertThat(bank.pageEnd).containsExactly(0, 0, 0);
    }

    @Test
    void theCardsAreThoseOfTheMembersAccounts() {
        bank.rows(QueryKind.CARDS, MEMBER, 0, null, 0, 30);
        assertThat(bank.cardRows).extracting(row -> row[0]).containsExactlyInAnyOrder(CREDIT_TOKEN, DEBIT_TOKEN,
            TestInstitution.BLOCKED_TOKEN);
        bank.rows(QueryKind.CARDS, OTHER_MEMBER, 0, null, 0, 30);
        assertThat(bank.cardRows).isEmpty();
        assertThat(bank.pageEnd).containsExactly(0, 0, 1);
    }

    @Nested
    class History {
        private List<Long> history(final long member, final long account, final Operation operation, final int most) {
            final List<Long> seen = new ArrayList<>();
            long cursor = 0;
            do {
                bank.rows(QueryKind.HISTORY, member, account, operation, cursor, most);
                bank.replies.stream().map(Reply::paymentId).forEach(seen::add);
                cursor = bank.pageEnd[1];
            } while (cursor != 0);
            return seen;
        }

        private long transfer(final long from, final long to, final long amountMinor) {
            return bank.ask(Operation.TRANSFER_INTERNAL).from(from).to(to).amount(amountMinor).send();
        }

        @Test
        void isNewestFirstAndShowsWhatCameInAndWhatWentOut() {
            final long out = transfer(SAVINGS, OTHER_SAVINGS, 100);
            final long in = transfer(OTHER_SAVINGS, SAVINGS, 200);
            final long declined = transfer(SAVINGS, OTHER_SAVINGS, 2_000_000);
            assertThat(history(MEMBER, SAVINGS, null, 30)).containsExactly(declined, in, out);
            assertThat(history(OTHER_MEMBER, OTHER_SAVINGS, null, 30)).as("what never arrived is not theirs to see")
                .containsExactly(in, out);
        }

        @Test
        void overAllAccountsOfTheMemberIsMergedAndShowsAPaymentBetweenThemOnce() {
            final long first = transfer(SAVINGS, SECOND, 100);
            final long second = transfer(SAVINGS, OTHER_SAVINGS, 200);
            final long third = transfer(SECOND, SAVINGS, 50);
            assertThat(history(MEMBER, 0, null, 30)).containsExactly(third, second, first);
            assertThat(history(MEMBER, SECOND, null, 30)).containsExactly(third, first);
        }

        @Test
        void comesInPagesAndByOperation() {
            final List<Long> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                expected.addFirst(transfer(SAVINGS, i % 3 == 0 ? SECOND : OTHER_SAVINGS, 10 + i));
            }
            final long bill = bank.ask(Operation.BILL_PAY).biller(TestPolicy.LIGHT, 1_500).send();
            assertThat(history(MEMBER, 0, Operation.TRANSFER_INTERNAL, 7)).isEqualTo(expected);
            assertThat(history(MEMBER, 0, Operation.BILL_PAY, 7)).containsExactly(bill);
        }

        @Test
        void anothersAccountShowsNothing() {
            transfer(SAVINGS, OTHER_SAVINGS, 100);
            bank.rows(QueryKind.HISTORY, OTHER_MEMBER, SAVINGS, null, 0, 30);
            assertThat(bank.replies).isEmpty();
            assertThat(bank.pageEnd).containsExactly(0, 0, 0);
        }

        @Test
        void isTheSameAfterARestartFromASnapshot() {
            for (int i = 0; i < 40; i++) {
                transfer(i % 2 == 0 ? SAVINGS : OTHER_SAVINGS, i % 2 == 0 ? OTHER_SAVINGS : SAVINGS, 10 + i);
            }
            final List<Long> before = history(MEMBER, 0, null, 30);
            bank.goOnFromSnapshot();
            assertThat(history(MEMBER, 0, null, 30)).isEqualTo(before).hasSize(40);
        }

        @Test
        void endsWhereTheRetentionEnded() {
            transfer(SAVINGS, OTHER_SAVINGS, 10);
            transfer(SAVINGS, OTHER_SAVINGS, 11);
            bank.pass(31 * DAY);
            final long fresh = transfer(SAVINGS, OTHER_SAVINGS, 12);
            final long last = transfer(SAVINGS, OTHER_SAVINGS, 13);
            assertThat(history(MEMBER, SAVINGS, null, 30)).containsExactly(last, fresh);
            assertThat(bank.view(last).state()).isEqualTo(PaymentState.POSTED);
        }
    }
}
