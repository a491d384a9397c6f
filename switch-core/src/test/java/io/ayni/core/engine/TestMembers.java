package io.ayni.core.engine;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.BeneficiaryReplyDecoder;
import io.ayni.core.command.BillerAnswerEncoder;
import io.ayni.core.command.ContactReplyDecoder;
import io.ayni.core.command.DeferralReplyDecoder;
import io.ayni.core.command.EnrolmentReplyDecoder;
import io.ayni.core.command.LimitReplyDecoder;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.MemberQueryEncoder;
import io.ayni.core.command.MemberRequestEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkAnswerEncoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PutCardEncoder;
import io.ayni.core.command.PutMemberEncoder;
import io.ayni.core.command.PutPolicyEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ScheduleBillEncoder;
import io.ayni.core.command.ScheduleDueDecoder;
import io.ayni.core.command.ScheduleReplyDecoder;
import io.ayni.core.command.StepUpAnswerEncoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.SendKind;
import io.ayni.core.schedule.DeferralMethod;
import io.ayni.core.stepup.StepUpMethod;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The cooperative of {@link TestCooperative} with all that members ask beside payments: for tests. */
final class TestMembers {
    static final long MEMBER = 11;
    static final long OTHER_MEMBER = 22;
    static final long VISA = AccountNumber.parse("3001");
    static final long BILLERS = AccountNumber.parse("900007");
    static final long CARD_TOKEN = 77;
    static final long DEBIT_TOKEN = 55;
    static final int CARD_LINK = 2;
    static final int BILLER_LINK = 3;
    /** Owes what it says; all or nothing. */
    static final int LIGHT = 501;
    /** Any amount, nothing owed. */
    static final int MOBILE = 502;
    /** Paid inside the cooperative alone. */
    static final int PLAN = 503;
    /** The debt of the credit card. */
    static final long DEBT_MINOR = 100_000;
    /** Of a Monday in the cooperative's zone. */
    static final int TODAY = Math.toIntExact(LocalDate.parse("2026-11-16").toEpochDay());
    /** Schedules run at six. */
    static final int RUN_MINUTE = 360;

    /** A MemberNotice as a plain value. */
    record Notice(NoticeKind kind, DeclineReason reason, long memberId, long paymentId, long targetId, int runDay,
        long amountMinor, long limitMinor, String reference) {
    }

    /** A ScheduleDue as a plain value. */
    record Due(int linkId, long scheduleId, int runDay, int billerId, String reference) {
    }

    final TestCooperative coop = new TestCooperative();
    final List<Notice> notices = new ArrayList<>();
    final List<Due> dues = new ArrayList<>();
    final Map<Operation, StepUpMethod> stepUps = new EnumMap<>(Operation.class);
    DeferralMethod deferralMethod = DeferralMethod.FLAT;
    int deferralRate = 1_250;
    long intDailyMinor = 1_000_000;
    boolean hasBillers = true;
    int runMinute = RUN_MINUTE;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    TestMembers() {
        for (final Operation operation : Operation.values()) {
            stepUps.put(operation, StepUpMethod.NONE);
        }
        for (final Operation operation : List.of(Operation.LIMITS_UPDATE, Operation.BENEFICIARY_UPDATE,
            Operation.BENEFICIARY_DELETE, Operation.BILLER_ENROL, Operation.BILLER_DELETE, Operation.SCHEDULE_CREATE,
            Operation.CARD_PIN_CHANGE, Operation.CARD_PIN_GENERATE, Operation.CARD_DEFERRAL_CONFIRM, Operation.CHALLENGE, Operation.BILL_PAY)) {
            stepUps.put(operation, StepUpMethod.OTP);
        }
        coop.putAccount(BILLERS, 0, AccountKind.BILLER, AccountStatus.ACTIVE, Signature.SINGLE, 0, 0);
        putPolicy();
        coop.putAccount(VISA, MEMBER, AccountKind.CREDIT_CARD, AccountStatus.ACTIVE, Signature.SINGLE, 200_000,
            -DEBT_MINOR);
        putCard(0x5E, VISA, CARD_TOKEN, CardKind.CREDIT, AccountStatus.ACTIVE);
        putCard(0x5F, TestCooperative.ANA, DEBIT_TOKEN, CardKind.DEBIT, AccountStatus.ACTIVE);
        link(CARD_LINK, true);
        link(BILLER_LINK, true);
        coop.clear();
    }

    static String row(final Object... values) {
        return String.join(" ", List.of(values).stream().map(String::valueOf).toList());
    }

