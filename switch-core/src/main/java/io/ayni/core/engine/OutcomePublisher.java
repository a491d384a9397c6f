package io.ayni.core.engine;

import io.ayni.core.command.AdminReplyEncoder;
import io.ayni.core.command.AlarmEncoder;
import io.ayni.core.command.CutoverTakenEncoder;
import io.ayni.core.command.LinkSuspendedEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkSendEncoder;
import io.ayni.core.command.PaymentReplyEncoder;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentDetails;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.payment.SendKind;
import io.ayni.core.policy.Policy;
import io.ayni.core.stepup.StepUpMethod;
import io.ayni.core.store.NativeBuffer;
import io.ayni.core.store.Slab;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/** Encodes outcomes from the engine's state and emits them; one buffer, no allocation. */
final class OutcomePublisher {
    private final EngineState state;
    private final Outcomes outcomes;
    private final NativeBuffer buffer = new NativeBuffer(StateMachine.MAX_OUTCOME_LENGTH);
    /** For answers to payments alone: what few payments have is left blank in it from one answer to the next. */
    private final NativeBuffer replyBuffer = new NativeBuffer(StateMachine.MAX_OUTCOME_LENGTH);
    private boolean isLegBlank;
    private boolean areDetailsBlank;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PaymentReplyEncoder paymentReply = new PaymentReplyEncoder();
    private final AdminReplyEncoder adminReply = new AdminReplyEncoder();
    private final NetworkSendEncoder networkSend = new NetworkSendEncoder();
    private final AlarmEncoder alarm = new AlarmEncoder();
    private final LinkSuspendedEncoder linkSuspended = new LinkSuspendedEncoder();
    private final CutoverTakenEncoder cutoverTaken = new CutoverTakenEncoder();

    OutcomePublisher(final EngineState state, final Outcomes outcomes) {
        this.state = state;
        this.outcomes = outcomes;
    }

    /** Answers one request with the payment as it stands; to nobody when the connection is 0. */
    void reply(final long connectionId, final long correlationId, final int p, final Disposition disposition,
        final boolean mayReveal) {
        if (connectionId == 0) {
            return;
        }
        final Payments payments = state.payments;
        beginReply(connectionId, correlationId, disposition)
            .operation((short) payments.operation(p).code())
            .state((short) payments.state(p).code())
            .reason((short) payments.reason(p).code())
            .responseCode(payments.responseCode(p))
            .currency(payments.currency(p))
            .triesLeft(triesLeft(p))
            .messageClass((short) payments.messageClass(p))
            .mayReveal((short) (mayReveal ? 1 : 0))
            .paymentId(payments.paymentId(p))
            .amountMinor(payments.amountMinor(p))
            .feeMinor(payments.feeMinor(p))
            .taxMinor(payments.taxMinor(p))
            .reversedMinor(payments.reversedMinor(p))
            .debitAccount(number(payments.debitAccount(p)))
            .creditAccount(number(payments.creditAccount(p)))
            .memberId(memberId(p))
            .ledgerMinor(payments.ledgerAfterMinor(p))
            .availableMinor(payments.availableAfterMinor(p))
            .createdMs(payments.createdMs(p))
            .updatedMs(payments.updatedMs(p))
            .deadlineMs(payments.deadlineMs(p))
            .sequence(payments.sequence(p))
            .cardBin(payments.cardBin(p))
            .cardLastFour(payments.cardLastFour(p));
        encodeNetworkLeg(payments.networkLeg(p));
        encodeApprovalCode(p);
        encodeDetails(p, payments.details(p));
        emitReply();
    }

    /** Answers all who wait for this payment, and forgets them. */
    void replyToAll(final int p) {
        final Payments payments = state.payments;
        reply(payments.replyConnection(p), payments.replyCorrelation(p), p, Disposition.FIRST, false);
        payments.replyTo(p, 0, 0);
        final int leg = payments.networkLeg(p);
        if (leg != Slab.NONE) {
            reply(state.legs.repeatConnection(leg), state.legs.repeatCorrelation(leg), p, Disposition.REPEAT, false);
            state.legs.repeatTo(leg, 0, 0);
        }
    }

    /** Answers a request that made no payment record. */
    void refuse(final long connectionId, final long correlationId, final long paymentId,
        final Disposition disposition, final PaymentState paymentState, final DeclineReason reason) {
        if (connectionId == 0) {
            return;
        }
        beginReply(connectionId, correlationId, disposition)
            .operation((short) 0)
            .state((short) paymentState.code())
            .reason((short) reason.code())
            .responseCode(reason.responseCode())
            .currency(0).triesLeft(0).messageClass((short) 0).mayReveal((short) 0)
            .paymentId(paymentId)
            .amountMinor(0).feeMinor(0).taxMinor(0).reversedMinor(0)
            .debitAccount(0).creditAccount(0).memberId(0)
            .ledgerMinor(0).availableMinor(0)
            .createdMs(state.nowMs).updatedMs(state.nowMs).deadlineMs(0).sequence(0)
            .cardBin(0).cardLastFour(0);
        encodeNetworkLeg(Slab.NONE);
        putApprovalCode(0);
        paymentReply.stepUp((short) 0);
        encodeNoDetails();
        emitReply();
    }

