package io.ayni.connectors.translate;

import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.CardSealer;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.StepUpCodes;
import io.ayni.connectors.security.StepUpPayee;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AccountQueryEncoder;
import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.CompletionAdviceEncoder;
import io.ayni.core.command.Key128Encoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ReversalRequestEncoder;
import io.ayni.core.command.StepUpAnswerEncoder;
import io.ayni.core.command.StepUpMacEncoder;
import io.ayni.core.command.StepUpResendEncoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.Operation;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.MtiClass;
import io.ayni.iso8583.codec.MtiFunction;

import org.agrona.AsciiSequenceView;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * Requests of one ISO 8583 peer into commands. {@link #translate} says what became of the message; the getters tell the
 * rest until the next one. One thread; no allocation.
 * <pre>
 * 0100, DE3 30 31        AccountQuery
 * 0100 0200 (+repeats)   AuthorizeRequest; with DE124, StepUpAnswer (DE125 a code) or StepUpResend (empty, "RESEND")
 * 0220                   CompletionAdvice
 * 0400 0420 (+repeats)   ReversalRequest
 * 0800                   network management: for the connection, not for the engine
 * </pre>
 */
public final class IsoTranslator {
    /** What became of a message. */
    public enum Verdict {
        /** The command lies in the buffer: {@link #commandLength}, {@link #lane}. */
        COMMAND,
        /** To be answered at once with {@link #responseCode}, which no engine need decide. */
        REFUSAL,
        /** To be answered 30 with {@link #badField}. */
        FORMAT_ERROR,
        /** An 0800: sign-on, sign-off, echo. */
        MANAGEMENT,
        /** No request, so nobody waits for an answer. */
        NOT_A_REQUEST
    }

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int EXTERNAL_ACCOUNT = HEADER + AuthorizeRequestEncoder.externalAccountEncodingOffset();
    private static final int SEALED_CARD = HEADER + AuthorizeRequestEncoder.sealedCardEncodingOffset();
    private static final int HASHED_FROM = HEADER + AuthorizeRequestEncoder.operationEncodingOffset();
    private static final int HASHED_TO = HEADER + AuthorizeRequestEncoder.macEncodingOffset();
    private static final int ADVICE_HASHED_FROM = HEADER + CompletionAdviceEncoder.operationEncodingOffset();
    private static final int ADVICE_HASHED_TO = HEADER + CompletionAdviceEncoder.originalPaymentIdEncodingOffset();
    private static final int REVERSAL_ORIGINAL = HEADER + ReversalRequestEncoder.originalEncodingOffset();
    private static final int REVERSAL_BODY_LENGTH = 2 * Long.BYTES + ReversalRequestEncoder.originalEncodingLength();
    private static final int CODE_LENGTH = 6;
    /** Odd, so that no two billers fall together. */
    private static final long BILLER_SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final IsoPeer peer;
    private final IsoKeys keys;
    private final RandomSource random;
    private final StepUpCodes codes;
    private final CardHash cards;
    private final CardSealer sealer;
    private final Supplier<InstitutionFacts> facts;
    private final StepUpPayee payee = new StepUpPayee();
    private final MoneyFields fields = new MoneyFields();
    private final OriginalData original;
    private final Hash128 hash = new Hash128();
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[64]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuthorizeRequestEncoder authorize = new AuthorizeRequestEncoder();
    private final StepUpAnswerEncoder stepUpAnswer = new StepUpAnswerEncoder();
    private final StepUpResendEncoder stepUpResend = new StepUpResendEncoder();
    private final CompletionAdviceEncoder completion = new CompletionAdviceEncoder();
    private final ReversalRequestEncoder reversal = new ReversalRequestEncoder();
    private final AccountQueryEncoder accountQuery = new AccountQueryEncoder();
    private final AsciiSequenceView panView = new AsciiSequenceView();

    private long connectionId;
    private long correlationId;
    private int commandLength;
    private Ingress.Lane lane;
    private int responseCode;
    private int badField;
    private int code;
    private int billerId;

    /**
     * @param random, codes, cards of the event loop that will call
     * @param sealer  of card numbers that a network needs back
     * @param facts   of the institution as its rules are now
     */
    public IsoTranslator(
        final IsoPeer peer, final RandomSource random, final StepUpCodes codes, final CardHash cards,
        final CardSealer sealer, final Supplier<InstitutionFacts> facts) {
        this.peer = peer;
        this.keys = new IsoKeys(peer.peerId());
        this.original = new OriginalData(peer.profile().reversal().original());
        this.random = random;
        this.codes = codes;
        this.cards = cards;
        this.sealer = sealer;
        this.facts = facts;
    }

    /**
     * @param message       that was read without a fault
     * @param connectionId  of the connection it came on
     * @param correlationId under which the connection will know the answer
     * @param command       where the command is written from 0 on
     */
    public Verdict translate(
        final IsoReader message, final long connectionId, final long correlationId, final MutableDirectBuffer command) {
        this.connectionId = connectionId;
        this.correlationId = correlationId;
        code = StepUpCodes.INVALID;
        billerId = 0;
        fields.reset();
        final MtiFunction function = message.function();
        final boolean isRequest = function == MtiFunction.REQUEST;
        if (message.version() != peer.profile().version() || !isRequest && function != MtiFunction.ADVICE) {
            return Verdict.NOT_A_REQUEST;
        }
        if (!MoneyFields.isNumber(message, DataElement.STAN)) {
            return formatError(DataElement.STAN);
        }
        return switch (message.messageClass()) {
            case NETWORK_MANAGEMENT -> MoneyFields.isNumber(message, DataElement.NETWORK_MANAGEMENT_CODE)
                ? Verdict.MANAGEMENT : formatError(DataElement.NETWORK_MANAGEMENT_CODE);
            case REVERSAL_OR_CHARGEBACK -> reversal(message, command);
            case FINANCIAL -> isRequest ? payment(message, command) : completion(message, command);
            case AUTHORIZATION -> isRequest ? payment(message, command) : refuse(ResponseCode.INVALID_TRANSACTION);
            default -> refuse(ResponseCode.INVALID_TRANSACTION);
        };
    }

    /** @return bytes of the command, header included. */
    public int commandLength() {
        return commandLength;
    }

    /** @return the way of the command into the engine. */
    public Ingress.Lane lane() {
        return lane;
    }

    /** @return DE39 of a refusal. */
    public int responseCode() {
        return responseCode;
    }

    /** @return number of the field that is missing or wrong. */
    public int badField() {
        return badField;
    }

    /** @return the one-time password made for this request, or {@link StepUpCodes#INVALID}; for memory alone. */
    public int code() {
        return code;
    }

    private Verdict payment(final IsoReader message, final MutableDirectBuffer command) {
        if (MoneyFields.isInquiry(message)) {
            if (isChannel() && message.messageClass() == MtiClass.AUTHORIZATION) {
                return inquiry(message, command);
            }
            if (peer.role() == IsoRole.CARD) {
                return cardInquiry(message, command);
            }
        }
        if (!fields.readOperation(message, facts) || !fields.readCommon(message)) {
            return formatError(fields.badField());
        }
        if (fields.operation() == null) {
            return refuse(ResponseCode.INVALID_TRANSACTION);
        }
        final boolean isTransferHold = isChannel() && message.messageClass() == MtiClass.AUTHORIZATION;
        if (!peer.role().may(fields.operation()) || isTransferHold) {
            return refuse(ResponseCode.NOT_PERMITTED);
        }
        if (!fields.readParties(message)) {
            return formatError(fields.badField());
        }
        if (fields.billerId() != 0 && !isNumberOfBiller()) {
            return formatError(DataElement.TO_ACCOUNT);
        }
        return isChannel() && message.has(DataElement.CHALLENGE)
            ? stepUp(message, command) : authorize(message, command);
    }

    private boolean isNumberOfBiller() {
        final InstitutionFacts.Biller biller = facts.get().biller(fields.billerId());
        return biller == null || biller.mayBe(fields.payee());
    }

    private Verdict inquiry(final IsoReader message, final MutableDirectBuffer command) {
        if (!fields.readInquiry(message)) {
            return formatError(fields.badField());
        }
        return accountQuery(fields.debitAccount(), command);
    }

    /** At a machine: of the account behind the card; 0100 or 0200, as networks have it. */
    private Verdict cardInquiry(final IsoReader message, final MutableDirectBuffer command) {
        final Verdict query = accountQuery(AccountNumber.NONE, command);
        return hashCard(message, accountQuery.card()) ? query : formatError(DataElement.PAN);
    }

    private Verdict accountQuery(final long account, final MutableDirectBuffer command) {
        accountQuery.wrapAndApplyHeader(command, 0, header).account(account).peerId(peer.peerId());
        accountQuery.card().high(0).low(0);
        accountQuery.replyTo().connectionId(connectionId).correlationId(correlationId);
        return command(accountQuery.encodedLength(), Ingress.Lane.REQUEST);
    }

    private Verdict authorize(final IsoReader message, final MutableDirectBuffer command) {
        final long paymentId = random.nextPositiveLong();
        authorize.wrapAndApplyHeader(command, 0, header)
            .paymentId(paymentId)
            .peerId(peer.peerId())
            .operation((short) fields.operation().code())
            .messageClass((short) message.messageClass().ordinal())
            .currency(fields.currency())
            .amountMinor(fields.amountMinor())
            .debitAccount(fields.debitAccount())
            .creditAccount(fields.creditAccount())
            .cardBin(0)
            .cardLastFour(0)
            .institution(fields.institution())
            .billerId(fields.billerId())
            .owedMinor(0)
            .cardToken(0);
        command.setMemory(SEALED_CARD, AuthorizeRequestEncoder.BLOCK_LENGTH - SEALED_CARD + HEADER, (byte) 0);
        authorize.replyTo().connectionId(connectionId).correlationId(correlationId);
        authorize.card().high(0).low(0);
        fields.putPayee(command, EXTERNAL_ACCOUNT);
        if (peer.role() == IsoRole.CARD || isCardPayment()) {
            if (!hashCard(message, authorize.card())) {
                return formatError(DataElement.PAN);
            }
            authorize.cardBin(cards.bin()).cardLastFour(cards.lastFour());
        }
        billerId = fields.billerId();
        keys.keyOf(message, authorize.key());
        authorize.bodyHash(
            hash.hash(command, HASHED_FROM, HASHED_TO - HASHED_FROM).high() ^ fields.billerId() * BILLER_SPREAD);
        if (fields.operation() == Operation.CARD_PAYMENT_EXTERNAL) {
            sealCard(message); // another time, other bytes: not in the hash
        }
        if (isChannel() && facts.get().mayAskPassword(fields.operation())) {
            code = codes.next();
            putMac(paymentId, code, authorize.mac());
        } else {
            authorize.mac().w0(0).w1(0).w2(0).w3(0); // of no code
        }
        return command(authorize.encodedLength(), Ingress.Lane.REQUEST);
    }

    private Verdict stepUp(final IsoReader message, final MutableDirectBuffer command) {
        final long paymentId = challengedPayment(message);
        if (paymentId == PaymentIds.INVALID) {
            return formatError(DataElement.CHALLENGE);
        }
        if (message.length(DataElement.ONE_TIME_PASSWORD) < 1
            || message.equalsAscii(DataElement.ONE_TIME_PASSWORD, "RESEND")) {
            code = codes.next();
            stepUpResend.wrapAndApplyHeader(command, 0, header).paymentId(paymentId).peerId(peer.peerId());
            stepUpResend.replyTo().connectionId(connectionId).correlationId(correlationId);
            keys.keyOf(message, stepUpResend.key());
            putMac(paymentId, code, stepUpResend.mac());
            return command(stepUpResend.encodedLength(), Ingress.Lane.REQUEST);
        }
        final int typed = typedCode(message);
        if (typed == StepUpCodes.INVALID) {
            return formatError(DataElement.ONE_TIME_PASSWORD);
        }
        stepUpAnswer.wrapAndApplyHeader(command, 0, header)
            .paymentId(paymentId).peerId(peer.peerId()).totpStep(0);
        stepUpAnswer.replyTo().connectionId(connectionId).correlationId(correlationId);
        keys.keyOf(message, stepUpAnswer.key());
        putMac(paymentId, typed, stepUpAnswer.mac());
        return command(stepUpAnswer.encodedLength(), Ingress.Lane.REQUEST);
    }

    private Verdict completion(final IsoReader message, final MutableDirectBuffer command) {
        if (!fields.readOperation(message, facts) || !fields.readCommon(message)) {
            return formatError(fields.badField());
        }
        if (fields.operation() == null) {
            return refuse(ResponseCode.INVALID_TRANSACTION);
        }
        if (!peer.role().may(Operation.COMPLETION) || !peer.role().may(fields.operation())) {
            return refuse(ResponseCode.NOT_PERMITTED);
        }
        completion.wrapAndApplyHeader(command, 0, header)
            .paymentId(random.nextPositiveLong())
            .peerId(peer.peerId())
            .operation((short) fields.operation().code())
            .currency(fields.currency())
            .amountMinor(fields.amountMinor())
            .originalPaymentId(0);
        completion.replyTo().connectionId(connectionId).correlationId(correlationId);
        if (!hashCard(message, completion.card())) {
            return formatError(DataElement.PAN);
        }
        completion.cardBin(cards.bin()).cardLastFour(cards.lastFour());
        keys.keyOf(message, completion.key());
        if (!message.has(DataElement.ORIGINAL_DATA)) {
            completion.original().high(0).low(0);
        } else if (original.read(message)) {
            keys.originalOf(message, original, completion.original());
        } else {
            return formatError(DataElement.ORIGINAL_DATA);
        }
        completion.bodyHash(hash.hash(command, ADVICE_HASHED_FROM, ADVICE_HASHED_TO - ADVICE_HASHED_FROM).high());
        return command(completion.encodedLength(), Ingress.Lane.COMPLETION);
    }

    private Verdict reversal(final IsoReader message, final MutableDirectBuffer command) {
        if (!fields.readCommon(message) || !fields.readWholeReversal(message)) {
            return formatError(fields.badField());
        }
        if (!original.read(message)) {
            return formatError(DataElement.ORIGINAL_DATA);
        }
        reversal.wrapAndApplyHeader(command, 0, header)
            .paymentId(random.nextPositiveLong())
            .peerId(peer.peerId())
            .currency(fields.currency())
            .amountMinor(fields.amountMinor())
            .originalPaymentId(0)
            .unknownOriginalCode(peer.profile().unknownOriginalCode());
        reversal.replyTo().connectionId(connectionId).correlationId(correlationId);
        keys.keyOf(message, reversal.key());
        keys.originalOf(message, original, reversal.original());
        scratch.putLong(0, fields.amountMinor(), ByteOrder.LITTLE_ENDIAN);
        scratch.putLong(Long.BYTES, fields.currency(), ByteOrder.LITTLE_ENDIAN);
        scratch.putBytes(
            2 * Long.BYTES, command, REVERSAL_ORIGINAL, ReversalRequestEncoder.originalEncodingLength());
        reversal.bodyHash(hash.hash(scratch, 0, REVERSAL_BODY_LENGTH).high());
        return command(reversal.encodedLength(), Ingress.Lane.COMPLETION);
    }

    private boolean isChannel() {
        return peer.role() == IsoRole.CHANNEL;
    }

    private boolean isCardPayment() {
        return fields.operation() == Operation.CARD_PAYMENT || fields.operation() == Operation.CARD_PAYMENT_EXTERNAL;
    }

    /** @return whom the payment asked for last goes to as a bill; 0: it is none. */
    public int billerId() {
        return billerId;
    }

    /** @return of the payment translated last: the member's number at the biller. */
    public String reference() {
        return fields.payee().toString();
    }

    private void sealCard(final IsoReader message) {
        final int length = message.copy(DataElement.PAN, scratch, 0);
        sealer.seal(panView.wrap(scratch, 0, length), authorize.sealedCard());
        scratch.setMemory(0, Math.max(length, 0), (byte) 0);
    }

    /** The PAN stays in the scratch buffer no longer than it takes to hash it. */
    private boolean hashCard(final IsoReader message, final Key128Encoder card) {
        final int length = message.copy(DataElement.PAN, scratch, 0);
        final boolean isPan = cards.hash(scratch, 0, length, card);
        scratch.setMemory(0, Math.max(length, 0), (byte) 0);
        return isPan;
    }

    private long challengedPayment(final IsoReader message) {
        if (message.length(DataElement.CHALLENGE) != PaymentIds.TEXT_LENGTH) {
            return PaymentIds.INVALID;
        }
        message.copy(DataElement.CHALLENGE, scratch, 0);
        return PaymentIds.parse(scratch, 0, PaymentIds.TEXT_LENGTH);
    }

    private static int typedCode(final IsoReader message) {
        if (message.length(DataElement.ONE_TIME_PASSWORD) != CODE_LENGTH) {
            return StepUpCodes.INVALID;
        }
        int typed = 0;
        for (int i = 0; i < CODE_LENGTH; i++) {
            final int digit = message.unit(DataElement.ONE_TIME_PASSWORD, i) - '0';
            if (digit < 0 || digit > 9) {
                return StepUpCodes.INVALID;
            }
            typed = typed * 10 + digit;
        }
        return typed;
    }

    private void putMac(final long paymentId, final int madeOf, final StepUpMacEncoder mac) {
        codes.mac(paymentId, fields.amountMinor(), fields.currency(), fields.stepUpPayee(payee), madeOf, mac);
    }

    private Verdict command(final int blockLength, final Ingress.Lane laneOfIt) {
        commandLength = HEADER + blockLength;
        lane = laneOfIt;
        return Verdict.COMMAND;
    }

    private Verdict refuse(final int refusalCode) {
        responseCode = refusalCode;
        return Verdict.REFUSAL;
    }

    private Verdict formatError(final int field) {
        badField = field;
        return Verdict.FORMAT_ERROR;
    }
}
