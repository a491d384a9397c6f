package io.ayni.core.engine;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AccountQueryEncoder;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.CompletionAdviceEncoder;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkAnswerEncoder;
import io.ayni.core.command.NetworkCutoverEncoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.NetworkSendFailedEncoder;
import io.ayni.core.command.NodeStartedEncoder;
import io.ayni.core.command.PaymentQueryEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PutAccountEncoder;
import io.ayni.core.command.PutCardEncoder;
import io.ayni.core.command.PutMemberLimitsEncoder;
import io.ayni.core.command.PutPolicyEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ReversalRequestEncoder;
import io.ayni.core.command.StepUpAnswerEncoder;
import io.ayni.core.command.StepUpResendEncoder;
import io.ayni.core.command.TickEncoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.stepup.StepUpMethod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A cooperative on a bare engine, for tests: commands by plain methods, time that the test moves, outcomes kept as plain
 * values. Every command is also kept, so that a test can replay the log.
 */
public final class TestCooperative {
    public static final int USD = 840;
    public static final long FEES = AccountNumber.parse("900001");
    public static final long TAXES = AccountNumber.parse("900002");
    public static final long SUSPENSE = AccountNumber.parse("900003");
    public static final long OPENING = AccountNumber.parse("900004");
    public static final long CARDS = AccountNumber.parse("900005");
    public static final long INTERBANK = AccountNumber.parse("900006");
    public static final long ANA = AccountNumber.parse("1001");
    public static final long ANA_SECOND = AccountNumber.parse("1002");
    public static final long LUIS = AccountNumber.parse("2001");
    public static final int LINK = 1;
    public static final long INSTITUTION = 1717;
    public static final int CHANNEL = 7;
    public static final long CODE = 123_456;
    public static final long CARD = 0xCA2DL;

    /** A Monday, 10:00 in Guayaquil. */
    public static final long MONDAY_10H = Instant.parse("2026-11-16T15:00:00Z").toEpochMilli();

    public record Reply(Disposition disposition, PaymentState state, String responseCode, DeclineReason reason,
        long paymentId, long feeMinor, long taxMinor, long availableMinor, long ledgerMinor, String approvalCode,
        boolean mayReveal, int triesLeft, long connectionId, long correlationId, long reversedMinor, int reversals) {
    }

    public record Sent(int attempt, long paymentId, int stan, int originalStan, String rrn, long transmissionTime,
        long originalTransmissionTime, long amountMinor, String terminal, long acquirer) {
    }

    public record Notice(NoticeKind kind, DeclineReason reason, long memberId, long paymentId, long amountMinor) {
    }

    public record Alarmed(AlarmCode code, int field, boolean missing, long value) {
    }

    public final List<Reply> replies = new ArrayList<>();
    public final List<Sent> sent = new ArrayList<>();
    public final List<Alarmed> alarms = new ArrayList<>();
    public final List<Notice> notices = new ArrayList<>();
    public final List<Object> admin = new ArrayList<>();
    /** Outcomes of any other kind, as they came. */
    public final List<byte[]> others = new ArrayList<>();
    public final Map<Long, long[]> balances = new HashMap<>();
    public final List<byte[]> log = new ArrayList<>();
    public final List<Long> logTimes = new ArrayList<>();
    public AuthorizationEngine engine;
    public long nowMs = MONDAY_10H;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long sequence;
    private long nextId = 1;
    private long nextCorrelation = 1;

    public TestCooperative() {
        this(new PolicyOptions());
    }

    public TestCooperative(final PolicyOptions options) {
        engine = new AuthorizationEngine(new EngineContext(16, 16), this::onOutcome);
        for (final long[] account : new long[][] {{FEES, AccountKind.FEE.code()}, {TAXES, AccountKind.TAX.code()},
            {SUSPENSE, AccountKind.SUSPENSE.code()}, {OPENING, AccountKind.OPENING.code()},
            {CARDS, AccountKind.SETTLEMENT.code()}, {INTERBANK, AccountKind.SETTLEMENT.code()}}) {
            putAccount(account[0], 0, AccountKind.ofCode((int) account[1]), AccountStatus.ACTIVE, Signature.SINGLE, 0,
                0);
        }
        putPolicy(options);
        openAccount(ANA, 11, 10_000_000);
        openAccount(ANA_SECOND, 11, 0);
        openAccount(LUIS, 22, 50_000);
        putCard(CARD, ANA, AccountStatus.ACTIVE);
        link(LinkState.UP);
        clear();
    }

