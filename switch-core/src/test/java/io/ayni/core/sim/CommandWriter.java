package io.ayni.core.sim;

import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.BillerAnswerEncoder;
import io.ayni.core.command.CompletionAdviceEncoder;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkAnswerEncoder;
import io.ayni.core.command.NetworkSendFailedEncoder;
import io.ayni.core.command.NodeStartedEncoder;
import io.ayni.core.command.PutAccountEncoder;
import io.ayni.core.command.PutCardEncoder;
import io.ayni.core.command.PutMemberEncoder;
import io.ayni.core.command.PutMemberLimitsEncoder;
import io.ayni.core.command.PutPolicyEncoder;
import io.ayni.core.command.PutProductEncoder;
import io.ayni.core.command.ResolveManualEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ReversalRequestEncoder;
import io.ayni.core.command.ScheduleBillEncoder;
import io.ayni.core.command.StepUpAnswerEncoder;
import io.ayni.core.command.StepUpResendEncoder;
import io.ayni.core.command.TickEncoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.SendKind;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.Resolution;
import io.ayni.core.schedule.DeferralMethod;
import io.ayni.core.stepup.StepUpMethod;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the commands of the simulation into one buffer; each method returns the length. */
final class CommandWriter {
    static final List<Operation> MEMBER_OPERATIONS =
        Arrays.stream(Operation.values()).filter(Operation::isMemberRequest).toList();
    private static final Set<Operation> WITHOUT_STEP_UP = EnumSet.of(Operation.BENEFICIARY_CREATE,
        Operation.BILLER_FAVORITE, Operation.SCHEDULE_UPDATE, Operation.SCHEDULE_DELETE,
        Operation.CARD_DEFERRAL_BALANCE);
    private static final String PADDING = " ".repeat(28);
    private static final String PADDED_REFERENCE = pad(SimRequest.REFERENCE);
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[4_096]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuthorizeRequestEncoder authorize = new AuthorizeRequestEncoder();
    private final NetworkAnswerEncoder answer = new NetworkAnswerEncoder();
    private final TickEncoder tick = new TickEncoder();

    /** @return the reference in the 28 characters of the log format; nearly all are the same one. */
    private static String padded(final String reference) {
        return reference == SimRequest.REFERENCE ? PADDED_REFERENCE : pad(reference);
    }

