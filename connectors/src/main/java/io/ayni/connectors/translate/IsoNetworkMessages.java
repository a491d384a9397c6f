package io.ayni.connectors.translate;

import io.ayni.connectors.security.CardSecrets;
import io.ayni.connectors.security.PinBlocks;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkAnswerEncoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.Operation;
import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.MtiVersion;
import io.ayni.iso8583.spec.Dialect;

import org.agrona.MutableDirectBuffer;
import org.agrona.collections.IntHashSet;
import org.agrona.concurrent.UnsafeBuffer;

import java.time.Clock;
import java.util.Optional;

/**
 * What goes over an outbound link and what comes back: {@code NetworkSend} into 0100, 0200, 0420, 0421; 0110, 0210,
 * 0410, 0430 into {@code NetworkAnswer}; and the link's own 0800. The engine correlates, so of an answer all that names
 * it is passed on, with a bit for each field that was there. Fields are put in ascending order, as the writer asks. One
 * thread; transfers allocate nothing, a card is opened on its own.
 */
public final class IsoNetworkMessages {
    /** What the lengths answered here are when there is nothing to send or offer. */
    public static final int FAILED = IsoWriter.FAILED;
    /** DE70 of an 0800. */
    public static final int SIGN_ON = 1;
    public static final int SIGN_OFF = 2;
    public static final int CUTOVER = 201;
    public static final int ECHO = 301;

    private static final int TRANSFER_TO_OTHER_INSTITUTION = 400_000;
    private static final int CARD_PAYMENT = 500_000;
    private static final int PIN_CHANGE = 920_000;
    private static final int PIN_GENERATION = 930_000;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int REFERENCE = HEADER + NetworkAnswerEncoder.retrievalReferenceEncodingOffset();
    private static final int TERMINAL = HEADER + NetworkAnswerEncoder.terminalEncodingOffset();
    private static final int APPROVAL_CODE = HEADER + NetworkAnswerEncoder.approvalCodeEncodingOffset();
    private static final int RESPONSE_CODE_LENGTH = 2;
    private static final int HAS_TIME = 1;
    private static final int HAS_STAN = 2;
    private static final int HAS_REFERENCE = 4;
    private static final int HAS_TERMINAL = 8;
    private static final int HAS_ACQUIRER = 16;
    private static final int HAS_PROCESSING_CODE = 32;
    private static final int HAS_AMOUNT = 64;
    private static final int HAS_CURRENCY = 128;
    private static final int REVERSAL_CLASS = 4;
    private static final int ACCEPTED = 1;
    private static final int NOT_ACCEPTED = 2;
    private static final int FIELDS = 128;
    private static final int SHORTEST_CARD = 12;
    private static final int BIN_DIGITS = 6;
    private static final int LAST_DIGITS = 4;

    private final IsoProfile profile;
    private final IsoWriter writer;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NetworkAnswerEncoder networkAnswer = new NetworkAnswerEncoder();
    private final CardSecrets secrets;
    private final UnsafeBuffer text = new UnsafeBuffer(new byte[64]);
    private final byte[] pinBlock = new byte[PinBlocks.MAX_LENGTH];
    private final Clock clock;
    private final LocalTimes localTimes;
    private final IntHashSet accepted = new IntHashSet();
    private final String[] constants = new String[FIELDS + 1];
    private final int[] transfer;
    private final int[] transferReversal;
    private final int[] cardPayment;
    private final int[] cardPaymentReversal;
    private final int[] pinChange;
    private final int[] pinGeneration;
    private long lastSettlementDate;
    private int lastSettlementDay;

    /** Of a network over which no card goes, and that does as the standard says. */
    public IsoNetworkMessages(final Dialect dialect) {
        this(dialect, CardSecrets.NONE);
    }

    /** @param secrets what joins a message here alone: DE2 and DE52 */
    public IsoNetworkMessages(final Dialect dialect, final CardSecrets secrets) {
        this(dialect, IsoProfile.STANDARD, secrets, Clock.systemUTC());
    }