    void putPolicy() {
        final PutPolicyEncoder encoder = new PutPolicyEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(1).correlationId(0);
        encoder.policyHash(43).maxAmountMinor(1_000_000_000L).otpTtlMs(180_000).otpTriesPerPayment(3)
            .otpFailuresPerDay(5).otpResends(5).alarmAfterReversals(6).holdTtlMs(7L * 86_400_000)
            .retentionMs(7L * 86_400_000).answerTimeoutMs(10_000).reversalFirstMs(1_000).reversalMaxMs(60_000)
            .feeAccount(TestCooperative.FEES).taxAccount(TestCooperative.TAXES)
            .suspenseAccount(TestCooperative.SUSPENSE).openingAccount(TestCooperative.OPENING)
            .cardSettlementAccount(TestCooperative.CARDS).unknownOriginalCode(ResponseCode.APPROVED).maxPayments(0)
            .inquiryFirstMs(5_000).inquiryMaxMs(3_600_000).manualAfterMs(86_400_000).notFoundFinalAfterMs(900_000)
            .deferralMethod((short) deferralMethod.code()).deferralRateBasisPoints(deferralRate).deferralFewest(3)
            .deferralMost(24).cardPaymentsBatched((short) 0).schedulesPerMember(2).beneficiariesPerMember(3)
            .scheduleMinuteOfDay(runMinute).cardBatchLinkId(0);
        final PutPolicyEncoder.OperationsEncoder operations = encoder.operationsCount(stepUps.size());
        stepUps.forEach((operation, method) -> operations.next().operation((short) operation.code())
            .stepUp((short) method.code()).bucket((short) (operation.isMemberRequest() ? Bucket.NONE : Bucket.INT)
                .code()).inClose((short) (operation == Operation.BILL_PAY ? 1 : 0)));
        encoder.feesCount(0);
        encoder.taxesCount(0);
        encoder.ceilingsCount(2).next().bucket((short) Bucket.INT.code()).dailyMinor(intDailyMinor)
            .weeklyMinor(2_000_000).monthlyMinor(4_000_000).dailyCount(1_000)
            .next().bucket((short) Bucket.EXT.code()).dailyMinor(500_000).weeklyMinor(1_000_000)
            .monthlyMinor(2_000_000).dailyCount(1_000);
        final PutPolicyEncoder.LinksEncoder links = encoder.linksCount(3);
        links.next().linkId(TestCooperative.LINK).settlementAccount(TestCooperative.INTERBANK).acquirer(593_001)
            .terminal("AYNI0001").kind((short) LinkKind.INTERBANK.code()).hasReversal((short) 1).answerTimeoutMs(0)
            .window(0).reversalsPerSecond(0).reversalWindow(0).reversalStore(0)
            .downAfterTimeouts(5).downWithinMs(0);
        links.next().linkId(CARD_LINK).settlementAccount(TestCooperative.CARDS).acquirer(593_001)
            .terminal("AYNI0001").kind((short) LinkKind.CARD.code()).hasReversal((short) 1).answerTimeoutMs(0)
            .window(0).reversalsPerSecond(0).reversalWindow(0).reversalStore(0)
            .downAfterTimeouts(5).downWithinMs(0);
        links.next().linkId(BILLER_LINK).settlementAccount(BILLERS).acquirer(593_001).terminal("AYNI0001")
            .kind((short) LinkKind.BILLER.code()).hasReversal((short) 0).answerTimeoutMs(0).window(0)
            .reversalsPerSecond(0).reversalWindow(0).reversalStore(0)
            .downAfterTimeouts(5).downWithinMs(0);
        encoder.routesCount(2)
            .next().institution(TestCooperative.INSTITUTION).linkId(TestCooperative.LINK).cardBin(0)
            .priority((short) 0).weight(1)
            .next().institution(0).linkId(CARD_LINK).cardBin(450_799).priority((short) 0).weight(1);
        final PutPolicyEncoder.BillersEncoder billers = encoder.billersCount(hasBillers ? 3 : 0);
        if (hasBillers) {
            putBillers(billers);
        }
        // Sunday's close holds the morning: what a schedule pays then is suspended.
        encoder.closeWindowsCount(1).next().weekday((short) 7).fromMinute(0).lengthMinutes(720);
        encoder.cutOffsCount(0);
        encoder.holidaysCount(0);
        encoder.booksCount(0);
        encoder.cardCeilingsCount(0);
        encoder.zone("America/Guayaquil");
        submit(encoder.encodedLength());
    }