    /** What a test may want otherwise than the defaults: Ecuador with OTP on transfers. */
    public static final class PolicyOptions {
        public StepUpMethod internalStepUp = StepUpMethod.OTP;
        public StepUpMethod interbankStepUp = StepUpMethod.OTP;
        public long intDailyMinor = 1_000_000;
        public long intWeeklyMinor = 2_000_000;
        public long intMonthlyMinor = 4_000_000;
        public int dailyCount = 1_000_000;
        public long extDailyMinor = 1_000_000;
        public long retentionMs = 7L * 86_400_000;
        public int unknownOriginalCode = ResponseCode.APPROVED;
        public int maxPayments;
        public int reversalsPerSecond;
        public int reversalWindow;
        public int reversalStore;

        public PolicyOptions noStepUp() {
            internalStepUp = StepUpMethod.NONE;
            interbankStepUp = StepUpMethod.NONE;
            return this;
        }
    }

    public void clear() {
        replies.clear();
        sent.clear();
        alarms.clear();
        notices.clear();
        admin.clear();
        others.clear();
    }

    public Reply last() {
        return replies.getLast();
    }

    public long newId() {
        return nextId++;
    }

    public void putAccount(final long account, final long member, final AccountKind kind, final AccountStatus status,
        final Signature signature, final long lineMinor, final long openingMinor) {
        final PutAccountEncoder encoder = new PutAccountEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.account(account).memberId(member).currency(USD).kind((short) kind.code())
            .status((short) status.code()).signature((short) signature.code()).authorisedLineMinor(lineMinor)
            .openingBalanceMinor(openingMinor).replyTo().connectionId(1).correlationId(nextCorrelation++);
        apply(encoder.encodedLength());
    }

    public void openAccount(final long account, final long member, final long openingMinor) {
        putAccount(account, member, AccountKind.SAVINGS, AccountStatus.ACTIVE, Signature.SINGLE, 0, openingMinor);
    }

    public void putCard(final long hash, final long account, final AccountStatus status) {
        final PutCardEncoder encoder = new PutCardEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.account(account).cardBin(450_799).cardLastFour(4242).status((short) status.code())
            .kind((short) CardKind.DEBIT.code()).token(0);
        encoder.card().high(hash).low(1);
        encoder.replyTo().connectionId(0).correlationId(0);
        apply(encoder.encodedLength());
    }

    public void putLimits(final long member, final Bucket bucket, final long daily, final long weekly,
        final long monthly) {
        final PutMemberLimitsEncoder encoder = new PutMemberLimitsEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.memberId(member).bucket((short) bucket.code()).dailyMinor(daily).weeklyMinor(weekly)
            .monthlyMinor(monthly).replyTo().connectionId(1).correlationId(nextCorrelation++);
        apply(encoder.encodedLength());
    }

