package io.ayni.perf.load;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
import io.netty.handler.codec.ByteToMessageDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * 0200 with DE3 40xxxx for transfers, 0100 with DE3 31 for balances. DE37 is the request's number, from a start that no other run has: it makes
 * the key unique, and the 0210 brings it back. Light, since it shares the machine with what it measures: the internal
 * transfer is written once a second and then patched where the dialect has a byte for each digit; answers are read where they lie
 * in one copy, without an object each.
 */
final class IsoProtocol implements LoadProtocol {
    /** DE37 has twelve digits. */
    static final long MAX_REFERENCE = 1_000_000_000_000L;
    private static final int MAX_STAN = 1_000_000;
    private static final int TRANSFER_FROM_SAVINGS_TO_SAVINGS = 401_010;
    private static final long ACQUIRER = 123_456;
    private static final int FINANCIAL_INSTITUTION = 6_012;
    private static final int ENTERED_BY_HAND = 12;
    private static final String TERMINAL = "LOAD0001";
    private static final String ACCEPTOR = "LOAD GENERATOR ";
    private static final String ACCEPTOR_NAME = "AGENCIA CENTRO      LOJA         LOJA EC";
    private static final String ADDITIONAL_DATA = "teller 17, first window, cash drawer";
    private static final int[] PATCHED = {11, 37, 102, 103};

    private static final int BALANCE_OF_SAVINGS = 311_000;

