package io.ayni.connectors.network.biller;

import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * One link to billers as configuration describes it. Times in milliseconds.
 *
 * @param linkId           in commands and outcomes
 * @param name             for logs and metrics
 * @param url              under which inquiry, payment and status are found; without a slash at its end
 * @param apiKey           shown as {@code X-API-Key}; empty for none
 * @param tls              empty: what the JDK trusts
 * @param connectTimeoutMs longest wait for a connection
 * @param answerTimeoutMs  longest wait for one answer, connection and queue included
 * @param probeIntervalMs  from one look at a silent link to the next
 * @param connections      open at the same time, and so requests in flight
 * @param maxWaiting       requests that wait for one of them; more are not taken
 */
public record BillerSettings(
        int linkId, String name, URI url, String apiKey, Optional<SSLContext> tls, long connectTimeoutMs,
        long answerTimeoutMs, long probeIntervalMs, int connections, int maxWaiting) {

    /** The key is nobody's business. */
    @Override
    public String toString() {
        return "BillerSettings[" + linkId + ", " + name + ", " + url + ']';
    }
}