    public void putPolicy(final PolicyOptions options) {
        final PutPolicyEncoder encoder = new PutPolicyEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.replyTo().connectionId(1).correlationId(nextCorrelation++);
        encoder.policyHash(42).maxAmountMinor(1_000_000_000_000L).otpTtlMs(180_000).otpTriesPerPayment(3)
            .otpFailuresPerDay(15).otpResends(5).alarmAfterReversals(6).holdTtlMs(7L * 86_400_000)
            .retentionMs(options.retentionMs).answerTimeoutMs(10_000).reversalFirstMs(1_000).reversalMaxMs(60_000)
            .feeAccount(FEES).taxAccount(TAXES).suspenseAccount(SUSPENSE).openingAccount(OPENING)
            .cardSettlementAccount(CARDS).unknownOriginalCode(options.unknownOriginalCode)
            .maxPayments(options.maxPayments);
        final PutPolicyEncoder.OperationsEncoder operations = encoder.operationsCount(6);
        final Object[][] rows = {
            {Operation.TRANSFER_OWN, options.internalStepUp, Bucket.INT},
            {Operation.TRANSFER_INTERNAL, options.internalStepUp, Bucket.INT},
            {Operation.TRANSFER_INTERBANK, options.interbankStepUp, Bucket.EXT},
            {Operation.CREDIT_INBOUND, StepUpMethod.NONE, Bucket.NONE},
            {Operation.CARD_PURCHASE, StepUpMethod.NONE, Bucket.CARD},
            {Operation.CARD_WITHDRAWAL, StepUpMethod.NONE, Bucket.CARD}};
        for (final Object[] row : rows) {
            operations.next().operation((short) ((Operation) row[0]).code())
                .stepUp((short) ((StepUpMethod) row[1]).code()).bucket((short) ((Bucket) row[2]).code())
                .inClose((short) 0);
        }
        encoder.feesCount(2).next().operation((short) Operation.TRANSFER_INTERBANK.code()).effectiveFromMs(0)
            .feeMinor(30).next().operation((short) Operation.TRANSFER_INTERBANK.code())
            .effectiveFromMs(Instant.parse("2020-01-01T05:00:00Z").toEpochMilli()).feeMinor(36);
        encoder.taxesCount(2).next().effectiveFromMs(0).rateBasisPoints(1_200).next()
            .effectiveFromMs(Instant.parse("2024-04-01T05:00:00Z").toEpochMilli()).rateBasisPoints(1_500);
        encoder.ceilingsCount(2).next().bucket((short) Bucket.INT.code()).dailyMinor(options.intDailyMinor)
            .weeklyMinor(options.intWeeklyMinor).monthlyMinor(options.intMonthlyMinor).dailyCount(options.dailyCount)
            .next().bucket((short) Bucket.EXT.code()).dailyMinor(options.extDailyMinor).weeklyMinor(3_000_000)
            .monthlyMinor(6_000_000).dailyCount(options.dailyCount);
        encoder.linksCount(1).next().linkId(LINK).settlementAccount(INTERBANK).acquirer(59_3001)
            .terminal("AYNI0001").kind((short) 0).hasReversal((short) 1).answerTimeoutMs(0).window(0)
            .reversalsPerSecond(options.reversalsPerSecond).reversalWindow(options.reversalWindow)
            .reversalStore(options.reversalStore)
            .downAfterTimeouts(5).downWithinMs(0);
        encoder.routesCount(1).next().institution(INSTITUTION).linkId(LINK).cardBin(0).priority((short) 0).weight(1);
        encoder.billersCount(0);
        encoder.closeWindowsCount(0);
        encoder.cutOffsCount(0);
        encoder.holidaysCount(0);
        encoder.booksCount(0);
        encoder.cardCeilingsCount(0);
        encoder.zone("America/Guayaquil");
        apply(encoder.encodedLength());
    }

    /** A request as a builder: sensible defaults, told apart by what the test sets. */
    public final class Request {
        private Operation operation = Operation.TRANSFER_INTERNAL;
        private long paymentId = newId();
        private long key = paymentId;
        private long amountMinor = 1_500;
        private long debit = ANA;
        private long credit = LUIS;
        private int messageClass = 2;
        private int currency = USD;
        private long institution = INSTITUTION;
        private long card = CARD;
        private long connectionId = 1;

        public Request operation(final Operation value) {
            operation = value;
            return this;
        }

        public Request paymentId(final long value) {
            paymentId = value;
            return this;
        }

        public Request key(final long value) {
            key = value;
            return this;
        }

        public Request amount(final long value) {
            amountMinor = value;
            return this;
        }

        public Request from(final long value) {
            debit = value;
            return this;
        }

        public Request to(final long value) {
            credit = value;
            return this;
        }

        public Request holdOnly() {
            messageClass = 1;
            return this;
        }

        public Request currency(final int value) {
            currency = value;
            return this;
        }

        public Request institution(final long value) {
            institution = value;
            return this;
        }

        public Request card(final long value) {
            card = value;
            return this;
        }

        public Request connection(final long value) {
            connectionId = value;
            return this;
        }

