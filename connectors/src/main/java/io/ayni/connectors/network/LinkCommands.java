package io.ayni.connectors.network;

import io.ayni.connectors.translate.BillerMessages.PaymentSaid;
import io.ayni.connectors.translate.IsoNetworkMessages;
import io.ayni.core.command.BillerAnswerEncoder;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkCutoverEncoder;
import io.ayni.core.command.NetworkSendFailedEncoder;
import io.ayni.core.command.ScheduleBillEncoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.SendKind;
import io.ayni.iso8583.codec.IsoReader;

import org.agrona.MutableDirectBuffer;

import java.nio.charset.StandardCharsets;

/**
 * Tells the engine what happens on a link. All of it finishes work that was begun, so it goes on that lane. One thread;
 * each answers whether there was room for it.
 */
public final class LinkCommands {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int RECEIPT = HEADER + BillerAnswerEncoder.receiptEncodingOffset();

    private final int linkId;
    private final Ingress ingress;
    private final MutableDirectBuffer command;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LinkStatusEncoder linkStatus = new LinkStatusEncoder();
    private final NetworkCutoverEncoder cutover = new NetworkCutoverEncoder();
    private final NetworkSendFailedEncoder sendFailed = new NetworkSendFailedEncoder();
    private final BillerAnswerEncoder billerAnswer = new BillerAnswerEncoder();
    private final ScheduleBillEncoder scheduleBill = new ScheduleBillEncoder();

    /** @param command where a command is written before it is offered */
    public LinkCommands(final int linkId, final Ingress ingress, final MutableDirectBuffer command) {
        this.linkId = linkId;
        this.ingress = ingress;
        this.command = command;
    }

    public boolean status(final LinkState state) {
        return status(state, 0);
    }

    /** @param suspensions that the link has heard of in this run */
    public boolean status(final LinkState state, final int suspensions) {
        linkStatus.wrapAndApplyHeader(command, 0, header).linkId(linkId).status((short) state.code())
            .suspensions(suspensions);
        return offer(HEADER + linkStatus.encodedLength());
    }

    /** The network's day changed; CutoverTaken says when that is durable. @param settlementDay epoch day */
    public boolean cutover(final int settlementDay) {
        cutover.wrapAndApplyHeader(command, 0, header).linkId(linkId).settlementDay(settlementDay);
        return offer(HEADER + cutover.encodedLength());
    }

    /** The bytes of this send never left the process. */
    public boolean sendFailed(final long paymentId, final int attempt) {
        sendFailed.wrapAndApplyHeader(command, 0, header).linkId(linkId).paymentId(paymentId).attempt(attempt);
        return offer(HEADER + sendFailed.encodedLength());
    }

    /** @param attempt of the NetworkSend that is answered */
    public boolean billerAnswer(final long paymentId, final SendKind kind, final int attempt, final PaymentSaid said) {
        billerAnswer.wrapAndApplyHeader(command, 0, header)
            .linkId(linkId)
            .paymentId(paymentId)
            .kind((short) kind.code())
            .result((short) said.result().code())
            .responseCode(said.responseCode())
            .amountMinor(said.amountMinor())
            .attempt(attempt);
        final byte[] receipt = said.receipt().getBytes(StandardCharsets.US_ASCII);
        command.setMemory(RECEIPT, BillerAnswerEncoder.receiptLength(), (byte) ' ');
        command.putBytes(RECEIPT, receipt, 0, Math.min(receipt.length, BillerAnswerEncoder.receiptLength()));
        return offer(HEADER + billerAnswer.encodedLength());
    }

    /** @param owedMinor 0 no bill now, -1 the biller could not be asked */
    public boolean scheduleBill(final long scheduleId, final int runDay, final long paymentId, final long owedMinor) {
        scheduleBill.wrapAndApplyHeader(command, 0, header)
            .linkId(linkId)
            .scheduleId(scheduleId)
            .runDay(runDay)
            .paymentId(paymentId)
            .owedMinor(owedMinor);
        return offer(HEADER + scheduleBill.encodedLength());
    }

    /**
     * @return bytes of the answer as a command, to be given to {@link #offer}; see {@link IsoNetworkMessages#decode}
     */
    public int answer(final IsoNetworkMessages messages, final IsoReader message) {
        return messages.decode(message, linkId, command);
    }

    public boolean offer(final int length) {
        return ingress.offer(Ingress.Lane.COMPLETION, command, 0, length) == Ingress.Result.ACCEPTED;
    }
}