    /** @param clock tells the year, which no message does */
    public IsoNetworkMessages(
        final Dialect dialect, final IsoProfile profile, final CardSecrets secrets, final Clock clock) {
        this.profile = profile;
        this.writer = new IsoWriter(dialect);
        this.secrets = secrets;
        this.clock = clock;
        final IsoProfile.Fields wanted = profile.fields();
        localTimes = new LocalTimes(wanted.zone(), clock);
        accepted.addAll(profile.reversal().accepted());
        wanted.constants().forEach((field, value) -> constants[field] = value);
        transfer = FieldPlan.of(wanted, DataElement.PROCESSING_CODE, DataElement.AMOUNT,
            DataElement.TRANSMISSION_TIME, DataElement.STAN, DataElement.ACQUIRER, DataElement.RETRIEVAL_REFERENCE,
            DataElement.TERMINAL, DataElement.CURRENCY, DataElement.RECEIVER, DataElement.FROM_ACCOUNT,
            DataElement.TO_ACCOUNT);
        transferReversal = FieldPlan.with(transfer, DataElement.ORIGINAL_DATA);
        cardPayment = FieldPlan.of(wanted, DataElement.PAN, DataElement.PROCESSING_CODE, DataElement.AMOUNT,
            DataElement.TRANSMISSION_TIME, DataElement.STAN, DataElement.ACQUIRER, DataElement.RETRIEVAL_REFERENCE,
            DataElement.TERMINAL, DataElement.CURRENCY, DataElement.RECEIVER, DataElement.FROM_ACCOUNT);
        cardPaymentReversal = FieldPlan.with(cardPayment, DataElement.ORIGINAL_DATA);
        pinGeneration = FieldPlan.of(wanted, DataElement.PAN, DataElement.PROCESSING_CODE,
            DataElement.TRANSMISSION_TIME, DataElement.STAN, DataElement.ACQUIRER, DataElement.RETRIEVAL_REFERENCE,
            DataElement.TERMINAL);
        pinChange = FieldPlan.with(pinGeneration, DataElement.PIN_BLOCK);
    }

    /**
     * Encodes a payment or its reversal: attempt 0 as 0200, 1 as 0420, above 1 as 0421, or what the profile has in place
     * of these; a PIN as 0100. Repeats of a reversal differ in the message type alone.
     *
     * @return bytes written to {@code to} from 0 on, or {@link #FAILED} when the dialect cannot say it, or a card or PIN
     * that it needs is not here
     */
    public int encode(final NetworkSendDecoder send, final MutableDirectBuffer to) {
        final int processingCode = processingCode(send);
        if (processingCode == FAILED) {
            return FAILED;
        }
        writer.wrap(to, 0, to.capacity());
        writer.mti(Mti.inVersion(mti(send.attempt(), isPin(processingCode)), profile.version()));
        if (processingCode == TRANSFER_TO_OTHER_INSTITUTION) {
            return putAll(send.attempt() == 0 ? transfer : transferReversal, send, processingCode, null)
                ? writer.finish() : FAILED;
        }
        final Optional<byte[]> card = secrets.number(send.sealedCard());
        if (card.isEmpty()) {
            return FAILED;
        }
        final byte[] number = card.get();
        try {
            return putAll(cardPlan(processingCode, send.attempt()), send, processingCode, number)
                ? writer.finish() : FAILED;
        } finally {
            CardSecrets.wipe(number);
        }
    }

    private int[] cardPlan(final int processingCode, final int attempt) {
        return switch (processingCode) {
            case PIN_CHANGE -> pinChange;
            case PIN_GENERATION -> pinGeneration;
            default -> attempt == 0 ? cardPayment : cardPaymentReversal;
        };
    }

