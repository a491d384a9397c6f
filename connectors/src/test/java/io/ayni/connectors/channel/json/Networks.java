package io.ayni.connectors.channel.json;

import io.ayni.connectors.DirectEngine;
import io.ayni.core.command.BillerAnswerEncoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkAnswerEncoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.SendKind;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The networks of {@code examples/switch-ecuador.yaml}: each says yes, unless it is told to be silent. */
final class Networks {
    private static final int[] LINKS = {1, 2, 3, 4};
    private static final int FIRST_BILLER_LINK = 3;

    private final DirectEngine engine;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ArrayDeque<UnsafeBuffer> sends = new ArrayDeque<>();
    private boolean isSilent;

    Networks(final DirectEngine engine) {
        this.engine = engine;
    }

    void up() {
        for (final int link : LINKS) {
            new LinkStatusEncoder().wrapAndApplyHeader(buffer, 0, header).linkId(link)
                    .status((short) LinkState.UP.code()).suspensions(0);
            engine.apply(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + LinkStatusEncoder.BLOCK_LENGTH);
        }
    }

    void silent(final boolean silent) {
        isSilent = silent;
    }

    /** @return a sink that keeps what goes to networks, and hands on all else. */
    OutcomeSink before(final OutcomeSink next) {
        return new OutcomeSink() {
            @Override
            public void onOutcome(final DirectBuffer source, final int offset, final int length) {
                if (Commands.templateId(source, offset) == NetworkSendDecoder.TEMPLATE_ID) {
                    final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
                    copy.putBytes(0, source, offset, length);
                    sends.add(copy);
                } else if (Commands.templateId(source, offset) != MemberNoticeDecoder.TEMPLATE_ID) {
                    next.onOutcome(source, offset, length);
                }
            }

            @Override
            public void onBatchEnd() {
                next.onBatchEnd();
            }
        };
    }

    /** Says yes to what was sent. */
    void answer() {
        while (!sends.isEmpty()) {
            final NetworkSendDecoder send = new NetworkSendDecoder()
                    .wrapAndApplyHeader(sends.poll(), 0, new MessageHeaderDecoder());
            if (isSilent) {
                continue;
            }
            if (send.linkId() >= FIRST_BILLER_LINK) {
                paid(send);
            } else {
                approved(send);
            }
        }
    }

    private void paid(final NetworkSendDecoder send) {
        final BillerAnswerEncoder answer = new BillerAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        answer.linkId(send.linkId()).paymentId(send.paymentId()).kind(send.kind())
                .result((short) BillerResult.PAID.code()).responseCode(ResponseCode.APPROVED)
                .amountMinor(send.amountMinor()).receipt("F-000123                ");
        engine.apply(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + answer.encodedLength());
    }

    private void approved(final NetworkSendDecoder send) {
        final boolean isPin = send.kind() == SendKind.PIN_CHANGE.code() || send.kind() == SendKind.PIN_GENERATE.code();
        final NetworkAnswerEncoder answer = new NetworkAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        answer.linkId(send.linkId()).messageClass((short) (isPin ? 1 : send.attempt() == 0 ? 2 : 4))
                .responseCode(ResponseCode.APPROVED).currency(send.currency())
                .present((short) (isPin ? 31 : 255)).stan(send.stan())
                .transmissionTime(send.transmissionTime()).acquirer(send.acquirer())
                .processingCode(send.linkId() == 2 || send.operation() == 10 ? 500_000 : 401_000)
                .amountMinor(send.amountMinor()).retrievalReference(send.retrievalReference())
                .terminal(send.terminal()).approvalCode("A1B2C3");
        engine.apply(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + answer.encodedLength());
    }
}
