package io.ayni.connectors.translate;

import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.StepUpCodes;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AccountQueryEncoder;
import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentQueryEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ReplyToEncoder;
import io.ayni.core.command.StepUpAnswerEncoder;
import io.ayni.core.command.StepUpMacEncoder;
import io.ayni.core.command.StepUpResendEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * JSON requests as commands of the log format. The command made last lies in {@link #command}. One per event loop.
 * <p>
 * A request is bound to its {@code Idempotency-Key}: the key of the command is the {@link Hash128} of peer and key, the
 * body hash that of type, amount, currency and accounts.
 */
public final class JsonTranslator {
    /** No password was made. */
    public static final int NO_CODE = -1;
    public static final int MAX_BODY_LENGTH = JsonBody.MAX_LENGTH;
    public static final int MAX_IDEMPOTENCY_KEY = 128;
    private static final int FINANCIAL = 2;
    private static final int MAX_COMMAND_LENGTH = 512;
    private static final int HASH_INPUT_LENGTH = 256;

    private final RandomSource random;
    private final StepUpCodes codes;
    private final JsonBody body = new JsonBody();
    private final Hash128 hash = new Hash128();
    private final UnsafeBuffer hashInput = new UnsafeBuffer(new byte[HASH_INPUT_LENGTH]);
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[MAX_COMMAND_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuthorizeRequestEncoder authorize = new AuthorizeRequestEncoder();
    private final StepUpAnswerEncoder stepUpAnswer = new StepUpAnswerEncoder();
    private final StepUpResendEncoder stepUpResend = new StepUpResendEncoder();
    private final PaymentQueryEncoder paymentQuery = new PaymentQueryEncoder();
    private final AccountQueryEncoder accountQuery = new AccountQueryEncoder();
    private int commandLength;
    private int code = NO_CODE;

    public JsonTranslator(final EdgeKeys keys, final RandomSource random) {
        this.random = random;
        this.codes = new StepUpCodes(keys, random);
    }

    /** @return the command made last, {@link #commandLength} bytes from 0. */
    public DirectBuffer command() {
        return command;
    }

    public int commandLength() {
        return commandLength;
    }

    /**
     * @return the password made for, or read with, the last request; the caller keeps it until its answer and no
     * longer.
     */
    public int takeCode() {
        final int taken = code;
        code = NO_CODE;
        return taken;
    }

    /** Makes {@code AuthorizeRequest}. @return null, or why there is no command. */
    public JsonFault authorization(
            final long connectionId, final long correlationId, final int peerId, final CharSequence idempotencyKey,
            final byte[] json, final int length) {
        final JsonFault fault = body.readAuthorization(json, length);
        if (fault != null) {
            return fault;
        }
        authorize.wrapAndApplyHeader(command, 0, header);
        putReplyTo(authorize.replyTo(), connectionId, correlationId);
        final long paymentId = random.nextPositiveLong();
        hashKey(peerId, idempotencyKey);
        authorize.key().high(hash.high()).low(hash.low());
        authorize.paymentId(paymentId)
                .bodyHash(bodyHash())
                .peerId(peerId)
                .operation((short) body.operation().code())
                .messageClass((short) FINANCIAL)
                .currency(body.currency())
                .amountMinor(body.amountMinor())
                .debitAccount(body.debitAccount())
                .creditAccount(body.creditAccount())
                .cardBin(0)
                .cardLastFour(0)
                .institution(body.institution());
        authorize.card().high(0).low(0);
        putExternalAccount();
        code = codes.next();
        putMac(authorize.mac(), paymentId, body.amountMinor(), body.currency(), body.creditAccount(),
                body.institution(), body.creditText(), code);
        commandLength = MessageHeaderEncoder.ENCODED_LENGTH + authorize.encodedLength();
        return null;
    }

    /**
     * Reads the body of {@code POST …/otp}; {@link #takeCode} then gives what was typed. @return null, or what is
     * wrong.
     */
    public JsonFault stepUpBody(final byte[] json, final int length) {
        final JsonFault fault = body.readStepUp(json, length);
        code = fault == null ? body.code() : NO_CODE;
        return fault;
    }

    /** Reads a body that has nothing to say. @return null, or what is wrong. */
    public JsonFault emptyBody(final byte[] json, final int length) {
        return body.readNothing(json, length);
    }

    /** Makes {@code PaymentQuery}. */
    public void paymentQuery(final long connectionId, final long correlationId, final int peerId,
            final long paymentId) {
        paymentQuery.wrapAndApplyHeader(command, 0, header);
        putReplyTo(paymentQuery.replyTo(), connectionId, correlationId);
        paymentQuery.paymentId(paymentId).peerId(peerId);
        commandLength = MessageHeaderEncoder.ENCODED_LENGTH + paymentQuery.encodedLength();
    }

    /** Makes {@code AccountQuery}. */
    public void accountQuery(final long connectionId, final long correlationId, final int peerId, final long account) {
        accountQuery.wrapAndApplyHeader(command, 0, header);
        putReplyTo(accountQuery.replyTo(), connectionId, correlationId);
        accountQuery.account(account).peerId(peerId);
        commandLength = MessageHeaderEncoder.ENCODED_LENGTH + accountQuery.encodedLength();
    }

    /**
     * Makes {@code StepUpAnswer}.
     *
     * @param payment as a {@code PaymentQuery} answered it: the code is bound to its amount and payee
     * @param typed   what the member typed
     */
    public void stepUpAnswer(
            final long connectionId, final long correlationId, final int peerId, final CharSequence idempotencyKey,
            final PaymentReplyDecoder payment, final int typed) {
        stepUpAnswer.wrapAndApplyHeader(command, 0, header);
        putReplyTo(stepUpAnswer.replyTo(), connectionId, correlationId);
        hashKey(peerId, idempotencyKey);
        stepUpAnswer.key().high(hash.high()).low(hash.low());
        stepUpAnswer.paymentId(payment.paymentId()).peerId(peerId);
        putMac(stepUpAnswer.mac(), payment, typed);
        commandLength = MessageHeaderEncoder.ENCODED_LENGTH + stepUpAnswer.encodedLength();
    }

    /** Makes {@code StepUpResend}; {@link #takeCode} gives the new password. */
    public void stepUpResend(
            final long connectionId, final long correlationId, final int peerId, final CharSequence idempotencyKey,
            final PaymentReplyDecoder payment) {
        stepUpResend.wrapAndApplyHeader(command, 0, header);
        putReplyTo(stepUpResend.replyTo(), connectionId, correlationId);
        hashKey(peerId, idempotencyKey);
        stepUpResend.key().high(hash.high()).low(hash.low());
        stepUpResend.paymentId(payment.paymentId()).peerId(peerId);
        code = codes.next();
        putMac(stepUpResend.mac(), payment, code);
        commandLength = MessageHeaderEncoder.ENCODED_LENGTH + stepUpResend.encodedLength();
    }

    /** @return whether the header may serve as a key: 1 to 128 visible ASCII characters. */
    public static boolean isIdempotencyKey(final CharSequence key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) <= ' ' || key.charAt(i) >= 127) {
                return false;
            }
        }
        return !key.isEmpty() && key.length() <= MAX_IDEMPOTENCY_KEY;
    }

    private static void putReplyTo(final ReplyToEncoder replyTo, final long connectionId, final long correlationId) {
        replyTo.connectionId(connectionId).correlationId(correlationId);
    }

    private void hashKey(final int peerId, final CharSequence idempotencyKey) {
        hashInput.putInt(0, peerId);
        final int length = Integer.BYTES + hashInput.putStringWithoutLengthAscii(Integer.BYTES, idempotencyKey);
        hash.hash(hashInput, 0, length);
    }

    private long bodyHash() {
        hashInput.putLong(0, body.operation().code());
        hashInput.putLong(8, body.amountMinor());
        hashInput.putLong(16, body.currency());
        hashInput.putLong(24, body.debitAccount());
        hashInput.putLong(32, body.institution());
        final int length = 40 + hashInput.putStringWithoutLengthAscii(40, body.creditText());
        return hash.hash(hashInput, 0, length).high();
    }

    private void putExternalAccount() {
        final int offset = authorize.offset() + AuthorizeRequestEncoder.externalAccountEncodingOffset();
        command.setMemory(offset, JsonBody.MAX_EXTERNAL_ACCOUNT, (byte) ' ');
        if (body.institution() != AccountNumber.NONE) {
            command.putStringWithoutLengthAscii(offset, body.creditText());
        }
    }

    private void putMac(final StepUpMacEncoder mac, final PaymentReplyDecoder payment, final int ofCode) {
        final boolean isInterbank = payment.institution() != AccountNumber.NONE;
        putMac(mac, payment.paymentId(), payment.amountMinor(), payment.currency(), payment.creditAccount(),
                payment.institution(), isInterbank ? payment.externalAccount().strip() : "", ofCode);
    }

    private void putMac(
            final StepUpMacEncoder mac, final long paymentId, final long amountMinor, final int currency,
            final long creditAccount, final long institution, final CharSequence externalAccount, final int ofCode) {
        if (institution == AccountNumber.NONE) {
            codes.mac(paymentId, amountMinor, currency, creditAccount, ofCode, mac);
        } else {
            codes.mac(paymentId, amountMinor, currency, institution, externalAccount, ofCode, mac);
        }
    }
}