    void admin(final long connectionId, final long correlationId, final AdminResult result) {
        adminReply.wrapAndApplyHeader(buffer, 0, header)
            .result((short) result.code())
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        emit(adminReply.encodedLength());
    }

    /** @param attempt 0 the request, 1 the first reversal, above 1 its repeats. */
    void send(final int p, final int leg, final int attempt, final Policy.LinkTerms terms) {
        send(p, leg, attempt, attempt > 0 ? SendKind.REVERSAL : requestKind(state.payments.operation(p)), terms);
    }

    private static SendKind requestKind(final Operation operation) {
        return switch (operation) {
            case CARD_PIN_CHANGE -> SendKind.PIN_CHANGE;
            case CARD_PIN_GENERATE -> SendKind.PIN_GENERATE;
            default -> SendKind.REQUEST;
        };
    }

    /** @param attempt of a status inquiry: which one, from 1. */
    void send(final int p, final int leg, final int attempt, final SendKind kind, final Policy.LinkTerms terms) {
        final Payments payments = state.payments;
        final NetworkLegs legs = state.legs;
        final boolean reversal = kind == SendKind.REVERSAL;
        networkSend.wrapAndApplyHeader(buffer, 0, header)
            .linkId(legs.linkId(leg))
            .attempt(attempt)
            .operation((short) payments.operation(p).code())
            .currency(payments.currency(p))
            .paymentId(payments.paymentId(p))
            .amountMinor(payments.amountMinor(p))
            .debitAccount(number(payments.debitAccount(p)))
            .institution(legs.institution(leg))
            .acquirer(terms.acquirer())
            .stan(reversal ? legs.reversalStan(leg) : legs.stan(leg))
            .originalStan(legs.stan(leg))
            .transmissionTime(reversal ? legs.reversalTransmissionTime(leg) : legs.transmissionTime(leg))
            .originalTransmissionTime(legs.transmissionTime(leg))
            .terminal(terms.terminal())
            .kind((short) kind.code());
        encodeSendDetails(payments.details(p));
        final int base = MessageHeaderEncoder.ENCODED_LENGTH;
        putExternalAccount(buffer, base + NetworkSendEncoder.externalAccountEncodingOffset(), leg);
        ReplyText.putReference(buffer, base + NetworkSendEncoder.retrievalReferenceEncodingOffset(), legs.retrievalReference(leg));
        emit(networkSend.encodedLength());
    }

    void alarm(final AlarmCode code, final int linkId, final long paymentId, final int field, final boolean missing,
        final long value) {
        alarm.wrapAndApplyHeader(buffer, 0, header)
            .code((short) code.code())
            .linkId(linkId)
            .paymentId(paymentId)
            .field((short) field)
            .fieldMissing((short) (missing ? 1 : 0))
            .value(value);
        emit(alarm.encodedLength());
    }

    /** To the link: it takes no traffic until it has proved itself anew. */
    void linkSuspended(final int linkId, final int suspensions) {
        linkSuspended.wrapAndApplyHeader(buffer, 0, header).linkId(linkId).suspensions(suspensions);
        emit(linkSuspended.encodedLength());
    }

    /** To the link: it may answer the network. */
    void cutoverTaken(final int linkId, final int settlementDay) {
        cutoverTaken.wrapAndApplyHeader(buffer, 0, header).linkId(linkId).settlementDay(settlementDay);
        emit(cutoverTaken.encodedLength());
    }

    private PaymentReplyEncoder beginReply(final long connectionId, final long correlationId,
        final Disposition disposition) {
        paymentReply.wrapAndApplyHeader(replyBuffer, 0, header)
            .disposition((short) disposition.code())
            .replyTo().connectionId(connectionId).correlationId(correlationId);
        return paymentReply;
    }

    private void encodeNetworkLeg(final int leg) {
        if (leg == Slab.NONE && isLegBlank) {
            return;
        }
        isLegBlank = leg == Slab.NONE;
        final int base = MessageHeaderEncoder.ENCODED_LENGTH;
        final int referenceOffset = base + PaymentReplyEncoder.retrievalReferenceEncodingOffset();
        putExternalAccount(replyBuffer, base + PaymentReplyEncoder.externalAccountEncodingOffset(), leg);
        if (leg == Slab.NONE) {
            paymentReply.institution(0).stan(0).reversals(0);
            ReplyText.putSpaces(replyBuffer, referenceOffset, ReplyText.REFERENCE_LENGTH);
            return;
        }
        paymentReply.institution(state.legs.institution(leg))
            .stan(state.legs.stan(leg))
            .reversals(state.legs.reversals(leg));
        if (state.legs.retrievalReference(leg) == 0) {
            ReplyText.putSpaces(replyBuffer, referenceOffset, ReplyText.REFERENCE_LENGTH);
        } else {
            ReplyText.putReference(replyBuffer, referenceOffset, state.legs.retrievalReference(leg));
        }
    }