        /** @return the payment id. */
        public long send() {
            final AuthorizeRequestEncoder encoder = new AuthorizeRequestEncoder().wrapAndApplyHeader(buffer, 0,
                header);
            final boolean byCard = operation == Operation.CARD_PURCHASE || operation == Operation.CARD_WITHDRAWAL;
            final boolean fromOutside = operation == Operation.CREDIT_INBOUND;
            encoder.paymentId(paymentId).bodyHash(amountMinor * 31 + currency + debit * 7 + credit)
                .peerId(CHANNEL).operation((short) operation.code()).messageClass((short) messageClass)
                .currency(currency).amountMinor(amountMinor).debitAccount(byCard || fromOutside ? 0 : debit)
                .creditAccount(byCard || operation == Operation.TRANSFER_INTERBANK ? 0 : credit)
                .cardBin(450_799).cardLastFour(4242).institution(institution)
                .externalAccount("22000001234                 ").savedId(0);
            encoder.card().high(byCard ? card : 0).low(byCard ? 1 : 0);
            encoder.key().high(CHANNEL).low(key);
            encoder.replyTo().connectionId(connectionId).correlationId(nextCorrelation++);
            encoder.mac().w0(CODE).w1(paymentId).w2(amountMinor).w3(7);
            apply(encoder.encodedLength());
            return paymentId;
        }
    }

    public Request request() {
        return new Request();
    }

    public void answerStepUp(final long paymentId, final long amountMinor, final long code, final long key) {
        final StepUpAnswerEncoder encoder = new StepUpAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(paymentId).peerId(CHANNEL);
        encoder.key().high(1).low(key);
        encoder.replyTo().connectionId(1).correlationId(nextCorrelation++);
        encoder.mac().w0(code).w1(paymentId).w2(amountMinor).w3(7);
        apply(encoder.encodedLength());
    }

    /** The right code. */
    public void confirm(final long paymentId, final long amountMinor) {
        answerStepUp(paymentId, amountMinor, CODE, newId());
    }

    public void resend(final long paymentId, final long amountMinor, final long code) {
        final StepUpResendEncoder encoder = new StepUpResendEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(paymentId).peerId(CHANNEL);
        encoder.key().high(2).low(newId());
        encoder.replyTo().connectionId(1).correlationId(nextCorrelation++);
        encoder.mac().w0(code).w1(paymentId).w2(amountMinor).w3(7);
        apply(encoder.encodedLength());
    }

    public void reverse(final long originalKey, final long key, final long amountMinor) {
        final ReversalRequestEncoder encoder = new ReversalRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(newId()).bodyHash(amountMinor).peerId(CHANNEL).currency(USD).amountMinor(amountMinor)
            .originalPaymentId(0).unknownOriginalCode(0);
        encoder.key().high(CHANNEL).low(key);
        encoder.original().high(CHANNEL).low(originalKey);
        encoder.replyTo().connectionId(1).correlationId(nextCorrelation++);
        apply(encoder.encodedLength());
    }

    /** A reversal that names its original by our id. */
    public void reverseById(final long originalId, final int peerId, final long key, final long amountMinor) {
        final ReversalRequestEncoder encoder = new ReversalRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(newId()).bodyHash(amountMinor).peerId(peerId).currency(USD).amountMinor(amountMinor)
            .originalPaymentId(originalId).unknownOriginalCode(0);
        encoder.key().high(peerId).low(key);
        encoder.original().high(0).low(0);
        encoder.replyTo().connectionId(1).correlationId(nextCorrelation++);
        apply(encoder.encodedLength());
    }

    public void complete(final long originalKey, final long key, final long amountMinor) {
        final CompletionAdviceEncoder encoder = new CompletionAdviceEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(newId()).bodyHash(amountMinor).peerId(CHANNEL).currency(USD).amountMinor(amountMinor)
            .operation((short) Operation.CARD_PURCHASE.code()).cardBin(450_799).cardLastFour(4242)
            .originalPaymentId(0);
        encoder.card().high(CARD).low(1);
        encoder.key().high(CHANNEL).low(key);
        encoder.original().high(CHANNEL).low(originalKey);
        encoder.replyTo().connectionId(1).correlationId(nextCorrelation++);
        apply(encoder.encodedLength());
    }

    /** The network's answer to one of the messages sent, changed by what the test wants wrong. */
    public final class Answer {
        private final Sent to;
        private int present = 255;
        private String code = "00";
        private long amountMinor;
        private int stan;
        private String terminal;
        private int messageClass;
        private int settlementDay;
        private int accepted;

        Answer(final Sent to) {
            this.to = to;
            messageClass = to.attempt() == 0 ? 2 : 4;
            amountMinor = to.amountMinor();
            stan = to.stan();
            terminal = to.terminal();
        }

        public Answer code(final String value) {
            code = value;
            return this;
        }

