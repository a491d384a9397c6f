package io.ayni.connectors.channel.iso;

import io.ayni.connectors.channel.Deadline;
import io.ayni.connectors.channel.ReadGate;
import io.ayni.connectors.channel.ReplyReceiver;
import io.ayni.connectors.frame.FrameWriter;
import io.ayni.connectors.translate.DataElement;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.IsoAnswers;
import io.ayni.connectors.translate.IsoNetworkMessages;
import io.ayni.connectors.translate.IsoTranslator;
import io.ayni.connectors.translate.WaitingBill;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.host.Ingress;
import io.ayni.core.payment.Disposition;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.MtiFunction;
import io.ayni.iso8583.codec.Result;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer that asks us over one connection, whether it called us or we called it: its requests become commands, its
 * answers are made when the engine has spoken. On the connection's event loop alone; allocates nothing per message.
 */
public final class IsoCaller implements ReplyReceiver {
    /** Messages that cannot be read, in a row, after which the connection is closed. */
    public static final int MALFORMED_IN_A_ROW = 3;

    private static final Logger LOG = LoggerFactory.getLogger(IsoCaller.class);
    /** No answer comes later: the longest patience with a network is far below. */
    private static final long MAX_AGE_MS = 180_000;
    /** What one read may bring above the bound before reading stops. */
    private static final int READ_AHEAD = 1_024;
    private static final long SWEEP_MS = 1_000;
    private static final long BETWEEN_READS = Long.MIN_VALUE;

    private final Channel channel;
    private final IsoPeerTools tools;
    private final IsoLoop loop;
    private final FrameWriter out;
    private final ReadGate gate;
    private final IsoCounters counters;
    private final InFlightRequests requests;
    private final int maxInFlight;
    private final Deadline sweep;
    private final long connectionId;
    private int malformedInARow;
    /** When the read began whose messages come now: the clock is not asked for each of them. */
    private long readMs = BETWEEN_READS;

    /**
     * @param maxInFlight requests that may wait for their answers; more are not read
     */
    public IsoCaller(
        final Channel channel, final IsoPeerTools tools, final FrameWriter out, final ReadGate gate,
        final IsoCounters counters, final int maxInFlight) {
        this.channel = channel;
        this.tools = tools;
        this.loop = tools.loop();
        this.out = out;
        this.gate = gate;
        this.counters = counters;
        this.maxInFlight = maxInFlight;
        this.requests = new InFlightRequests(maxInFlight + READ_AHEAD, MAX_AGE_MS);
        this.sweep = new Deadline(loop.executor(), this::sweep);
        this.connectionId = loop.mailbox().open(this);
    }

    /** The connection is gone: answers that still come are for nobody. */
    public void close() {
        loop.ingress().endBatch(); // of a read that ended with the connection
        sweep.clear();
        loop.mailbox().close(connectionId);
        out.discard();
    }

    /**
     * A message of the peer.
     *
     * @param message wrapped
     * @param result  of the wrapping
     */
    public void onMessage(final IsoReader message, final long result) {
        counters.requests.increment();
        if (!Result.isOk(result)) {
            malformed(message, Result.field(result));
            return;
        }
        if (readMs == BETWEEN_READS) {
            readMs = loop.nowMs();
        }
        final int slot = requests.claim(readMs);
        if (slot == InFlightRequests.NONE) {
            counters.backPressured.increment();
            answer(tools.answers().refuse(message, ResponseCode.MALFUNCTION, loop.out()));
            return;
        }
        final IsoTranslator translator = tools.translator();
        switch (translator.translate(message, connectionId, requests.correlationId(slot), loop.command())) {
            case COMMAND -> {
                malformedInARow = 0;
                offer(message, slot, translator);
                return; // the slot waits for the answer
            }
            case REFUSAL -> {
                malformedInARow = 0;
                answer(tools.answers().refuse(message, translator.responseCode(), loop.out()));
            }
            case MANAGEMENT -> {
                malformedInARow = 0;
                answer(tools.answers().refuse(message, managementCode(message), loop.out()));
            }
            case FORMAT_ERROR -> malformed(message, translator.badField());
            case NOT_A_REQUEST -> unreadable();
        }
        requests.release(slot);
    }

    /** All that one read brought has been handled. */
    public void onReadEnd() {
        readMs = BETWEEN_READS;
        loop.ingress().endBatch();
        out.flush();
        loop.pressure().stopIfPressed(gate);
        if (requests.size() >= maxInFlight) {
            gate.stop(ReadGate.Reason.TOO_MANY_IN_FLIGHT);
            sweep.in(SWEEP_MS);
        }
    }

    @Override
    public void onPaymentReply(final PaymentReplyDecoder reply) {
        final int slot = requests.find(reply.replyTo().correlationId());
        if (slot == InFlightRequests.NONE) {
            counters.unawaitedAnswers.increment();
            return;
        }
        if (reply.disposition() == Disposition.IN_FLIGHT.code()) {
            return; // attached to the first: answered with it
        }
        if (reply.mayReveal() == 1 && requests.code(slot) != InFlightRequests.NO_CODE) {
            loop.notifier().oneTimePassword(reply, requests.code(slot));
        }
        answer(tools.answers().answer(
            requests.buffer(slot), requests.imageOffset(slot), requests.imageLength(slot), reply, loop.out()));
        release(slot);
    }

