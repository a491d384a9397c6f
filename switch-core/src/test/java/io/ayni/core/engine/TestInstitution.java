package io.ayni.core.engine;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AccountQueryEncoder;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.BillerAnswerEncoder;
import io.ayni.core.command.CardReplyDecoder;
import io.ayni.core.command.LimitReplyDecoder;
import io.ayni.core.command.LinkReplyDecoder;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.MemberQueryEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkAnswerEncoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.NetworkSendFailedEncoder;
import io.ayni.core.command.NodeStartedEncoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PaymentQueryEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PutAccountEncoder;
import io.ayni.core.command.PutCardEncoder;
import io.ayni.core.command.PutProductEncoder;
import io.ayni.core.command.ResolveManualEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ReversalRequestEncoder;
import io.ayni.core.command.StepUpAnswerEncoder;
import io.ayni.core.command.TickEncoder;
import io.ayni.core.command.WaitingReplyDecoder;
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
import io.ayni.core.payment.Resolution;
import io.ayni.core.payment.SendKind;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A cooperative with every product, network and biller that the manuals name, on a bare engine: what its members ask by
 * plain methods, local time that the test moves, outcomes as plain values. Every command is kept, to be replayed.
 */
final class TestInstitution {
    static final int USD = 840;
    static final int PAB = 590;
    static final long SAVINGS = account("1001");
    static final long SECOND = account("1002");
    static final long JOINT = account("1003");
    static final long INACTIVE = account("1004");
    static final long IN_BALBOAS = account("1009");
    static final long CONTRIBUTION = account("1101");
    static final long CAPITALISATION = account("1102");
    static final long EXTERNAL_CAPITAL = account("1103");
    static final long LOAN = account("1104");
    static final long LAST_OF_LOAN = account("1105");
    static final long CREDIT_CARD = account("1106");
    static final long DEPOSIT = account("1107");
    static final long OTHER_SAVINGS = account("2001");
    static final long OTHER_LOAN = account("2104");
    static final long MEMBER = 11;
    static final long OTHER_MEMBER = 22;
    static final long CREDIT_TOKEN = 7_001;
    static final long DEBIT_TOKEN = 7_002;
    static final long BLOCKED_TOKEN = 7_003;
    static final int OWN_BIN = 450_799;
    static final int FOREIGN_BIN = 541_333;
    static final int UNKNOWN_BIN = 377_000;
    static final int CHANNEL = 7;
    static final ZoneId ZONE = ZoneId.of("America/Guayaquil");

    record Reply(PaymentState state, String code, DeclineReason reason, long paymentId, long amountMinor, long feeMinor,
                 long taxMinor, int effectiveDay, int billerId, long cardToken, String receipt, String note,
                 String reference, long availableMinor) {
    }

    record Sent(int linkId, SendKind kind, int attempt, long paymentId, int billerId, int effectiveDay,
                String reference, boolean hasCard, long amountMinor, int operation, String rrn, long stan,
                long transmissionTime, String terminal, long acquirer) {
    }

    record Told(NoticeKind kind, long memberId, long paymentId, int billerId) {
    }

    final List<Reply> replies = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    final List<AlarmCode> alarms = new ArrayList<>();
    final List<Told> told = new ArrayList<>();
    final List<AdminResult> admin = new ArrayList<>();
    final List<long[]> accountRows = new ArrayList<>();
    final List<long[]> limitRows = new ArrayList<>();
    final List<long[]> cardRows = new ArrayList<>();
    final List<WaitingReplyDecoder> waitingRows = new ArrayList<>();
    final List<LinkReplyDecoder> linkRows = new ArrayList<>();
    /** Rows, cursor, found. */
    long[] pageEnd = {};
    AuthorizationEngine engine = new AuthorizationEngine(new EngineContext(16, 16), this::onOutcome);

    private final List<byte[]> log = new ArrayList<>();
    private final List<Long> logTimes = new ArrayList<>();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long nowMs;
    private long sequence;
    private long nextId = 1;

