package io.ayni.connectors.translate;

import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.field.Digits;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Answers to one ISO 8583 peer, each made of the request's own image, so that what the peer correlates by comes back
 * byte for byte. The image holds the fields that go back and no other: no track, PIN block, CVV or password waits in
 * it. The same reply on the same image gives the same bytes, which is what makes the answer to a repeat the very same
 * answer. One thread; no allocation.
 */
public final class IsoAnswers {
    /** What the lengths answered here are when the message could not be written. */
    public static final int FAILED = IsoWriter.FAILED;

    private static final FieldSet ECHO = FieldSet.of(
        DataElement.PAN, DataElement.PROCESSING_CODE, DataElement.AMOUNT, DataElement.TRANSMISSION_TIME,
        DataElement.STAN, DataElement.LOCAL_TIME, DataElement.LOCAL_DATE, DataElement.SETTLEMENT_DATE,
        DataElement.ACQUIRER, DataElement.FORWARDER, DataElement.RETRIEVAL_REFERENCE, DataElement.TERMINAL,
        DataElement.MERCHANT, DataElement.CURRENCY, DataElement.NETWORK_MANAGEMENT_CODE, DataElement.ORIGINAL_DATA,
        DataElement.RECEIVER, DataElement.FROM_ACCOUNT, DataElement.TO_ACCOUNT);
    private static final int APPROVAL_CODE_LENGTH = PaymentReplyDecoder.approvalCodeLength();
    private static final int RESPONSE_CODE_LENGTH = 2;
    private static final int BALANCE_LENGTH = 20;
    private static final int BALANCE_DIGITS = 12;
    private static final long LARGEST_BALANCE = 999_999_999_999L;

    private final IsoPeer peer;
    private final IsoReader image;
    private final IsoWriter writer;
    private final UnsafeBuffer text = new UnsafeBuffer(new byte[2 * BALANCE_LENGTH]);

    public IsoAnswers(final IsoPeer peer) {
        this.peer = peer;
        this.image = new IsoReader(peer.dialect());
        this.writer = new IsoWriter(peer.dialect());
    }

    /**
     * Begins the answer to a request: its message type and the fields that go back unchanged.
     *
     * @return bytes of the image, or {@link #FAILED} when they do not fit
     */
    public int begin(
        final IsoReader request, final MutableDirectBuffer to, final int offset, final int capacity) {
        writer.wrap(to, offset, capacity);
        writer.respondTo(request, ECHO);
        return writer.finish();
    }

    /**
     * Completes an image with what the engine said.
     *
     * @return bytes of the answer, written to {@code to} from 0 on, or {@link #FAILED}
     */
    public int answer(
        final DirectBuffer begun, final int offset, final int length, final PaymentReplyDecoder reply,
        final MutableDirectBuffer to) {
        if (!start(begun, offset, length, to)) {
            return FAILED;
        }
        putApprovalCode(reply);
        putResponseCode(reply.responseCode());
        if (mayTellBalances(reply)) {
            putBalances(reply.currency(), reply.ledgerMinor(), reply.availableMinor());
        }
        if (reply.state() == PaymentState.CHALLENGED.code()) {
            PaymentIds.put(text, 0, reply.paymentId());
            writer.put(DataElement.CHALLENGE, text, 0, PaymentIds.TEXT_LENGTH);
        }
        return writer.finish();
    }

    /** Completes the image of an inquiry with the balances of its account. @return as {@link #answer} */
    public int answer(
        final DirectBuffer begun, final int offset, final int length, final AccountReplyDecoder reply,
        final MutableDirectBuffer to) {
        if (!start(begun, offset, length, to)) {
            return FAILED;
        }
        putResponseCode(switch (reply.found()) {
            case 0 -> ResponseCode.NO_SUCH_ACCOUNT;
            case 1 -> ResponseCode.APPROVED;
            default -> ResponseCode.NOT_PERMITTED;
        });
        if (reply.found() == 1) {
            putBalances(reply.currency(), reply.ledgerMinor(), reply.availableMinor());
        }
        return writer.finish();
    }

