package io.ayni.connectors.simulator;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.translate.DataElement;
import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One switch that called the simulated network. On the simulator's thread. */
final class SimulatorConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatorConnection.class);
    private static final FieldSet ECHO = FieldSet.of(
        DataElement.PROCESSING_CODE, DataElement.AMOUNT, DataElement.TRANSMISSION_TIME, DataElement.STAN,
        DataElement.ACQUIRER, DataElement.RETRIEVAL_REFERENCE, DataElement.TERMINAL, DataElement.CURRENCY,
        DataElement.NETWORK_MANAGEMENT_CODE, DataElement.ORIGINAL_DATA, DataElement.RECEIVER,
        DataElement.FROM_ACCOUNT, DataElement.TO_ACCOUNT);
    private static final FieldSet ECHO_OTHER_AMOUNT = ECHO.without(DataElement.AMOUNT);
    private static final FieldSet ECHO_INCOMPLETE = ECHO.without(DataElement.TERMINAL);
    private static final int GARBAGE_LENGTH = 48;
    private static final int APPROVAL_DIGITS = 6;
    private static final String APPROVED = "00";

    private final InterbankSimulator network;
    private final Channel channel;
    private final IsoReader reader;
    private final IsoWriter writer;
    private final UnsafeBuffer in = new UnsafeBuffer(new byte[FrameFormat.MAX_MESSAGE_LENGTH]);
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[FrameFormat.MAX_MESSAGE_LENGTH]);

    private final HeldAnswers held = new HeldAnswers();
    private Fault.Kind change = Fault.Kind.NONE;

    SimulatorConnection(final InterbankSimulator network, final Channel channel) {
        this.network = network;
        this.channel = channel;
        this.reader = new IsoReader(network.dialect());
        this.writer = new IsoWriter(network.dialect());
    }

    /** Any thread: a message of the network's own. */
    void send(final Consumer<IsoWriter> fill) {
        channel.eventLoop().execute(() -> {
            writer.wrap(out, 0, out.capacity());
            fill.accept(writer);
            final int length = writer.finish();
            if (length == IsoWriter.FAILED) {
                LOG.error("the simulated network cannot say it: {}", Result.describe(writer.result()));
            } else {
                write(framed(length));
                channel.flush();
            }
        });
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        network.opened(this);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        network.closed(this);
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object frame) {
        final ByteBuf bytes = (ByteBuf) frame;
        try {
            final int length = bytes.readableBytes();
            bytes.getBytes(bytes.readerIndex(), in.byteArray(), 0, length);
            final long result = reader.wrap(in, 0, length);
            if (Result.isOk(result)) {
                onMessage();
            } else {
                LOG.warn("the simulated network cannot read a message: {}", Result.describe(result));
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext ctx) {
        channel.flush();
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        ctx.close();
    }

    private void onMessage() {
        switch (reader.mti()) {
            case Mti.NETWORK_MANAGEMENT_REQUEST -> {
                if (network.answersManagement()) {
                    write(answer(APPROVED));
                }
            }
            case Mti.FINANCIAL_REQUEST, Mti.FINANCIAL_REQUEST_REPEAT -> onPayment();
            case Mti.AUTHORIZATION_REQUEST -> {
                final Fault fault = network.desk().authorization(reader);
                perform(fault, fault.responseCode());
            }
            case Mti.REVERSAL_ADVICE, Mti.REVERSAL_ADVICE_REPEAT -> onReversal();
            case Mti.FINANCIAL_RESPONSE, Mti.REVERSAL_ADVICE_RESPONSE -> network.credits().onAnswer(reader);
            default -> LOG.warn("the simulated network does not know {}", Mti.format(reader.mti()));
        }
    }

    private void onPayment() {
        final String refusal = network.desk().payment(reader);
        if (!refusal.equals(APPROVED)) {
            write(answer(refusal));
            return;
        }
        final long amountMinor = reader.number(DataElement.AMOUNT);
        final Fault fault = network.paymentFaults().next(amountMinor);
        if (fault.kind() == Fault.Kind.LOST) {
            return;
        }
        perform(fault, network.books().request(reference(), amountMinor, fault.responseCode()));
    }

    private void onReversal() {
        final long amountMinor = reader.number(DataElement.AMOUNT);
        final Fault fault = network.reversalFaults().next(amountMinor);
        switch (fault.kind()) {
            case LOST -> { }
            case DECLINE -> write(answer(fault.responseCode()));
            default -> perform(fault, network.books().reverse(reference(), amountMinor));
        }
    }

    /** What was booked before its connection ends stays booked. */
    private void perform(final Fault fault, final String responseCode) {
        switch (fault.kind()) {
            case NEVER, LOST, PENDING -> { }
            case LATE -> {
                final ByteBuf answer = answer(responseCode);
                channel.eventLoop().schedule(
                    () -> channel.writeAndFlush(answer), fault.delayMs(), TimeUnit.MILLISECONDS);
            }
            case TWICE -> {
                write(answer(responseCode));
                write(answer(responseCode));
            }
            case REORDER -> held.hold(channel, answer(responseCode));
            case GARBAGE -> write(garbage());
            case HALF -> {
                final ByteBuf answer = answer(responseCode);
                channel.writeAndFlush(answer.writerIndex(answer.writerIndex() / 2));
                channel.close();
            }
            case CUT -> channel.close();
            case NONE, DECLINE, WRONG_AMOUNT, INCOMPLETE -> {
                change = fault.kind();
                write(answer(responseCode));
                change = Fault.Kind.NONE;
                held.release();
            }
        }
    }

    private ByteBuf garbage() {
        for (int i = 0; i < GARBAGE_LENGTH; i++) {
            out.putByte(i, (byte) (0xF5 - 7 * i));
        }
        return framed(GARBAGE_LENGTH);
    }

    private String reference() {
        return reader.text(DataElement.RETRIEVAL_REFERENCE);
    }

    private ByteBuf answer(final String responseCode) {
        writer.wrap(out, 0, out.capacity());
        writer.respondTo(reader, change == Fault.Kind.INCOMPLETE ? ECHO_INCOMPLETE
            : change == Fault.Kind.WRONG_AMOUNT ? ECHO_OTHER_AMOUNT : ECHO);
        if (change == Fault.Kind.WRONG_AMOUNT) {
            writer.putLong(DataElement.AMOUNT, reader.number(DataElement.AMOUNT) + 1);
        }
        if (Mti.response(reader.mti()) == Mti.FINANCIAL_RESPONSE && responseCode.equals(APPROVED)) {
            final String reference = reference();
            writer.putAscii(DataElement.APPROVAL_CODE, reference.substring(reference.length() - APPROVAL_DIGITS));
        }
        writer.putAscii(DataElement.RESPONSE_CODE, responseCode);
        return framed(writer.finish());
    }

    private ByteBuf framed(final int length) {
        final ByteBuf framed = channel.alloc().buffer();
        final int begun = network.frame().begin(framed);
        framed.writeBytes(out.byteArray(), 0, length);
        network.frame().end(framed, begun);
        return framed;
    }

    private void write(final ByteBuf framed) {
        channel.write(framed, channel.voidPromise());
    }
}
