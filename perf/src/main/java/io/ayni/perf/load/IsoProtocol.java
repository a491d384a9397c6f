package io.ayni.perf.load;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import io.ayni.connectors.frame.FrameDecoder;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.frame.FramedDialect;
import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.FieldsWriter;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * 0200 with DE3 40xxxx, an internal transfer. DE37 is the request's number, from a start that no other run has: it makes
 * the key unique, and the 0210 brings it back.
 */
final class IsoProtocol implements LoadProtocol {
    /** DE37 has twelve digits. */
    static final long MAX_REFERENCE = 1_000_000_000_000L;
    private static final int MAX_STAN = 1_000_000;
    private static final int TRANSFER_FROM_SAVINGS_TO_SAVINGS = 401_010;
    private static final long ACQUIRER = 123_456;
    private static final String TERMINAL = "LOAD0001";
    private static final String ACCEPTOR = "LOAD GENERATOR ";

    private final FrameFormat frame;
    private final Transfers transfers;
    private final long firstReference;
    private final Clock clock;
    private final byte[] image = new byte[FrameFormat.MAX_MESSAGE_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(image);
    private final IsoWriter writer;
    private final IsoReader reader;
    private long second;
    private long date;
    private long time;

    /** @param firstReference random, so that the keys of two runs differ */
    IsoProtocol(
        final Dialect dialect,
        final FrameFormat frame,
        final Transfers transfers,
        final long firstReference,
        final Clock clock) {
        this.frame = frame;
        this.transfers = transfers;
        this.firstReference = firstReference;
        this.clock = clock;
        final Dialect spoken = FramedDialect.behind(frame, dialect);
        this.writer = new IsoWriter(spoken);
        this.reader = new IsoReader(spoken);
    }

    @Override
    public Session open(final ChannelPipeline pipeline, final AnswerListener answers) {
        pipeline.addLast(new FrameDecoder(frame, answers::onUnreadable), new AnswerHandler(answers));
        return this::write;
    }

    private void write(final long requestId, final ByteBuf out) {
        transfers.next();
        readClock();
        writer.wrap(buffer, 0, image.length);
        writer.mti(Mti.FINANCIAL_REQUEST);
        writer.putLong(3, TRANSFER_FROM_SAVINGS_TO_SAVINGS);
        writer.putLong(4, transfers.amountMinor());
        writer.putLong(7, date * MAX_STAN + time);
        writer.putLong(11, requestId % MAX_STAN);
        writer.putLong(12, time);
        writer.putLong(13, date);
        writer.putLong(32, ACQUIRER);
        writer.putLong(37, (firstReference + requestId) % MAX_REFERENCE);
        writer.putAscii(41, TERMINAL);
        writer.putAscii(42, ACCEPTOR);
        writer.putLong(49, transfers.currency().getNumericCode());
        writer.putLong(102, transfers.debitAccount());
        writer.putLong(103, transfers.creditAccount());
        final int length = writer.finish();
        if (length == FieldsWriter.FAILED) {
            throw new IllegalStateException("request cannot be written: " + Result.describe(writer.result()));
        }
        final int begun = frame.begin(out);
        out.writeBytes(image, 0, length);
        frame.end(out, begun);
    }

    /** DE7, DE12 and DE13 change once a second. UTC, as DE7 asks. */
    private void readClock() {
        final long nowSecond = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
        if (nowSecond != second) {
            second = nowSecond;
            final LocalDateTime now = LocalDateTime.ofEpochSecond(nowSecond, 0, ZoneOffset.UTC);
            date = now.getMonthValue() * 100L + now.getDayOfMonth();
            time = now.getHour() * 10_000L + now.getMinute() * 100L + now.getSecond();
        }
    }

    private final class AnswerHandler extends SimpleChannelInboundHandler<ByteBuf> {
        private final AnswerListener answers;

        AnswerHandler(final AnswerListener answers) {
            this.answers = answers;
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext ctx, final ByteBuf message) {
            final int length = message.readableBytes();
            message.getBytes(message.readerIndex(), image, 0, length);
            final long result = reader.wrap(buffer, 0, length);
            final long reference = reader.number(37);
            if (!Result.isOk(result) || reader.mti() != Mti.FINANCIAL_RESPONSE
                || reference == FieldsReader.NO_NUMBER) {
                answers.onUnreadable();
                return;
            }
            final long code = reader.chars(39);
            answers.onAnswer(Math.floorMod(reference - firstReference, MAX_REFERENCE),
                code == FieldsReader.NO_NUMBER ? AnswerCode.NONE : (int) code);
        }
    }
}
