package io.ayni.core.engine;

import static io.ayni.core.engine.TestInstitution.CAPITALISATION;
import static io.ayni.core.engine.TestInstitution.CONTRIBUTION;
import static io.ayni.core.engine.TestInstitution.CREDIT_CARD;
import static io.ayni.core.engine.TestInstitution.CREDIT_TOKEN;
import static io.ayni.core.engine.TestInstitution.DEBIT_TOKEN;
import static io.ayni.core.engine.TestInstitution.DEPOSIT;
import static io.ayni.core.engine.TestInstitution.EXTERNAL_CAPITAL;
import static io.ayni.core.engine.TestInstitution.FOREIGN_BIN;
import static io.ayni.core.engine.TestInstitution.INACTIVE;
import static io.ayni.core.engine.TestInstitution.IN_BALBOAS;
import static io.ayni.core.engine.TestInstitution.JOINT;
import static io.ayni.core.engine.TestInstitution.LAST_OF_LOAN;
import static io.ayni.core.engine.TestInstitution.LOAN;
import static io.ayni.core.engine.TestInstitution.OTHER_LOAN;
import static io.ayni.core.engine.TestInstitution.OTHER_SAVINGS;
import static io.ayni.core.engine.TestInstitution.PAB;
import static io.ayni.core.engine.TestInstitution.SAVINGS;
import static io.ayni.core.engine.TestInstitution.SECOND;
import static io.ayni.core.engine.TestInstitution.UNKNOWN_BIN;
import static io.ayni.core.engine.TestInstitution.account;
import static io.ayni.core.engine.TestPolicy.CORPORATE_PHONES;
import static io.ayni.core.engine.TestPolicy.INSTITUTION;
import static io.ayni.core.engine.TestPolicy.LIGHT;
import static io.ayni.core.engine.TestPolicy.NIGHT;
import static io.ayni.core.engine.TestPolicy.OFFICE;
import static io.ayni.core.engine.TestPolicy.SCHOOL;
import static io.ayni.core.engine.TestPolicy.TOP_UP;
import static io.ayni.core.engine.TestPolicy.WATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.engine.TestInstitution.Reply;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operations of the manuals that move money, row by row: what is given, what is asked, what it comes to before any
 * network has answered. A row of the table is declined with the reason, or accepted into the state.
 */
class MoneyOperationsTest {
    /** @param reason NONE: accepted. */
    record Row(Operation operation, String given, Consumer<TestInstitution> setUp,
               Function<TestInstitution.Request, TestInstitution.Request> request, PaymentState state, String code,
               DeclineReason reason) {
        @Override
        public String toString() {
            return operation.type() + ": " + given + " → " + state + " " + code;
        }
    }

    private static Row accepts(final Operation operation, final String given,
        final Function<TestInstitution.Request, TestInstitution.Request> request, final PaymentState state) {
        return new Row(operation, given, bank -> { }, request, state, "00", DeclineReason.NONE);
    }

    private static Row declines(final Operation operation, final String given,
        final Function<TestInstitution.Request, TestInstitution.Request> request, final String code,
        final DeclineReason reason) {
        return new Row(operation, given, bank -> { }, request, PaymentState.DECLINED, code, reason);
    }


    private static Row at(final String local, final Row row) {
        return new Row(row.operation, row.given + ", " + local, bank -> bank.at(local), row.request, row.state, row.code,
            row.reason);
    }

    private static Row withDown(final int linkId, final Row row) {
        return new Row(row.operation, row.given, bank -> bank.link(linkId, false), row.request, row.state, row.code,
            row.reason);
    }

