package io.ayni.connectors.translate;

import static io.ayni.connectors.translate.BodyMember.account;
import static io.ayni.connectors.translate.BodyMember.alias;
import static io.ayni.connectors.translate.BodyMember.amountMinor;
import static io.ayni.connectors.translate.BodyMember.billerId;
import static io.ayni.connectors.translate.BodyMember.cardNumber;
import static io.ayni.connectors.translate.BodyMember.cardToken;
import static io.ayni.connectors.translate.BodyMember.creditAccount;
import static io.ayni.connectors.translate.BodyMember.currency;
import static io.ayni.connectors.translate.BodyMember.email;
import static io.ayni.connectors.translate.BodyMember.endDate;
import static io.ayni.connectors.translate.BodyMember.externalDailyMinor;
import static io.ayni.connectors.translate.BodyMember.externalMonthlyMinor;
import static io.ayni.connectors.translate.BodyMember.externalWeeklyMinor;
import static io.ayni.connectors.translate.BodyMember.favorite;
import static io.ayni.connectors.translate.BodyMember.instalments;
import static io.ayni.connectors.translate.BodyMember.institution;
import static io.ayni.connectors.translate.BodyMember.internalDailyMinor;
import static io.ayni.connectors.translate.BodyMember.internalMonthlyMinor;
import static io.ayni.connectors.translate.BodyMember.internalWeeklyMinor;
import static io.ayni.connectors.translate.BodyMember.kind;
import static io.ayni.connectors.translate.BodyMember.maxAmountMinor;
import static io.ayni.connectors.translate.BodyMember.memberId;
import static io.ayni.connectors.translate.BodyMember.method;
import static io.ayni.connectors.translate.BodyMember.pin;
import static io.ayni.connectors.translate.BodyMember.pinBlock;
import static io.ayni.connectors.translate.BodyMember.purpose;
import static io.ayni.connectors.translate.BodyMember.reference;
import static io.ayni.connectors.translate.BodyMember.startDate;
import static io.ayni.connectors.translate.BodyMember.termsAccepted;

import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.CardSealer;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.StepUpCodes;
import io.ayni.connectors.security.StepUpPayee;
import io.ayni.core.command.Key128Encoder;
import io.ayni.core.command.MemberQueryEncoder;
import io.ayni.core.command.MemberRequestEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.Operation;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * JSON requests of members that move no money, and questions about what members have, as commands of the log format in
 * the event loop's {@link CommandFrame}. A PIN is handed over beside the command and is in none of its bytes.
 */
public final class MemberTranslator {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int HASHED_FROM = HEADER + MemberRequestEncoder.operationEncodingOffset();
    private static final int HASHED_TO = HEADER + MemberRequestEncoder.BLOCK_LENGTH;
    private static final int EXTERNAL_ACCOUNT = HEADER + MemberRequestEncoder.externalAccountEncodingOffset();
    private static final int PURPOSE = HEADER + MemberRequestEncoder.purposeEncodingOffset();
    private static final int ALIAS = HEADER + MemberRequestEncoder.aliasEncodingOffset();
    private static final int EMAIL = HEADER + MemberRequestEncoder.emailEncodingOffset();
    private static final int PURPOSE_LENGTH = MemberRequestEncoder.purposeLength();
    private static final int TERMS_ACCEPTED = 1;
    private static final int FAVORITE = 2;
    private static final byte SPACE = ' ';

    private final CommandFrame frame;
    private final RandomSource random;
    private final StepUpCodes codes;
    private final StepUpPayee payee = new StepUpPayee();
    private final CardHash cards;
    private final CardSealer sealer;
    private final JsonBody body = new JsonBody();
    private final UnsafeBuffer pan = new UnsafeBuffer(new byte[CardHash.MAX_DIGITS]);
    private final Key128Encoder panHash = new Key128Encoder().wrap(new UnsafeBuffer(new byte[16]), 0);
    private final MemberRequestEncoder request = new MemberRequestEncoder();
    private final MemberQueryEncoder query = new MemberQueryEncoder();
    private int code = JsonTranslator.NO_CODE;
    private long paymentId;
    private String newPin = "";
    private String newPinBlock = "";

