package io.ayni.connectors.channel.json;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;

/**
 * The headers of one connection, the same for each of its requests: a request is handled, as far as its headers go,
 * before the decoder begins with the next.
 */
final class ReusedHeaders implements HttpHeadersFactory {
    private final HttpHeadersFactory origin;
    private final HttpHeaders headers;

    /** @param origin makes them, and checks what enters them */
    ReusedHeaders(final HttpHeadersFactory origin) {
        this.origin = origin;
        this.headers = origin.newHeaders();
    }

    @Override
    public HttpHeaders newHeaders() {
        return headers.isEmpty() ? headers : headers.clear();
    }

    @Override
    public HttpHeaders newEmptyHeaders() {
        return origin.newEmptyHeaders();
    }
}