    static List<Row> transfers() {
        return List.of(
            accepts(Operation.TRANSFER_OWN, "between own savings", r -> r.to(SECOND), PaymentState.POSTED),
            declines(Operation.TRANSFER_OWN, "to another member", r -> r.to(OTHER_SAVINGS), "57",
                DeclineReason.NOT_OWN_ACCOUNT),
            accepts(Operation.TRANSFER_INTERNAL, "to a member", r -> r.to(OTHER_SAVINGS), PaymentState.POSTED),
            declines(Operation.TRANSFER_INTERNAL, "from a joint account", r -> r.from(JOINT).to(OTHER_SAVINGS), "57",
                DeclineReason.JOINT_SIGNATURE),
            declines(Operation.TRANSFER_INTERNAL, "from an inactive account", r -> r.from(INACTIVE).to(OTHER_SAVINGS),
                "57", DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE),
            declines(Operation.TRANSFER_INTERNAL, "out of a term deposit", r -> r.from(DEPOSIT).to(OTHER_SAVINGS), "57",
                DeclineReason.ACCOUNT_KIND),
            declines(Operation.TRANSFER_INTERNAL, "out of contributions", r -> r.from(CONTRIBUTION).to(SAVINGS), "57",
                DeclineReason.ACCOUNT_KIND),
            declines(Operation.TRANSFER_INTERNAL, "out of a credit card", r -> r.from(CREDIT_CARD).to(SAVINGS), "57",
                DeclineReason.ACCOUNT_KIND),
            declines(Operation.TRANSFER_INTERNAL, "into a loan", r -> r.to(LOAN), "57", DeclineReason.ACCOUNT_KIND),
            declines(Operation.TRANSFER_INTERNAL, "dollars to an account in balboas", r -> r.to(IN_BALBOAS), "12",
                DeclineReason.CURRENCY_MISMATCH),
            declines(Operation.TRANSFER_INTERNAL, "balboas out of dollars",
                r -> r.to(OTHER_SAVINGS).currency(PAB), "12", DeclineReason.CURRENCY_MISMATCH),
            accepts(Operation.TRANSFER_INTERBANK, "to another bank", r -> r.institution(INSTITUTION),
                PaymentState.SENT),
            declines(Operation.TRANSFER_INTERBANK, "balboas, which no network takes",
                r -> r.from(IN_BALBOAS).currency(PAB).institution(INSTITUTION), "12", DeclineReason.CURRENCY_MISMATCH),
            declines(Operation.TRANSFER_INTERBANK, "to a bank without a route", r -> r.institution(4_711), "12",
                DeclineReason.NO_ROUTE));
    }

    static List<Row> bills() {
        return List.of(
            accepts(Operation.BILL_PAY, "what is owed", r -> r.biller(LIGHT, 1_500), PaymentState.SENT),
            declines(Operation.BILL_PAY, "more than is owed", r -> r.biller(LIGHT, 1_499), "13",
                DeclineReason.ABOVE_OWED),
            declines(Operation.BILL_PAY, "less than is owed where all is due", r -> r.biller(LIGHT, 1_501), "13",
                DeclineReason.PARTIAL_NOT_ALLOWED),
            accepts(Operation.BILL_PAY, "less than is owed where parts are taken", r -> r.biller(WATER, 1_501),
                PaymentState.SENT),
            declines(Operation.BILL_PAY, "more than is owed where parts are taken", r -> r.biller(WATER, 1_499), "13",
                DeclineReason.ABOVE_OWED),
            declines(Operation.BILL_PAY, "nothing owed", r -> r.biller(WATER, 0), "13", DeclineReason.ABOVE_OWED),
            declines(Operation.BILL_PAY, "the biller could not be asked", r -> r.biller(LIGHT, -1), "91",
                DeclineReason.BILLER_UNREACHABLE),
            declines(Operation.BILL_PAY, "no such biller", r -> r.biller(99, 1_500), "12",
                DeclineReason.BILLER_UNKNOWN),
            declines(Operation.BILL_PAY, "no biller named", r -> r.biller(0, 0), "12", DeclineReason.BILLER_UNKNOWN),
            declines(Operation.BILL_PAY, "a biller of top-ups", r -> r.biller(TOP_UP, 0), "12",
                DeclineReason.BILLER_UNKNOWN),
            declines(Operation.BILL_PAY, "the corporate phone plan, paid inside alone",
                r -> r.biller(CORPORATE_PHONES, 0), "12", DeclineReason.BILLER_UNKNOWN),
            declines(Operation.BILL_PAY, "below the biller's minimum", r -> r.biller(WATER, 1_500).amount(99), "13",
                DeclineReason.BILLER_AMOUNT),
            declines(Operation.BILL_PAY, "above the biller's maximum", r -> r.biller(WATER, 90_000).amount(50_001),
                "13", DeclineReason.BILLER_AMOUNT),
            declines(Operation.BILL_PAY, "from a joint account", r -> r.from(JOINT).biller(LIGHT, 1_500), "57",
                DeclineReason.JOINT_SIGNATURE),
            declines(Operation.BILL_PAY, "in balboas", r -> r.from(IN_BALBOAS).currency(PAB).biller(LIGHT, 1_500), "12",
                DeclineReason.CURRENCY_MISMATCH),
            declines(Operation.BILL_PAY, "no funds", r -> r.from(SECOND).biller(LIGHT, 1_500), "51",
                DeclineReason.INSUFFICIENT_FUNDS),
            declines(Operation.BILL_PAY, "no such account", r -> r.from(account("8888")).biller(LIGHT, 1_500), "14",
                DeclineReason.DEBIT_ACCOUNT_UNKNOWN),
            withDown(TestPolicy.BILLERS, declines(Operation.BILL_PAY, "the biller's link is down",
                r -> r.biller(LIGHT, 1_500), "91", DeclineReason.LINK_DOWN)),
            accepts(Operation.BILL_PAY, "to a biller told in a file", r -> r.biller(SCHOOL, 1_500),
                PaymentState.SENT));
    }

