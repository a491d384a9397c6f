package io.ayni.perf.micro;

import io.ayni.core.command.Commands;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.engine.Outcomes;
import io.ayni.core.payment.PaymentState;
import org.agrona.DirectBuffer;

/** Reads what the engine says, as a caller's side would: a benchmark of declined payments would measure nothing. */
final class Replies implements Outcomes {
    private final PaymentReplyDecoder reply = new PaymentReplyDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long posted;
    private long others;

    @Override
    public void emit(final DirectBuffer buffer, final int offset, final int length) {
        if (Commands.templateId(buffer, offset) != PaymentReplyDecoder.TEMPLATE_ID) {
            return;
        }
        reply.wrapAndApplyHeader(buffer, offset, header);
        if (reply.state() == PaymentState.POSTED.code()) {
            posted++;
        } else {
            others++;
        }
    }

    long posted() {
        return posted;
    }

    /** @throws IllegalStateException if a payment was not posted */
    void checkAllPosted() {
        if (others > 0 || posted == 0) {
            throw new IllegalStateException(others + " payments were not posted, " + posted + " were");
        }
    }
}
