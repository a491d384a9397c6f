package io.ayni.connectors.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which {@link Fault} meets a request: a rule for its amount comes first, then what was ordered for the next so many,
 * then the rule for all others. May be changed while the network runs; any thread.
 */
public final class FaultRules {
    private record Order(Fault fault, int count) {
    }

    private final Map<Long, Fault> byAmount = new HashMap<>();
    private final Deque<Order> orders = new ArrayDeque<>();
    private Fault otherwise = Fault.NONE;

    /** The next {@code count} requests, after those that were ordered before. */
    public synchronized FaultRules forNext(final int count, final Fault fault) {
        if (count < 1) {
            throw new IllegalArgumentException("for the next " + count);
        }
        orders.addLast(new Order(fault, count));
        return this;
    }

    /** Every request of this amount; {@link Fault#NONE} takes the rule back. */
    public synchronized FaultRules forAmount(final long amountMinor, final Fault fault) {
        if (fault.kind() == Fault.Kind.NONE) {
            byAmount.remove(amountMinor);
        } else {
            byAmount.put(amountMinor, fault);
        }
        return this;
    }

    /** Every request that no other rule meets. */
    public synchronized FaultRules otherwise(final Fault fault) {
        otherwise = fault;
        return this;
    }

    /** Answers everything again. */
    public synchronized FaultRules clear() {
        byAmount.clear();
        orders.clear();
        otherwise = Fault.NONE;
        return this;
    }

    synchronized Fault next(final long amountMinor) {
        final Fault ofAmount = byAmount.get(amountMinor);
        if (ofAmount != null) {
            return ofAmount;
        }
        final Order order = orders.pollFirst();
        if (order == null) {
            return otherwise;
        }
        if (order.count > 1) {
            orders.addFirst(new Order(order.fault, order.count - 1));
        }
        return order.fault;
    }
}
