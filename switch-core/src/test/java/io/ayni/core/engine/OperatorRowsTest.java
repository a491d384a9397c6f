package io.ayni.core.engine;

import static io.ayni.core.engine.TestInstitution.SAVINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.LinkReplyDecoder;
import io.ayni.core.command.WaitingReplyDecoder;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an operator is shown: payments that wait, and links. */
class OperatorRowsTest {
    private static final long MINUTE = 60_000;

    private final TestInstitution bank = new TestInstitution();

    private long unknownBill() {
        final long id = bank.ask(Operation.BILL_PAY).biller(TestPolicy.LIGHT, 1_500).send();
        bank.pass(MINUTE);
        return id;
    }

    private long pendingTransfer() {
        final long id = bank.ask(Operation.TRANSFER_INTERBANK).institution(TestPolicy.INSTITUTION).send();
        bank.pass(MINUTE);
        return id;
    }

    private List<Long> ids(final QueryKind kind, final int most) {
        final List<Long> seen = new ArrayList<>();
        long cursor = 0;
        do {
            bank.rows(kind, 0, 0, null, cursor, most);
            bank.waitingRows.forEach(row -> seen.add(row.paymentId()));
            assertThat(bank.waitingRows).hasSizeLessThanOrEqualTo(most);
            cursor = bank.pageEnd[1];
        } while (cursor != 0);
        return seen;
    }

    @Test
    void whatWaitsForAPersonIsShownAloneOrWithWhatWaitsForANetwork() {
        final long unknown = unknownBill();
        final long pending = pendingTransfer();
        final long manual = unknownBill();
        bank.resolve(manual, Resolution.TO_MANUAL);
        bank.ask(Operation.TRANSFER_INTERNAL).from(SAVINGS).to(TestInstitution.OTHER_SAVINGS).send();

        assertThat(ids(QueryKind.MANUAL_PAYMENTS, 30)).containsExactly(manual);
        assertThat(ids(QueryKind.WAITING_PAYMENTS, 30)).containsExactlyInAnyOrder(unknown, pending, manual);
        bank.resolve(manual, Resolution.POST);
        assertThat(ids(QueryKind.MANUAL_PAYMENTS, 30)).isEmpty();
    }

    @Test
    void aRowSaysSinceWhenAtWhomHowOftenItWasAskedAndWhatIsHeld() {
        final long sentMs = bank.nowMs();
        final long pending = pendingTransfer();
        bank.pass(10 * MINUTE);

        bank.rows(QueryKind.WAITING_PAYMENTS, 0, 0, null, 0, 30);
        final WaitingReplyDecoder row = bank.waitingRows.getFirst();
        final TestInstitution.Sent sent = bank.sent.getFirst();
        assertThat(row.paymentId()).isEqualTo(pending);
        assertThat(PaymentState.ofCode(row.state())).isEqualTo(PaymentState.REVERSAL_PENDING);
        assertThat(Operation.ofCode(row.operation())).isEqualTo(Operation.TRANSFER_INTERBANK);
        assertThat(row.linkId()).isEqualTo(TestPolicy.INTERBANK);
        assertThat("%012d".formatted(row.reference())).isEqualTo(sent.rrn());
        assertThat(row.createdMs()).isEqualTo(sentMs);
        assertThat(row.updatedMs()).as("when its answer was late").isEqualTo(sentMs + 10_000);
        assertThat((long) row.reversals()).isEqualTo(bank.sent.size() - 1L).isGreaterThan(5);
        assertThat(row.inquiries()).isZero();
        assertThat(row.amountMinor()).isEqualTo(1_500);
        assertThat(row.heldMinor()).isEqualTo(1_500 + 36 + 5);
        assertThat(row.debitAccount()).isEqualTo(SAVINGS);
        assertThat(row.institution()).isEqualTo(TestPolicy.INSTITUTION);
    }