    static String pad(final String reference) {
        return (reference + PADDING).substring(0, PADDING.length());
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int authorize(final SimRequest request, final long correlationId) {
        buffer.setMemory(HEADER, AuthorizeRequestEncoder.BLOCK_LENGTH, (byte) 0);
        authorize.wrapAndApplyHeader(buffer, 0, header);
        authorize.replyTo().connectionId(1 + request.peerId()).correlationId(correlationId);
        authorize.paymentId(request.paymentId()).bodyHash(request.bodyHash()).peerId(request.peerId())
            .operation((short) request.operation().code()).messageClass((short) request.messageClass())
            .currency(request.currency()).amountMinor(request.amountMinor()).debitAccount(request.debit())
            .creditAccount(request.credit()).cardBin(request.bin()).cardLastFour(4_242)
            .institution(request.institution()).externalAccount(padded(request.reference()))
            .billerId(request.biller()).owedMinor(request.owed()).cardToken(request.token()).note("")
            .savedId(request.saved());
        authorize.sealedCard().w0(0).w1(0).w2(0).w3(0).w4(0).w5(0);
        authorize.key().high(request.peerId()).low(request.key());
        authorize.card().high(request.card()).low(request.card() == 0 ? 0 : 1);
        authorize.mac().w0(request.code()).w1(request.paymentId()).w2(request.amountMinor()).w3(1);
        return HEADER + authorize.encodedLength();
    }

    /** @param totpStep that the edge found a soft token's code right for; 0 none. */
    int stepUp(final SimRequest request, final long code, final long key, final long totpStep,
        final long correlationId) {
        final StepUpAnswerEncoder encoder = new StepUpAnswerEncoder().wrapAndApplyHeader(buffer, 0, header)
            .totpStep(totpStep);
        encoder.replyTo().connectionId(1 + request.peerId()).correlationId(correlationId);
        encoder.paymentId(request.paymentId()).peerId(request.peerId()).key().high(1).low(key);
        encoder.mac().w0(code).w1(request.paymentId()).w2(request.amountMinor()).w3(1);
        return HEADER + encoder.encodedLength();
    }

    int ask(final SimRequest request, final long correlationId) {
        return SimAskWriter.write(request, correlationId, buffer, header);
    }

    int member(final long memberId, final boolean prefersToken, final boolean hasToken) {
        final PutMemberEncoder encoder = new PutMemberEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(0).correlationId(0);
        encoder.memberId(memberId).birthDay(0).stepUp((short) (prefersToken ? StepUpMethod.TOTP : StepUpMethod.OTP)
            .code()).phone("0991234567").email("").name("");
        encoder.sealedTotp().w0(hasToken ? 1 : 0).w1(0).w2(0).w3(0).w4(0).w5(0);
        return HEADER + encoder.encodedLength();
    }

    int scheduleBill(final Said.Due due, final long paymentId, final long owedMinor) {
        final ScheduleBillEncoder encoder = new ScheduleBillEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(due.linkId()).scheduleId(due.scheduleId()).runDay(due.runDay()).paymentId(paymentId)
            .owedMinor(owedMinor);
        return HEADER + encoder.encodedLength();
    }

    int resend(final SimRequest request, final long code, final long key, final long correlationId) {
        final StepUpResendEncoder encoder = new StepUpResendEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(1 + request.peerId()).correlationId(correlationId);
        encoder.paymentId(request.paymentId()).peerId(request.peerId()).key().high(2).low(key);
        encoder.mac().w0(code).w1(request.paymentId()).w2(request.amountMinor()).w3(1);
        return HEADER + encoder.encodedLength();
    }

    int reversal(final SimRequest original, final long paymentId, final long key, final long amountMinor,
        final long correlationId) {
        final ReversalRequestEncoder encoder = new ReversalRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(1 + original.peerId()).correlationId(correlationId);
        encoder.paymentId(paymentId).bodyHash(amountMinor).peerId(original.peerId()).currency(original.currency())
            .amountMinor(amountMinor).originalPaymentId(0).unknownOriginalCode(Terms.unknownOriginalCode(key));
        encoder.key().high(original.peerId()).low(key);
        encoder.original().high(original.peerId()).low(original.key());
        return HEADER + encoder.encodedLength();
    }

    int completion(final SimRequest original, final long paymentId, final long key, final long amountMinor,
        final long correlationId) {
        final CompletionAdviceEncoder encoder = new CompletionAdviceEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(1 + original.peerId()).correlationId(correlationId);
        encoder.paymentId(paymentId).bodyHash(amountMinor).peerId(original.peerId()).currency(original.currency())
            .amountMinor(amountMinor).operation((short) original.operation().code()).cardBin(450_799)
            .cardLastFour(4_242).originalPaymentId(0);
        encoder.key().high(original.peerId()).low(key);
        encoder.original().high(original.peerId()).low(original.key());
        encoder.card().high(original.card()).low(1);
        return HEADER + encoder.encodedLength();
    }

    /** @param wrongField an ISO 8583 field to falsify: 4, 11 or 41; 1 the class; 37 to leave out; 0 for none. */
    int answer(final Said.Send to, final int code, final int wrongField) {
        answer.wrapAndApplyHeader(buffer, 0, header);
        final boolean isPin = to.kind() == SendKind.PIN_CHANGE.code() || to.kind() == SendKind.PIN_GENERATE.code();
        final int kind = to.attempt() > 0 ? 4 : isPin == (wrongField != 1) ? 1 : 2;
        answer.linkId(to.linkId()).messageClass((short) kind).responseCode(code)
            .currency(to.currency()).present((short) (wrongField == 37 ? 255 & ~4 : 255))
            .stan(to.stan() + (wrongField == 11 ? 1 : 0)).transmissionTime(to.transmissionTime())
            .acquirer(Terms.ACQUIRER).processingCode(to.kind() == SendKind.PIN_CHANGE.code() ? 920_000
                : isPin ? 930_000 : to.operation() == Operation.TRANSFER_INTERBANK.code() ? 401_000 : 501_000)
            .amountMinor(to.amountMinor() + (wrongField == 4 ? 1 : 0))
            .terminal(wrongField == 41 ? "OTHER   " : Terms.TERMINAL).approvalCode("A1B2C3")
            .settlementDay(0).cardBin(0).cardLastFour(0)
            .accepted((short) (kind != 4 ? 0 : code == ResponseCode.APPROVED ? 1 : to.reference() % 2 == 0 ? 2 : 0));
        final int offset = answer.offset() + NetworkAnswerEncoder.retrievalReferenceEncodingOffset();
        long rest = to.reference();
        for (int i = 11; i >= 0; i--) {
            buffer.putByte(offset + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return HEADER + answer.encodedLength();
    }

    /** What a biller says to one of our messages. */
    int billerAnswer(final SimBiller.Answer said) {
        final BillerAnswerEncoder encoder = new BillerAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(said.to().linkId()).paymentId(said.to().paymentId()).kind((short) said.to().kind())
            .result((short) said.result().code()).responseCode(SimBiller.code(said.result()))
            .amountMinor(said.amountMinor()).receipt("R-1").attempt(said.to().attempt());
        return HEADER + encoder.encodedLength();
    }

    int resolve(final long paymentId, final Resolution resolution, final long correlationId) {
        final ResolveManualEncoder encoder = new ResolveManualEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(1).correlationId(correlationId);
        encoder.paymentId(paymentId).resolution((short) resolution.code()).orderedBy("operator").why("their file");
        return HEADER + encoder.encodedLength();
    }

    int loanTerms(final long account) {
        final PutProductEncoder encoder = new PutProductEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(0).correlationId(0);
        encoder.account(account).instalmentMinor(Terms.INSTALMENT_MINOR).instalmentsLeft(Terms.INSTALMENTS).dueDay(0)
            .minimumPaymentMinor(0).deferredMinor(0).rateBasisPoints(0).openedDay(0);
        return HEADER + encoder.encodedLength();
    }

    int creditCard(final int index, final AccountStatus status) {
        final PutCardEncoder encoder = new PutCardEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(0).correlationId(0);
        encoder.account(Terms.creditCardAccount(index)).cardBin(450_799).cardLastFour(1_000 + index)
            .status((short) status.code()).kind((short) CardKind.CREDIT.code()).token(Terms.creditToken(index));
        encoder.card().high(Terms.creditCard(index)).low(1);
        encoder.sealedCard().w0(index + 1).w1(2).w2(3).w3(4).w4(5).w5(6);
        return HEADER + encoder.encodedLength();
    }

    int sendFailed(final Said.Send send) {
        final NetworkSendFailedEncoder encoder = new NetworkSendFailedEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(send.linkId()).paymentId(send.paymentId()).attempt(send.attempt());
        return HEADER + encoder.encodedLength();
    }

    int link(final int linkId, final int status, final int suspensions) {
        final LinkStatusEncoder encoder = new LinkStatusEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(linkId).status((short) status).suspensions(suspensions);
        return HEADER + encoder.encodedLength();
    }

    int tick() {
        tick.wrapAndApplyHeader(buffer, 0, header);
        return HEADER + tick.encodedLength();
    }

    int nodeStarted() {
        return HEADER + new NodeStartedEncoder().wrapAndApplyHeader(buffer, 0, header).encodedLength();
    }

    int account(final long number, final long member, final AccountKind kind, final AccountStatus status,
        final Signature signature, final long lineMinor, final long openingMinor) {
        final PutAccountEncoder encoder = new PutAccountEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(0).correlationId(0);
        encoder.account(number).memberId(member).currency(Terms.currency(number)).kind((short) kind.code())
            .status((short) status.code()).signature((short) signature.code()).authorisedLineMinor(lineMinor)
            .openingBalanceMinor(openingMinor);
        return HEADER + encoder.encodedLength();
    }

    int card(final long hash, final long account, final AccountStatus status) {
        final PutCardEncoder encoder = new PutCardEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(0).correlationId(0);
        encoder.account(account).cardBin(450_799).cardLastFour(4_242).status((short) status.code())
            .kind((short) CardKind.DEBIT.code()).token(Terms.debitToken(hash));
        encoder.card().high(hash).low(1);
        encoder.sealedCard().w0(0).w1(0).w2(0).w3(0).w4(0).w5(0);
        return HEADER + encoder.encodedLength();
    }

    int memberLimits(final long member, final Bucket bucket, final long dailyMinor, final long weeklyMinor,
        final long monthlyMinor, final long correlationId) {
        final PutMemberLimitsEncoder encoder = new PutMemberLimitsEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(1).correlationId(correlationId);
        encoder.memberId(member).bucket((short) bucket.code()).dailyMinor(dailyMinor).weeklyMinor(weeklyMinor)
            .monthlyMinor(monthlyMinor);
        return HEADER + encoder.encodedLength();
    }

    int policy(final Terms.Policy policy) {
        final PutPolicyEncoder encoder = new PutPolicyEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(0).correlationId(0);
        encoder.policyHash(policy.hash()).maxAmountMinor(1_000_000_000L).otpTtlMs(Terms.OTP_TTL_MS)
            .otpTriesPerPayment(Terms.OTP_TRIES).otpFailuresPerDay(Terms.OTP_FAILURES_A_DAY)
            .otpResends(Terms.OTP_RESENDS).alarmAfterReversals(Terms.ALARM_AFTER).holdTtlMs(Terms.HOLD_TTL_MS)
            .retentionMs(policy.retentionMs()).answerTimeoutMs(Terms.ANSWER_TIMEOUT_MS)
            .reversalFirstMs(Terms.REVERSAL_FIRST_MS).reversalMaxMs(Terms.REVERSAL_MAX_MS).feeAccount(Terms.FEES)
            .taxAccount(Terms.TAXES).suspenseAccount(Terms.SUSPENSE).openingAccount(Terms.OPENING)
            .cardSettlementAccount(Terms.CARDS).unknownOriginalCode(policy.unknownOriginalCode())
            .maxPayments(policy.maxPayments());
        encoder.inquiryFirstMs(Terms.INQUIRY_FIRST_MS).inquiryMaxMs(Terms.INQUIRY_MAX_MS)
            .manualAfterMs(Terms.MANUAL_AFTER_MS).notFoundFinalAfterMs(Terms.NOT_FOUND_FINAL_MS)
            .deferralMethod((short) (policy.french() ? DeferralMethod.FRENCH : DeferralMethod.FLAT).code())
            .deferralRateBasisPoints(Terms.DEFERRAL_RATE)
            .deferralFewest(Terms.DEFERRAL_FEWEST).deferralMost(Terms.DEFERRAL_MOST)
            .cardPaymentsBatched((short) (policy.cardsBatched() ? 1 : 0)).schedulesPerMember(Terms.SCHEDULES)
            .beneficiariesPerMember(Terms.BENEFICIARIES).scheduleMinuteOfDay(60 * Terms.RUN_HOUR)
            .cardBatchLinkId(policy.tellsCardFile() ? Terms.BILLER_LINK : 0);
        final PutPolicyEncoder.OperationsEncoder operations = encoder.operationsCount(12 + MEMBER_OPERATIONS.size());
        final StepUpMethod method = policy.stepUp() ? StepUpMethod.OTP : StepUpMethod.NONE;
        operation(operations, Operation.TRANSFER_OWN, StepUpMethod.NONE, Bucket.INT);
        operation(operations, Operation.TRANSFER_INTERNAL, method, Bucket.INT);
        operation(operations, Operation.TRANSFER_INTERBANK, method, Bucket.EXT);
        operation(operations, Operation.CREDIT_INBOUND, StepUpMethod.NONE, Bucket.NONE);
        operation(operations, Operation.CARD_PURCHASE, StepUpMethod.NONE, Bucket.CARD);
        operation(operations, Operation.CARD_WITHDRAWAL, StepUpMethod.NONE, Bucket.CARD);
        operation(operations, Operation.CARD_PAYMENT, StepUpMethod.NONE, Bucket.INT);
        operation(operations, Operation.CARD_PAYMENT_EXTERNAL, method, Bucket.EXT);
        operation(operations, Operation.BILL_PAY, method, Bucket.EXT);
        operation(operations, Operation.TOP_UP, StepUpMethod.NONE, Bucket.EXT);
        operation(operations, Operation.LOAN_PAYMENT, StepUpMethod.NONE, Bucket.INT);
        operation(operations, Operation.INTERNAL_PAYMENT, StepUpMethod.NONE, Bucket.INT);
        MEMBER_OPERATIONS.forEach(operation -> operation(operations, operation,
            WITHOUT_STEP_UP.contains(operation) ? StepUpMethod.NONE : method, Bucket.NONE));
        encoder.feesCount(1).next().operation((short) Operation.TRANSFER_INTERBANK.code()).effectiveFromMs(0)
            .feeMinor(policy.feeMinor());
        encoder.taxesCount(1).next().effectiveFromMs(0).rateBasisPoints(policy.taxBasisPoints());
        encoder.ceilingsCount(2)
            .next().bucket((short) Bucket.INT.code()).dailyMinor(policy.intDailyMinor()).weeklyMinor(2_000_000)
            .monthlyMinor(4_000_000).dailyCount(policy.dailyCount())
            .next().bucket((short) Bucket.EXT.code()).dailyMinor(policy.extDailyMinor()).weeklyMinor(1_000_000)
            .monthlyMinor(2_000_000).dailyCount(policy.dailyCount());
        final PutPolicyEncoder.LinksEncoder links = encoder.linksCount(Terms.ALL_LINKS);
        for (int i = 0; i < Terms.LINKS; i++) {
            links.next().linkId(i + 1).settlementAccount(Terms.SETTLEMENTS[i]).acquirer(Terms.ACQUIRER)
                .terminal(Terms.TERMINAL).kind((short) 0).hasReversal((short) 1).answerTimeoutMs(0).window(0);
            reversals(links);
        }
        links.next().linkId(Terms.BILLER_LINK).settlementAccount(Terms.BILLER_SETTLEMENT).acquirer(Terms.ACQUIRER)
            .terminal(Terms.TERMINAL).kind((short) LinkKind.BILLER.code()).hasReversal((short) 0).answerTimeoutMs(0)
            .window(Terms.BILLER_WINDOW);
        reversals(links);
        links.next().linkId(Terms.CARD_LINK).settlementAccount(Terms.CARDS).acquirer(Terms.ACQUIRER)
            .terminal(Terms.TERMINAL).kind((short) LinkKind.CARD.code()).hasReversal((short) 1).answerTimeoutMs(0)
            .window(0);
        reversals(links);
        routes(encoder);
        billers(encoder);
        calendar(encoder);
        final Terms.Book book = Terms.book(Terms.PAB);
        encoder.booksCount(1).next().currency(book.currency()).feeAccount(book.fees()).taxAccount(book.taxes())
            .suspenseAccount(book.suspense()).openingAccount(book.opening()).cardSettlementAccount(book.cards());
        encoder.cardCeilingsCount(2)
            .next().operation((short) Operation.CARD_PURCHASE.code()).dailyMinor(Terms.CARD_PURCHASE_DAILY_MINOR)
            .weeklyMinor(Long.MAX_VALUE).monthlyMinor(Long.MAX_VALUE).dailyCount(Integer.MAX_VALUE)
            .next().operation((short) Operation.CARD_WITHDRAWAL.code()).dailyMinor(Long.MAX_VALUE)
            .weeklyMinor(Long.MAX_VALUE).monthlyMinor(Long.MAX_VALUE).dailyCount(Terms.CARD_WITHDRAWAL_COUNT);
        encoder.zone(Terms.ZONE);
        return HEADER + encoder.encodedLength();
    }

    private static void operation(final PutPolicyEncoder.OperationsEncoder operations, final Operation operation,
        final StepUpMethod method, final Bucket bucket) {
        operations.next().operation((short) operation.code()).stepUp((short) method.code())
            .bucket((short) bucket.code()).inClose((short) (operation == Operation.LOAN_PAYMENT ? 1 : 0));
    }

    private static void reversals(final PutPolicyEncoder.LinksEncoder links) {
        links.reversalsPerSecond(Terms.REVERSALS_PER_SECOND).reversalWindow(Terms.REVERSAL_WINDOW)
            .reversalStore(Terms.REVERSAL_STORE).downAfterTimeouts(Terms.DOWN_AFTER)
            .downWithinMs(Terms.DOWN_WITHIN_MS);
    }

    private static void routes(final PutPolicyEncoder encoder) {
        final PutPolicyEncoder.RoutesEncoder routes = encoder.routesCount(Terms.ROUTES.size());
        for (final Terms.Route each : Terms.ROUTES) {
            routes.next().institution(each.institution()).linkId(each.linkId())
                .cardBin(each.prefix().isEmpty() ? 0 : Integer.parseInt(each.prefix()))
                .priority((short) each.priority()).weight(each.weight());
        }
    }

    private static void billers(final PutPolicyEncoder encoder) {
        final PutPolicyEncoder.BillersEncoder billers = encoder.billersCount(Terms.BILLERS.size());
        for (final Terms.Biller each : Terms.BILLERS) {
            billers.next().billerId(each.id()).linkId(each.linkId())
                .settlementAccount(each.linkId() == 0 ? Terms.PLAN_SETTLEMENT : Terms.BILLER_SETTLEMENT)
                .operation((short) each.operation().code()).flags((short) each.flags()).currency(Terms.USD)
                .opensMinute(each.opens()).closesMinute(each.closes()).minMinor(Terms.BILLER_MIN)
                .maxMinor(Terms.BILLER_MAX).feeMinor(each.feeMinor());
        }
    }

    private static void calendar(final PutPolicyEncoder encoder) {
        final PutPolicyEncoder.CloseWindowsEncoder windows = encoder.closeWindowsCount(5);
        for (int weekday = 1; weekday <= 5; weekday++) {
            windows.next().weekday((short) weekday).fromMinute(1_140).lengthMinutes(360);
        }
        final PutPolicyEncoder.CutOffsEncoder cutOffs = encoder.cutOffsCount(6);
        for (int weekday = 1; weekday <= 6; weekday++) {
            cutOffs.next().weekday((short) weekday).minute(weekday == 6 ? 750 : 1_080);
        }
        encoder.holidaysCount(1).next().epochDay((int) Terms.HOLIDAY.toEpochDay());
    }
}