    static List<Row> hours() {
        return List.of(
            at("2026-11-16T18:59", accepts(Operation.BILL_PAY, "a minute before the close",
                r -> r.biller(LIGHT, 1_500), PaymentState.SENT)),
            at("2026-11-16T19:00", declines(Operation.BILL_PAY, "the close begins", r -> r.biller(LIGHT, 1_500), "90",
                DeclineReason.IN_CLOSE)),
            at("2026-11-17T00:59", declines(Operation.BILL_PAY, "the close crosses midnight",
                r -> r.biller(LIGHT, 1_500), "90", DeclineReason.IN_CLOSE)),
            at("2026-11-17T01:00", accepts(Operation.BILL_PAY, "the close is over", r -> r.biller(LIGHT, 1_500),
                PaymentState.SENT)),
            at("2026-11-21T15:00", declines(Operation.BILL_PAY, "Saturday's close", r -> r.biller(LIGHT, 1_500), "90",
                DeclineReason.IN_CLOSE)),
            at("2026-11-22T00:00", accepts(Operation.BILL_PAY, "Saturday's close ends at midnight",
                r -> r.biller(LIGHT, 1_500), PaymentState.SENT)),
            at("2026-11-22T20:00", accepts(Operation.BILL_PAY, "no close on Sunday", r -> r.biller(LIGHT, 1_500),
                PaymentState.SENT)),
            at("2026-11-16T19:30", accepts(Operation.BILL_PAY, "a biller that the close does not stop",
                r -> r.biller(WATER, 1_500), PaymentState.SENT)),
            at("2026-11-16T16:59", accepts(Operation.BILL_PAY, "within office hours", r -> r.biller(OFFICE, 0),
                PaymentState.SENT)),
            at("2026-11-16T17:00", declines(Operation.BILL_PAY, "after office hours", r -> r.biller(OFFICE, 0), "90",
                DeclineReason.BILLER_CLOSED)),
            at("2026-11-17T07:59", declines(Operation.BILL_PAY, "before office hours", r -> r.biller(OFFICE, 0), "90",
                DeclineReason.BILLER_CLOSED)),
            at("2026-11-17T03:59", accepts(Operation.BILL_PAY, "hours past midnight", r -> r.biller(NIGHT, 0),
                PaymentState.SENT)),
            at("2026-11-17T04:00", declines(Operation.BILL_PAY, "after hours past midnight", r -> r.biller(NIGHT, 0),
                "90", DeclineReason.BILLER_CLOSED)),
            at("2026-11-16T19:30", accepts(Operation.TRANSFER_INTERNAL, "not suspended in the close",
                r -> r.to(OTHER_SAVINGS), PaymentState.POSTED)),
            at("2026-11-16T19:30", declines(Operation.LOAN_PAYMENT, "suspended in the close",
                r -> r.to(LOAN).amount(15_000), "90", DeclineReason.IN_CLOSE)));
    }

