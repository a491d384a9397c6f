package io.ayni.connectors.network.interbank;

import io.ayni.connectors.channel.iso.IsoLoop;
import io.ayni.connectors.translate.IsoNetworkMessages;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkSendFailedEncoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.LinkState;
import io.ayni.iso8583.codec.IsoReader;

import org.agrona.MutableDirectBuffer;

/** Tells the engine what happens on a link. All of it finishes work that was begun, so it goes on that lane. */
final class LinkCommands {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final int linkId;
    private final Ingress ingress;
    private final MutableDirectBuffer command;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LinkStatusEncoder linkStatus = new LinkStatusEncoder();
    private final NetworkSendFailedEncoder sendFailed = new NetworkSendFailedEncoder();

    LinkCommands(final int linkId, final IsoLoop loop) {
        this.linkId = linkId;
        this.ingress = loop.ingress();
        this.command = loop.command();
    }

    /** @return whether there was room for it; the same is true of the others here. */
    boolean status(final LinkState state) {
        linkStatus.wrapAndApplyHeader(command, 0, header).linkId(linkId).status((short) state.code());
        return offer(HEADER + linkStatus.encodedLength());
    }

    boolean sendFailed(final long paymentId, final int attempt) {
        sendFailed.wrapAndApplyHeader(command, 0, header).linkId(linkId).paymentId(paymentId).attempt(attempt);
        return offer(HEADER + sendFailed.encodedLength());
    }

    /**
     * @return bytes of the answer as a command, to be given to {@link #offer}; see {@link IsoNetworkMessages#decode}
     */
    int answer(final IsoNetworkMessages messages, final IsoReader message) {
        return messages.decode(message, linkId, command);
    }

    boolean offer(final int length) {
        return ingress.offer(Ingress.Lane.COMPLETION, command, 0, length) == Ingress.Result.ACCEPTED;
    }
}
