package io.ayni.connectors.launch;

import io.ayni.connectors.translate.DataElement;
import io.ayni.connectors.translate.OriginalData;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialects;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A mobile banking back end, or the network of the debit cards, that speaks ISO 8583 in ASCII behind a two-byte
 * length, as the demo plays it.
 */
final class DemoIsoClient implements AutoCloseable {
    private static final int PATIENCE_MS = 15_000;
    private static final int MAX_LENGTH = 4_096;
    private static final int TRANSFER = 401_010;
    private static final String NO_CARD = "";
    private static final long NO_AMOUNT = -1;
    private static final int NO_REFERENCE = -1;
    private static final int BALANCE = 310_000;
    private static final int PURCHASE = 0;
    private static final int WITHDRAWAL = 10_000;
    private static final String DEBIT_CARD = "4507990000000002";
    private static final long ACQUIRER = 300_042;
    private static final int USD = 840;

    private final Socket socket = new Socket();
    private final DataOutputStream out;
    private final DataInputStream in;
    private final byte[] bytes = new byte[MAX_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final IsoWriter writer = new IsoWriter(Dialects.iso1987Ascii());
    private final IsoReader reader = new IsoReader(Dialects.iso1987Ascii());
    private int stan;
    private long transmissionTime;
    private int held;
    private long heldTime;

    DemoIsoClient(final InetSocketAddress address) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(address, PATIENCE_MS);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
    }

    /** 0200 with DE3 40: a transfer inside the cooperative. */
    DemoAnswer transfer(final String from, final String to, final long amountMinor) throws IOException {
        begin(from, to, amountMinor);
        return exchange("POSTED");
    }

    /** The same once more as a new request, with the payment id (DE124) and what the member typed (DE125). */
    DemoAnswer confirm(final String from, final String to, final long amountMinor, final String paymentId,
            final String code)
            throws IOException {
        begin(from, to, amountMinor);
        writer.putAscii(DataElement.CHALLENGE, paymentId);
        writer.putAscii(DataElement.ONE_TIME_PASSWORD, code);
        return exchange("POSTED");
    }

    /** 0100 with DE3 31: the balance of an account. */
    DemoAnswer balance(final String account) throws IOException {
        begin(Mti.AUTHORIZATION_REQUEST, NO_CARD, BALANCE, NO_AMOUNT, NO_REFERENCE);
        writer.putAscii(DataElement.FROM_ACCOUNT, account);
        return exchange("READ");
    }

    /** 0100 with DE3 31, by María's debit card. */
    DemoAnswer balanceOfCard() throws IOException {
        begin(Mti.AUTHORIZATION_REQUEST, DEBIT_CARD, BALANCE, NO_AMOUNT, NO_REFERENCE);
        return exchange("READ");
    }

    /** 0200 with DE3 00, by María's debit card. */
    DemoAnswer purchase(final long amountMinor) throws IOException {
        return card(Mti.FINANCIAL_REQUEST, PURCHASE, amountMinor, "POSTED");
    }

    /** 0200 with DE3 01. */
    DemoAnswer withdrawal(final long amountMinor) throws IOException {
        return card(Mti.FINANCIAL_REQUEST, WITHDRAWAL, amountMinor, "POSTED");
    }

    /** 0100 with DE3 00. */
    DemoAnswer hold(final long amountMinor) throws IOException {
        held = stan + 1;
        return card(Mti.AUTHORIZATION_REQUEST, PURCHASE, amountMinor, "HELD");
    }

    /** 0220 about the last hold. */
    DemoAnswer complete(final long amountMinor) throws IOException {
        return about(Mti.FINANCIAL_ADVICE, amountMinor, "POSTED");
    }

    /** 0420 about the last hold. */
    DemoAnswer reverse(final long amountMinor) throws IOException {
        return about(Mti.REVERSAL_ADVICE, amountMinor, "REVERSED");
    }

