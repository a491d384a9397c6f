package io.ayni.connectors.network;

import io.ayni.core.payment.LinkState;
import java.util.List;

/**
 * A link as this process sees it.
 *
 * @param state as it was last reported to the engine
 * @param forMs since then
 * @param sent  payments, reversals and inquiries since the start
 * @param lines its connections; none where they are the business of an HTTP client or of a directory
 */
public record LinkView(LinkState state, long forMs, long sent, long answers, List<Line> lines) {
    /** No echo was answered yet. */
    public static final long NEVER = -1;

    /**
     * One connection.
     *
     * @param state      in words of its session, such as {@code UP}, {@code SIGNING_ON}
     * @param echoAgoMs  since an echo was answered, or {@link #NEVER}
     * @param lostEchoes in a row, up to now
     */
    public record Line(String state, long forMs, long echoAgoMs, int lostEchoes) {
    }
}
