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
import io.ayni.iso8583.spec.Dialect;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

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

    private final IsoWriter writer;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NetworkAnswerEncoder networkAnswer = new NetworkAnswerEncoder();
    private final CardSecrets secrets;
    private final UnsafeBuffer text = new UnsafeBuffer(new byte[64]);
    private final byte[] pinBlock = new byte[PinBlocks.LENGTH];

    /** Of a network over which no card goes. */
    public IsoNetworkMessages(final Dialect dialect) {
        this(dialect, CardSecrets.NONE);
    }

    /** @param secrets what joins a message here alone: DE2 and DE52 */
    public IsoNetworkMessages(final Dialect dialect, final CardSecrets secrets) {
        this.writer = new IsoWriter(dialect);
        this.secrets = secrets;
    }

    /**
     * Encodes a payment or its reversal: attempt 0 as 0200, 1 as 0420, above 1 as 0421; a PIN as 0100. Repeats of a
     * reversal differ in the message type alone.
     *
     * @return bytes written to {@code to} from 0 on, or {@link #FAILED} when the dialect cannot say it, or a card or PIN
     * that it needs is not here
     */
    public int encode(final NetworkSendDecoder send, final MutableDirectBuffer to) {
        final int processingCode = processingCode(send);
        if (processingCode == FAILED) {
            return FAILED;
        }
        final boolean isPin = isPin(processingCode);
        begin(send, isPin, to);
        if (processingCode == TRANSFER_TO_OTHER_INSTITUTION) {
            putCommon(send, processingCode);
            putParties(send);
            return writer.finish();
        }
        final Optional<byte[]> card = secrets.number(send.sealedCard());
        if (card.isEmpty()) {
            return FAILED;
        }
        final byte[] number = card.get();
        try {
            return putCardMessage(send, processingCode, number) ? writer.finish() : FAILED;
        } finally {
            CardSecrets.wipe(number);
        }
    }

    /** @return false when the PIN is gone: late, sent already, or from before a restart. */
    private boolean putCardMessage(final NetworkSendDecoder send, final int processingCode, final byte[] number) {
        text.putBytes(0, number);
        writer.put(DataElement.PAN, text, 0, number.length);
        text.setMemory(0, number.length, (byte) 0);
        putCommon(send, processingCode);
        if (processingCode == CARD_PAYMENT) {
            putParties(send);
        }
        return processingCode != PIN_CHANGE || putPinBlock(send.paymentId(), number);
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

    private void begin(final NetworkSendDecoder send, final boolean isPin, final MutableDirectBuffer to) {
        final int attempt = send.attempt();
        writer.wrap(to, 0, to.capacity());
        writer.mti(isPin ? Mti.AUTHORIZATION_REQUEST : attempt == 0 ? Mti.FINANCIAL_REQUEST
            : attempt == 1 ? Mti.REVERSAL_ADVICE : Mti.REVERSAL_ADVICE_REPEAT);
    }

    private void putCommon(final NetworkSendDecoder send, final int processingCode) {
        final boolean isPin = isPin(processingCode);
        writer.putLong(DataElement.PROCESSING_CODE, processingCode);
        if (!isPin) {
            writer.putLong(DataElement.AMOUNT, send.amountMinor());
        }
        writer.putLong(DataElement.TRANSMISSION_TIME, send.transmissionTime());
        writer.putLong(DataElement.STAN, send.stan());
        writer.putLong(DataElement.ACQUIRER, send.acquirer());
        putTrimmed(DataElement.RETRIEVAL_REFERENCE, send.getRetrievalReference(text.byteArray(), 0));
        putTrimmed(DataElement.TERMINAL, send.getTerminal(text.byteArray(), 0));
        if (!isPin) {
            writer.putLong(DataElement.CURRENCY, send.currency());
        }
        if (send.attempt() > 0) {
            OriginalData.write(text, 0, Mti.FINANCIAL_REQUEST, (int) send.originalStan(),
                send.originalTransmissionTime(), send.acquirer());
            writer.put(DataElement.ORIGINAL_DATA, text, 0, OriginalData.LENGTH);
        }
    }

    private void putParties(final NetworkSendDecoder send) {
        putPacked(DataElement.RECEIVER, send.institution());
        putPacked(DataElement.FROM_ACCOUNT, send.debitAccount());
        if (send.operation() == Operation.TRANSFER_INTERBANK.code()) {
            putTrimmed(DataElement.TO_ACCOUNT, send.getExternalAccount(text.byteArray(), 0));
        }
    }

    private boolean putPinBlock(final long paymentId, final byte[] number) {
        if (!secrets.takePinBlock(paymentId, number, pinBlock)) {
            return false;
        }
        text.putBytes(0, pinBlock);
        writer.put(DataElement.PIN_BLOCK, text, 0, PinBlocks.LENGTH);
        CardSecrets.wipe(pinBlock);
        text.setMemory(0, PinBlocks.LENGTH, (byte) 0);
        return true;
    }

    /**
     * An 0800 of ours.
     *
     * @param code             DE70: {@link #SIGN_ON}, {@link #SIGN_OFF}, {@link #ECHO}
     * @param transmissionTime DE7 as the number MMDDhhmmss
     * @return as {@link #encode}
     */
    public int encodeManagement(
        final int code, final int stan, final long transmissionTime, final MutableDirectBuffer to) {
        writer.wrap(to, 0, to.capacity());
        writer.mti(Mti.NETWORK_MANAGEMENT_REQUEST);
        writer.putLong(DataElement.TRANSMISSION_TIME, transmissionTime);
        writer.putLong(DataElement.STAN, stan);
        writer.putLong(DataElement.NETWORK_MANAGEMENT_CODE, code);
        return writer.finish();
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
        networkAnswer.wrapAndApplyHeader(command, 0, header)
            .linkId(linkId)
            .messageClass((short) messageClass)
            .responseCode((int) message.chars(DataElement.RESPONSE_CODE))
            .currency((int) number(message, DataElement.CURRENCY))
            .present((short) present(message))
            .stan(number(message, DataElement.STAN))
            .transmissionTime(number(message, DataElement.TRANSMISSION_TIME))
            .acquirer(number(message, DataElement.ACQUIRER))
            .processingCode(number(message, DataElement.PROCESSING_CODE))
            .amountMinor(number(message, DataElement.AMOUNT));
        copy(message, DataElement.RETRIEVAL_REFERENCE, command, REFERENCE,
            NetworkAnswerEncoder.retrievalReferenceLength());
        copy(message, DataElement.TERMINAL, command, TERMINAL, NetworkAnswerEncoder.terminalLength());
        copy(message, DataElement.APPROVAL_CODE, command, APPROVAL_CODE, NetworkAnswerEncoder.approvalCodeLength());
        return HEADER + networkAnswer.encodedLength();
    }

    /** @return whether an 0810 says yes. */
    public static boolean isApproved(final IsoReader message) {
        return message.chars(DataElement.RESPONSE_CODE) == ResponseCode.APPROVED;
    }

    /** What we ask by 0100 is a PIN: an 0110 about anything else must not pass for the answer to a payment. */
    private static int messageClass(final IsoReader message) {
        return switch (message.mti()) {
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