    private DemoAnswer card(final int mti, final int processingCode, final long amountMinor, final String approved)
            throws IOException {
        begin(mti, DEBIT_CARD, processingCode, amountMinor, NO_REFERENCE);
        heldTime = transmissionTime;
        return exchange(approved);
    }

    private DemoAnswer about(final int mti, final long amountMinor, final String approved) throws IOException {
        begin(mti, DEBIT_CARD, PURCHASE, amountMinor, held);
        final UnsafeBuffer original = new UnsafeBuffer(new byte[OriginalData.LENGTH]);
        OriginalData.write(original, 0, Mti.AUTHORIZATION_REQUEST, held, heldTime, ACQUIRER);
        writer.put(DataElement.ORIGINAL_DATA, original, 0, OriginalData.LENGTH);
        return exchange(approved);
    }

    private void begin(final String from, final String to, final long amountMinor) {
        begin(Mti.FINANCIAL_REQUEST, NO_CARD, TRANSFER, amountMinor, NO_REFERENCE);
        writer.putAscii(DataElement.FROM_ACCOUNT, from);
        writer.putAscii(DataElement.TO_ACCOUNT, to);
    }

    private void begin(
            final int mti, final String card, final int processingCode, final long amountMinor, final int reference) {
        final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        final long date = now.getMonthValue() * 100L + now.getDayOfMonth();
        final long time = now.getHour() * 10_000L + now.getMinute() * 100L + now.getSecond();
        stan++;
        transmissionTime = date * 1_000_000 + time;
        writer.wrap(buffer, 0, MAX_LENGTH);
        writer.mti(mti);
        if (!card.equals(NO_CARD)) {
            writer.putAscii(DataElement.PAN, card);
        }
        writer.putLong(DataElement.PROCESSING_CODE, processingCode);
        if (amountMinor != NO_AMOUNT) {
            writer.putLong(DataElement.AMOUNT, amountMinor);
        }
        writer.putLong(DataElement.TRANSMISSION_TIME, transmissionTime);
        writer.putLong(DataElement.STAN, stan);
        writer.putLong(DataElement.LOCAL_TIME, time);
        writer.putLong(DataElement.LOCAL_DATE, date);
        writer.putLong(DataElement.ACQUIRER, ACQUIRER);
        writer.putLong(DataElement.RETRIEVAL_REFERENCE, reference == NO_REFERENCE ? stan : reference);
        writer.putAscii(DataElement.TERMINAL, "DEMO0001");
        writer.putLong(DataElement.CURRENCY, USD);
    }

    private DemoAnswer exchange(final String approved) throws IOException {
        final int length = writer.finish();
        if (length == IsoWriter.FAILED) {
            throw new IllegalStateException(Result.describe(writer.result()));
        }
        final long startNs = System.nanoTime();
        final byte[] frame = new byte[Short.BYTES + length];
        frame[0] = (byte) (length >> 8);
        frame[1] = (byte) length;
        System.arraycopy(bytes, 0, frame, Short.BYTES, length);
        out.write(frame);
        out.flush();
        final int answerLength = in.readUnsignedShort();
        in.readFully(bytes, 0, answerLength);
        final long latencyNs = System.nanoTime() - startNs;
        final long result = reader.wrap(buffer, 0, answerLength);
        if (!Result.isOk(result)) {
            throw new IOException("the answer cannot be read: " + Result.describe(result));
        }
        final String code = reader.text(DataElement.RESPONSE_CODE);
        final String paymentId = reader.has(DataElement.CHALLENGE) ? reader.text(DataElement.CHALLENGE).strip() : "";
        return new DemoAnswer(paymentId, meaning(code, approved), code, "", latencyNs);
    }

    private static String meaning(final String code, final String approved) {
        return switch (code) {
            case "00" -> approved;
            case "1A" -> "CHALLENGED";
            default -> "DECLINED";
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
