package io.ayni.connectors.operate;

import io.ayni.core.command.LinkReplyDecoder;
import io.ayni.core.payment.LinkState;

/**
 * What the engine knows of a link.
 *
 * @param timeouts      requests without an answer since the link changed, as many as its rule counts
 * @param suspensions   times it was taken down for them in this run
 * @param inFlight      requests whose answer is awaited
 * @param reversing     payments whose reversal is not accepted yet
 * @param queued        of them, those that wait for the link or its window
 * @param inWindow      of them, those that left and whose answer is awaited
 * @param settlementDay epoch day; 0 the network never said
 */
public record LinkRow(
        int linkId, LinkState state, int timeouts, int suspensions, int inFlight, int reversing, int queued,
        int inWindow, int settlementDay) {
    static LinkRow of(final LinkReplyDecoder row) {
        return new LinkRow(row.linkId(), LinkState.ofCode(row.state()), row.timeouts(), row.suspensions(),
                row.inFlight(), row.reversing(), row.queued(), row.inWindow(), row.settlementDay());
    }
}