    private final FrameFormat frame;
    private final LoadMix mix;
    private final Transfers transfers;
    private final long firstReference;
    private final Clock clock;
    private final byte[] image = new byte[FrameFormat.MAX_MESSAGE_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(image);
    private final byte[] request = new byte[FrameFormat.MAX_MESSAGE_LENGTH];
    private final UnsafeBuffer requestBuffer = new UnsafeBuffer(request);
    /** What is written as a whole, so that the patched message stays as it is. */
    private final byte[] other = new byte[FrameFormat.MAX_MESSAGE_LENGTH];
    private final UnsafeBuffer otherBuffer = new UnsafeBuffer(other);
    private final int[] offsets = new int[PATCHED.length];
    private final int[] lengths = new int[PATCHED.length];
    private final IsoWriter writer;
    private final IsoReader reader;
    private int requestLength;
    private boolean isPatchable;
    private long second;
    private long date;
    private long time;

    /**
     * @param firstReference random, so that the keys of two runs differ
     * @throws IllegalArgumentException for a mix with what this protocol has not
     */
    IsoProtocol(
        final Dialect dialect,
        final FrameFormat frame,
        final LoadMix mix,
        final Transfers transfers,
        final long firstReference,
        final Clock clock) {
        if (mix.weights().containsKey(LoadOperation.BILL_PAY)) {
            throw new IllegalArgumentException("bill.pay is sent over JSON alone");
        }
        this.frame = frame;
        this.mix = mix;
        this.transfers = transfers;
        this.firstReference = firstReference;
        this.clock = clock;
        final Dialect spoken = FramedDialect.behind(frame, dialect);
        this.writer = new IsoWriter(spoken);
        this.reader = new IsoReader(spoken);
    }

    @Override
    public Session open(final ChannelPipeline pipeline, final AnswerListener answers) {
        pipeline.addLast(new Answers(answers));
        return new Session() {
            @Override
            public void write(final long requestId, final ByteBuf out) {
                IsoProtocol.this.write(requestId, out);
            }

            @Override
            public void writeConfirmation(final long confirmationId, final long requestId, final String paymentId,
                final String code, final ByteBuf out) {
                confirm(confirmationId, requestId, paymentId, code, out);
            }
        };
    }

    private void write(final long requestId, final ByteBuf out) {
        transfers.select(requestId);
        readClock();
        final LoadOperation operation = mix.operationOf(requestId);
        if (operation != LoadOperation.TRANSFER_INTERNAL) {
            begin(operation, requestId);
            send(other, finished(), out);
        } else {
            transfer(requestId % MAX_STAN, reference(requestId));
            send(request, requestLength, out);
        }
    }

    private long reference(final long id) {
        return (firstReference + id) % MAX_REFERENCE;
    }

    private void send(final byte[] message, final int length, final ByteBuf out) {
        final int begun = frame.begin(out);
        out.writeBytes(message, 0, length);
        frame.end(out, begun);
    }

    private void transfer(final long stan, final long reference) {
        if (isPatchable) {
            patch(0, stan);
            patch(1, reference);
            patch(2, transfers.debitAccount());
            patch(3, transfers.creditAccount());
        } else {
            writeWhole(stan, reference);
        }
    }

    /** The payment again, under a number of its own, with its name and the password. */
    private void confirm(
        final long confirmationId, final long requestId, final String paymentId, final String code, final ByteBuf out) {
        transfers.select(requestId);
        readClock();
        begin(mix.operationOf(requestId), confirmationId);
        writer.putAscii(124, paymentId);
        writer.putAscii(125, code);
        send(other, finished(), out);
    }

    private void begin(final LoadOperation operation, final long id) {
        final boolean isBalance = operation == LoadOperation.BALANCE;
        final boolean isInterbank = operation == LoadOperation.TRANSFER_INTERBANK;
        writer.wrap(otherBuffer, 0, other.length);
        writer.mti(isBalance ? Mti.AUTHORIZATION_REQUEST : Mti.FINANCIAL_REQUEST);
        writer.putLong(3, isBalance ? BALANCE_OF_SAVINGS : TRANSFER_FROM_SAVINGS_TO_SAVINGS);
        if (!isBalance) {
            writer.putLong(4, transfers.amountMinor());
        }
        writer.putLong(7, date * MAX_STAN + time);
        writer.putLong(11, id % MAX_STAN);
        writer.putLong(12, time);
        writer.putLong(13, date);
        writer.putLong(32, ACQUIRER);
        writer.putLong(37, reference(id));
        writer.putAscii(41, TERMINAL);
        writer.putAscii(42, ACCEPTOR);
        writer.putLong(49, transfers.currency().getNumericCode());
        if (isInterbank) {
            writer.putAscii(100, mix.institution());
        }
        writer.putLong(102, transfers.debitAccount());
        if (isInterbank) {
            writer.putAscii(103, mix.externalAccount());
        } else if (!isBalance) {
            writer.putLong(103, transfers.creditAccount());
        }
    }

    private int finished() {
        final int length = writer.finish();
        if (length == FieldsWriter.FAILED) {
            throw new IllegalStateException("request cannot be written: " + Result.describe(writer.result()));
        }
        return length;
    }

    private void writeWhole(final long stan, final long reference) {
        writer.wrap(requestBuffer, 0, request.length);
        writer.mti(Mti.FINANCIAL_REQUEST);
        writer.putLong(3, TRANSFER_FROM_SAVINGS_TO_SAVINGS);
        writer.putLong(4, transfers.amountMinor());
        writer.putLong(7, date * MAX_STAN + time);
        writer.putLong(11, stan);
        writer.putLong(12, time);
        writer.putLong(13, date);
        writer.putLong(18, FINANCIAL_INSTITUTION);
        writer.putLong(22, ENTERED_BY_HAND);
        writer.putLong(32, ACQUIRER);
        writer.putLong(37, reference);
        writer.putAscii(41, TERMINAL);
        writer.putAscii(42, ACCEPTOR);
        writer.putAscii(43, ACCEPTOR_NAME);
        writer.putAscii(48, ADDITIONAL_DATA);
        writer.putLong(49, transfers.currency().getNumericCode());
        writer.putLong(102, transfers.debitAccount());
        writer.putLong(103, transfers.creditAccount());
        requestLength = finished();
        findPatches();
    }

    /** A run of digits at the same place in each message, each in the low half of a byte of its own. */
    private void findPatches() {
        isPatchable = Result.isOk(reader.wrap(requestBuffer, 0, requestLength)) && transfers.haveOneLength();
        for (int i = 0; i < PATCHED.length; i++) {
            offsets[i] = reader.offset(PATCHED[i]);
            lengths[i] = reader.length(PATCHED[i]);
            isPatchable &= reader.byteLength(PATCHED[i]) == lengths[i];
        }
    }

    private void patch(final int which, final long value) {
        long rest = value;
        for (int at = offsets[which] + lengths[which] - 1; at >= offsets[which]; at--) {
            request[at] = (byte) (request[at] & 0xF0 | (int) (rest % 10));
            rest /= 10;
        }
    }

    /** DE7, DE12 and DE13 change once a second. UTC, as DE7 asks. */
    private void readClock() {
        final long nowSecond = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
        if (nowSecond == second) {
            return;
        }
        second = nowSecond;
        isPatchable = false; // the message that is patched has the second before
        final LocalDateTime now = LocalDateTime.ofEpochSecond(nowSecond, 0, ZoneOffset.UTC);
        date = now.getMonthValue() * 100L + now.getDayOfMonth();
        time = now.getHour() * 10_000L + now.getMinute() * 100L + now.getSecond();
    }

    /** All whole frames of what one read brought are handled in place: nothing is handed on. */
    private final class Answers extends ByteToMessageDecoder {
        private final AnswerListener answers;

        Answers(final AnswerListener answers) {
            this.answers = answers;
        }

        @Override
        protected void decode(final ChannelHandlerContext ctx, final ByteBuf in, final List<Object> out) {
            while (in.isReadable()) {
                final int length = frame.messageLength(in, in.readerIndex(), in.readableBytes());
                if (length == FrameFormat.INVALID) {
                    answers.onUnreadable();
                    in.skipBytes(in.readableBytes());
                    ctx.close();
                    return;
                }
                final int whole = frame.leadLength() + length + frame.trailLength();
                if (length == FrameFormat.MORE_NEEDED || in.readableBytes() < whole) {
                    return;
                }
                if (length > 0) {
                    in.getBytes(in.readerIndex() + frame.leadLength(), image, 0, length);
                    onMessage(length);
                }
                in.skipBytes(whole);
            }
        }

        private void onMessage(final int length) {
            final long result = reader.wrap(buffer, 0, length);
            final long reference = reader.number(37);
            if (!Result.isOk(result) || !isAnswer(reader.mti()) || reference == FieldsReader.NO_NUMBER) {
                answers.onUnreadable();
                return;
            }
            final long requestId = Math.floorMod(reference - firstReference, MAX_REFERENCE);
            final long code = reader.chars(39);
            if (code == AnswerCode.CHALLENGED && reader.has(124)) {
                transfers.select(requestId);
                answers.onChallenge(requestId, transfers.debitAccount(), reader.text(124).strip());
            }
            answers.onAnswer(requestId, code == FieldsReader.NO_NUMBER ? AnswerCode.NONE : (int) code);
        }

        /** An echo sends the request back: an answer without a code. */
        private static boolean isAnswer(final int mti) {
            return mti == Mti.FINANCIAL_RESPONSE || mti == Mti.FINANCIAL_REQUEST || mti == Mti.AUTHORIZATION_RESPONSE;
        }
    }
}