    public MemberTranslator(
            final CommandFrame frame, final EdgeKeys keys, final RandomSource random, final CardSealer sealer) {
        this.frame = frame;
        this.random = random;
        this.codes = new StepUpCodes(keys, random);
        this.cards = new CardHash(keys);
        this.sealer = sealer;
    }

    /**
     * Whom and what the path of a request names.
     *
     * @param memberId  0: the body says it
     * @param targetId  what is changed; 0 nothing that is there
     * @param cardToken 0: no card, or the body says it
     */
    public record Target(long memberId, long targetId, long cardToken) {
    }

    /** Makes {@code MemberRequest}. @return null, or why there is no command. */
    public JsonFault request(final BodySpec spec, final Target target, final byte[] json, final int length) {
        final JsonFault fault = body.read(spec, json, length);
        if (fault != null) {
            return fault;
        }
        frame.clear(MemberRequestEncoder.BLOCK_LENGTH);
        request.wrapAndApplyHeader(frame.buffer, 0, frame.header);
        putBody(spec.operation(), target);
        putTexts(spec);
        putCard();
        request.bodyHash(bodyHash());
        if (body.has(cardNumber)) {
            sealer.seal(body.text(cardNumber), request.sealedCard()); // another time, other bytes: not in the hash
        }
        newPin = body.text(pin);
        newPinBlock = body.text(pinBlock);
        body.forgetSecrets();
        putWho(spec.operation(), target.targetId());
        return null;
    }

    /** @return of the last request; 0 when it names no biller. */
    public int billerId() {
        return (int) body.number(billerId);
    }

    /** @return of the last request: the member's number at the biller. */
    public String reference() {
        return body.text(reference);
    }

    /** @return the password made for the last request. */
    public int takeCode() {
        final int taken = code;
        code = JsonTranslator.NO_CODE;
        return taken;
    }

    /** @return of the last request. */
    public long paymentId() {
        return paymentId;
    }

