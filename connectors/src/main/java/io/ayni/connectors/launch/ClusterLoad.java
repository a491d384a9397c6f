package io.ayni.connectors.launch;

import io.ayni.connectors.translate.DataElement;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialects;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Payments of one cent at a fixed rate, over one connection of ISO 8583, whether answers come or not. What is refused
 * for want of room, or not answered in three seconds, is sent again as it was: under the same key. Knows how many were
 * acknowledged, and how long there was no answer.
 */
final class ClusterLoad implements AutoCloseable {
    static final String FROM = "4200000017";
    static final String TO = "4200000025";
    private static final int MAX_LENGTH = 1_024;
    private static final int TRANSFER = 401_010;
    private static final int USD = 840;
    private static final int MAX_STAN = 999_999;
    private static final long REPEAT_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long SCAN_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long REFUSED_REPEAT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A payment that was sent and not acknowledged. */
    private static final class Pending {
        private final byte[] frame;
        private long repeatNs;

        private Pending(final byte[] frame, final long repeatNs) {
            this.frame = frame;
            this.repeatNs = repeatNs;
        }
    }

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final DataInputStream in;
    private final int perSecond;
    private final byte[] bytes = new byte[MAX_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final IsoWriter writer = new IsoWriter(Dialects.iso1987Ascii());
    private final Map<Long, Pending> pending = new LinkedHashMap<>();
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Thread sender;
    private final Thread receiver;
    private volatile boolean isRunning = true;
    private volatile boolean isOver;
    private volatile long sent;
    private volatile long acknowledged;
    private volatile long repeated;
    private volatile String problem;
    private long lastAnswerNs = System.nanoTime();
    private long longestSilenceNs;
    private long lateNs;
    private long scannedNs;

    ClusterLoad(final InetSocketAddress address, final int perSecond) throws IOException {
        this.perSecond = perSecond;
        socket.setTcpNoDelay(true);
        socket.connect(address);
        out = socket.getOutputStream();
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        sender = Thread.ofPlatform().daemon().name("ayni-demo-send").start(this::send);
        receiver = Thread.ofPlatform().daemon().name("ayni-demo-receive").start(this::receive);
    }

    private void send() {
        final long startNs = System.nanoTime();
        try {
            while (isRunning || !allAcknowledged()) {
                final long nowNs = System.nanoTime();
                final long dueNs = startNs + sent * TimeUnit.SECONDS.toNanos(1) / perSecond;
                if (isRunning && nowNs >= dueNs) {
                    lateNs = Math.max(lateNs, nowNs - dueNs);
                    write(frame(sent + 1), nowNs);
                } else {
                    repeat(nowNs);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
        } catch (final IOException e) {
            problem = "the connection to the gateway broke: " + e.getMessage();
        }
        isOver = true;
    }

    private void write(final byte[] frame, final long nowNs) throws IOException {
        synchronized (this) {
            pending.put(sent + 1, new Pending(frame, nowNs + REPEAT_NS));
            sent++; // one writer
        }
        out.write(frame);
    }

    private void repeat(final long nowNs) throws IOException {
        if (nowNs - scannedNs < SCAN_NS) {
            return;
        }
        scannedNs = nowNs;
        final List<byte[]> again = new ArrayList<>();
        synchronized (this) {
            for (final Pending each : pending.values()) {
                if (each.repeatNs - nowNs < 0) {
                    each.repeatNs = nowNs + REPEAT_NS;
                    again.add(each.frame);
                }
            }
            repeated += again.size();
        }
        for (final byte[] frame : again) {
            out.write(frame);
        }
    }

    private synchronized boolean allAcknowledged() {
        return pending.isEmpty();
    }

    private byte[] frame(final long number) {
        final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        final long date = now.getMonthValue() * 100L + now.getDayOfMonth();
        final long time = now.getHour() * 10_000L + now.getMinute() * 100L + now.getSecond();
        writer.wrap(buffer, 0, MAX_LENGTH);
        writer.mti(Mti.FINANCIAL_REQUEST);
        writer.putLong(DataElement.PROCESSING_CODE, TRANSFER);
        writer.putLong(DataElement.AMOUNT, 1);
        writer.putLong(DataElement.TRANSMISSION_TIME, date * 1_000_000 + time);
        writer.putLong(DataElement.STAN, number % MAX_STAN + 1);
        writer.putLong(DataElement.LOCAL_TIME, time);
        writer.putLong(DataElement.LOCAL_DATE, date);
        writer.putLong(DataElement.ACQUIRER, 300_042);
        writer.putLong(DataElement.RETRIEVAL_REFERENCE, number);
        writer.putAscii(DataElement.TERMINAL, "DEMO0001");
        writer.putLong(DataElement.CURRENCY, USD);
        writer.putAscii(DataElement.FROM_ACCOUNT, FROM);
        writer.putAscii(DataElement.TO_ACCOUNT, TO);
        final int length = writer.finish();
        if (length == IsoWriter.FAILED) {
            throw new IllegalStateException(Result.describe(writer.result()));
        }
        final byte[] frame = new byte[Short.BYTES + length];
        frame[0] = (byte) (length >> 8);
        frame[1] = (byte) length;
        System.arraycopy(bytes, 0, frame, Short.BYTES, length);
        return frame;
    }

    private void receive() {
        final byte[] answer = new byte[MAX_LENGTH];
        final UnsafeBuffer view = new UnsafeBuffer(answer);
        final IsoReader reader = new IsoReader(Dialects.iso1987Ascii());
        try {
            while (true) {
                final int length = in.readUnsignedShort();
                in.readFully(answer, 0, length);
                if (!Result.isOk(reader.wrap(view, 0, length))) {
                    problem = "an answer cannot be read";
                    return;
                }
                onAnswer(Long.parseLong(reader.text(DataElement.RETRIEVAL_REFERENCE).strip()),
                        reader.text(DataElement.RESPONSE_CODE));
            }
        } catch (final EOFException | SocketException closed) {
            // the end, or the sender tells
        } catch (final IOException | NumberFormatException e) {
            problem = "an answer cannot be read: " + e;
        }
    }

    private synchronized void onAnswer(final long number, final String code) {
        final long nowNs = System.nanoTime();
        if (code.equals("00")) {
            if (pending.remove(number) != null) {
                acknowledged++; // one writer
                longestSilenceNs = Math.max(longestSilenceNs, nowNs - lastAnswerNs);
                lastAnswerNs = nowNs;
            }
        } else {
            refusals.merge(code, 1L, Long::sum);
            final Pending refused = pending.get(number);
            if (refused != null) {
                refused.repeatNs = nowNs + REFUSED_REPEAT_NS;
            }
        }
    }

    /** @return the longest time between two answers since this was asked the last time. */
    synchronized long longestSilenceMs() {
        final long longest = Math.max(longestSilenceNs, System.nanoTime() - lastAnswerNs);
        longestSilenceNs = 0;
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    long sent() {
        return sent;
    }

    long acknowledged() {
        return acknowledged;
    }

    long repeated() {
        return repeated;
    }

    synchronized String refusals() {
        return refusals.toString();
    }

    /** @return how far the sender was behind its plan at the worst. */
    long lateMs() {
        return TimeUnit.NANOSECONDS.toMillis(lateNs);
    }

    /** @return what went wrong, or null. */
    String problem() {
        return problem;
    }

    /** No more new ones. */
    void stop() {
        isRunning = false;
    }

    /** @return whether all that was sent is acknowledged, or cannot be. */
    boolean isOver() {
        return isOver;
    }

    @Override
    public void close() throws IOException {
        isRunning = false;
        socket.close();
        sender.interrupt();
        receiver.interrupt();
    }
}
