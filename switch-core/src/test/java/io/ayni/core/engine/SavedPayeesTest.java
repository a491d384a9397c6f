package io.ayni.core.engine;

import static io.ayni.core.engine.TestCooperative.ANA;
import static io.ayni.core.engine.TestCooperative.INSTITUTION;
import static io.ayni.core.engine.TestCooperative.LUIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.MemberRequestEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payments to whom a member saved, named by the id of the beneficiary or of the service. */
class SavedPayeesTest {
    private static final String ELSEWHERE = "22000001234";
    private static final int FOREIGN_BIN = 411_111;

    private final TestMembers test = new TestMembers();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /**
     * @param saved   what the member saved, null: nothing
     * @param payment what the edge made of it
     * @param reason  NONE: the payment goes on
     */
    private record Row(String what, Operation saves, Consumer<MemberRequestEncoder> saved, String reference,
                       Operation operation, Consumer<AuthorizeRequestEncoder> payment, String paid,
                       DeclineReason reason) {
        @Override
        public String toString() {
            return operation.type() + ", " + what + " → " + (reason == DeclineReason.NONE ? "goes on" : reason);
        }
    }

    private static final Consumer<MemberRequestEncoder> AS_IT_IS = any -> { };

    private static Row here(final String what, final Consumer<AuthorizeRequestEncoder> change,
        final DeclineReason reason) {
        final Consumer<AuthorizeRequestEncoder> luis = r -> r.creditAccount(LUIS);
        return new Row(what, Operation.BENEFICIARY_CREATE, AS_IT_IS, "2001", Operation.TRANSFER_INTERNAL,
            luis.andThen(change), "", reason);
    }

    private static Row light(final String what, final Consumer<AuthorizeRequestEncoder> change, final String paid,
        final DeclineReason reason) {
        final Consumer<AuthorizeRequestEncoder> bill = r -> r.billerId(TestMembers.LIGHT).owedMinor(1_500);
        return new Row(what, Operation.BILLER_ENROL, AS_IT_IS, "LUZ-1", Operation.BILL_PAY, bill.andThen(change), paid,
            reason);
    }

    static List<Row> rows() {
        return List.of(
            here("a beneficiary here", r -> { }, DeclineReason.NONE),
            here("deleted, or never there", r -> r.savedId(99), DeclineReason.TARGET_UNKNOWN),
            here("of another member", r -> r.debitAccount(LUIS).creditAccount(ANA), DeclineReason.TARGET_UNKNOWN),
            here("not where the beneficiary leads", r -> r.creditAccount(TestMembers.VISA),
                DeclineReason.TARGET_UNKNOWN),
            here("out of no account", r -> r.debitAccount(4_711), DeclineReason.DEBIT_ACCOUNT_UNKNOWN),
            here("that account was blocked since", r -> { }, DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE),
            new Row("a beneficiary elsewhere", Operation.BENEFICIARY_CREATE,
                r -> r.kind((short) 2).institution(INSTITUTION), ELSEWHERE, Operation.TRANSFER_INTERBANK,
                r -> r.institution(INSTITUTION), ELSEWHERE, DeclineReason.NONE),
            new Row("another account there", Operation.BENEFICIARY_CREATE,
                r -> r.kind((short) 2).institution(INSTITUTION), ELSEWHERE, Operation.TRANSFER_INTERBANK,
                r -> r.institution(INSTITUTION), "22000009999", DeclineReason.TARGET_UNKNOWN),
            new Row("a beneficiary here", Operation.BENEFICIARY_CREATE, AS_IT_IS, "2001",
                Operation.TRANSFER_INTERBANK, r -> r.institution(INSTITUTION), "2001", DeclineReason.TARGET_UNKNOWN),
            new Row("a card of the cooperative", Operation.BENEFICIARY_CREATE,
                r -> r.kind((short) 4).cardToken(TestMembers.CARD_TOKEN), "", Operation.CARD_PAYMENT,
                r -> r.cardToken(TestMembers.CARD_TOKEN), "", DeclineReason.NONE),
            new Row("another card of the cooperative", Operation.BENEFICIARY_CREATE,
                r -> r.kind((short) 4).cardToken(TestMembers.CARD_TOKEN), "", Operation.CARD_PAYMENT,
                r -> r.cardToken(TestMembers.DEBIT_TOKEN), "", DeclineReason.TARGET_UNKNOWN),
            new Row("no route to that card", Operation.BENEFICIARY_CREATE, SavedPayeesTest::foreignCard, "",
                Operation.CARD_PAYMENT_EXTERNAL, r -> r.cardBin(FOREIGN_BIN).cardLastFour(1_111), "",
                DeclineReason.NO_ROUTE),
            new Row("a card of another bank", Operation.BENEFICIARY_CREATE, SavedPayeesTest::foreignCard, "",
                Operation.CARD_PAYMENT_EXTERNAL,
                r -> r.institution(INSTITUTION).cardBin(FOREIGN_BIN).cardLastFour(1_111), "", DeclineReason.NONE),
            new Row("another card of that bank", Operation.BENEFICIARY_CREATE, SavedPayeesTest::foreignCard, "",
                Operation.CARD_PAYMENT_EXTERNAL,
                r -> r.institution(INSTITUTION).cardBin(FOREIGN_BIN).cardLastFour(2_222), "",
                DeclineReason.TARGET_UNKNOWN),
            light("a service", r -> { }, "LUZ-1", DeclineReason.NONE),
            light("a service forgotten, or never there", r -> r.savedId(99), "LUZ-1", DeclineReason.TARGET_UNKNOWN),
            light("a service of another member", r -> r.debitAccount(LUIS), "LUZ-1", DeclineReason.TARGET_UNKNOWN),
            light("another number at the biller", r -> { }, "LUZ-2", DeclineReason.TARGET_UNKNOWN));
    }