    TestInstitution() {
        this(new TestPolicy());
    }

    TestInstitution(final TestPolicy policy) {
        at("2026-11-16T10:00");
        TestPolicy.HOUSE.forEach((number, kind) -> open(number, 0, USD, kind, AccountStatus.ACTIVE, Signature.SINGLE, 0,
            0));
        TestPolicy.HOUSE_IN_BALBOAS.forEach((number, kind) -> open(number, 0, PAB, kind, AccountStatus.ACTIVE,
            Signature.SINGLE, 0, 0));
        put(policy);
        openMembers();
        for (int linkId = 1; linkId <= TestPolicy.LINKS; linkId++) {
            link(linkId, true);
        }
        clear();
    }

    private void openMembers() {
        open(SAVINGS, MEMBER, USD, AccountKind.SAVINGS, 10_000_000);
        open(SECOND, MEMBER, USD, AccountKind.SAVINGS, 0);
        open(JOINT, MEMBER, USD, AccountKind.SAVINGS, AccountStatus.ACTIVE, Signature.JOINT, 0, 100_000);
        open(INACTIVE, MEMBER, USD, AccountKind.SAVINGS, AccountStatus.INACTIVE, Signature.SINGLE, 0, 100_000);
        open(IN_BALBOAS, MEMBER, PAB, AccountKind.SAVINGS, 200_000);
        open(CONTRIBUTION, MEMBER, USD, AccountKind.CONTRIBUTION, 5_000);
        open(CAPITALISATION, MEMBER, USD, AccountKind.CAPITALISATION, 0);
        open(EXTERNAL_CAPITAL, MEMBER, USD, AccountKind.EXTERNAL_CAPITAL, 0);
        open(LOAN, MEMBER, USD, AccountKind.LOAN, -500_000);
        open(LAST_OF_LOAN, MEMBER, USD, AccountKind.LOAN, -15_000);
        open(CREDIT_CARD, MEMBER, USD, AccountKind.CREDIT_CARD, AccountStatus.ACTIVE, Signature.SINGLE, 200_000,
            -60_000);
        open(DEPOSIT, MEMBER, USD, AccountKind.TERM_DEPOSIT, 300_000);
        open(OTHER_SAVINGS, OTHER_MEMBER, USD, AccountKind.SAVINGS, 50_000);
        open(OTHER_LOAN, OTHER_MEMBER, USD, AccountKind.LOAN, -500_000);
        product(LOAN, 15_000, 3, 0, 0);
        product(LAST_OF_LOAN, 15_000, 1, 0, 0);
        product(OTHER_LOAN, 15_000, 9, 0, 0);
        product(CREDIT_CARD, 0, 0, 2_500, 10_000);
        card(1, CREDIT_TOKEN, CREDIT_CARD, CardKind.CREDIT, AccountStatus.ACTIVE);
        card(2, DEBIT_TOKEN, SAVINGS, CardKind.DEBIT, AccountStatus.ACTIVE);
        card(3, BLOCKED_TOKEN, CREDIT_CARD, CardKind.CREDIT, AccountStatus.BLOCKED);
    }

    static long account(final String digits) {
        return AccountNumber.parse(digits);
    }

    /** @param local date and time in the institution's zone; time only goes on. */
    void at(final String local) {
        nowMs = Math.max(nowMs, LocalDateTime.parse(local).atZone(ZONE).toInstant().toEpochMilli());
    }

    void clear() {
        replies.clear();
        sent.clear();
        alarms.clear();
        told.clear();
        admin.clear();
    }

    Reply last() {
        return replies.getLast();
    }

    long newId() {
        return nextId++;
    }

    void open(final long account, final long member, final int currency, final AccountKind kind,
        final long openingMinor) {
        open(account, member, currency, kind, AccountStatus.ACTIVE, Signature.SINGLE, 0, openingMinor);
    }