    static List<Row> topUps() {
        return List.of(
            accepts(Operation.TOP_UP, "an amount of the member's choice", r -> r.biller(TOP_UP, 0), PaymentState.SENT),
            declines(Operation.TOP_UP, "a biller of bills", r -> r.biller(LIGHT, 1_500), "12",
                DeclineReason.BILLER_UNKNOWN),
            declines(Operation.TOP_UP, "below the minimum", r -> r.biller(TOP_UP, 0).amount(50), "13",
                DeclineReason.BILLER_AMOUNT));
    }

    static List<Row> loansAndInternal() {
        return List.of(
            accepts(Operation.LOAN_PAYMENT, "the instalment", r -> r.to(LOAN).amount(15_000), PaymentState.POSTED),
            declines(Operation.LOAN_PAYMENT, "less than the instalment", r -> r.to(LOAN).amount(14_999), "13",
                DeclineReason.LOAN_AMOUNT),
            declines(Operation.LOAN_PAYMENT, "extra principal", r -> r.to(LOAN).amount(15_001), "57",
                DeclineReason.COUNTER_ONLY),
            declines(Operation.LOAN_PAYMENT, "the last instalment", r -> r.to(LAST_OF_LOAN).amount(15_000), "57",
                DeclineReason.COUNTER_ONLY),
            declines(Operation.LOAN_PAYMENT, "another member's loan", r -> r.to(OTHER_LOAN).amount(15_000), "57",
                DeclineReason.NOT_OWN_ACCOUNT),
            declines(Operation.LOAN_PAYMENT, "no loan", r -> r.to(SECOND).amount(15_000), "57",
                DeclineReason.ACCOUNT_KIND),
            declines(Operation.LOAN_PAYMENT, "no such account", r -> r.to(account("8888")), "14",
                DeclineReason.CREDIT_ACCOUNT_UNKNOWN),
            accepts(Operation.INTERNAL_PAYMENT, "contributions", r -> r.to(CONTRIBUTION), PaymentState.POSTED),
            accepts(Operation.INTERNAL_PAYMENT, "capitalisation plan", r -> r.to(CAPITALISATION), PaymentState.POSTED),
            accepts(Operation.INTERNAL_PAYMENT, "external capital", r -> r.to(EXTERNAL_CAPITAL), PaymentState.POSTED),
            accepts(Operation.INTERNAL_PAYMENT, "corporate phones", r -> r.biller(CORPORATE_PHONES, 0),
                PaymentState.POSTED),
            declines(Operation.INTERNAL_PAYMENT, "a biller outside", r -> r.biller(LIGHT, 1_500), "12",
                DeclineReason.BILLER_UNKNOWN),
            declines(Operation.INTERNAL_PAYMENT, "into savings", r -> r.to(SECOND), "57", DeclineReason.ACCOUNT_KIND),
            declines(Operation.INTERNAL_PAYMENT, "into a loan", r -> r.to(LOAN), "57", DeclineReason.ACCOUNT_KIND));
    }

