package io.ayni.connectors.translate;

import static io.ayni.connectors.translate.BodyMember.amountMinor;
import static io.ayni.connectors.translate.BodyMember.beneficiaryId;
import static io.ayni.connectors.translate.BodyMember.billerId;
import static io.ayni.connectors.translate.BodyMember.capture;
import static io.ayni.connectors.translate.BodyMember.cardNumber;
import static io.ayni.connectors.translate.BodyMember.cardToken;
import static io.ayni.connectors.translate.BodyMember.creditAccount;
import static io.ayni.connectors.translate.BodyMember.currency;
import static io.ayni.connectors.translate.BodyMember.debitAccount;
import static io.ayni.connectors.translate.BodyMember.institution;
import static io.ayni.connectors.translate.BodyMember.note;
import static io.ayni.connectors.translate.BodyMember.reference;
import static io.ayni.connectors.translate.BodyMember.serviceId;

import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.CardSealer;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.StepUpCodes;
import io.ayni.connectors.security.StepUpPayee;
import io.ayni.core.command.AccountQueryEncoder;
import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.CompletionAdviceEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentQueryEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ReversalRequestEncoder;
import io.ayni.core.command.StepUpAnswerEncoder;
import io.ayni.core.command.StepUpMacEncoder;
import io.ayni.core.command.StepUpResendEncoder;
import io.ayni.core.payment.Operation;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * JSON requests about payments as commands of the log format, in the event loop's {@link CommandFrame}. The body hash
 * of a request is that of all the command says of the payment, so whatever its JSON looked like.
 */
public final class JsonTranslator {
    /** No password was made. */
    public static final int NO_CODE = -1;
    public static final int MAX_BODY_LENGTH = JsonBody.MAX_LENGTH;
    public static final int MAX_IDEMPOTENCY_KEY = 128;
    private static final int HOLD_ONLY = 1;
    private static final int FINANCIAL = 2;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int EXTERNAL_ACCOUNT = HEADER + AuthorizeRequestEncoder.externalAccountEncodingOffset();
    private static final int NOTE = HEADER + AuthorizeRequestEncoder.noteEncodingOffset();
    private static final int HASHED_FROM = HEADER + AuthorizeRequestEncoder.operationEncodingOffset();
    private static final int HASHED_TO = HEADER + AuthorizeRequestEncoder.BLOCK_LENGTH;

    private final CommandFrame frame;
    private final RandomSource random;
    private final StepUpCodes codes;
    private final StepUpPayee payee = new StepUpPayee();
    private final CardHash cards;
    private final CardSealer sealer;
    private final Supplier<InstitutionFacts> facts;
    private final JsonBody body = new JsonBody();
    private final UnsafeBuffer pan = new UnsafeBuffer(new byte[CardHash.MAX_DIGITS]);
    private final AuthorizeRequestEncoder authorize = new AuthorizeRequestEncoder();
    private final StepUpAnswerEncoder stepUpAnswer = new StepUpAnswerEncoder();
    private final StepUpResendEncoder stepUpResend = new StepUpResendEncoder();
    private final CompletionAdviceEncoder completion = new CompletionAdviceEncoder();
    private final ReversalRequestEncoder reversal = new ReversalRequestEncoder();
    private final PaymentQueryEncoder paymentQuery = new PaymentQueryEncoder();
    private final AccountQueryEncoder accountQuery = new AccountQueryEncoder();
    private int code = NO_CODE;