    private static int processingCode(final NetworkSendDecoder send) {
        final Operation operation = Operation.ofCode(send.operation());
        return switch (operation) {
            case TRANSFER_INTERBANK -> TRANSFER_TO_OTHER_INSTITUTION;
            case CARD_PAYMENT, CARD_PAYMENT_EXTERNAL -> CARD_PAYMENT;
            case CARD_PIN_CHANGE -> PIN_CHANGE;
            case CARD_PIN_GENERATE -> PIN_GENERATION;
            case null, default -> FAILED;
        };
    }

    private int mti(final int attempt, final boolean isPin) {
        if (isPin) {
            return Mti.AUTHORIZATION_REQUEST;
        }
        if (attempt == 0) {
            return Mti.FINANCIAL_REQUEST;
        }
        final boolean isRepeat = attempt > 1 && profile.reversal().isRepeated();
        return profile.reversal().isAdvice() ? isRepeat ? Mti.REVERSAL_ADVICE_REPEAT : Mti.REVERSAL_ADVICE
            : isRepeat ? Mti.REVERSAL_REQUEST_REPEAT : Mti.REVERSAL_REQUEST;
    }

    /** @return false when the PIN is gone: late, sent already, or from before a restart. */
    private boolean putAll(
        final int[] plan, final NetworkSendDecoder send, final int processingCode, final byte[] number) {
        boolean isThere = true;
        for (final int field : plan) {
            switch (field) {
                case DataElement.PAN -> putNumber(number);
                case DataElement.PROCESSING_CODE -> writer.putLong(field, processingCode);
                case DataElement.AMOUNT -> writer.putLong(field, send.amountMinor());
                case DataElement.TRANSMISSION_TIME -> writer.putLong(field, send.transmissionTime());
                case DataElement.STAN -> writer.putLong(field, send.stan());
                case DataElement.LOCAL_TIME -> writer.putLong(field, localTimes.time(send.transmissionTime()));
                case DataElement.LOCAL_DATE -> writer.putLong(field, localTimes.date(send.transmissionTime()));
                case DataElement.ACQUIRER -> putAcquirer(send.acquirer());
                case DataElement.RETRIEVAL_REFERENCE ->
                    putTrimmed(field, send.getRetrievalReference(text.byteArray(), 0));
                case DataElement.TERMINAL -> putTrimmed(field, send.getTerminal(text.byteArray(), 0));
                case DataElement.CURRENCY -> writer.putLong(field, send.currency());
                case DataElement.PIN_BLOCK -> isThere &= putPinBlock(send.paymentId(), number);
                case DataElement.ORIGINAL_DATA -> putOriginal(send);
                case DataElement.RECEIVER -> putPacked(field, send.institution());
                case DataElement.FROM_ACCOUNT -> putPacked(field, send.debitAccount());
                case DataElement.TO_ACCOUNT -> putTrimmed(field, send.getExternalAccount(text.byteArray(), 0));
                default -> writer.putAscii(field, constants[field]);
            }
        }
        return isThere;
    }

    private void putNumber(final byte[] number) {
        text.putBytes(0, number);
        writer.put(DataElement.PAN, text, 0, number.length);
        text.setMemory(0, number.length, (byte) 0);
    }

