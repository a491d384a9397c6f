package io.ayni.connectors.translate;

/**
 * What can be wrong with a JSON request, as a problem type of RFC 9457. A payment that is declined is none of them: it
 * is an answer.
 */
public enum Problem {
    INVALID_BODY(400, "invalid-body", "The body is not as expected"),
    MISSING_IDEMPOTENCY_KEY(400, "missing-idempotency-key", "POST needs an Idempotency-Key"),
    INVALID_PARAMETER(400, "invalid-parameter", "A parameter is not as expected"),
    INVALID_HTTP(400, "invalid-http", "The request is no HTTP that this server understands"),
    UNAUTHENTICATED(401, "unauthenticated", "The API key of a channel is needed"),
    STEP_UP_FAILED(401, "step-up-failed", "The one-time password did not confirm the payment"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not offered here"),
    REQUEST_TIMEOUT(408, "request-timeout", "The request took too long to arrive"),
    IN_FLIGHT(409, "in-flight", "The first request with this key is not finished"),
    NOT_IN_STATE(409, "not-in-state", "The payment is not in a state for this"),
    BODY_TOO_LARGE(413, "body-too-large", "The body is above 16 KiB"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body must be application/json"),
    KEY_REUSED(422, "key-reused", "This Idempotency-Key was used with another request"),
    PIN_REFUSED(422, "pin-refused", "The PIN is not taken"),
    RESEND_REFUSED(429, "resend-refused", "No further one-time password is sent for this payment"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are above the limit"),
    BILLER_UNREACHABLE(503, "biller-unreachable", "The biller did not answer"),
    OVERLOADED(503, "overloaded", "The switch takes no new request now");

    private final int status;
    private final String type;
    private final String title;

    Problem(final int status, final String slug, final String title) {
        this.status = status;
        this.type = "/problems/" + slug;
        this.title = title;
    }

    /** @return the HTTP status. */
    public int status() {
        return status;
    }

    /** @return the problem type, a reference relative to the server. */
    public String type() {
        return type;
    }

    public String title() {
        return title;
    }
}
