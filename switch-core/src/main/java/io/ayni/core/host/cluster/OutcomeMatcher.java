package io.ayni.core.host.cluster;

import io.ayni.core.command.Commands;
import io.ayni.core.command.ContactReplyDecoder;
import io.ayni.core.command.MemberQueryDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.engine.StateMachine;
import io.ayni.core.host.OutcomeSink;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds the command that an answer belongs to, gives it the address back that the caller had put there, and hands it
 * on: once. An answer to a command that is done, said again by a new leader, is dropped. Client thread.
 */
final class OutcomeMatcher {
    /** Code of {@code payment.Disposition.IN_FLIGHT}, which hosts do not import. */
    private static final int IN_FLIGHT = 3;
    private static final int DISPOSITION_OFFSET =
        MessageHeaderDecoder.ENCODED_LENGTH + PaymentReplyDecoder.dispositionEncodingOffset();

    private final Unanswered unanswered;
    private final OutcomeSink sink;
    private final ClientListener listener;
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[StateMachine.MAX_OUTCOME_LENGTH]);
    private boolean isBatchOpen;

    OutcomeMatcher(final Unanswered unanswered, final OutcomeSink sink, final ClientListener listener) {
        this.unanswered = unanswered;
        this.sink = sink;
        this.listener = listener;
    }

    void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
        if (OutcomeAddress.of(Commands.templateId(buffer, offset)) != OutcomeAddress.GATEWAY) {
            handOn(buffer, offset, length);
            return;
        }
        final Unanswered.Entry entry = unanswered.find(GatewayFrame.correlationId(buffer, offset));
        if (entry == null || isRepeatInFlight(entry, buffer, offset)) {
            return;
        }
        answer.putBytes(0, buffer, offset, length);
        GatewayFrame.replyTo(answer, 0, entry.connectionId, entry.correlationId);
        entry.rows++;
        if (isLast(entry, Commands.templateId(buffer, offset))) {
            unanswered.done(entry);
        }
        handOn(answer, 0, length);
    }

    /** We asked twice, not the caller: the answer to the first time is still to come. */
    private static boolean isRepeatInFlight(final Unanswered.Entry entry, final DirectBuffer buffer,
        final int offset) {
        return entry.isSentAgain && Commands.templateId(buffer, offset) == PaymentReplyDecoder.TEMPLATE_ID
            && buffer.getByte(offset + DISPOSITION_OFFSET) == IN_FLIGHT;
    }

    private static boolean isLast(final Unanswered.Entry entry, final int templateId) {
        return Commands.templateId(entry.command, 0) != MemberQueryDecoder.TEMPLATE_ID
            || templateId == PageEndDecoder.TEMPLATE_ID || templateId == ContactReplyDecoder.TEMPLATE_ID;
    }

    /** Rows that were handed on must not come twice: such a query is not asked again, and its caller times out. */
    boolean isHalfAnswered(final Unanswered.Entry entry) {
        return entry.rows > 0;
    }

    private void handOn(final DirectBuffer buffer, final int offset, final int length) {
        isBatchOpen = true;
        try {
            sink.onOutcome(buffer, offset, length);
        } catch (final RuntimeException e) {
            listener.onError(e);
        }
    }

    void endBatch() {
        if (isBatchOpen) {
            isBatchOpen = false;
            try {
                sink.onBatchEnd();
            } catch (final RuntimeException e) {
                listener.onError(e);
            }
        }
    }
}
