package io.ayni.connectors.network;

import io.ayni.core.payment.LinkState;
import java.util.concurrent.CompletableFuture;

/** An outbound link as an operator knows it, whatever it speaks. Any thread. */
public interface OperatedLink extends AutoCloseable {
    /** @return as it was last reported to the engine. */
    LinkState state();

    CompletableFuture<LinkView> view();

    /**
     * @param settlementDay of a cutover, epoch day
     * @return done when the order is carried out or given up, never with an exception of the network's
     */
    default CompletableFuture<LinkOrder.Said> order(final LinkOrder order, final int settlementDay) {
        return CompletableFuture.completedFuture(
            LinkOrder.Said.refused("only a link over ISO 8583 knows " + order.text()));
    }
}