    void open(final long account, final long member, final int currency, final AccountKind kind,
        final AccountStatus status, final Signature signature, final long lineMinor, final long openingMinor) {
        final PutAccountEncoder encoder = new PutAccountEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.account(account).memberId(member).currency(currency).kind((short) kind.code())
            .status((short) status.code()).signature((short) signature.code()).authorisedLineMinor(lineMinor)
            .openingBalanceMinor(openingMinor).replyTo().connectionId(1).correlationId(0);
        apply(encoder.encodedLength());
    }

    void product(final long account, final long instalmentMinor, final int left, final long minimumMinor,
        final long deferredMinor) {
        final PutProductEncoder encoder = new PutProductEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.account(account).instalmentMinor(instalmentMinor).instalmentsLeft(left).dueDay(20_800)
            .minimumPaymentMinor(minimumMinor).deferredMinor(deferredMinor).rateBasisPoints(1_520).openedDay(20_000)
            .replyTo().connectionId(1).correlationId(0);
        apply(encoder.encodedLength());
    }

    void card(final long hash, final long token, final long account, final CardKind kind,
        final AccountStatus status) {
        final PutCardEncoder encoder = new PutCardEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.account(account).cardBin(OWN_BIN).cardLastFour(4240 + (int) hash).status((short) status.code())
            .kind((short) kind.code()).token(token).card().high(hash).low(9);
        encoder.sealedCard().w0(hash).w1(2).w2(3).w3(4).w4(5).w5(6);
        encoder.replyTo().connectionId(1).correlationId(0);
        apply(encoder.encodedLength());
    }

    void put(final TestPolicy policy) {
        apply(policy.encode(buffer, header));
    }

    void link(final int linkId, final boolean up) {
        final LinkStatusEncoder encoder = new LinkStatusEncoder().wrapAndApplyHeader(buffer, 0, header);
        apply(encoder.linkId(linkId).status((short) (up ? 1 : 2)).suspensions(0).encodedLength());
    }

    /** What a member asks; sensible defaults, told apart by what the test sets. */
    final class Request {
        private final Operation operation;
        private final long paymentId = newId();
        private long amountMinor = 1_500;
        private int currency = USD;
        private long debit = SAVINGS;
        private long credit;
        private int billerId;
        private long owedMinor;
        private String reference = "0102030405";
        private long token;
        private long cardHash;
        private int cardBin;
        private long institution;
        private String note = "";

        private Request(final Operation operation) {
            this.operation = operation;
        }

        Request amount(final long minor) {
            amountMinor = minor;
            return this;
        }

        Request currency(final int value) {
            currency = value;
            return this;
        }

        Request from(final long account) {
            debit = account;
            return this;
        }

        Request to(final long account) {
            credit = account;
            return this;
        }

        Request biller(final int id, final long owed) {
            billerId = id;
            owedMinor = owed;
            return this;
        }

        Request token(final long value) {
            token = value;
            return this;
        }

        /** A debit card of the cooperative, by its hash. */
        Request card(final long hash) {
            cardHash = hash;
            debit = 0;
            return this;
        }

        Request foreignCard(final int bin) {
            cardBin = bin;
            return this;
        }

        Request institution(final long value) {
            institution = value;
            return this;
        }

        Request note(final String text) {
            note = text;
            return this;
        }

        /** @return the payment id. */
        long send() {
            final AuthorizeRequestEncoder encoder = new AuthorizeRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
            encoder.paymentId(paymentId).bodyHash(amountMinor).peerId(CHANNEL).operation((short) operation.code())
                .messageClass((short) 2).currency(currency).amountMinor(amountMinor).debitAccount(debit)
                .creditAccount(credit).cardBin(cardBin).cardLastFour(cardBin == 0 ? 0 : 1111).institution(institution)
                .externalAccount(String.format("%-28s", reference)).billerId(billerId).owedMinor(owedMinor)
                .cardToken(token).note(note).savedId(0);
            encoder.card().high(cardHash).low(cardHash == 0 ? 0 : 9);
            encoder.key().high(CHANNEL).low(paymentId);
            encoder.replyTo().connectionId(1).correlationId(paymentId);
            encoder.mac().w0(paymentId).w1(1).w2(1).w3(1);
            encoder.sealedCard().w0(cardBin).w1(0).w2(0).w3(0).w4(0).w5(0);
            apply(encoder.encodedLength());
            return paymentId;
        }
    }