    @Test
    void oneIsShownByItsIdWhateverItsState() {
        final long posted = bank.ask(Operation.TRANSFER_INTERNAL).from(SAVINGS).to(TestInstitution.OTHER_SAVINGS).send();
        final long bill = unknownBill();
        bank.pass(10 * MINUTE);

        bank.rows(QueryKind.ONE_PAYMENT, 0, 0, null, posted, 1);
        assertThat(PaymentState.ofCode(bank.waitingRows.getFirst().state())).isEqualTo(PaymentState.POSTED);
        bank.rows(QueryKind.ONE_PAYMENT, 0, 0, null, bill, 1);
        assertThat(bank.waitingRows.getFirst()).satisfies(row -> {
            assertThat(row.billerId()).isEqualTo(TestPolicy.LIGHT);
            assertThat((long) row.inquiries()).isGreaterThan(3);
        });
        for (final long nobodys : new long[] {0, -1, 987_654}) {
            bank.rows(QueryKind.ONE_PAYMENT, 0, 0, null, nobodys, 1);
            assertThat(bank.waitingRows).isEmpty();
            assertThat(bank.pageEnd).containsExactly(0, 0, 0);
        }
    }

    @Test
    void manyComeInPagesEachOnce() {
        final List<Long> waiting = IntStream.range(0, 70).mapToObj(each -> unknownBill()).toList();
        for (int i = 0; i < 5_000; i++) {
            bank.ask(Operation.TRANSFER_INTERNAL).from(SAVINGS).to(TestInstitution.OTHER_SAVINGS).amount(1).send();
        }
        final long last = unknownBill();
        final List<Long> expected = new ArrayList<>(waiting);
        expected.add(last);
        assertThat(ids(QueryKind.WAITING_PAYMENTS, 30)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ids(QueryKind.WAITING_PAYMENTS, 7)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ids(QueryKind.MANUAL_PAYMENTS, 30)).isEmpty();
    }

    @Test
    void aLinkShowsWhatIsOnItsWayWhatIsTakenBackAndWhatWaits() {
        bank.link(TestPolicy.INTERBANK, true);
        bank.ask(Operation.TRANSFER_INTERBANK).institution(TestPolicy.INSTITUTION).send();
        assertThat(link(TestPolicy.INTERBANK)).satisfies(row -> {
            assertThat(LinkState.ofCode(row.state())).isEqualTo(LinkState.UP);
            assertThat(new int[] {row.inFlight(), row.reversing(), row.queued(), row.timeouts()})
                .containsExactly(1, 0, 0, 0);
        });

        bank.link(TestPolicy.INTERBANK, false);
        bank.pass(MINUTE);
        assertThat(link(TestPolicy.INTERBANK)).satisfies(row -> {
            assertThat(LinkState.ofCode(row.state())).isEqualTo(LinkState.DOWN);
            assertThat(new int[] {row.inFlight(), row.reversing(), row.queued(), row.inWindow()})
                .containsExactly(0, 1, 1, 0);
        });

        bank.link(TestPolicy.INTERBANK, true);
        bank.pass(1_000);
        assertThat(link(TestPolicy.INTERBANK)).satisfies(row ->
            assertThat(new int[] {row.inFlight(), row.reversing(), row.queued(), row.inWindow()})
                .containsExactly(0, 1, 0, 1));
    }

    @Test
    void linksComeByTheirIdsInPages() {
        final List<Integer> seen = new ArrayList<>();
        long cursor = 0;
        do {
            bank.rows(QueryKind.LINKS, 0, 0, null, cursor, 2);
            bank.linkRows.forEach(row -> seen.add(row.linkId()));
            cursor = bank.pageEnd[1];
        } while (cursor != 0);
        assertThat(seen).isSorted().doesNotHaveDuplicates().contains(TestPolicy.INTERBANK, TestPolicy.BILLERS);
    }

    private LinkReplyDecoder link(final int linkId) {
        bank.rows(QueryKind.LINKS, 0, 0, null, 0, 30);
        return bank.linkRows.stream().filter(row -> row.linkId() == linkId).findFirst().orElseThrow();
    }
}
