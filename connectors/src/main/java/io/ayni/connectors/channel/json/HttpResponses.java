package io.ayni.connectors.channel.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/**
 * Whole HTTP/1.1 responses as bytes (RFC 9112): status line, {@code Date}, {@code Content-Type}, {@code Content-Length}
 * and body. One per event loop.
 */
final class HttpResponses {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";
    static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    static final String HTML = "text/html; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";
    static final String CSV = "text/csv; charset=utf-8";
    static final String PDF = "application/pdf";
    private static final int OK = 200;
    private static final int ERROR = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final int HEADERS_LENGTH = 256;
    /** Two of them, the second of an empty line. */
    private static final int LINE_ENDS = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

    private final LongSupplier epochMs;
    private long dateSecond = Long.MIN_VALUE;
    private byte[] date;
    private int beginningStatus;
    private String beginningType;
    private byte[] beginningDate;
    private byte[] beginning;

    HttpResponses(final LongSupplier epochMs) {
        this.epochMs = epochMs;
    }

    /**
     * Adds a response to what lies in the buffer.
     *
     * @param status  of 400 and above: the body is a problem
     * @param headers further ones, each with its line end
     */
    void json(
            final ByteBuf out, final int status, final boolean keepsAlive, final String headers,
            final DirectBuffer body, final int length) {
        out.ensureWritable(HEADERS_LENGTH + headers.length() + length);
        head(out, status, status < ERROR ? JSON : PROBLEM, keepsAlive, headers, length);
        out.writeBytes(body.byteArray(), 0, length);
    }

    static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Status 200. */
    ByteBuf bytes(
            final ByteBufAllocator allocator, final String contentType, final boolean keepsAlive, final byte[] body) {
        final ByteBuf out = allocator.ioBuffer(HEADERS_LENGTH + body.length);
        head(out, OK, contentType, keepsAlive, "", body.length);
        return out.writeBytes(body);
    }

    /** @return the interim answer to {@code Expect: 100-continue}. */
    ByteBuf proceed(final ByteBufAllocator allocator) {
        return ByteBufUtil.writeAscii(allocator, "HTTP/1.1 100 Continue\r\n\r\n");
    }

    private void head(
            final ByteBuf out, final int status, final String contentType, final boolean keepsAlive,
            final String headers, final int length) {
        out.writeBytes(beginning(status, contentType));
        writeNumber(out, length);
        if (status == UNAUTHORIZED) {
            ByteBufUtil.writeAscii(out, "\r\nWWW-Authenticate: Bearer");
        }
        if (status == UNAVAILABLE) {
            ByteBufUtil.writeAscii(out, "\r\nRetry-After: 1");
        }
        if (!keepsAlive) {
            ByteBufUtil.writeAscii(out, "\r\nConnection: close");
        }
        if (headers.isEmpty()) {
            out.writeInt(LINE_ENDS);
        } else {
            ByteBufUtil.writeAscii(out, "\r\n");
            ByteBufUtil.writeAscii(out, headers);
            ByteBufUtil.writeAscii(out, "\r\n");
        }
    }

    private static void writeNumber(final ByteBuf out, final int number) {
        int power = 1;
        while (number / power >= 10) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            out.writeByte('0' + number / power % 10);
        }
    }

    /** Up to the length, which is the first that differs between the answers of one second; made once a second. */
    private byte[] beginning(final int status, final String contentType) {
        final byte[] dateNow = date();
        if (status != beginningStatus || contentType != beginningType || dateNow != beginningDate) {
            beginningStatus = status;
            beginningType = contentType;
            beginningDate = dateNow;
            beginning = ("HTTP/1.1 " + HttpResponseStatus.valueOf(status)
                    + "\r\nDate: " + new String(dateNow, StandardCharsets.US_ASCII)
                    + "\r\nContent-Type: " + contentType + "\r\nContent-Length: ").getBytes(StandardCharsets.US_ASCII);
        }
        return beginning;
    }

    private byte[] date() {
        final long second = Math.floorDiv(epochMs.getAsLong(), 1_000);
        if (second != dateSecond) {
            dateSecond = second;
            date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC))
                    .getBytes(StandardCharsets.US_ASCII);
        }
        return date;
    }
}
