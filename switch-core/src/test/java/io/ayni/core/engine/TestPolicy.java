package io.ayni.core.engine;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutPolicyEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.Operation;
import io.ayni.core.stepup.StepUpMethod;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.MutableDirectBuffer;

/** The policy of {@link TestInstitution}: Ecuador's figures, and what a test wants otherwise. */
final class TestPolicy {
    static final int INTERBANK = 1;
    static final int INTERBANK_SECOND = 2;
    static final int BILLERS = 3;
    static final int BATCH = 4;
    static final int CARDS = 5;
    static final int LINKS = 5;
    static final long INSTITUTION = 1717;

    /** All or nothing, 1.00 to 500.00, round the clock, suspended in the close. */
    static final int LIGHT = 1;
    /** Parts of what is owed are taken. */
    static final int WATER = 2;
    static final int TOP_UP = 3;
    /** In a file, with the cut-off. */
    static final int SCHOOL = 4;
    /** Paid inside the cooperative alone. */
    static final int CORPORATE_PHONES = 5;
    /** 08:00 to 17:00. */
    static final int OFFICE = 6;
    /** 20:00 to 04:00, fee 0.50. */
    static final int NIGHT = 7;

    static final Map<Long, AccountKind> HOUSE = new TreeMap<>(Map.of(
        number(1), AccountKind.FEE, number(2), AccountKind.TAX, number(3), AccountKind.SUSPENSE,
        number(4), AccountKind.OPENING, number(5), AccountKind.SETTLEMENT, number(6), AccountKind.SETTLEMENT,
        number(7), AccountKind.SETTLEMENT, number(8), AccountKind.BILLER, number(9), AccountKind.BILLER));
    static final Map<Long, AccountKind> HOUSE_IN_BALBOAS = new TreeMap<>(Map.of(
        number(11), AccountKind.FEE, number(12), AccountKind.TAX, number(13), AccountKind.SUSPENSE,
        number(14), AccountKind.OPENING, number(15), AccountKind.SETTLEMENT));
    static final long FEES = number(1);
    static final long TAXES = number(2);
    static final long CARD_SETTLEMENT = number(5);
    static final long SETTLEMENT = number(6);
    static final long SETTLEMENT_SECOND = number(7);
    static final long BILLER_SETTLEMENT = number(8);
    static final long PLAN_SETTLEMENT = number(9);

    boolean cardPaymentsBatched;
    /** Of the files by which the card processor hears of batched payments; 0 it does not hear. */
    int cardBatchLink;
    boolean withBalboas = true;
    boolean withBillers = true;
    int window;
    Set<Operation> stepUp = EnumSet.noneOf(Operation.class);
    Set<Operation> suspendedInClose = EnumSet.noneOf(Operation.class);
    long cardPurchaseDailyMinor = 30_000;
    int cardWithdrawalCount = 2;
    long zoneFeeMinor = 36;

    private static long number(final int last) {
        return AccountNumber.parse(Integer.toString(900_000 + last));
    }