        public Answer without(final int bit) {
            present &= ~bit;
            return this;
        }

        public Answer amount(final long value) {
            amountMinor = value;
            return this;
        }

        public Answer stan(final int value) {
            stan = value;
            return this;
        }

        /** 1 authorization, 2 financial, 4 reversal. */
        public Answer messageClass(final int value) {
            messageClass = value;
            return this;
        }

        /** @param epochDay DE15 */
        public Answer settlementDay(final int epochDay) {
            settlementDay = epochDay;
            return this;
        }

        /** @param value what the peer's profile makes of DE39: 1 accepted, 2 not */
        public Answer accepted(final int value) {
            accepted = value;
            return this;
        }

        public Answer terminal(final String value) {
            terminal = value;
            return this;
        }

        public void arrive() {
            final NetworkAnswerEncoder encoder = new NetworkAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
            encoder.linkId(LINK).messageClass((short) messageClass)
                .responseCode(ResponseCode.pack(code.charAt(0), code.charAt(1))).currency(USD)
                .present((short) present).stan(stan).transmissionTime(to.transmissionTime())
                .acquirer(to.acquirer()).processingCode(401_000).amountMinor(amountMinor)
                .retrievalReference(to.rrn()).terminal(terminal).approvalCode("A1B2C3")
                .settlementDay(settlementDay).cardBin(0).cardLastFour(0).accepted((short) accepted);
            apply(encoder.encodedLength());
        }
    }

    public Answer answer(final Sent message) {
        return new Answer(message);
    }

    public void sendFailed(final Sent message) {
        final NetworkSendFailedEncoder encoder = new NetworkSendFailedEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(LINK).paymentId(message.paymentId()).attempt(message.attempt());
        apply(encoder.encodedLength());
    }

    public void link(final LinkState linkState) {
        link(linkState, 0);
    }

    /** @param suspensions that the link has heard of */
    public void link(final LinkState linkState, final int suspensions) {
        final LinkStatusEncoder encoder = new LinkStatusEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(LINK).status((short) linkState.code()).suspensions(suspensions);
        apply(encoder.encodedLength());
    }

    /** @param epochDay on which the network settles from now on */
    public void cutover(final int epochDay) {
        final NetworkCutoverEncoder encoder = new NetworkCutoverEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.linkId(LINK).settlementDay(epochDay);
        apply(encoder.encodedLength());
    }

    public void tick() {
        apply(new TickEncoder().wrapAndApplyHeader(buffer, 0, header).encodedLength());
    }

    /** Moves time on and ticks until nothing is due. */
    public void advance(final long ms) {
        nowMs += ms;
        do {
            tick();
        } while (engine.nextDeadlineMs() <= nowMs);
    }

    public void restart() {
        apply(new NodeStartedEncoder().wrapAndApplyHeader(buffer, 0, header).encodedLength());
    }

    public Reply view(final long paymentId) {
        final PaymentQueryEncoder encoder = new PaymentQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.paymentId(paymentId).peerId(CHANNEL).replyTo().connectionId(1).correlationId(0);
        query(encoder.encodedLength());
        return replies.removeLast();
    }

    public long ledgerOf(final long account) {
        return balanceOf(account)[0];
    }

    public long heldOf(final long account) {
        return balanceOf(account)[1];
    }

    public long availableOf(final long account) {
        return balanceOf(account)[2];
    }

    /** A second engine, fed the whole log from the beginning. */
    public AuthorizationEngine replayed(final EngineContext context) {
        final AuthorizationEngine other = new AuthorizationEngine(context, (source, offset, length) -> { });
        for (int i = 0; i < log.size(); i++) {
            announce(other, i);
            final byte[] command = log.get(i);
            other.onCommand(i + 1, logTimes.get(i), new UnsafeBuffer(command), 0, command.length);
        }
        return other;
    }

    /** What is announced may come now, later, or have come already: it must not show. */
    private void announce(final AuthorizationEngine other, final int next) {
        if (next % 7 == 0) {
            for (int i = Math.max(0, next - 3); i < Math.min(log.size(), next + next % 40); i++) {
                other.announce(new UnsafeBuffer(log.get(i)), 0, log.get(i).length);
            }
            other.fetchAnnounced();
        }
    }