    Request ask(final Operation operation) {
        return new Request(operation);
    }

    /** The right password. */
    void confirm(final long paymentId) {
        final StepUpAnswerEncoder encoder = new StepUpAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(paymentId).peerId(CHANNEL).totpStep(0).key().high(1).low(newId());
        encoder.replyTo().connectionId(1).correlationId(paymentId);
        encoder.mac().w0(paymentId).w1(1).w2(1).w3(1);
        apply(encoder.encodedLength());
    }

    void reverse(final long originalId, final long amountMinor) {
        final ReversalRequestEncoder encoder = new ReversalRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        final long id = newId();
        encoder.paymentId(id).bodyHash(amountMinor).peerId(CHANNEL).currency(USD).amountMinor(amountMinor)
            .originalPaymentId(originalId).unknownOriginalCode(0);
        encoder.key().high(CHANNEL).low(1_000_000 + id);
        encoder.original().high(0).low(0);
        encoder.replyTo().connectionId(1).correlationId(id);
        apply(encoder.encodedLength());
    }

    void billerSays(final Sent to, final BillerResult result, final String code) {
        billerSays(to, result, code, to.amountMinor());
    }

    void billerSays(final Sent to, final BillerResult result, final String code, final long amountMinor) {
        final BillerAnswerEncoder encoder = new BillerAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(to.linkId()).paymentId(to.paymentId()).kind((short) to.kind().code())
            .result((short) result.code()).amountMinor(amountMinor).receipt("COMP-000077             ").attempt(to.attempt())
            .responseCode(code.isEmpty() ? 0 : ResponseCode.pack(code.charAt(0), code.charAt(1)));
        apply(encoder.encodedLength());
    }

    void networkSays(final Sent to, final String code) {
        final NetworkAnswerEncoder encoder = new NetworkAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        final boolean byCard = to.operation() != Operation.TRANSFER_INTERBANK.code();
        encoder.linkId(to.linkId()).messageClass((short) (to.kind() == SendKind.REVERSAL ? 4 : 2))
            .responseCode(ResponseCode.pack(code.charAt(0), code.charAt(1))).currency(USD).present((short) 127)
            .stan(to.stan()).transmissionTime(to.transmissionTime()).acquirer(to.acquirer())
            .processingCode(byCard ? 500_000 : 401_000).amountMinor(to.amountMinor()).retrievalReference(to.rrn())
            .terminal(to.terminal()).approvalCode("A1B2C3")
            .settlementDay(0).cardBin(0).cardLastFour(0).accepted((short) 0);
        apply(encoder.encodedLength());
    }

    void neverLeft(final Sent message) {
        final NetworkSendFailedEncoder encoder = new NetworkSendFailedEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(message.linkId()).paymentId(message.paymentId()).attempt(message.attempt());
        apply(encoder.encodedLength());
    }

    void resolve(final long paymentId, final Resolution resolution) {
        final ResolveManualEncoder encoder = new ResolveManualEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(paymentId).resolution((short) resolution.code()).orderedBy("Rosa").why("their file has it")
            .replyTo().connectionId(1).correlationId(0);
        apply(encoder.encodedLength());
    }