    /** @return the length of the body. */
    int encode(final MutableDirectBuffer buffer, final MessageHeaderEncoder header) {
        final PutPolicyEncoder put = new PutPolicyEncoder().wrapAndApplyHeader(buffer, 0, header);
        put.replyTo().connectionId(1).correlationId(0);
        put.policyHash(42).maxAmountMinor(1_000_000_000_000L).otpTtlMs(180_000).otpTriesPerPayment(3)
            .otpFailuresPerDay(15).otpResends(5).alarmAfterReversals(6).holdTtlMs(7L * 86_400_000)
            .retentionMs(30L * 86_400_000).answerTimeoutMs(10_000).reversalFirstMs(1_000).reversalMaxMs(60_000)
            .feeAccount(FEES).taxAccount(TAXES).suspenseAccount(number(3)).openingAccount(number(4))
            .cardSettlementAccount(CARD_SETTLEMENT).unknownOriginalCode(ResponseCode.APPROVED).maxPayments(0)
            .inquiryFirstMs(5_000).inquiryMaxMs(600_000).manualAfterMs(86_400_000).notFoundFinalAfterMs(900_000)
            .deferralMethod((short) 2).deferralRateBasisPoints(1_520).deferralFewest(3).deferralMost(24)
            .cardPaymentsBatched((short) (cardPaymentsBatched ? 1 : 0)).schedulesPerMember(10)
            .beneficiariesPerMember(10).scheduleMinuteOfDay(360)
            .cardBatchLinkId(cardBatchLink);
        operations(put);
        put.feesCount(1).next().operation((short) Operation.TRANSFER_INTERBANK.code()).effectiveFromMs(0)
            .feeMinor(zoneFeeMinor);
        put.taxesCount(1).next().effectiveFromMs(0).rateBasisPoints(1_500);
        put.ceilingsCount(2)
            .next().bucket((short) Bucket.INT.code()).dailyMinor(1_000_000).weeklyMinor(2_000_000)
            .monthlyMinor(4_000_000).dailyCount(1_000)
            .next().bucket((short) Bucket.EXT.code()).dailyMinor(500_000).weeklyMinor(1_000_000)
            .monthlyMinor(2_000_000).dailyCount(1_000);
        links(put);
        if (withBillers) {
            billers(put);
        } else {
            put.billersCount(0);
        }
        calendar(put);
        if (withBalboas) {
            put.booksCount(1).next().currency(TestInstitution.PAB).feeAccount(number(11)).taxAccount(number(12))
                .suspenseAccount(number(13)).openingAccount(number(14)).cardSettlementAccount(number(15));
        } else {
            put.booksCount(0);
        }
        put.cardCeilingsCount(2)
            .next().operation((short) Operation.CARD_PURCHASE.code()).dailyMinor(cardPurchaseDailyMinor)
            .weeklyMinor(Long.MAX_VALUE).monthlyMinor(Long.MAX_VALUE).dailyCount(1_000)
            .next().operation((short) Operation.CARD_WITHDRAWAL.code()).dailyMinor(Long.MAX_VALUE)
            .weeklyMinor(Long.MAX_VALUE).monthlyMinor(Long.MAX_VALUE).dailyCount(cardWithdrawalCount);
        put.zone("America/Guayaquil");
        return put.encodedLength();
    }

    private void operations(final PutPolicyEncoder put) {
        final Object[][] rows = {{Operation.TRANSFER_OWN, Bucket.INT}, {Operation.TRANSFER_INTERNAL, Bucket.INT},
            {Operation.TRANSFER_INTERBANK, Bucket.EXT}, {Operation.CREDIT_INBOUND, Bucket.NONE},
            {Operation.CARD_PURCHASE, Bucket.CARD}, {Operation.CARD_WITHDRAWAL, Bucket.CARD},
            {Operation.CARD_PAYMENT, Bucket.INT}, {Operation.CARD_PAYMENT_EXTERNAL, Bucket.EXT},
            {Operation.BILL_PAY, Bucket.EXT}, {Operation.TOP_UP, Bucket.EXT}, {Operation.LOAN_PAYMENT, Bucket.INT},
            {Operation.INTERNAL_PAYMENT, Bucket.INT}};
        final PutPolicyEncoder.OperationsEncoder operations = put.operationsCount(rows.length);
        for (final Object[] row : rows) {
            final Operation operation = (Operation) row[0];
            operations.next().operation((short) operation.code())
                .stepUp((short) (stepUp.contains(operation) ? StepUpMethod.OTP : StepUpMethod.NONE).code())
                .bucket((short) ((Bucket) row[1]).code())
                .inClose((short) (suspendedInClose.contains(operation) ? 1 : 0));
        }
    }

