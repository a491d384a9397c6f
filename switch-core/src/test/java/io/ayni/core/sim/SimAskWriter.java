package io.ayni.core.sim;

import io.ayni.core.command.MemberRequestEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/** Writes what a member asks as a command. */
final class SimAskWriter {
    private SimAskWriter() {
    }

    /** @return the length of the command with its header. */
    static int write(final SimRequest request, final long correlationId, final MutableDirectBuffer buffer,
        final MessageHeaderEncoder header) {
        final SimAsk ask = request.ask();
        final MemberRequestEncoder r = new MemberRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.setMemory(MessageHeaderEncoder.ENCODED_LENGTH, MemberRequestEncoder.BLOCK_LENGTH, (byte) 0);
        r.replyTo().connectionId(1 + request.peerId()).correlationId(correlationId);
        r.key().high(request.peerId()).low(request.key());
        r.mac().w0(request.code()).w1(request.paymentId()).w2(request.amountMinor()).w3(1);
        r.paymentId(request.paymentId()).bodyHash(request.bodyHash()).peerId(request.peerId())
            .operation((short) request.operation().code()).kind((short) ask.kind()).currency(Terms.USD)
            .instalments(ask.instalments()).flags((short) ask.flags()).memberId(ask.member()).account(ask.account())
            .targetId(ask.target()).cardToken(ask.token()).institution(ask.institution()).billerId(ask.biller())
            .startDay(ask.startDay()).endDay(ask.endDay()).amountMinor(request.amountMinor())
            .intDailyMinor(ask.limits().get(0)).intWeeklyMinor(ask.limits().get(1))
            .intMonthlyMinor(ask.limits().get(2)).extDailyMinor(ask.limits().get(3))
            .extWeeklyMinor(ask.limits().get(4)).extMonthlyMinor(ask.limits().get(5))
            .externalAccount(CommandWriter.pad(ask.reference())).purpose("new-device              ")
            .cardBin(ask.sealed() ? Terms.BIN : 0).cardLastFour(1_234);
        r.sealedCard().w0(ask.sealed() ? 1 : 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + r.encodedLength();
    }
}