    /** @param facts of the institution as its rules are now */
    public JsonTranslator(
            final CommandFrame frame, final EdgeKeys keys, final RandomSource random, final CardSealer sealer,
            final Supplier<InstitutionFacts> facts) {
        this.frame = frame;
        this.random = random;
        this.codes = new StepUpCodes(keys, random);
        this.cards = new CardHash(keys);
        this.sealer = sealer;
        this.facts = facts;
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
    public JsonFault authorization(final byte[] json, final int length) {
        final JsonFault fault = body.readPayment(json, length);
        if (fault != null) {
            return fault;
        }
        frame.clear(AuthorizeRequestEncoder.BLOCK_LENGTH);
        authorize.wrapAndApplyHeader(frame.buffer, 0, frame.header);
        putPayment();
        putParties();
        authorize.bodyHash(frame.hash.hash(frame.buffer, HASHED_FROM, HASHED_TO - HASHED_FROM).high());
        if (body.operation() == Operation.CARD_PAYMENT_EXTERNAL && body.has(cardNumber)) {
            sealer.seal(body.text(cardNumber), authorize.sealedCard()); // another time, other bytes: not in the hash
        }
        body.forgetSecrets();
        putWho();
        return null;
    }

    /** @return the row by which the authorization made last names who is paid; 0 when it says so itself. */
    public long savedId() {
        return body.has(serviceId) ? body.number(serviceId) : body.number(beneficiaryId);
    }

    /** @return whether that row is a service of the member, and no beneficiary. */
    public boolean paysService() {
        return body.has(serviceId);
    }

    /** @return of the authorization made last, packed. */
    public long debitAccount() {
        return body.number(debitAccount);
    }

    /** @return the authorization made last, to be completed when the row is there. */
    public SavedPayment savedPayment() {
        return new SavedPayment(frame.buffer, frame.length(), codes);
    }

    /** @return of the authorization made last; 0 when it pays no biller. */
    public int billerId() {
        return (int) body.number(billerId);
    }

    /** @return of the authorization made last. */
    public String reference() {
        return body.text(reference);
    }

    private void putPayment() {
        final boolean holdsOnly = body.has(capture) && body.number(capture) == 0;
        authorize.peerId(frame.peerId())
                .operation((short) body.operation().code())
                .messageClass((short) (holdsOnly ? HOLD_ONLY : FINANCIAL))
                .currency((int) body.number(currency))
                .amountMinor(body.number(amountMinor))
                .debitAccount(body.number(debitAccount))
                .creditAccount(body.number(creditAccount))
                .institution(body.number(institution))
                .billerId((int) body.number(billerId))
                .cardToken(body.number(cardToken))
                .savedId(savedId());
    }

    private void putParties() {
        frame.buffer.setMemory(EXTERNAL_ACCOUNT, JsonBody.MAX_EXTERNAL_ACCOUNT, (byte) ' ');
        if (body.has(billerId)) {
            frame.buffer.putStringWithoutLengthAscii(EXTERNAL_ACCOUNT, body.text(reference));
        } else if (body.operation() == Operation.TRANSFER_INTERBANK) {
            frame.buffer.putStringWithoutLengthAscii(EXTERNAL_ACCOUNT, body.text(creditAccount));
        }
        if (body.has(cardNumber)) {
            final int digits = pan.putStringWithoutLengthAscii(0, body.text(cardNumber));
            cards.hash(pan, 0, digits, authorize.card());
            pan.setMemory(0, digits, (byte) 0);
            authorize.cardBin(cards.bin()).cardLastFour(cards.lastFour());
        }
        if (body.has(note)) {
            final byte[] utf8 = body.text(note).getBytes(StandardCharsets.UTF_8);
            frame.buffer.putBytes(NOTE, utf8);
        }
    }

    private void putWho() {
        final long paymentId = random.nextPositiveLong();
        frame.reply(authorize.replyTo());
        frame.key(authorize.key());
        authorize.paymentId(paymentId);
        if (!facts.get().mayAskPassword(body.operation())) {
            authorize.mac().w0(0).w1(0).w2(0).w3(0); // of no code
            frame.end(AuthorizeRequestEncoder.BLOCK_LENGTH);
            return;
        }
        code = codes.next();
        if (savedId() == 0) {
            codes.mac(paymentId, body.number(amountMinor), (int) body.number(currency), payeeOfBody(), code,
                    authorize.mac());
        }
        frame.end(AuthorizeRequestEncoder.BLOCK_LENGTH);
    }

    private StepUpPayee payeeOfBody() {
        return switch (body.operation()) {
            case TRANSFER_INTERBANK -> payee.elsewhere(body.number(institution), body.text(creditAccount));
            case CARD_PAYMENT, CARD_PAYMENT_EXTERNAL -> body.number(cardToken) != 0
                    ? payee.card(body.number(cardToken)) : payee.card(cards.bin(), cards.lastFour());
            case BILL_PAY, TOP_UP -> payee.biller(billerId(), reference());
            case INTERNAL_PAYMENT -> body.has(billerId)
                    ? payee.biller(billerId(), reference()) : payee.account(body.number(creditAccount));
            default -> payee.account(body.number(creditAccount));
        };
    }

    /**
     * Reads the body of {@code POST …/otp}; {@link #takeCode} then gives what was typed. @return null, or what is
     * wrong.
     */
    public JsonFault stepUpBody(final byte[] json, final int length) {
        final JsonFault fault = body.read(BodySpec.CONFIRMATION, json, length);
        code = fault == null ? (int) body.number(BodyMember.code) : NO_CODE;
        body.forgetSecrets();
        return fault;
    }

    /** Reads a body that has nothing to say. @return null, or what is wrong. */
    public JsonFault emptyBody(final byte[] json, final int length) {
        return body.read(BodySpec.NOTHING, json, length);
    }

    /** Reads {@code POST …/capture}; {@link #captureMinor} then tells the amount. @return null, or what is wrong. */
    public JsonFault captureBody(final byte[] json, final int length) {
        return body.read(BodySpec.CAPTURE, json, length);
    }

    /** @return the amount to capture; 0 the whole, negative one that nobody can mean. */
    public long captureMinor() {
        return body.has(amountMinor) && body.number(amountMinor) <= 0 ? -1 : body.number(amountMinor);
    }

    /** Makes {@code PaymentQuery}. */
    public void paymentQuery(final long paymentId) {
        paymentQuery.wrapAndApplyHeader(frame.buffer, 0, frame.header);
        frame.reply(paymentQuery.replyTo());
        paymentQuery.paymentId(paymentId).peerId(frame.peerId());
        frame.end(PaymentQueryEncoder.BLOCK_LENGTH);
    }

    /** Makes {@code AccountQuery}. */
    public void accountQuery(final long account) {
        accountQuery.wrapAndApplyHeader(frame.buffer, 0, frame.header);
        frame.reply(accountQuery.replyTo());
        accountQuery.account(account).peerId(frame.peerId()).card().high(0).low(0);
        frame.end(AccountQueryEncoder.BLOCK_LENGTH);
    }

    /**
     * Makes {@code StepUpAnswer}.
     *
     * @param payment  as a {@code PaymentQuery} answered it: the code is bound to its amount and payee
     * @param typed    what the member typed
     * @param totpStep of the typed code when the challenge asks TOTP and it fits; else 0
     */
    public void stepUpAnswer(final PaymentReplyDecoder payment, final int typed, final long totpStep) {
        stepUpAnswer.wrapAndApplyHeader(frame.buffer, 0, frame.header);
        frame.reply(stepUpAnswer.replyTo());
        frame.key(stepUpAnswer.key());
        stepUpAnswer.paymentId(payment.paymentId()).peerId(frame.peerId()).totpStep(totpStep);
        putMac(payment, typed, stepUpAnswer.mac());
        frame.end(StepUpAnswerEncoder.BLOCK_LENGTH);
    }

    /** Makes {@code StepUpResend}; {@link #takeCode} gives the new password. */
    public void stepUpResend(final PaymentReplyDecoder payment) {
        stepUpResend.wrapAndApplyHeader(frame.buffer, 0, frame.header);
        frame.reply(stepUpResend.replyTo());
        frame.key(stepUpResend.key());
        stepUpResend.paymentId(payment.paymentId()).peerId(frame.peerId());
        code = codes.next();
        putMac(payment, code, stepUpResend.mac());
        frame.end(StepUpResendEncoder.BLOCK_LENGTH);
    }

    /** What moves no money is bound to nothing but itself: its amounts, if any, are the engine's to reckon. */
    private void putMac(final PaymentReplyDecoder payment, final int ofCode, final StepUpMacEncoder mac) {
        final Operation operation = Operation.ofCode(payment.operation());
        final boolean movesMoney = operation == null || !operation.isMemberRequest();
        codes.mac(payment.paymentId(), movesMoney ? payment.amountMinor() : 0, movesMoney ? payment.currency() : 0,
                Payees.of(payment, payee), ofCode, mac);
    }

    /** Makes {@code CompletionAdvice}: what a hold came to. @param capturedMinor at most the hold */
    public void completion(final PaymentReplyDecoder hold, final long capturedMinor) {
        frame.clear(CompletionAdviceEncoder.BLOCK_LENGTH);
        completion.wrapAndApplyHeader(frame.buffer, 0, frame.header);
        frame.reply(completion.replyTo());
        frame.key(completion.key());
        completion.paymentId(random.nextPositiveLong())
                .bodyHash(capturedMinor)
                .peerId(frame.peerId())
                .operation(hold.operation())
                .currency(hold.currency())
                .amountMinor(capturedMinor)
                .originalPaymentId(hold.paymentId());
        frame.end(CompletionAdviceEncoder.BLOCK_LENGTH);
    }

    /** Makes {@code ReversalRequest}: the caller takes it back. */
    public void reversal(final PaymentReplyDecoder original) {
        frame.clear(ReversalRequestEncoder.BLOCK_LENGTH);
        reversal.wrapAndApplyHeader(frame.buffer, 0, frame.header);
        frame.reply(reversal.replyTo());
        frame.key(reversal.key());
        reversal.paymentId(random.nextPositiveLong())
                .bodyHash(original.amountMinor())
                .peerId(frame.peerId())
                .currency(original.currency())
                .amountMinor(original.amountMinor())
                .originalPaymentId(original.paymentId())
                .unknownOriginalCode(0);
        frame.end(ReversalRequestEncoder.BLOCK_LENGTH);
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
}
