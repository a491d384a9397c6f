package io.ayni.perf.soak;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.translate.DataElement;
import io.ayni.connectors.translate.OriginalData;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialects;
import io.netty.buffer.ByteBuf;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Requests of a {@link SoakPlan} as ISO 8583 messages, and whose answer a message is. DE37 is the request's number, DE7
 * the time at which the run began: a repeat is the same message but for its type. One thread.
 */
final class SoakMessages {
    static final FrameFormat FRAME = FrameFormat.BINARY_2;
    private static final int PURCHASE = 0;
    private static final int WITHDRAWAL = 10_000;
    private static final int TRANSFER = 400_000;
    private static final int PAYMENT = 500_000;
    private static final long ACQUIRER = 300_042;
    private static final int USD = 840;
    private static final int STANS = 1_000_000;
    private static final String OTHER_BANKS_CARD = "5412750000000018";
    private static final String OTHER_INSTITUTION = "2002";

    private final SoakPlan plan;
    private final long transmissionTime;
    private final byte[] image = new byte[FrameFormat.MAX_MESSAGE_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(image);
    private final UnsafeBuffer original = new UnsafeBuffer(new byte[OriginalData.LENGTH]);
    private final IsoWriter writer = new IsoWriter(Dialects.iso1987Ascii());
    private final IsoReader reader = new IsoReader(Dialects.iso1987Ascii());

    SoakMessages(final SoakPlan plan, final LocalDateTime begun) {
        this.plan = plan;
        final LocalDateTime utc = begun.atOffset(ZoneOffset.UTC).toLocalDateTime();
        this.transmissionTime = (((utc.getMonthValue() * 100L + utc.getDayOfMonth()) * 100 + utc.getHour()) * 100
            + utc.getMinute()) * 100 + utc.getSecond();
    }

    /** Writes a request, framed. */
    void request(final long request, final boolean isRepeat, final ByteBuf out) {
        final RequestKind kind = plan.kind(request);
        begin(isRepeat ? Mti.FINANCIAL_REQUEST_REPEAT : Mti.FINANCIAL_REQUEST, request, kind);
        switch (kind) {
            case INTERNAL -> parties(request, null, Long.toString(plan.creditAccount(request)));
            case INTERBANK -> parties(request, OTHER_INSTITUTION, "EC-77");
            case CARD -> parties(request, OTHER_INSTITUTION, null);
            case BILL -> bill(request, "101");
            case TOP_UP -> bill(request, "201");
            case BATCH -> bill(request, "301");
            case PURCHASE, WITHDRAWAL -> { }
        }
        finish(out);
    }

    /** Writes what takes a debit card's payment back, framed. */
    void reversal(final long request, final boolean isRepeat, final ByteBuf out) {
        begin(isRepeat ? Mti.REVERSAL_ADVICE_REPEAT : Mti.REVERSAL_ADVICE, request, plan.kind(request));
        OriginalData.write(original, 0, Mti.FINANCIAL_REQUEST, (int) (request % STANS), transmissionTime, ACQUIRER);
        writer.put(DataElement.ORIGINAL_DATA, original, 0, OriginalData.LENGTH);
        finish(out);
    }

    private void begin(final int mti, final long request, final RequestKind kind) {
        writer.wrap(buffer, 0, image.length);
        writer.mti(mti);
        if (kind.isOfDebitCard()) {
            writer.putAscii(DataElement.PAN, SoakPlan.card(plan.debitAccount(request)));
        } else if (kind == RequestKind.CARD) {
            writer.putAscii(DataElement.PAN, OTHER_BANKS_CARD);
        }
        writer.putLong(DataElement.PROCESSING_CODE, switch (kind) {
            case INTERNAL, INTERBANK -> TRANSFER;
            case CARD, BILL, TOP_UP, BATCH -> PAYMENT;
            case PURCHASE -> PURCHASE;
            case WITHDRAWAL -> WITHDRAWAL;
        });
        writer.putLong(DataElement.AMOUNT, plan.amountMinor(request));
        writer.putLong(DataElement.TRANSMISSION_TIME, transmissionTime);
        writer.putLong(DataElement.STAN, request % STANS);
        writer.putLong(DataElement.ACQUIRER, ACQUIRER);
        writer.putLong(DataElement.RETRIEVAL_REFERENCE, request);
        writer.putAscii(DataElement.TERMINAL, "SOAK0001");
        writer.putLong(DataElement.CURRENCY, USD);
    }

    private void parties(final long request, final String receiver, final String creditAccount) {
        if (receiver != null) {
            writer.putAscii(DataElement.RECEIVER, receiver);
        }
        writer.putLong(DataElement.FROM_ACCOUNT, plan.debitAccount(request));
        if (creditAccount != null) {
            writer.putAscii(DataElement.TO_ACCOUNT, creditAccount);
        }
    }

    private void bill(final long request, final String biller) {
        writer.putAscii(DataElement.PAYEE, biller);
        parties(request, null, "0400123456");
    }

    private void finish(final ByteBuf out) {
        final int length = writer.finish();
        if (length == IsoWriter.FAILED) {
            throw new IllegalStateException("a request cannot be written: " + Result.describe(writer.result()));
        }
        final int begun = FRAME.begin(out);
        out.writeBytes(image, 0, length);
        FRAME.end(out, begun);
    }

    /** Reads an answer; the getters tell of it until the next. @return false when it is none */
    boolean read(final ByteBuf message) {
        final int length = message.readableBytes();
        message.getBytes(message.readerIndex(), image, 0, length);
        return Result.isOk(reader.wrap(buffer, 0, length)) && reader.number(DataElement.RETRIEVAL_REFERENCE) >= 0
            && (reader.mti() == Mti.FINANCIAL_RESPONSE || reader.mti() == Mti.REVERSAL_ADVICE_RESPONSE);
    }

    long answeredRequest() {
        return reader.number(DataElement.RETRIEVAL_REFERENCE);
    }

    boolean isOfReversal() {
        return reader.mti() == Mti.REVERSAL_ADVICE_RESPONSE;
    }

    /** @return DE39. */
    String code() {
        return reader.text(DataElement.RESPONSE_CODE);
    }
}