    private void putAcquirer(final long acquirer) {
        final int digits = profile.acquirerDigits();
        if (digits == 0) {
            writer.putLong(DataElement.ACQUIRER, acquirer);
            return;
        }
        long rest = acquirer;
        for (int i = digits - 1; i >= 0; i--) {
            text.putByte(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        writer.put(DataElement.ACQUIRER, text, 0, digits);
    }

    private void putOriginal(final NetworkSendDecoder send) {
        long reference = 0;
        for (int i = 0; i < NetworkSendDecoder.retrievalReferenceLength(); i++) {
            reference = reference * 10 + send.retrievalReference(i) - '0';
        }
        OriginalData.write(profile.reversal().original(), text, 0,
            Mti.inVersion(Mti.FINANCIAL_REQUEST, profile.version()), (int) send.originalStan(),
            send.originalTransmissionTime(), send.acquirer(), reference);
        writer.put(DataElement.ORIGINAL_DATA, text, 0, OriginalData.LENGTH);
    }

    private boolean putPinBlock(final long paymentId, final byte[] number) {
        final int length = secrets.takePinBlock(paymentId, number, pinBlock);
        if (length == 0) {
            return false;
        }
        text.putBytes(0, pinBlock);
        writer.put(DataElement.PIN_BLOCK, text, 0, length);
        CardSecrets.wipe(pinBlock);
        text.setMemory(0, PinBlocks.MAX_LENGTH, (byte) 0);
        return true;
    }

    /**
     * An 0800 of ours.
     *
     * @param code             DE70: {@link #SIGN_ON}, {@link #SIGN_OFF}, {@link #ECHO}, {@link #CUTOVER}
     * @param transmissionTime DE7 as the number MMDDhhmmss
     * @param settlementDay    epoch day for DE15, or {@link SettlementDays#NONE}
     * @return as {@link #encode}
     */
    public int encodeManagement(
        final int code, final int stan, final long transmissionTime, final int settlementDay,
        final MutableDirectBuffer to) {
        writer.wrap(to, 0, to.capacity());
        writer.mti(Mti.inVersion(Mti.NETWORK_MANAGEMENT_REQUEST, profile.version()));
        writer.putLong(DataElement.TRANSMISSION_TIME, transmissionTime);
        writer.putLong(DataElement.STAN, stan);
        if (settlementDay != SettlementDays.NONE) {
            writer.putLong(DataElement.SETTLEMENT_DATE, SettlementDays.monthAndDay(settlementDay));
        }
        writer.putLong(DataElement.NETWORK_MANAGEMENT_CODE, code);
        return writer.finish();
    }

    /** Without a day. */
    public int encodeManagement(
        final int code, final int stan, final long transmissionTime, final MutableDirectBuffer to) {
        return encodeManagement(code, stan, transmissionTime, SettlementDays.NONE, to);
    }

    /**
     * An answer of the network as a command.
     *
     * @param message read without a fault
     * @return bytes of the command from 0 on, header included; {@link #FAILED} when it is no 0210, 0410, 0430
     * or 0110 about a PIN, or lacks its response code: such a one must not be taken for a decline
     */
    public int decode(final IsoReader message, final int linkId, final MutableDirectBuffer command) {
        final int messageClass = messageClass(message);
        if (messageClass == FAILED || message.length(DataElement.RESPONSE_CODE) != RESPONSE_CODE_LENGTH) {
            return FAILED;
        }
        final int code = (int) message.chars(DataElement.RESPONSE_CODE);
        networkAnswer.wrapAndApplyHeader(command, 0, header)
            .linkId(linkId)
            .messageClass((short) messageClass)
            .responseCode(profile.codes().toOurs(code))
            .currency((int) number(message, DataElement.CURRENCY))
            .present((short) present(message))
            .stan(number(message, DataElement.STAN))
            .transmissionTime(number(message, DataElement.TRANSMISSION_TIME))
            .acquirer(number(message, DataElement.ACQUIRER))
            .processingCode(number(message, DataElement.PROCESSING_CODE))
            .amountMinor(number(message, DataElement.AMOUNT))
            .settlementDay(settlementDay(message))
            .accepted((short) (messageClass != REVERSAL_CLASS ? 0 : accepted.contains(code) ? ACCEPTED : NOT_ACCEPTED));
        putCard(message);
        copy(message, DataElement.RETRIEVAL_REFERENCE, command, REFERENCE,
            NetworkAnswerEncoder.retrievalReferenceLength());
        copy(message, DataElement.TERMINAL, command, TERMINAL, NetworkAnswerEncoder.terminalLength());
        copy(message, DataElement.APPROVAL_CODE, command, APPROVAL_CODE, NetworkAnswerEncoder.approvalCodeLength());
        return HEADER + networkAnswer.encodedLength();
    }

    /** BIN and last four digits of DE2: enough to see that an answer is about another card. */
    private void putCard(final IsoReader message) {
        final int length = message.length(DataElement.PAN);
        networkAnswer.cardBin(length < SHORTEST_CARD ? 0 : digits(message, 0, BIN_DIGITS))
            .cardLastFour(length < SHORTEST_CARD ? 0 : digits(message, length - LAST_DIGITS, length));
    }

    private static int digits(final IsoReader message, final int from, final int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + message.unit(DataElement.PAN, i) - '0';
        }
        return value;
    }

    /** A network says the same date all day. */
    private int settlementDay(final IsoReader message) {
        final long date = message.number(DataElement.SETTLEMENT_DATE);
        if (date != lastSettlementDate) {
            lastSettlementDate = date;
            lastSettlementDay = SettlementDays.of(message, clock);
        }
        return lastSettlementDay;
    }

    /** @return whether an 0810 says yes. */
    public boolean isApproved(final IsoReader message) {
        return profile.codes().toOurs((int) message.chars(DataElement.RESPONSE_CODE)) == ResponseCode.APPROVED;
    }

    /** What we ask by 0100 is a PIN: an 0110 about anything else must not pass for the answer to a payment. */
    private int messageClass(final IsoReader message) {
        if (message.version() != profile.version()) {
            return FAILED;
        }
        return switch (Mti.inVersion(message.mti(), MtiVersion.ISO_1987)) {
            case Mti.AUTHORIZATION_RESPONSE -> isPin(number(message, DataElement.PROCESSING_CODE)) ? 1 : FAILED;
            case Mti.FINANCIAL_RESPONSE -> 2;
            case Mti.REVERSAL_RESPONSE, Mti.REVERSAL_ADVICE_RESPONSE -> 4;
            default -> FAILED;
        };
    }

    private static boolean isPin(final long processingCode) {
        return processingCode == PIN_CHANGE || processingCode == PIN_GENERATION;
    }

    private int present(final IsoReader message) {
        return bit(message, DataElement.TRANSMISSION_TIME, HAS_TIME)
            | bit(message, DataElement.STAN, HAS_STAN)
            | bit(message, DataElement.RETRIEVAL_REFERENCE, HAS_REFERENCE)
            | bit(message, DataElement.TERMINAL, HAS_TERMINAL)
            | bit(message, DataElement.ACQUIRER, HAS_ACQUIRER)
            | bit(message, DataElement.PROCESSING_CODE, HAS_PROCESSING_CODE)
            | bit(message, DataElement.AMOUNT, HAS_AMOUNT)
            | bit(message, DataElement.CURRENCY, HAS_CURRENCY);
    }

    private static int bit(final IsoReader message, final int field, final int bit) {
        return message.has(field) ? bit : 0;
    }

    private static long number(final IsoReader message, final int field) {
        final long number = message.number(field);
        return number == FieldsReader.NO_NUMBER ? 0 : number;
    }

    private static void copy(
        final IsoReader message, final int field, final MutableDirectBuffer to, final int offset, final int length) {
        to.setMemory(offset, length, (byte) ' ');
        if (message.length(field) <= length) {
            message.copy(field, to, offset);
        }
    }

    /** The digits behind the leading 1 of {@link AccountNumber}; nothing for none. */
    private void putPacked(final int field, final long packed) {
        if (packed > AccountNumber.NONE) {
            final int length = text.putLongAscii(0, packed);
            writer.put(field, text, 1, length - 1);
        }
    }

    /** Puts the first characters of {@link #text} without the spaces and zero bytes that fill them up. */
    private void putTrimmed(final int field, final int length) {
        int end = length;
        while (end > 0 && text.getByte(end - 1) <= ' ') {
            end--;
        }
        writer.put(field, text, 0, end);
    }
}