    @Override
    public void onAccountReply(final AccountReplyDecoder reply) {
        final int slot = requests.find(reply.replyTo().correlationId());
        if (slot == InFlightRequests.NONE) {
            counters.unawaitedAnswers.increment();
            return;
        }
        answer(tools.answers().answer(
            requests.buffer(slot), requests.imageOffset(slot), requests.imageLength(slot), reply, loop.out()));
        release(slot);
    }

    @Override
    public void onRepliesEnd() {
        out.flush();
    }

    private void offer(final IsoReader message, final int slot, final IsoTranslator translator) {
        final int length = tools.answers().begin(
            message, requests.buffer(slot), requests.imageOffset(slot), InFlightRequests.IMAGE_CAPACITY);
        if (length == IsoAnswers.FAILED) {
            counters.dropped.increment();
            requests.release(slot);
            return;
        }
        requests.imageLength(slot, length);
        requests.code(slot, translator.code());
        if (translator.billerId() != 0 && asksOwed(translator.billerId())) {
            askThenOffer(requests.correlationId(slot), translator);
            return;
        }
        final Ingress.Result offered =
            loop.ingress().offerInBatch(translator.lane(), loop.command(), 0, translator.commandLength());
        if (offered != Ingress.Result.ACCEPTED) {
            counters.backPressured.increment();
            answer(tools.answers().refuse(message, ResponseCode.MALFUNCTION, loop.out()));
            requests.release(slot);
        }
    }

    private boolean asksOwed(final int billerId) {
        final InstitutionFacts.Biller biller = loop.services().facts().get().biller(billerId);
        return biller != null && biller.asksOwed();
    }

    /** The command waits here until the biller has said what is owed, or that it cannot be asked. */
    private void askThenOffer(final long correlationId, final IsoTranslator translator) {
        final WaitingBill command = new WaitingBill(loop.command(), translator.commandLength());
        loop.services().bills().ask(translator.billerId(), translator.reference(), bill ->
            loop.executor().execute(() -> offerBill(correlationId, command.complete(bill.owedOrUnknown()))));
    }

    private void offerBill(final long correlationId, final DirectBuffer command) {
        final int slot = requests.find(correlationId);
        if (slot == InFlightRequests.NONE || !channel.isActive()) {
            return;
        }
        if (loop.ingress().offer(Ingress.Lane.REQUEST, command, 0, command.capacity()) != Ingress.Result.ACCEPTED) {
            counters.backPressured.increment();
            answer(tools.answers().answer(requests.buffer(slot), requests.imageOffset(slot),
                requests.imageLength(slot), ResponseCode.MALFUNCTION, loop.out()));
            release(slot);
            out.flush();
        }
    }

    /** Days and keys belong to a network's link: who calls a listener, or a link without keys, may not change them. */
    private int managementCode(final IsoReader message) {
        final int code = (int) message.number(DataElement.NETWORK_MANAGEMENT_CODE);
        return switch (code) {
            case IsoNetworkMessages.SIGN_ON, IsoNetworkMessages.SIGN_OFF, IsoNetworkMessages.ECHO ->
                ResponseCode.APPROVED;
            case IsoNetworkMessages.CUTOVER -> ResponseCode.NOT_PERMITTED;
            default -> code == tools.peer().profile().keyExchangeCode()
                ? ResponseCode.NOT_PERMITTED : ResponseCode.INVALID_TRANSACTION;
        };
    }

    /** Answered 30 when what an answer needs could be read, else dropped. */
    private void malformed(final IsoReader message, final int field) {
        final boolean isRequest = message.mti() != Mti.NONE
            && (message.function() == MtiFunction.REQUEST || message.function() == MtiFunction.ADVICE);
        if (isRequest && message.has(DataElement.STAN)) {
            counters.formatErrors.increment();
            answer(tools.answers().formatError(message, field, loop.out()));
            countMalformed();
        } else {
            unreadable();
        }
    }

    private void unreadable() {
        counters.dropped.increment();
        countMalformed();
    }

    private void countMalformed() {
        if (++malformedInARow == MALFORMED_IN_A_ROW) {
            LOG.warn("{}: {} malformed messages in a row, closing {}", tools.peer().name(), MALFORMED_IN_A_ROW,
                channel.remoteAddress());
            out.flush();
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void answer(final int length) {
        if (length == IsoAnswers.FAILED) {
            counters.dropped.increment();
            return;
        }
        counters.answers.increment();
        out.write(loop.out().byteArray(), 0, length);
    }

    private void release(final int slot) {
        requests.release(slot);
        if (requests.size() < maxInFlight) {
            gate.go(ReadGate.Reason.TOO_MANY_IN_FLIGHT);
        }
    }

    private void sweep() {
        if (requests.size() >= maxInFlight) {
            requests.sweep(loop.nowMs());
        }
        if (requests.size() < maxInFlight) {
            gate.go(ReadGate.Reason.TOO_MANY_IN_FLIGHT);
        } else {
            sweep.in(SWEEP_MS);
        }
    }
}