    private long[] balanceOf(final long account) {
        final AccountQueryEncoder encoder = new AccountQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.account(account).peerId(CHANNEL).replyTo().connectionId(1).correlationId(0);
        query(encoder.encodedLength());
        return balances.get(account);
    }

    /** Applies a command made elsewhere, header first. */
    public void submit(final DirectBuffer command, final int length) {
        buffer.putBytes(0, command, 0, length);
        apply(length - MessageHeaderEncoder.ENCODED_LENGTH);
    }

    /** Asks a query made elsewhere, header first. */
    public void ask(final DirectBuffer query, final int length) {
        engine.onCommand(sequence, nowMs, query, 0, length);
    }

    private void query(final int bodyLength) {
        engine.onCommand(sequence, nowMs, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }

    private void apply(final int bodyLength) {
        final byte[] command = new byte[MessageHeaderEncoder.ENCODED_LENGTH + bodyLength];
        buffer.getBytes(0, command);
        log.add(command);
        logTimes.add(nowMs);
        engine.onCommand(++sequence, nowMs, buffer, 0, command.length);
        buffer.setMemory(0, command.length, (byte) 0); // what the next one leaves out is zero
    }

    private void onOutcome(final DirectBuffer source, final int offset, final int length) {
        final MessageHeaderDecoder decoder = new MessageHeaderDecoder().wrap(source, offset);
        switch (decoder.templateId()) {
            case PaymentReplyDecoder.TEMPLATE_ID ->
                replies.add(reply(new PaymentReplyDecoder().wrapAndApplyHeader(source, offset, decoder)));
            case NetworkSendDecoder.TEMPLATE_ID ->
                sent.add(sent(new NetworkSendDecoder().wrapAndApplyHeader(source, offset, decoder)));
            case AlarmDecoder.TEMPLATE_ID -> {
                final AlarmDecoder alarm = new AlarmDecoder().wrapAndApplyHeader(source, offset, decoder);
                alarms.add(new Alarmed(AlarmCode.ofCode(alarm.code()), alarm.field(), alarm.fieldMissing() == 1,
                    alarm.value()));
            }
            case AccountReplyDecoder.TEMPLATE_ID -> {
                final var account = new AccountReplyDecoder().wrapAndApplyHeader(source, offset,
                    decoder);
                balances.put(account.account(),
                    new long[] {account.ledgerMinor(), account.heldMinor(), account.availableMinor()});
            }
            case AdminReplyDecoder.TEMPLATE_ID -> admin.add(AdminResult.ofCode(
                new AdminReplyDecoder().wrapAndApplyHeader(source, offset, decoder).result()));
            case MemberNoticeDecoder.TEMPLATE_ID -> {
                notices.add(notice(new MemberNoticeDecoder().wrapAndApplyHeader(source, offset, decoder)));
                keep(source, offset, length);
            }
            default -> keep(source, offset, length);
        }
        if (length > StateMachine.MAX_OUTCOME_LENGTH) {
            throw new AssertionError("outcome of " + length + " bytes");
        }
    }

    private static Reply reply(final PaymentReplyDecoder r) {
        return new Reply(Disposition.ofCode(r.disposition()), PaymentState.ofCode(r.state()),
            ResponseCode.format(r.responseCode()), DeclineReason.ofCode(r.reason()), r.paymentId(), r.feeMinor(),
            r.taxMinor(), r.availableMinor(), r.ledgerMinor(), r.approvalCode(), r.mayReveal() == 1, r.triesLeft(),
            r.replyTo().connectionId(), r.replyTo().correlationId(), r.reversedMinor(), r.reversals());
    }

    private void keep(final DirectBuffer source, final int offset, final int length) {
        final byte[] other = new byte[length];
        source.getBytes(offset, other);
        others.add(other);
    }

    private static Notice notice(final MemberNoticeDecoder n) {
        return new Notice(NoticeKind.ofCode(n.kind()), DeclineReason.ofCode(n.reason()), n.memberId(), n.paymentId(),
            n.amountMinor());
    }

    private static Sent sent(final NetworkSendDecoder s) {
        return new Sent(s.attempt(), s.paymentId(), (int) s.stan(), (int) s.originalStan(), s.retrievalReference(),
            s.transmissionTime(), s.originalTransmissionTime(), s.amountMinor(), s.terminal(), s.acquirer());
    }
}