    private void encodeDetails(final int p, final int detail) {
        final boolean asks = state.payments.state(p) == PaymentState.CHALLENGED;
        final int method = detail == Slab.NONE ? 0 : state.details.stepUp(detail);
        paymentReply.stepUp((short) (!asks ? 0
            : method != 0 ? method : StepUpMethod.OTP.code()));
        if (detail == Slab.NONE) {
            encodeNoDetails();
            return;
        }
        areDetailsBlank = false;
        final PaymentDetails details = state.details;
        paymentReply.instalments(details.instalments(detail)).billerId(details.billerId(detail))
            .effectiveDay(details.effectiveDay(detail)).targetId(details.targetId(detail))
            .cardToken(details.cardToken(detail)).interestMinor(details.interestMinor(detail));
        final int base = MessageHeaderEncoder.ENCODED_LENGTH;
        details.getReceipt(detail, replyBuffer, base + PaymentReplyEncoder.receiptEncodingOffset());
        details.getNote(detail, replyBuffer, base + PaymentReplyEncoder.noteEncodingOffset());
    }

    private void encodeSendDetails(final int detail) {
        final int sealed = MessageHeaderEncoder.ENCODED_LENGTH + NetworkSendEncoder.sealedCardEncodingOffset();
        if (detail == Slab.NONE) {
            networkSend.billerId(0).effectiveDay(0);
            buffer.setMemory(sealed, PaymentDetails.SEALED_CARD_LENGTH, (byte) 0);
        } else {
            networkSend.billerId(state.details.billerId(detail)).effectiveDay(state.details.effectiveDay(detail));
            state.details.getSealedCard(detail, buffer, sealed);
        }
    }

    private void encodeNoDetails() {
        if (areDetailsBlank) {
            return;
        }
        areDetailsBlank = true;
        paymentReply.instalments(0).billerId(0).effectiveDay(0).targetId(0).cardToken(0).interestMinor(0);
        final int base = MessageHeaderEncoder.ENCODED_LENGTH;
        replyBuffer.setMemory(base + PaymentReplyEncoder.receiptEncodingOffset(), PaymentDetails.RECEIPT_LENGTH,
            (byte) 0);
        replyBuffer.setMemory(base + PaymentReplyEncoder.noteEncodingOffset(), PaymentDetails.NOTE_LENGTH, (byte) 0);
    }

    /** DE38: the network's own when there is one; else six digits of the payment's place in the log. */
    private void encodeApprovalCode(final int p) {
        final Payments payments = state.payments;
        final int leg = payments.networkLeg(p);
        final PaymentState paymentState = payments.state(p);
        if (paymentState != PaymentState.POSTED && paymentState != PaymentState.HELD
            && paymentState != PaymentState.SCHEDULED_EFFECTIVE) {
            putApprovalCode(0);
        } else if (leg != Slab.NONE && state.legs.approvalCode(leg) != 0) {
            putApprovalCode(state.legs.approvalCode(leg));
        } else {
            final int offset = MessageHeaderEncoder.ENCODED_LENGTH + PaymentReplyEncoder.approvalCodeEncodingOffset();
            ReplyText.putApprovalCode(replyBuffer, offset, payments.sequence(p));
        }
    }

    private void putApprovalCode(final long packed) {
        final int offset = MessageHeaderEncoder.ENCODED_LENGTH + PaymentReplyEncoder.approvalCodeEncodingOffset();
        for (int i = 0; i < 6; i++) {
            replyBuffer.putByte(offset + i, packed == 0 ? (byte) ' ' : (byte) (packed >>> 8 * i));
        }
    }

    private void putExternalAccount(final MutableDirectBuffer to, final int offset, final int leg) {
        if (leg == Slab.NONE) {
            ReplyText.putSpaces(to, offset, NetworkLegs.EXTERNAL_ACCOUNT_LENGTH);
            return;
        }
        for (int part = 0; part < 3; part++) {
            to.putLong(offset + part * 8, state.legs.externalAccount(leg, part), ByteOrder.LITTLE_ENDIAN);
        }
        to.putInt(offset + 24, (int) state.legs.externalAccount(leg, 3), ByteOrder.LITTLE_ENDIAN);
    }

    private int triesLeft(final int p) {
        final int challenge = state.payments.challenge(p);
        return challenge == Slab.NONE ? 0
            : Math.max(0, state.policy.otpTriesPerPayment - state.challenges.tries(challenge));
    }

    private long memberId(final int p) {
        final int debit = state.payments.debitAccount(p);
        if (debit != Slab.NONE && state.ledger.memberId(debit) != 0) {
            return state.ledger.memberId(debit);
        }
        final int detail = state.payments.details(p);
        if (detail != Slab.NONE && state.details.memberId(detail) != 0) {
            return state.details.memberId(detail);
        }
        final int credit = state.payments.creditAccount(p);
        return credit == Slab.NONE ? 0 : state.ledger.memberId(credit);
    }

    private long number(final int account) {
        return account == Slab.NONE ? 0 : state.ledger.number(account);
    }

    private void emitReply() {
        outcomes.emit(replyBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + paymentReply.encodedLength());
    }

    private void emit(final int bodyLength) {
        outcomes.emit(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