    private static void putBillers(final PutPolicyEncoder.BillersEncoder billers) {
        billers.next().billerId(LIGHT).linkId(BILLER_LINK).settlementAccount(BILLERS)
            .operation((short) Operation.BILL_PAY.code()).flags((short) 8).currency(TestCooperative.USD)
            .opensMinute(0).closesMinute(0).minMinor(1).maxMinor(1_000_000).feeMinor(0)
            .next().billerId(MOBILE).linkId(BILLER_LINK).settlementAccount(BILLERS)
            .operation((short) Operation.TOP_UP.code()).flags((short) 4).currency(TestCooperative.USD)
            .opensMinute(0).closesMinute(0).minMinor(100).maxMinor(5_000).feeMinor(0)
            .next().billerId(PLAN).linkId(0).settlementAccount(BILLERS)
            .operation((short) Operation.INTERNAL_PAYMENT.code()).flags((short) 0).currency(TestCooperative.USD)
            .opensMinute(0).closesMinute(0).minMinor(1).maxMinor(1_000_000).feeMinor(0);
    }

    void putCard(final long hash, final long account, final long token, final CardKind kind,
        final AccountStatus status) {
        final PutCardEncoder encoder = new PutCardEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.account(account).cardBin(450_799).cardLastFour(4242).status((short) status.code())
            .kind((short) kind.code()).token(token);
        encoder.sealedCard().w0(1).w1(2).w2(3).w3(4).w4(5).w5(6);
        encoder.card().high(hash).low(1);
        encoder.replyTo().connectionId(0).correlationId(0);
        submit(encoder.encodedLength());
    }

    void putMember(final StepUpMethod method, final boolean hasToken) {
        final PutMemberEncoder encoder = new PutMemberEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.memberId(MEMBER).birthDay(3_650).stepUp((short) method.code()).phone("+593991234567");
        text(PutMemberEncoder.emailEncodingOffset(), PutMemberEncoder.emailLength(), "ana@example.ec", 0);
        text(PutMemberEncoder.nameEncodingOffset(), PutMemberEncoder.nameLength(), "Ana Ñusta", 0);
        encoder.sealedTotp().w0(hasToken ? 9 : 0).w1(0).w2(0).w3(0).w4(0).w5(0);
        encoder.replyTo().connectionId(1).correlationId(1);
        submit(encoder.encodedLength());
    }

    void link(final int linkId, final boolean up) {
        final LinkStatusEncoder encoder = new LinkStatusEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(linkId).status((short) (up ? 1 : 2)).suspensions(0);
        submit(encoder.encodedLength());
    }

    /** A request with defaults of its operation that nothing stands against; a test changes what it is about. */
    long ask(final Operation operation, final Consumer<MemberRequestEncoder> change) {
        return ask(operation, coop.newId(), change);
    }

    long ask(final Operation operation, final long key, final Consumer<MemberRequestEncoder> change) {
        final long id = coop.newId();
        final MemberRequestEncoder r = new MemberRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.setMemory(MessageHeaderEncoder.ENCODED_LENGTH, MemberRequestEncoder.BLOCK_LENGTH, (byte) 0);
        r.replyTo().connectionId(1).correlationId(id);
        r.key().high(9).low(key);
        r.mac().w0(TestCooperative.CODE).w1(id).w2(0).w3(7);
        r.paymentId(id).bodyHash(operation.code()).peerId(TestCooperative.CHANNEL)
            .operation((short) operation.code()).memberId(MEMBER).account(TestCooperative.ANA);
        blank(MemberRequestEncoder.externalAccountEncodingOffset(), MemberRequestEncoder.externalAccountLength());
        blank(MemberRequestEncoder.purposeEncodingOffset(), MemberRequestEncoder.purposeLength());
        switch (operation) {
            case LIMITS_UPDATE -> r.intDailyMinor(10_000).intWeeklyMinor(20_000).intMonthlyMinor(30_000)
                .extDailyMinor(1_000).extWeeklyMinor(2_000).extMonthlyMinor(3_000);
            case BENEFICIARY_CREATE -> {
                r.kind((short) 1);
                reference("2001");
                alias("Luis");
            }
            case BILLER_ENROL, BILLER_FAVORITE -> {
                r.billerId(LIGHT);
                reference("LUZ-1");
                alias("Casa");
            }
            case SCHEDULE_CREATE -> {
                r.billerId(LIGHT).currency(TestCooperative.USD).amountMinor(2_000).flags((short) 1).startDay(TODAY);
                reference("LUZ-1");
            }
            case SCHEDULE_UPDATE -> r.currency(TestCooperative.USD).amountMinor(3_000).startDay(TODAY);
            case CARD_PIN_CHANGE, CARD_PIN_GENERATE -> r.cardToken(DEBIT_TOKEN);
            case CARD_DEFERRAL_CONFIRM -> r.cardToken(CARD_TOKEN).currency(TestCooperative.USD).amountMinor(4_000)
                .instalments(3);
            case CARD_DEFERRAL_BALANCE -> r.cardToken(CARD_TOKEN).currency(TestCooperative.USD).instalments(3);
            case CHALLENGE -> r.purpose("new-device");
            default -> { }
        }
        change.accept(r);
        submit(r.encodedLength());
        return id;
    }