    private void links(final PutPolicyEncoder put) {
        final PutPolicyEncoder.LinksEncoder links = put.linksCount(withBillers ? LINKS : LINKS - 2);
        link(links, INTERBANK, SETTLEMENT, LinkKind.INTERBANK, true, 0);
        link(links, INTERBANK_SECOND, SETTLEMENT_SECOND, LinkKind.INTERBANK, true, 0);
        if (withBillers) {
            link(links, BILLERS, BILLER_SETTLEMENT, LinkKind.BILLER, false, 20_000);
            link(links, BATCH, BILLER_SETTLEMENT, LinkKind.BATCH, false, 0);
        }
        link(links, CARDS, CARD_SETTLEMENT, LinkKind.CARD, true, 0);
        final PutPolicyEncoder.RoutesEncoder routes = put.routesCount(4);
        route(routes, INSTITUTION, 0, INTERBANK, 0);
        route(routes, INSTITUTION, 0, INTERBANK_SECOND, 1);
        route(routes, 0, TestInstitution.OWN_BIN, CARDS, 0);
        route(routes, 0, 54, INTERBANK, 0);
    }

    private void link(final PutPolicyEncoder.LinksEncoder links, final int linkId, final long settlement,
        final LinkKind kind, final boolean hasReversal, final long timeoutMs) {
        links.next().linkId(linkId).settlementAccount(settlement).acquirer(593_000 + linkId).terminal("AYNI0001")
            .kind((short) kind.code()).hasReversal((short) (hasReversal ? 1 : 0)).answerTimeoutMs(timeoutMs)
            .window(window).reversalsPerSecond(0).reversalWindow(0).reversalStore(0).downAfterTimeouts(5)
            .downWithinMs(0);
    }

    private static void route(final PutPolicyEncoder.RoutesEncoder routes, final long institution, final int bin,
        final int linkId, final int priority) {
        routes.next().institution(institution).linkId(linkId).cardBin(bin).priority((short) priority).weight(1);
    }

    private static void billers(final PutPolicyEncoder put) {
        final PutPolicyEncoder.BillersEncoder billers = put.billersCount(7);
        biller(billers, LIGHT, BILLERS, Operation.BILL_PAY, 2 | 8, 0, 0, 0);
        biller(billers, WATER, BILLERS, Operation.BILL_PAY, 4 | 8, 0, 0, 0);
        biller(billers, TOP_UP, BILLERS, Operation.TOP_UP, 0, 0, 0, 0);
        biller(billers, SCHOOL, BATCH, Operation.BILL_PAY, 1 | 8, 0, 0, 0);
        biller(billers, CORPORATE_PHONES, 0, Operation.INTERNAL_PAYMENT, 0, 0, 0, 0);
        biller(billers, OFFICE, BILLERS, Operation.BILL_PAY, 0, 480, 1_020, 0);
        biller(billers, NIGHT, BILLERS, Operation.BILL_PAY, 0, 1_200, 240, 50);
    }

    private static void biller(final PutPolicyEncoder.BillersEncoder billers, final int id, final int linkId,
        final Operation operation, final int flags, final int opens, final int closes, final long feeMinor) {
        billers.next().billerId(id).linkId(linkId).settlementAccount(linkId == 0 ? PLAN_SETTLEMENT : BILLER_SETTLEMENT)
            .operation((short) operation.code()).flags((short) flags).currency(TestInstitution.USD).opensMinute(opens)
            .closesMinute(closes).minMinor(100).maxMinor(50_000).feeMinor(feeMinor);
    }

    /** Mon–Fri 19:00–01:00 and Saturday 15:00–00:00; cut-offs 18:00 and 12:30; a holiday on Wednesday 18 November. */
    private static void calendar(final PutPolicyEncoder put) {
        final PutPolicyEncoder.CloseWindowsEncoder windows = put.closeWindowsCount(6);
        final int[] cutOffs = {1_080, 1_080, 1_080, 1_080, 1_080, 750};
        for (int weekday = 1; weekday <= 6; weekday++) {
            windows.next().weekday((short) weekday).fromMinute(weekday == 6 ? 900 : 1_140)
                .lengthMinutes(weekday == 6 ? 540 : 360);
        }
        final PutPolicyEncoder.CutOffsEncoder cuts = put.cutOffsCount(6);
        for (int weekday = 1; weekday <= 6; weekday++) {
            cuts.next().weekday((short) weekday).minute(cutOffs[weekday - 1]);
        }
        put.holidaysCount(1).next().epochDay((int) LocalDate.parse("2026-11-18").toEpochDay());
    }
}