    /** Completes an image with a response code and nothing else. @return as {@link #answer} */
    public int answer(
        final DirectBuffer begun, final int offset, final int length, final int responseCode,
        final MutableDirectBuffer to) {
        if (!start(begun, offset, length, to)) {
            return FAILED;
        }
        putResponseCode(responseCode);
        return writer.finish();
    }

    /** Answers a request at once. @return as {@link #answer} */
    public int refuse(final IsoReader request, final int responseCode, final MutableDirectBuffer to) {
        writer.wrap(to, 0, to.capacity());
        writer.respondTo(request, ECHO);
        putResponseCode(responseCode);
        return writer.finish();
    }

    /**
     * Answers 30, the number of the field in DE44; the request may have been read up to that field alone.
     *
     * @return as {@link #answer}
     */
    public int formatError(final IsoReader request, final int field, final MutableDirectBuffer to) {
        text.putNaturalPaddedIntAscii(0, 3, field);
        writer.wrap(to, 0, to.capacity());
        writer.respondTo(request, ECHO);
        putResponseCode(ResponseCode.FORMAT_ERROR);
        writer.put(DataElement.ADDITIONAL_RESPONSE_DATA, text, 0, 3);
        return writer.finish();
    }

    private boolean start(final DirectBuffer begun, final int offset, final int length, final MutableDirectBuffer to) {
        if (!Result.isOk(image.wrap(begun, offset, length))) {
            return false;
        }
        writer.wrap(to, 0, to.capacity());
        writer.start(image.mti(), image, FieldSet.ALL);
        return true;
    }

    private void putResponseCode(final int responseCode) {
        writer.putChars(
            DataElement.RESPONSE_CODE, peer.profile().codes().toTheirs(responseCode), RESPONSE_CODE_LENGTH);
    }

    private void putApprovalCode(final PaymentReplyDecoder reply) {
        long packed = 0;
        boolean isBlank = true;
        for (int i = 0; i < APPROVAL_CODE_LENGTH; i++) {
            final byte character = reply.approvalCode(i);
            isBlank &= character == ' ' || character == 0;
            packed = packed << Byte.SIZE | character & 0xFF;
        }
        if (!isBlank) {
            writer.putChars(DataElement.APPROVAL_CODE, packed, APPROVAL_CODE_LENGTH);
        }
    }

    private boolean mayTellBalances(final PaymentReplyDecoder reply) {
        final Operation operation = Operation.ofCode(reply.operation());
        final boolean isPayment =
            operation != null && operation != Operation.REVERSAL && operation != Operation.COMPLETION;
        return isPayment && peer.role().seesBalances() && reply.responseCode() == ResponseCode.APPROVED;
    }

    /** DE54: ledger (01) and available (02) balance; of an account that paid, as they were when it paid. */
    private void putBalances(final int currency, final long ledgerMinor, final long availableMinor) {
        if (Math.abs(ledgerMinor) > LARGEST_BALANCE || Math.abs(availableMinor) > LARGEST_BALANCE) {
            return;
        }
        putBalance(0, 1, currency, ledgerMinor);
        putBalance(BALANCE_LENGTH, 2, currency, availableMinor);
        writer.put(DataElement.ADDITIONAL_AMOUNTS, text, 0, 2 * BALANCE_LENGTH);
    }

    /** Account type (as DE3: 00), amount type, currency, C or D, twelve digits. */
    private void putBalance(final int offset, final int amountType, final int currency, final long minor) {
        Digits.putAscii(text, offset, 7, amountType * 1_000L + currency);
        text.putByte(offset + 7, (byte) (minor < 0 ? 'D' : 'C'));
        Digits.putAscii(text, offset + 8, BALANCE_DIGITS, Math.abs(minor));
    }
}