    private static void foreignCard(final MemberRequestEncoder request) {
        request.kind((short) 3).cardBin(FOREIGN_BIN).cardLastFour(1_111).sealedCard().w0(8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aPaymentGoesWhereTheSavedRowLeadsOrIsDeclined(final Row row) {
        final long savedId = test.done(row.saves(), r -> {
            test.reference(row.reference());
            row.saved().accept(r);
        });
        if (row.reason() == DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE) {
            block(LUIS);
        }
        pay(row.operation(), savedId, row.paid(), row.payment());
        assertThat(test.coop.last().reason()).isEqualTo(row.reason());
        assertThat(test.coop.last().state() == PaymentState.DECLINED).isEqualTo(row.reason() != DeclineReason.NONE);
        MemberRequestsTest.sameAfterReplayAndSnapshot(test);
    }

    private void block(final long account) {
        test.coop.putAccount(account, TestMembers.OTHER_MEMBER, AccountKind.SAVINGS, AccountStatus.BLOCKED,
            Signature.SINGLE, 0, 0);
    }

    @Test
    void theEdgeAsksForARowByAnAccountOfItsMember() {
        final long id = test.done(Operation.BENEFICIARY_CREATE, r -> foreignCard(r));
        assertThat(test.query(QueryKind.ONE_BENEFICIARY, id, q -> q.memberId(0).account(ANA)))
            .hasSize(2).first().asString().startsWith("beneficiary " + id + " 3 ");
        assertThat(test.query(QueryKind.ONE_BENEFICIARY, id, q -> q.memberId(0).account(LUIS)))
            .containsExactly("end 0 0 0");
        assertThat(test.query(QueryKind.ONE_ENROLMENT, id, q -> q.memberId(0).account(ANA)))
            .containsExactly("end 0 0 0");
    }

    private void pay(final Operation operation, final long savedId, final String externalAccount,
        final Consumer<AuthorizeRequestEncoder> change) {
        final long id = test.coop.newId();
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        final AuthorizeRequestEncoder r = new AuthorizeRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        r.replyTo().connectionId(1).correlationId(id);
        r.key().high(8).low(id);
        r.paymentId(id).peerId(TestCooperative.CHANNEL).operation((short) operation.code()).messageClass((short) 2)
            .currency(TestCooperative.USD).amountMinor(1_500).debitAccount(ANA).savedId(savedId)
            .externalAccount(String.format("%-28s", externalAccount));
        change.accept(r);
        test.coop.submit(buffer, MessageHeaderEncoder.ENCODED_LENGTH + r.encodedLength());
    }
}