    /** Asks, and confirms when the step-up is asked. */
    long done(final Operation operation, final Consumer<MemberRequestEncoder> change) {
        final long id = ask(operation, change);
        if (coop.last().state() == PaymentState.CHALLENGED) {
            coop.confirm(id, 0);
        }
        return id;
    }

    void reference(final String text) {
        blank(MemberRequestEncoder.externalAccountEncodingOffset(), MemberRequestEncoder.externalAccountLength());
        buffer.putBytes(MessageHeaderEncoder.ENCODED_LENGTH + MemberRequestEncoder.externalAccountEncodingOffset(),
            text.getBytes(StandardCharsets.US_ASCII));
    }

    void alias(final String text) {
        text(MemberRequestEncoder.aliasEncodingOffset(), MemberRequestEncoder.aliasLength(), text, 0);
    }

    /** The edge found a soft token's code right for this time step; 0 it was wrong. */
    void answerToken(final long paymentId, final long step) {
        final StepUpAnswerEncoder encoder = new StepUpAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(paymentId).peerId(TestCooperative.CHANNEL).totpStep(step);
        encoder.key().high(1).low(coop.newId());
        encoder.replyTo().connectionId(1).correlationId(1);
        encoder.mac().w0(0).w1(0).w2(0).w3(0);
        submit(encoder.encodedLength());
    }

    /** @return the id given to the payment that may follow. */
    long bill(final long scheduleId, final int runDay, final long owedMinor) {
        final long id = coop.newId();
        final ScheduleBillEncoder encoder = new ScheduleBillEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(BILLER_LINK).scheduleId(scheduleId).runDay(runDay).paymentId(id).owedMinor(owedMinor);
        submit(encoder.encodedLength());
        return id;
    }

    void billerSays(final long paymentId, final BillerResult result, final long amountMinor) {
        final BillerAnswerEncoder encoder = new BillerAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(BILLER_LINK).paymentId(paymentId).kind((short) SendKind.REQUEST.code())
            .result((short) result.code()).responseCode(ResponseCode.NONE).amountMinor(amountMinor)
            .receipt("F-001");
        submit(encoder.encodedLength());
    }

    void cardAnswer(final TestCooperative.Sent to, final String code) {
        final NetworkAnswerEncoder encoder = new NetworkAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(CARD_LINK).messageClass((short) 1)
            .responseCode(ResponseCode.pack(code.charAt(0), code.charAt(1))).currency(0).present((short) 31)
            .stan(to.stan()).transmissionTime(to.transmissionTime()).acquirer(to.acquirer()).processingCode(0)
            .amountMinor(0).retrievalReference(to.rrn()).terminal(to.terminal()).approvalCode("P1N000")
            .settlementDay(0).cardBin(0).cardLastFour(0).accepted((short) 0);
        submit(encoder.encodedLength());
    }

    /** @return the rows of the answer and its PageEnd, each as one line. */
    List<String> query(final QueryKind kind, final long cursor, final Consumer<MemberQueryEncoder> change) {
        final MemberQueryEncoder q = new MemberQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.setMemory(MessageHeaderEncoder.ENCODED_LENGTH, MemberQueryEncoder.BLOCK_LENGTH, (byte) 0);
        q.replyTo().connectionId(1).correlationId(1);
        q.peerId(TestCooperative.CHANNEL).kind((short) kind.code()).memberId(MEMBER).cursor(cursor);
        change.accept(q);
        coop.others.clear();
        coop.ask(buffer, MessageHeaderEncoder.ENCODED_LENGTH + q.encodedLength());
        final List<String> rows = coop.others.stream().map(TestMembers::line).toList();
        coop.others.clear();
        return rows;
    }

    List<String> query(final QueryKind kind) {
        return query(kind, 0, any -> { });
    }

