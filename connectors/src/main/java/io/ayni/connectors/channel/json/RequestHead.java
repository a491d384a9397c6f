package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;

/** Request line and headers of one request, as far as they matter here. */
final class RequestHead {
    private static final CharSequence IDEMPOTENCY_KEY = AsciiString.cached("Idempotency-Key");
    private static final CharSequence API_KEY = AsciiString.cached("X-API-Key");
    private static final String BEARER = "Bearer ";
    private static final String JSON = "application/json";

    private final HttpRequest request;
    private final HttpHeaders headers;
    private final String path;
    private final String query;

    RequestHead(final HttpRequest request) {
        this.request = request;
        this.headers = request.headers();
        final String uri = request.uri();
        final int mark = uri.indexOf('?');
        this.path = mark < 0 ? uri : uri.substring(0, mark);
        this.query = mark < 0 ? "" : uri.substring(mark + 1);
    }

    /** @return why nothing more can be read from this connection, or null. */
    Problem problem() {
        if (request.decoderResult().isFailure()) {
            final Throwable cause = request.decoderResult().cause();
            return cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException
                    ? Problem.HEADERS_TOO_LARGE : Problem.INVALID_HTTP;
        }
        // RFC 9112, 3.2: exactly one Host in HTTP/1.1
        final boolean lacksHost = request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && headers.getAll(HttpHeaderNames.HOST).size() != 1;
        return lacksHost ? Problem.INVALID_HTTP : null;
    }

    String method() {
        return request.method().name();
    }

    /** @return without the query. */
    String path() {
        return path;
    }

    /** @return what stands behind the question mark, as it came. */
    String query() {
        return query;
    }

    boolean keepsAlive() {
        return HttpUtil.isKeepAlive(request);
    }

    boolean expectsContinue() {
        return HttpUtil.is100ContinueExpected(request);
    }

    /** @return 0 when it is not said. */
    long contentLength() {
        return HttpUtil.getContentLength(request, 0L);
    }

    /** @return null when there is none. */
    String idempotencyKey() {
        return headers.get(IDEMPOTENCY_KEY);
    }

    /** @return null when there is none. */
    String apiKey() {
        final String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return headers.get(API_KEY);
    }

    /** @return whether the body is JSON, as far as the headers say. */
    boolean isJson() {
        final CharSequence type = HttpUtil.getMimeType(request);
        return type == null || type.toString().equalsIgnoreCase(JSON);
    }
}
