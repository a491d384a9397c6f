package io.ayni.core.engine;

import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentReplyEncoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.store.NativeBuffer;

/** The answer to a transfer that was posted at once. What all such answers have in common is written once. */
final class TransferReply {
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EngineState state;
    private final Outcomes outcomes;
    private final NativeBuffer buffer = new NativeBuffer(StateMachine.MAX_OUTCOME_LENGTH);
    private final PaymentReplyEncoder encoder = new PaymentReplyEncoder();

    TransferReply(final EngineState state, final Outcomes outcomes) {
        this.state = state;
        this.outcomes = outcomes;
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .disposition((short) Disposition.FIRST.code())
            .state((short) PaymentState.POSTED.code())
            .reason((short) DeclineReason.NONE.code())
            .responseCode(ResponseCode.APPROVED)
            .triesLeft(0).mayReveal((short) 0)
            .feeMinor(0).taxMinor(0).reversedMinor(0).institution(0).deadlineMs(0)
            .stan(0).cardBin(0).cardLastFour(0).reversals(0)
            .stepUp((short) 0).instalments(0).billerId(0).effectiveDay(0).targetId(0).cardToken(0).interestMinor(0);
        ReplyText.putSpaces(buffer, BODY + PaymentReplyEncoder.externalAccountEncodingOffset(),
            NetworkLegs.EXTERNAL_ACCOUNT_LENGTH);
        ReplyText.putSpaces(buffer, BODY + PaymentReplyEncoder.retrievalReferenceEncodingOffset(),
            ReplyText.REFERENCE_LENGTH);
    }

    /** To nobody when the connection is 0. */
    void publish(final ReplyToDecoder replyTo, final int p, final int debit, final int credit) {
        final long connectionId = replyTo.connectionId();
        if (connectionId == 0) {
            return;
        }
        final Payments payments = state.payments;
        final long member = state.ledger.memberId(debit);
        encoder.replyTo().connectionId(connectionId).correlationId(replyTo.correlationId());
        encoder.operation((short) payments.operation(p).code())
            .currency(payments.currency(p))
            .messageClass((short) payments.messageClass(p))
            .paymentId(payments.paymentId(p))
            .amountMinor(payments.amountMinor(p))
            .debitAccount(state.ledger.number(debit))
            .creditAccount(state.ledger.number(credit))
            .memberId(member != 0 ? member : state.ledger.memberId(credit))
            .ledgerMinor(payments.ledgerAfterMinor(p))
            .availableMinor(payments.availableAfterMinor(p))
            .createdMs(payments.createdMs(p))
            .updatedMs(payments.updatedMs(p))
            .sequence(payments.sequence(p));
        ReplyText.putApprovalCode(buffer, BODY + PaymentReplyEncoder.approvalCodeEncodingOffset(), payments.sequence(p));
        outcomes.emit(buffer, 0, BODY + encoder.encodedLength());
    }
}