    private static String line(final byte[] outcome) {
        final UnsafeBuffer source = new UnsafeBuffer(outcome);
        final MessageHeaderDecoder head = new MessageHeaderDecoder().wrap(source, 0);
        return switch (head.templateId()) {
            case BeneficiaryReplyDecoder.TEMPLATE_ID -> {
                final var b = new BeneficiaryReplyDecoder().wrapAndApplyHeader(source, 0, head);
                yield row("beneficiary", b.beneficiaryId(), b.kind(), b.institution(), b.externalAccount().trim(),
                    b.cardBin(), b.cardLastFour(), b.cardToken(), b.alias());
            }
            case EnrolmentReplyDecoder.TEMPLATE_ID -> {
                final var e = new EnrolmentReplyDecoder().wrapAndApplyHeader(source, 0, head);
                yield row("enrolment", e.enrolmentId(), e.billerId(), e.flags(), e.reference().trim(), e.alias());
            }
            case ScheduleReplyDecoder.TEMPLATE_ID -> {
                final var s = new ScheduleReplyDecoder().wrapAndApplyHeader(source, 0, head);
                yield row("schedule", s.scheduleId(), s.billerId(), s.reference().trim(), s.maxMinor(),
                    s.startDay() - TODAY, s.endDay() == 0 ? "-" : s.endDay() - TODAY,
                    s.lastRunDay() == 0 ? "-" : s.lastRunDay() - TODAY, DeclineReason.ofCode(s.lastReason()));
            }
            case DeferralReplyDecoder.TEMPLATE_ID -> {
                final var d = new DeferralReplyDecoder().wrapAndApplyHeader(source, 0, head);
                yield row("deferral", d.deferralId(), DeclineReason.ofCode(d.result()), d.method(), d.instalments(),
                    d.rateBasisPoints(), d.principalMinor(), d.interestMinor());
            }
            case ContactReplyDecoder.TEMPLATE_ID -> {
                final var c = new ContactReplyDecoder().wrapAndApplyHeader(source, 0, head);
                yield row("contact", c.found(), c.stepUp(), c.birthDay(), c.phone(), c.email(), c.name(),
                    c.sealedTotp().w0());
            }
            case LimitReplyDecoder.TEMPLATE_ID -> {
                final var l = new LimitReplyDecoder().wrapAndApplyHeader(source, 0, head);
                yield row("limit", Bucket.ofCode(l.bucket()), l.ownDailyMinor(), l.ownWeeklyMinor(),
                    l.ownMonthlyMinor());
            }
            case PageEndDecoder.TEMPLATE_ID -> {
                final var p = new PageEndDecoder().wrapAndApplyHeader(source, 0, head);
                yield row("end", p.rows(), p.cursor(), p.found());
            }
            default -> throw new AssertionError("row of template " + head.templateId());
        };
    }

    private void text(final int fieldOffset, final int length, final String value, final int padding) {
        buffer.setMemory(MessageHeaderEncoder.ENCODED_LENGTH + fieldOffset, length, (byte) padding);
        buffer.putBytes(MessageHeaderEncoder.ENCODED_LENGTH + fieldOffset, value.getBytes(StandardCharsets.UTF_8));
    }

    private void blank(final int fieldOffset, final int length) {
        buffer.setMemory(MessageHeaderEncoder.ENCODED_LENGTH + fieldOffset, length, (byte) ' ');
    }

    private void submit(final int bodyLength) {
        coop.submit(buffer, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
        drain();
    }

    /** Moves time on and ticks until nothing is due. */
    void advance(final long ms) {
        coop.advance(ms);
        drain();
    }

    /** Moves time to a minute of a day in the cooperative's zone, counted from today. */
    void advanceTo(final int day, final int minuteOfDay) {
        final long atMs = (TODAY + day) * 86_400_000L + (minuteOfDay + 300) * 60_000L;
        advance(atMs - coop.nowMs);
    }

    private void drain() {
        for (final byte[] outcome : coop.others) {
            final UnsafeBuffer source = new UnsafeBuffer(outcome);
            final MessageHeaderDecoder head = new MessageHeaderDecoder().wrap(source, 0);
            if (head.templateId() == MemberNoticeDecoder.TEMPLATE_ID) {
                final MemberNoticeDecoder n = new MemberNoticeDecoder().wrapAndApplyHeader(source, 0, head);
                notices.add(new Notice(NoticeKind.ofCode(n.kind()), DeclineReason.ofCode(n.reason()), n.memberId(),
                    n.paymentId(), n.targetId(), n.runDay() == 0 ? 0 : n.runDay() - TODAY, n.amountMinor(),
                    n.limitMinor(), n.reference().trim()));
            } else if (head.templateId() == ScheduleDueDecoder.TEMPLATE_ID) {
                final ScheduleDueDecoder d = new ScheduleDueDecoder().wrapAndApplyHeader(source, 0, head);
                dues.add(new Due(d.linkId(), d.scheduleId(), d.runDay(), d.billerId(), d.reference().trim()));
            }
        }
        coop.others.clear();
    }
}