    static List<Row> cards() {
        return List.of(
            accepts(Operation.CARD_PAYMENT, "a credit card of the cooperative", r -> r.token(CREDIT_TOKEN),
                PaymentState.SENT),
            declines(Operation.CARD_PAYMENT, "a debit card", r -> r.token(DEBIT_TOKEN), "57", DeclineReason.CARD_KIND),
            declines(Operation.CARD_PAYMENT, "a blocked card", r -> r.token(TestInstitution.BLOCKED_TOKEN), "57",
                DeclineReason.CARD_NOT_ACTIVE),
            declines(Operation.CARD_PAYMENT, "no such card", r -> r.token(123), "14", DeclineReason.CARD_UNKNOWN),
            declines(Operation.CARD_PAYMENT, "out of a joint account", r -> r.from(JOINT).token(CREDIT_TOKEN), "57",
                DeclineReason.JOINT_SIGNATURE),
            withDown(TestPolicy.CARDS, declines(Operation.CARD_PAYMENT, "the processor's link is down",
                r -> r.token(CREDIT_TOKEN), "91", DeclineReason.LINK_DOWN)),
            accepts(Operation.CARD_PAYMENT_EXTERNAL, "a card of another bank", r -> r.foreignCard(FOREIGN_BIN),
                PaymentState.SENT),
            accepts(Operation.CARD_PAYMENT_EXTERNAL, "by its bank, where its BIN has no route",
                r -> r.foreignCard(UNKNOWN_BIN).institution(INSTITUTION), PaymentState.SENT),
            declines(Operation.CARD_PAYMENT_EXTERNAL, "a card that no route reaches", r -> r.foreignCard(UNKNOWN_BIN),
                "12", DeclineReason.NO_ROUTE),
            withDown(TestPolicy.INTERBANK, declines(Operation.CARD_PAYMENT_EXTERNAL, "the link of its BIN is down",
                r -> r.foreignCard(FOREIGN_BIN), "91", DeclineReason.LINK_DOWN)),
            declines(Operation.CARD_PAYMENT_EXTERNAL, "above the external limit",
                r -> r.foreignCard(FOREIGN_BIN).amount(500_001), "61", DeclineReason.AMOUNT_LIMIT),
            accepts(Operation.CARD_PURCHASE, "a debit card at a merchant", r -> r.card(2), PaymentState.POSTED),
            declines(Operation.CARD_PURCHASE, "a credit card of the cooperative", r -> r.card(1), "57",
                DeclineReason.CARD_KIND),
            declines(Operation.CARD_PURCHASE, "above the card's own ceiling", r -> r.card(2).amount(30_001), "61",
                DeclineReason.AMOUNT_LIMIT),
            declines(Operation.CARD_PURCHASE, "no such card", r -> r.card(77), "14", DeclineReason.CARD_UNKNOWN));
    }

    static List<Row> rows() {
        return Stream.of(transfers(), bills(), hours(), topUps(), loansAndInternal(), cards())
            .flatMap(List::stream).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void comesTo(final Row row) {
        final TestPolicy policy = new TestPolicy();
        policy.suspendedInClose.add(Operation.LOAN_PAYMENT);
        final TestInstitution bank = new TestInstitution(policy);
        final long before = bank.ledger(SAVINGS);
        row.setUp.accept(bank);

        final long id = row.request.apply(bank.ask(row.operation)).send();

        final Reply reply = bank.view(id);
        assertThat(reply).extracting(Reply::state, Reply::code, Reply::reason)
            .containsExactly(row.state, row.code, row.reason);
        switch (row.state) {
            case DECLINED -> {
                assertThat(bank.sent).as("sent").isEmpty();
                assertThat(bank.ledger(SAVINGS)).isEqualTo(before);
                assertThat(bank.held(SAVINGS)).isZero();
            }
            case SENT -> {
                assertThat(bank.replies).as("nobody is answered before the network").isEmpty();
                assertThat(bank.held(SAVINGS)).isEqualTo(reply.amountMinor() + reply.feeMinor() + reply.taxMinor());
            }
            default -> assertThat(bank.ledger(SAVINGS)).isEqualTo(before - reply.amountMinor());
        }
        assertThat(bank.replayed().stateHash()).isEqualTo(bank.engine.stateHash());
        final String hash = bank.engine.stateHash();
        bank.goOnFromSnapshot();
        assertThat(bank.engine.stateHash()).as("of a snapshot loaded again").isEqualTo(hash);
    }
}
