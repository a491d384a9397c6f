package io.ayni.connectors.notify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/**
 * A service of the cooperative that sends short messages: {@code POST} of a JSON object with {@code id}, {@code kind},
 * {@code memberId}, {@code name}, {@code phone}, {@code email} and {@code text}. The header
 * {@code Ayni-Signature: t=MS,v1=HEX} is HMAC-SHA-256(secret, MS + '.' + body): the service refuses what does not fit
 * or is old. The id is the same on a repeat. 2xx is delivered; 408, 429 and 5xx are tried again. One thread.
 */
public final class WebhookWay implements MessageWay, AutoCloseable {
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final URI url;
    private final byte[] secret;
    private final Duration timeout;
    private final LongSupplier nowMs;
    private final HttpClient client;

    /** @param trust null: as the JDK does */
    public WebhookWay(
            final URI url, final String secret, final SSLContext trust, final long timeoutMs,
            final LongSupplier nowMs) {
        this.url = url;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.timeout = Duration.ofMillis(timeoutMs);
        this.nowMs = nowMs;
        final HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER);
        this.client = (trust == null ? builder : builder.sslContext(trust)).build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Result deliver(final Letter letter, final Contact contact) throws InterruptedException {
        if (contact.phone().isEmpty() && contact.email().isEmpty()) {
            return Result.NO_ADDRESS;
        }
        final String body = body(letter, contact);
        final long now = nowMs.getAsLong();
        final HttpRequest request = HttpRequest.newBuilder(url).timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Ayni-Signature", "t=" + now + ",v1=" + signature(secret, now, body))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            final int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                return Result.DELIVERED;
            }
            return status == TIMEOUT || status == TOO_MANY || status >= SERVER_ERROR
                    ? Result.TRY_AGAIN : Result.REFUSED;
        } catch (final IOException e) {
            return Result.TRY_AGAIN;
        }
    }

    static String signature(final byte[] secret, final long timeMs, final String body) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((timeMs + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(final Letter letter, final Contact contact) {
        final StringBuilder json = new StringBuilder(512);
        json.append("{\"id\":\"").append(Long.toHexString(letter.memberId())).append('-')
                .append(Long.toHexString(letter.paymentId())).append('-').append(Long.toHexString(letter.timeMs()))
                .append("\",\"memberId\":").append(letter.memberId());
        text(json, "kind", letter.kind());
        text(json, "name", contact.name());
        text(json, "phone", contact.phone());
        text(json, "email", contact.email());
        text(json, "text", letter.text());
        return json.append('}').toString();
    }

    /** RFC 8259 section 7. */
    private static void text(final StringBuilder json, final String name, final String value) {
        json.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    @Override
    public void close() {
        client.close();
    }
}
