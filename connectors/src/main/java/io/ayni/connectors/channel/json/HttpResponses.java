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

    private final LongSupplier epochMs;
    private long dateSecond = Long.MIN_VALUE;
    private byte[] date;

    HttpResponses(final LongSupplier epochMs) {
        this.epochMs = epochMs;
    }

    /**
     * @param status  of 400 and above: the body is a problem
     * @param headers further ones, each with its line end
     */
    ByteBuf json(
            final ByteBufAllocator allocator, final int status, final boolean keepsAlive, final String headers,
            final DirectBuffer body, final int length) {
        final ByteBuf out = head(allocator, status, status < ERROR ? JSON : PROBLEM, keepsAlive, headers, length);
        body.getBytes(0, out.nioBuffer(out.writerIndex(), length), length);
        out.writerIndex(out.writerIndex() + length);
        return out;
    }

    static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Status 200. */
    ByteBuf bytes(
            final ByteBufAllocator allocator, final String contentType, final boolean keepsAlive, final byte[] body) {
        return head(allocator, OK, contentType, keepsAlive, "", body.length).writeBytes(body);
    }

    /** @return the interim answer to {@code Expect: 100-continue}. */
    ByteBuf proceed(final ByteBufAllocator allocator) {
        return ByteBufUtil.writeAscii(allocator, "HTTP/1.1 100 Continue\r\n\r\n");
    }

    private ByteBuf head(
            final ByteBufAllocator allocator, final int status, final String contentType, final boolean keepsAlive,
            final String headers, final int length) {
        final ByteBuf out = allocator.ioBuffer(HEADERS_LENGTH + length);
        ByteBufUtil.writeAscii(out, "HTTP/1.1 ");
        ByteBufUtil.writeAscii(out, HttpResponseStatus.valueOf(status).toString());
        ByteBufUtil.writeAscii(out, "\r\nDate: ");
        out.writeBytes(date());
        ByteBufUtil.writeAscii(out, "\r\nContent-Type: ");
        ByteBufUtil.writeAscii(out, contentType);
        ByteBufUtil.writeAscii(out, "\r\nContent-Length: ");
        ByteBufUtil.writeAscii(out, Integer.toString(length));
        if (status == UNAUTHORIZED) {
            ByteBufUtil.writeAscii(out, "\r\nWWW-Authenticate: Bearer");
        }
        if (status == UNAVAILABLE) {
            ByteBufUtil.writeAscii(out, "\r\nRetry-After: 1");
        }
        if (!keepsAlive) {
            ByteBufUtil.writeAscii(out, "\r\nConnection: close");
        }
        ByteBufUtil.writeAscii(out, "\r\n");
        ByteBufUtil.writeAscii(out, headers);
        ByteBufUtil.writeAscii(out, "\r\n");
        return out;
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