    /** Time passes in ticks as the host gives them, each when it is due. */
    void pass(final long ms) {
        final long untilMs = nowMs + ms;
        while (engine.nextDeadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, engine.nextDeadlineMs());
            apply(new TickEncoder().wrapAndApplyHeader(buffer, 0, header).encodedLength());
        }
        nowMs = untilMs;
    }

    void restart() {
        apply(new NodeStartedEncoder().wrapAndApplyHeader(buffer, 0, header).encodedLength());
        apply(new TickEncoder().wrapAndApplyHeader(buffer, 0, header).encodedLength());
    }

    Reply view(final long paymentId) {
        final PaymentQueryEncoder encoder = new PaymentQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(paymentId).peerId(CHANNEL).replyTo().connectionId(1).correlationId(0);
        query(encoder.encodedLength());
        return replies.removeLast();
    }

    /** @return number, ledger, held, available, kind, instalments left, instalment, minimum payment, deferred. */
    long[] look(final long account) {
        accountRows.clear();
        final AccountQueryEncoder encoder = new AccountQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.account(account).peerId(CHANNEL).replyTo().connectionId(1).correlationId(0);
        query(encoder.encodedLength());
        return accountRows.getLast();
    }

    long ledger(final long account) {
        return look(account)[1];
    }

    long held(final long account) {
        return look(account)[2];
    }

    /** Asks for rows of a member; what comes stands in the lists, the end of the page in {@link #pageEnd}. */
    void rows(final QueryKind kind, final long member, final long account, final Operation operation,
        final long cursor, final int most) {
        replies.clear();
        accountRows.clear();
        limitRows.clear();
        cardRows.clear();
        waitingRows.clear();
        linkRows.clear();
        final MemberQueryEncoder encoder = new MemberQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.peerId(CHANNEL).kind((short) kind.code()).operation((short) (operation == null ? 0 : operation.code()))
            .maxRows(most).memberId(member).account(account).fromMs(0).toMs(0).cursor(cursor).amountMinor(0)
            .instalments(0).method((short) 0).cardToken(DEBIT_TOKEN).replyTo().connectionId(1).correlationId(0);
        query(encoder.encodedLength());
    }

    long nowMs() {
        return nowMs;
    }

    /** A second engine, fed the whole log from the beginning. */
    AuthorizationEngine replayed() {
        final AuthorizationEngine other = new AuthorizationEngine(new EngineContext(1 << 10, 1 << 10),
            (source, offset, length) -> { });
        for (int i = 0; i < log.size(); i++) {
            other.onCommand(i + 1, logTimes.get(i), new UnsafeBuffer(log.get(i)), 0, log.get(i).length);
        }
        return other;
    }

    /** A third, filled from a snapshot of the present state; this institution goes on with it. */
    void goOnFromSnapshot() {
        final List<byte[]> records = new ArrayList<>();
        engine.save((source, offset, length) -> {
            final byte[] copy = new byte[length];
            source.getBytes(offset, copy);
            records.add(copy);
        });
        final AuthorizationEngine other = new AuthorizationEngine(new EngineContext(16, 16), this::onOutcome);
        other.load(to -> records.forEach(each -> to.onRecord(new UnsafeBuffer(each), 0, each.length)));
        engine = other;
    }

    private void query(final int bodyLength) {
        engine.onCommand(sequence, nowMs, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }

    private void apply(final int bodyLength) {
        final byte[] command = new byte[MessageHeaderEncoder.ENCODED_LENGTH + bodyLength];
        buffer.getBytes(0, command);
        log.add(command);
        logTimes.add(nowMs);
        engine.onCommand(++sequence, nowMs, new UnsafeBuffer(command), 0, command.length);
    }

    private void onOutcome(final DirectBuffer source, final int offset, final int length) {
        final MessageHeaderDecoder decoder = new MessageHeaderDecoder().wrap(source, offset);
        switch (decoder.templateId()) {
            case PaymentReplyDecoder.TEMPLATE_ID ->
                replies.add(reply(new PaymentReplyDecoder().wrapAndApplyHeader(source, offset, decoder)));
            case NetworkSendDecoder.TEMPLATE_ID ->
                sent.add(sent(new NetworkSendDecoder().wrapAndApplyHeader(source, offset, decoder)));
            case AlarmDecoder.TEMPLATE_ID -> alarms.add(AlarmCode.ofCode(
                new AlarmDecoder().wrapAndApplyHeader(source, offset, decoder).code()));
            case AdminReplyDecoder.TEMPLATE_ID -> admin.add(AdminResult.ofCode(
                new AdminReplyDecoder().wrapAndApplyHeader(source, offset, decoder).result()));
            case MemberNoticeDecoder.TEMPLATE_ID -> {
                final var n = new MemberNoticeDecoder().wrapAndApplyHeader(source, offset, decoder);
                told.add(new Told(NoticeKind.ofCode(n.kind()), n.memberId(), n.paymentId(), n.billerId()));
            }
            default -> onRow(source, offset, decoder);
        }
        if (length > StateMachine.MAX_OUTCOME_LENGTH) {
            throw new AssertionError("outcome of " + length + " bytes");
        }
    }

    private void onRow(final DirectBuffer source, final int offset, final MessageHeaderDecoder decoder) {
        switch (decoder.templateId()) {
            case AccountReplyDecoder.TEMPLATE_ID -> {
                final var a = new AccountReplyDecoder().wrapAndApplyHeader(source, offset, decoder);
                accountRows.add(new long[] {a.account(), a.ledgerMinor(), a.heldMinor(), a.availableMinor(), a.kind(),
                    a.instalmentsLeft(), a.instalmentMinor(), a.minimumPaymentMinor(), a.deferredMinor()});
            }
            case LimitReplyDecoder.TEMPLATE_ID -> {
                final var l = new LimitReplyDecoder().wrapAndApplyHeader(source, offset, decoder);
                limitRows.add(new long[] {l.bucket(), l.ownDailyMinor(), l.ceilingDailyMinor(), l.usedDailyMinor(),
                    l.usedWeeklyMinor(), l.usedMonthlyMinor(), l.dailyCount(), l.ceilingDailyCount()});
            }
            case CardReplyDecoder.TEMPLATE_ID -> {
                final var c = new CardReplyDecoder().wrapAndApplyHeader(source, offset, decoder);
                cardRows.add(new long[] {c.cardToken(), c.account(), c.kind(), c.status(), c.cardLastFour()});
            }
            case PageEndDecoder.TEMPLATE_ID -> {
                final var end = new PageEndDecoder().wrapAndApplyHeader(source, offset, decoder);
                pageEnd = new long[] {end.rows(), end.cursor(), end.found()};
            }
            case WaitingReplyDecoder.TEMPLATE_ID -> waitingRows.add(
                new WaitingReplyDecoder().wrapAndApplyHeader(copy(source, offset), 0, new MessageHeaderDecoder()));
            case LinkReplyDecoder.TEMPLATE_ID -> linkRows.add(
                new LinkReplyDecoder().wrapAndApplyHeader(copy(source, offset), 0, new MessageHeaderDecoder()));
            default -> throw new AssertionError("outcome " + decoder.templateId());
        }
    }

    private static UnsafeBuffer copy(final DirectBuffer source, final int offset) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[StateMachine.MAX_OUTCOME_LENGTH]);
        copy.putBytes(0, source, offset, Math.min(copy.capacity(), source.capacity() - offset));
        return copy;
    }

    private static Reply reply(final PaymentReplyDecoder r) {
        return new Reply(PaymentState.ofCode(r.state()), ResponseCode.format(r.responseCode()),
            DeclineReason.ofCode(r.reason()), r.paymentId(), r.amountMinor(), r.feeMinor(), r.taxMinor(),
            r.effectiveDay(), r.billerId(), r.cardToken(), r.receipt().trim(), r.note(), r.externalAccount().trim(),
            r.availableMinor());
    }

    private static Sent sent(final NetworkSendDecoder s) {
        return new Sent(s.linkId(), SendKind.ofCode(s.kind()), s.attempt(), s.paymentId(), s.billerId(),
            s.effectiveDay(), s.externalAccount().trim(), s.sealedCard().w0() != 0, s.amountMinor(), s.operation(),
            s.retrievalReference(), s.stan(), s.transmissionTime(), s.terminal(), s.acquirer());
    }
}