    /** @return of the last request. */
    public long memberId() {
        return request.buffer().getLong(
                HEADER + MemberRequestEncoder.memberIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    /** @return the PIN of the last request as it was typed, or empty; for the edge's memory alone. */
    public String takePin() {
        final String taken = newPin;
        newPin = "";
        return taken;
    }

    /** @return the PIN block of the last request, hexadecimal, or empty; for the edge's memory alone. */
    public String takePinBlock() {
        final String taken = newPinBlock;
        newPinBlock = "";
        return taken;
    }

    private void putBody(final Operation operation, final Target target) {
        request.peerId(frame.peerId())
                .operation((short) operation.code())
                .kind((short) (body.has(kind) ? body.number(kind) : body.number(method)))
                .currency((int) body.number(currency))
                .instalments((int) body.number(instalments))
                .flags((short) flags(operation))
                .memberId(target.memberId() != 0 ? target.memberId() : body.number(memberId))
                .account(body.number(account))
                .targetId(target.targetId())
                .cardToken(target.cardToken() != 0 ? target.cardToken() : body.number(cardToken))
                .institution(body.number(institution))
                .billerId((int) body.number(billerId))
                .startDay((int) body.number(startDate))
                .endDay((int) body.number(endDate))
                .amountMinor(body.has(maxAmountMinor) ? body.number(maxAmountMinor) : body.number(amountMinor))
                .intDailyMinor(body.number(internalDailyMinor))
                .intWeeklyMinor(body.number(internalWeeklyMinor))
                .intMonthlyMinor(body.number(internalMonthlyMinor))
                .extDailyMinor(body.number(externalDailyMinor))
                .extWeeklyMinor(body.number(externalWeeklyMinor))
                .extMonthlyMinor(body.number(externalMonthlyMinor));
    }

    private int flags(final Operation operation) {
        final boolean isFavorite = operation == Operation.BILLER_FAVORITE
                && (!body.has(favorite) || body.number(favorite) == 1);
        return (body.number(termsAccepted) == 1 ? TERMS_ACCEPTED : 0) | (isFavorite ? FAVORITE : 0);
    }

    private void putTexts(final BodySpec spec) {
        frame.buffer.setMemory(EXTERNAL_ACCOUNT, JsonBody.MAX_EXTERNAL_ACCOUNT, SPACE);
        frame.buffer.setMemory(PURPOSE, PURPOSE_LENGTH, SPACE);
        frame.buffer.putStringWithoutLengthAscii(
                EXTERNAL_ACCOUNT, body.has(reference) ? body.text(reference) : body.text(creditAccount));
        frame.buffer.putStringWithoutLengthAscii(PURPOSE, body.text(purpose));
        frame.buffer.putBytes(ALIAS, body.text(alias).getBytes(StandardCharsets.UTF_8));
        frame.buffer.putBytes(EMAIL, body.text(email).getBytes(StandardCharsets.UTF_8));
    }

    private void putCard() {
        panHash.high(0).low(0);
        if (body.has(cardNumber)) {
            final int digits = pan.putStringWithoutLengthAscii(0, body.text(cardNumber));
            cards.hash(pan, 0, digits, panHash);
            pan.setMemory(0, digits, (byte) 0);
            request.cardBin(cards.bin()).cardLastFour(cards.lastFour());
        }
    }

    /** Of all the command says of the request; of a card it is the hash, since a sealed one differs each time. */
    private long bodyHash() {
        frame.buffer.putBytes(HASHED_TO, panHash.buffer(), 0, panHash.encodedLength());
        final long hash = frame.hash.hash(frame.buffer, HASHED_FROM, HASHED_TO - HASHED_FROM + panHash.encodedLength())
                .high();
        frame.buffer.setMemory(HASHED_TO, panHash.encodedLength(), (byte) 0);
        return hash;
    }

    private void putWho(final Operation operation, final long targetId) {
        paymentId = random.nextPositiveLong();
        frame.reply(request.replyTo());
        frame.key(request.key());
        code = codes.next();
        codes.mac(paymentId, 0, 0, payee.request(operation.type(), targetId), code,
                request.paymentId(paymentId).mac());
        frame.end(MemberRequestEncoder.BLOCK_LENGTH);
    }

    /** Reads a deferral to simulate; {@link #simulation} then asks for it. @return null, or what is wrong. */
    public JsonFault simulationBody(final byte[] json, final int length) {
        return body.read(BodySpec.DEFERRAL_SIMULATION, json, length);
    }

    /** Makes {@code MemberQuery} of the simulation read before. */
    public void simulation(final long token) {
        startQuery(QueryKind.SIMULATE_DEFERRAL, body.number(memberId), 0, 1);
        query.amountMinor(body.number(amountMinor))
                .instalments((int) body.number(instalments))
                .method((short) body.number(method))
                .cardToken(token);
    }

    /**
     * Makes {@code MemberQuery} of what a member has.
     *
     * @param cursor of the page before; 0 from the start
     */
    public void query(final QueryKind what, final long ofMember, final long cursor, final int maxRows) {
        startQuery(what, ofMember, cursor, maxRows);
    }

    /** Makes {@code MemberQuery} of one row that the member of an account saved. @param account packed */
    public void saved(final QueryKind what, final long ofAccount, final long id) {
        startQuery(what, 0, id, 1);
        query.account(ofAccount);
    }

    /**
     * Makes {@code MemberQuery} of payments, newest first.
     *
     * @param ofMember  0 when by account
     * @param ofAccount packed; 0 when by member
     * @param operation null: all
     * @param toMs      exclusive
     */
    public void history(
            final long ofMember, final long ofAccount, final Operation operation, final long fromMs, final long toMs,
            final long cursor, final int maxRows) {
        startQuery(QueryKind.HISTORY, ofMember, cursor, maxRows);
        query.account(ofAccount).fromMs(fromMs).toMs(toMs)
                .operation((short) (operation == null ? 0 : operation.code()));
    }

    private void startQuery(final QueryKind what, final long ofMember, final long cursor, final int maxRows) {
        frame.clear(MemberQueryEncoder.BLOCK_LENGTH);
        query.wrapAndApplyHeader(frame.buffer, 0, frame.header);
        frame.reply(query.replyTo());
        query.peerId(frame.peerId()).kind((short) what.code()).memberId(ofMember).cursor(cursor).maxRows(maxRows);
        frame.end(MemberQueryEncoder.BLOCK_LENGTH);
    }
}
